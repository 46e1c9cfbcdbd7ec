"""What the pages of plan data show: values in the page's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from flask import request, url_for

from lbsap.actions.cities.needs import asking_sections
from lbsap.model.city import CityData
from lbsap.model.unit_words import unit_text
from lbsap.registry import Registry
from lbsap.steps.cities.formulation import formulation_steps
from lbsap.steps.cities.needs import read_fields
from lbsap.steps.cities.part_change import entries_of
from lbsap.steps.cities.part_gaps import choice_words, heading, lacking, one_sided
from lbsap.steps.cities.part_refs import Around, known_ids
from lbsap.steps.cities.parts import PARTS, Part, key_of, references
from lbsap.store.cities import KeptCity
from lbsap.web.forms.city_parts import FieldsForm
from lbsap.web.language import N_, lang, ngettext
from lbsap.web.language import gettext as _

Row = dict[str, Any]
_HINTS: Final[Mapping[str, str]] = {
    "areas": N_(
        "The areas of your own plan, in your own order. Say for each what is special here: a local plan is no copy."
    ),
    "actions": N_(
        "15 to 30 actions are common. Each names a lead department, a year and a result that can be checked."
    ),
    "targets": N_(
        "A figure with unit, year and baseline, or words with a way of checking. A national share is no local target."
    ),
    "projects": N_("One card a project. The plan prints them in boxes and in the annex."),
    "roster": N_("Name bodies and posts, not persons. The four layers work in this order."),
    "signoffs": N_("Each layer signs in its turn: formulation team, experts, departments, leaders."),
    "monitoring": N_(
        "Three rhythms are common: progress every year, an evaluation at mid-term, one at the end."
    ),
    "funding": N_(
        "What is spent now, and which source pays what in which year. The financing page adds it up."
    ),
    "cases": N_("Examples that others can learn from. Pick from the library, or enter your own."),
    "pictures": N_("Maps and pictures for the plan. Never show the exact place of a sensitive species."),
    "explanations": N_("Why an indicator with a low score, or a target of a framework, has no action here."),
    "steps": N_("Where you stand with each step of the work."),
}
"""What is to be said of each list, at its top."""


def hints_of(part: Part) -> str:
    """What is to be said of a list."""
    return _(_HINTS[part.name])


def done_words() -> str:
    """What is told on the page after something was done."""
    return {"kept": _("Saved."), "removed": _("Removed."), "picked": _("The case is in your list now.")}.get(
        request.args.get("done", ""), ""
    )


def overview(opened: KeptCity, around: Around, registry: Registry) -> list[Row]:
    """All parts in groups, in the order of the work: title, where it is filled, how complete it is."""
    data, city_id = opened.data, opened.id
    known = known_ids(data, around)

    def lists(*names: str) -> list[Row]:
        return [_list_row(opened, PARTS[name], known) for name in names]

    def text(endpoint: str, title: str, given: object, told: str) -> Row:
        state = "" if given is None else "done" if given else "todo"
        return _row(endpoint, title, url_for(f"city.{endpoint}", city_id=city_id), told, state)

    guiding = _("Your own text") if data.guiding.text else _("The standing text of this workbench is used.")
    vision = _("Filled in") if data.vision else _("Nothing yet")
    words = ngettext(
        "%(num)s section in your own words", "%(num)s sections in your own words", len(data.wording)
    )
    return [
        {
            "title": _("Formulation"),
            "rows": [_steps_row(opened, around), *lists("roster", "signoffs")],
        },
        {
            "title": _("Strategy"),
            "rows": [
                text("guiding", _("Guiding thought"), True, guiding),
                text("vision", _("Vision"), data.vision, vision),
                *lists("areas", "targets"),
            ],
        },
        {"title": _("Actions and projects"), "rows": lists("actions", "projects", "cases", "explanations")},
        {
            "title": _("Safeguards"),
            "rows": [
                *lists("monitoring", "funding"),
                text(
                    "financing",
                    _("Financing at a glance"),
                    None,
                    _("Worked out from projects and the table above."),
                ),
            ],
        },
        {
            "title": _("Text of the plan"),
            "rows": [
                _needs_row(opened, registry),
                text("wordings", _("Your own words for a section"), None, words),
                *lists("pictures"),
            ],
        },
    ]


def _row(id_: str, title: str, href: str, told: str, state: str) -> Row:
    return {"id": id_, "title": title, "href": href, "told": told, "state": state}


def _list_row(opened: KeptCity, part: Part, known: Mapping[Any, Any]) -> Row:
    found = entries_of(opened.data, part)
    href = url_for("city.entries", city_id=opened.id, part=part.name)
    unready = sum(bool(lacking(part, one) or list(references(part, one, known))) for one in found)
    told = ngettext("%(num)s entry", "%(num)s entries", len(found)) if found else _("Nothing yet")
    if unready:
        told += _(", ") + ngettext("%(num)s not complete", "%(num)s not complete", unready)
    state = "started" if unready else "done" if found else "todo"
    return _row(part.name, part.title.show(lang()), href, told, state)


def _steps_row(opened: KeptCity, around: Around) -> Row:
    steps = formulation_steps(around.outline)
    states = {one.step: one.state for one in opened.data.steps}
    done = sum(states.get(one.id) in ("done", "not_applicable") for one in steps)
    told = _("%(done)s of %(all)s steps done", done=done, all=len(steps))
    state = "done" if done == len(steps) else "started" if states else "todo"
    href = url_for("city.formulation", city_id=opened.id)
    return _row("formulation", _("Formulation steps and checklist"), href, told, state)


def _needs_row(opened: KeptCity, registry: Registry) -> Row:
    sections = asking_sections(registry)
    fields, _problems = read_fields({one.id: one for one in sections}, opened.data.fields)
    asked = [(one.id, need.id) for one in sections for need in one.needs if need.required]
    answered = sum(need in fields.get(section, {}) for section, need in asked)
    told = _("%(answered)s of %(asked)s questions answered", answered=answered, asked=len(asked))
    state = "done" if answered == len(asked) else "started" if fields else "todo"
    return _row("needs", _("What the sections ask"), url_for("city.needs", city_id=opened.id), told, state)


def groups_of(opened: KeptCity, part: Part, around: Around) -> list[Row]:
    """The entries of a list: one group, or one a layer of coordination."""
    known = known_ids(opened.data, around)
    found = entries_of(opened.data, part)
    rows = [_entry_row(opened.data, part, one, known) for one in found]
    layers = next((field for field in part.fields if field.name == "layer"), None)
    if layers is None:
        return [{"title": "", "rows": _with_ends(rows)}] if rows else []
    return [
        {
            "title": words.show(lang()),
            "rows": _with_ends([row for row, one in zip(rows, found, strict=True) if one.layer == layer]),
        }
        for layer, words in layers.choices
    ]


def _with_ends(rows: list[Row]) -> list[Row]:
    for row in rows:
        row |= {"first": row is rows[0], "last": row is rows[-1]}
    return rows


def _entry_row(data: CityData, part: Part, entry: Any, known: Mapping[Any, Any]) -> Row:
    lacks = [field.label.show(lang()) for field in lacking(part, entry)]
    lost = [one.message.show(lang()) for one in references(part, entry, known)]
    return {
        "key": key_of(part, entry),
        "title": heading(part, entry).plain(lang()),
        "facts": [words for words in _FACTS.get(part.name, _no_facts)(data, entry) if words],
        "lacks": lacks,
        "lost": lost,
        "one_sided": bool(one_sided(part, entry)),
        "file": getattr(entry, "file", ""),
        "alt": entry.alt.show(lang()) if part.name == "pictures" else "",
    }


def _no_facts(_data: CityData, _entry: Any) -> Iterator[str]:
    return iter(())


def _named(entries: Iterable[Any], name: str) -> str:
    return next((heading(_part_of(one), one).show(lang()) for one in entries if one.id == name), "")


def _part_of(entry: Any) -> Part:
    return next(one for one in PARTS.values() if one.of is type(entry))


def _action_facts(data: CityData, entry: Any) -> Iterator[str]:
    yield _named(data.areas, entry.area)
    yield entry.department.show(lang())
    yield _("by %(year)s", year=entry.deadline) if entry.deadline else ""


def _target_facts(_data: CityData, entry: Any) -> Iterator[str]:
    yield _aim(entry) if entry.value is not None else entry.wording.show(lang())
    yield str(entry.year or "")
    yield choice_words(PARTS["targets"].field("nature"), entry.nature).show(lang()) if entry.nature else ""
    yield entry.department.show(lang())


def _aim(target: Any) -> str:
    """What a target asks for, in words: 不低于40%, at least 40%."""
    operator = choice_words(PARTS["targets"].field("operator"), target.operator).show(lang())
    unit = unit_text(target.unit).show(lang())
    gap = "" if unit == "%" or lang() == "zh" else " "
    value = f"{target.value:f}{gap}{unit}".strip()
    if lang() == "zh":
        return f"{value}{operator}" if target.operator == "~" else f"{operator}{value}"
    return f"{operator} {value}".strip()


def _project_facts(data: CityData, entry: Any) -> Iterator[str]:
    yield _named(data.actions, entry.action)
    yield entry.department.show(lang())
    yield "{}—{}".format(*entry.years) if entry.years else ""
    yield _money(entry.cost)


def _funding_facts(data: CityData, entry: Any) -> Iterator[str]:
    part = PARTS["funding"]
    yield choice_words(part.field("source"), entry.source).show(lang()) if entry.source else ""
    yield str(entry.year or "")
    yield _money(entry.amount)
    yield _named(data.projects, entry.project)


def _money(amount: Any) -> str:
    return _("%(amount)s (CNY 10,000)", amount=f"{amount:,f}") if amount is not None else ""


def _signoff_facts(_data: CityData, entry: Any) -> Iterator[str]:
    yield entry.on.isoformat() if entry.on else _("Not signed yet")
    yield entry.note.show(lang())


def _monitoring_facts(_data: CityData, entry: Any) -> Iterator[str]:
    yield choice_words(PARTS["monitoring"].field("rhythm"), entry.rhythm).show(lang()) if entry.rhythm else ""
    yield str(entry.year or "")
    yield entry.department.show(lang())


def _picture_facts(_data: CityData, entry: Any) -> Iterator[str]:
    yield (
        _("Map approval number %(number)s", number=entry.approval_number)
        if entry.approval_number
        else _("No map approval number")
    )


_FACTS: Final[Mapping[str, Callable[[CityData, Any], Iterator[str]]]] = {
    "areas": lambda _data, entry: iter([entry.local_features.show(lang())]),
    "actions": _action_facts,
    "targets": _target_facts,
    "projects": _project_facts,
    "roster": lambda _data, entry: iter([entry.role.show(lang())]),
    "signoffs": _signoff_facts,
    "monitoring": _monitoring_facts,
    "funding": _funding_facts,
    "cases": lambda _data, entry: iter(
        [entry.place.show(lang()), _("From the library") if entry.origin else _("Your own")]
    ),
    "pictures": _picture_facts,
    "explanations": lambda _data, entry: iter([entry.reason.show(lang())]),
}
"""What stands under the name of an entry in its list."""


def entry_rows(form: FieldsForm, cells: Mapping[str, str]) -> list[Row]:
    """An entry as a summary list: what is filled in."""
    form.fill(cells)
    return [
        {"key": form.label_of(name), "value": form.words_of(name, words)}
        for name, words in cells.items()
        if words and name != "id"
    ]
