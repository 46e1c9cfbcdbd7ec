"""Drafts as values for templates: settings in words, what is missing with the place that mends it, kept drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import url_for

from lbsap.actions.cities.drafts import Choices, DraftDesk, KeptDraft
from lbsap.model.blocks import Gap
from lbsap.model.draft import DraftSettings, Stage
from lbsap.model.problems import Problem
from lbsap.model.text import Lang, Text
from lbsap.steps.cities.parts import PARTS, key_of
from lbsap.steps.common.printed import minute
from lbsap.steps.planning.cover import plan_title
from lbsap.steps.planning.plan import COVER
from lbsap.steps.planning.seats import Seat
from lbsap.store.cities import KeptCity
from lbsap.store.plans import DraftHead
from lbsap.web.city.places import link_to
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

STAGE_WORDS: Final[dict[Stage, str]] = {
    "working": N_("Working draft"),
    "submission": N_("Draft for review"),
}
STAGE_HINTS: Final[dict[Stage, str]] = {
    "working": N_("What is missing is marked in the text, where it belongs."),
    "submission": N_(
        "No marks in the text: words stand where a figure is missing, and gaps are listed apart."
    ),
}
LANGUAGE_WORDS: Final[dict[Lang, str]] = {"zh": N_("Chinese"), "en": N_("English")}
_ORIGINS: Final = {"shipped": N_("built in"), "published": N_("published here")}


def choice_pairs(choices: Choices) -> dict[str, list[tuple[str, str]]]:
    """What the settings offer, as choices of a form, by field."""
    return {
        **{
            name: [
                (one.reference, f"{one.title.show(lang())} · {one.reference} · {_(_ORIGINS[one.origin])}")
                for one in found
            ]
            for name, found in (("index", choices.indices), ("outline", choices.outlines))
        },
        "variant": [(one.id, one.title.show(lang())) for one in choices.variants],
        "stage": [(key, _(words)) for key, words in STAGE_WORDS.items()],
        "langs": [(key, _(words)) for key, words in LANGUAGE_WORDS.items()],
    }


def settings_rows(desk: DraftDesk, href: str, sections_href: str) -> list[dict[str, Any]]:
    """What the next draft is made with, as rows of a summary list."""
    settings, profile = desk.settings, desk.city.data.profile
    pairs = {name: dict(found) for name, found in choice_pairs(desk.choices).items()}
    off = len([one for one in desk.seats if set(one.path) & set(settings.off)])
    rows = (
        (_("Title of the plan"), plan_title(desk.city.data, settings).show(lang()), href),
        (_("Stage"), _(STAGE_WORDS[settings.stage]), href),
        (_("Languages"), _(", ").join(_(LANGUAGE_WORDS[one]) for one in settings.langs), href),
        (_("Issued by"), (settings.issuer or profile.issuer).show(lang()) or _("Not known yet"), href),
        (
            _("Drafted by"),
            (settings.drafter or profile.lead_department).show(lang()) or _("Not known yet"),
            href,
        ),
        (_("Index version"), pairs["index"].get(settings.index, settings.index), href),
        (_("Scoring variant"), pairs["variant"].get(settings.variant, settings.variant), href),
        (_("Outline version"), pairs["outline"].get(settings.outline, settings.outline), href),
        (
            _("Sections"),
            _("%(on)s of %(all)s", on=len(desk.seats) - off, all=len(desk.seats)),
            sections_href,
        ),
    )
    return [{"key": key, "value": value, "href": where} for key, value, where in rows]


def gap_groups(
    gaps: Iterable[tuple[str, Gap]], titles: Mapping[str, Text], opened: KeptCity
) -> list[dict[str, Any]]:
    """What is missing, by the section it is missing in; each with the address of the field that mends it."""
    groups: dict[str, list[dict[str, str]]] = {}
    for key, gap in gaps:
        row = {"words": _gap_words(gap), "href": link_to(_placed(gap.where, opened), opened)}
        group = groups.setdefault(key, [])
        if row not in group:
            group.append(row)
    return [
        {
            "title": _("Cover") if key == COVER else titles[key].show(lang()) if key in titles else key,
            "rows": rows,
        }
        for key, rows in groups.items()
    ]


def finding_rows(findings: Iterable[Problem], opened: KeptCity) -> list[dict[str, Any]]:
    """What the checks found, errors first, each with the address of the field that mends it."""
    ranked = sorted(findings, key=lambda one: ("error", "warning", "info").index(one.severity))
    return [
        {"words": one.message.show(lang()), "severity": one.severity, "href": link_to(one.where, opened)}
        for one in ranked
    ]


def draft_rows(drafts: Iterable[tuple[int, DraftHead]], city_id: int) -> list[dict[str, Any]]:
    """Kept drafts as rows of a table."""
    return [draft_row(number, head, city_id) for number, head in drafts]


def draft_row(number: int, head: DraftHead, city_id: int) -> dict[str, Any]:
    """A kept draft in a line."""
    return {
        "id": head.id,
        "number": number,
        "title": draft_name(number, head.name),
        "when": minute(head.made_at).show(lang()),
        "by": head.made_by,
        "stage": _(STAGE_WORDS[head.settings.stage]),
        "gaps": head.gaps,
        "href": url_for("city.kept_draft", city_id=city_id, plan_id=head.id),
    }


def draft_name(number: int, name: str) -> str:
    """What a draft is called: its number and, where it has one, its name."""
    called = _("Draft %(number)s", number=number)
    return _("%(place)s: %(words)s", place=called, words=name) if name else called


def section_titles(kept: KeptDraft) -> dict[str, Text]:
    """The titles of a draft's sections, by key."""
    return {part.key: part.title for part in kept.plan.document.parts}


def seat_titles(seats: Iterable[Seat]) -> dict[str, Text]:
    """The titles of sections, by key."""
    return {one.key: one.title for one in seats}


def text_language(settings: DraftSettings) -> Lang:
    """The language a draft is read in: that of the page, where the draft is made in it."""
    return lang() if lang() in settings.langs else settings.langs[0]


def reading_links(settings: DraftSettings, endpoint: str, **address: Any) -> list[dict[str, Any]]:
    """The languages a draft can be read in, as links; none where there is only one."""
    return [
        {
            "words": _(LANGUAGE_WORDS[one]),
            "href": url_for(endpoint, lang=one, **address),
            "here": one == text_language(settings),
        }
        for one in settings.langs
        if len(settings.langs) > 1
    ]


def _gap_words(gap: Gap) -> str:
    """What is to be supplied, its unit and year, and who might know it."""
    details = _(", ").join(filter(None, (gap.unit.show(lang()), gap.year)))
    words = (
        _("%(words)s (%(number)s)", words=gap.name.show(lang()), number=details)
        if details
        else gap.name.show(lang())
    )
    return (
        _("%(name)s: %(words)s", name=gap.department.show(lang()), words=words) if gap.department else words
    )


def _placed(where: str, opened: KeptCity) -> str:
    """The place of a gap as checks write it: an entry by its number in the list, ``actions[2].title``."""
    part, _dot, rest = where.partition(".")
    if part in PARTS and rest:
        key, _dot, name = rest.partition(".")
        keys = [key_of(PARTS[part], one) for one in getattr(opened.data, part)]
        if key in keys:
            return f"{part}[{keys.index(key)}]" + (f".{name}" if name else "")
    return where
