"""What the pages of an import show: values in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lbsap.model.city import CityAction, Fact
from lbsap.model.plugin_items import Fragment
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem
from lbsap.model.unit_words import unit_text
from lbsap.registry import Registry
from lbsap.steps.cities.answers import meaning_key, original_key
from lbsap.steps.cities.imported import counts
from lbsap.steps.cities.merge import Merged
from lbsap.steps.cities.parts import PARTS
from lbsap.steps.cities.profile import FACTS
from lbsap.store.city_files import WaitingImport
from lbsap.web.forms.city_importing import ReadingForm
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

FIELDS: Final = {"description": N_("What is done"), "baseline": N_("Baseline"), "target": N_("Target")}
SHOWN_AT_THE_PLACE: Final = frozenset({"profile_unreadable", "profile_meaning", "profile_value_doubtful"})
"""Problems that stand beside the text or figure they are about."""


@dataclass(frozen=True, slots=True)
class Newer:
    """What somebody else has done with the import meanwhile; ``lost`` are words sent that have no place any more."""

    title: str
    words: str
    lost: tuple[str, ...] = ()


def not_seen() -> Newer:
    """A profile was sent where another one waits that was not there when the page was opened, or has been worked on."""
    return Newer(
        _("Someone else has worked on an import meanwhile"),
        _("Look at it first. If yours shall take its place all the same, send it again."),
    )


def gone(lost: Iterable[str]) -> Newer:
    """Nothing waits any more."""
    return Newer(
        _("No import is waiting any more"),
        _("It has been taken over or put aside already, so nothing was saved just now."),
        tuple(lost),
    )


def another(lost: Iterable[str]) -> Newer:
    """Another import waits than the one that answers were given to."""
    return Newer(
        _("Someone else has read another profile meanwhile"),
        _("What you sent belongs to the one before and was not saved. This is what waits now."),
        tuple(lost),
    )


def worked_on() -> Newer:
    """The import is not the one that was seen when it was to be taken over or put aside."""
    return Newer(
        _("Someone else has changed this import meanwhile"),
        _("Nothing was taken over or put aside. This is how it stands now; look at it and decide again."),
    )


def reading_values(
    waiting: WaitingImport, form: ReadingForm, registry: Registry, theirs: Mapping[str, str]
) -> dict[str, Any]:
    """Everything that was read: counts, figures, questions, actions with their fragments, and other remarks."""
    return {
        "counts": counts(waiting.data),
        "unreadable": sum(not one.readable for one in waiting.fragments),
        "place": waiting.data.city.plain(lang()),
        "facts": [fact_row(one) for one in waiting.data.profile.facts],
        "questions": _questions(waiting, form, theirs),
        "actions": _actions(waiting, form, registry, theirs),
        "remarks": [
            {"line": line_of(one), "words": one.message.show(lang())}
            for one in waiting.problems
            if one.code not in SHOWN_AT_THE_PLACE
        ],
        "told": [
            (
                name,
                _(
                    "A colleague has answered this otherwise meanwhile. Compare the two answers, then save again."
                ),
            )
            for name in theirs
        ],
    }


def fact_row(fact: Fact) -> dict[str, Any]:
    """A reported fact as a line of a table."""
    value = f"{fact.value:,f} {unit_text(fact.unit).show(lang())}".strip() if fact.value is not None else ""
    return {
        "key": fact.key,
        "title": fact.title.show(lang()),
        "value": value or fact.wording.show(lang()),
        "year": fact.year or "",
        "source": fact.source,
        "note": fact.note.show(lang()),
        "doubtful": fact.doubtful,
    }


def added_rows(effect: Merged) -> list[dict[str, Any]]:
    """How many new entries each part would get."""
    titles = {name: part.title for name, part in (*PARTS.items(), (FACTS.name, FACTS))}
    return [{"title": titles[name].show(lang()), "count": count} for name, count in effect.added.items()]


def line_of(problem: Problem) -> str:
    """The line of a file that a problem is about; empty for the whole file."""
    line = problem.where.rpartition(":")[2]
    return line if line.isdigit() else ""


def _questions(waiting: WaitingImport, form: ReadingForm, theirs: Mapping[str, str]) -> list[dict[str, Any]]:
    facts = {one.key: one for one in waiting.data.profile.facts}
    found = []
    for one in waiting.questions:
        field = form[meaning_key(one)]
        said = dict(field.choices).get(theirs.get(field.name, ""), "")
        found.append(
            {"field": field, "fact": fact_row(facts[one.fact]), "why": one.why.show(lang()), "theirs": said}
        )
    return found


def _actions(
    waiting: WaitingImport, form: ReadingForm, registry: Registry, theirs: Mapping[str, str]
) -> list[dict[str, Any]]:
    frameworks = {one.id: one for one in registry.all(PolicyFramework)}
    by_action: dict[str, list[Fragment]] = {}
    for one in waiting.fragments:
        by_action.setdefault(one.about, []).append(one)
    return [
        {
            "id": action.id,
            "title": action.title.show(lang()),
            "baseline": action.baseline.show(lang()),
            "mapped": _mapped(action, frameworks),
            "fragments": [
                {
                    "label": _(FIELDS[one.field]),
                    "words": one.words,
                    "line": one.where.rpartition(":")[2],
                    "readable": one.readable,
                    "field": form[original_key(one)],
                    "theirs": theirs.get(original_key(one), ""),
                }
                for one in by_action.get(action.id, ())
            ],
        }
        for action in waiting.data.actions
    ]


def _mapped(action: CityAction, frameworks: Mapping[str, PolicyFramework]) -> list[str]:
    """The targets of other frameworks that the platform's action is close to."""
    found = []
    for link in action.links:
        framework = frameworks.get(link.framework)
        target = framework.target(link.target) if framework else None
        if link.status == "proposed" and framework and target:
            found.append(
                _(
                    "%(framework)s %(number)s %(title)s",
                    framework=framework.short.show(lang()),
                    number=target.number,
                    title=target.title.show(lang()),
                )
            )
    return found
