"""A revision and its effects as values for the templates of publication."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from flask import current_app, url_for

from lbsap.actions.editors.effects import CityEffect, Effects
from lbsap.actions.editors.publishing import Revision
from lbsap.model.catalogue import Item
from lbsap.model.problems import Problem
from lbsap.model.scoring import ComponentScore, IndicatorScore, Scorecard, Unit
from lbsap.steps.catalogues.changes import Altered, ItemChange, kind_counts
from lbsap.steps.catalogues.effects import IndicatorEffect, PartEffect, ScoreEffect, share
from lbsap.steps.common.printed import NOTHING, figure, joined, label
from lbsap.steps.common.report_words import KINDS
from lbsap.steps.common.word_marks import compare
from lbsap.steps.guides.changes import more_comments, said, went_into
from lbsap.steps.reports.comment_rows import ERASED, FATES, SOURCES
from lbsap.web.language import N_, lang
from lbsap.web.language import gettext as _

Values = dict[str, Any]
MOVEMENTS: Final = {
    "same": N_("Unchanged"),
    "changed": N_("Score changes"),
    "lost": N_("Loses its score"),
    "gained": N_("Gains a score"),
    "gone": N_("Taken out"),
    "new": N_("Added"),
}
STATES: Final = {
    "scored": N_("Scored"),
    "no_data": N_("No data"),
    "not_scorable": N_("Not scored"),
    "not_started": N_("Not started"),
}
PART_MOVEMENTS: Final = {
    "new": N_("Appears"),
    "gone": N_("Goes"),
    "renamed": N_("Gets another title"),
    "changed": N_("Contents change"),
}


def facts(revision: Revision) -> list[Values]:
    """What would be frozen, or was, as rows of a summary list."""
    new = revision.new or revision.old
    rows = [
        {"key": _("Revised from"), "value": revision.old.reference},
        {"key": _("Version"), "value": new.reference},
        {"key": _("Changes"), "value": kind_counts(new.lineage).show(lang())},
        {"key": _("Items"), "value": f"{len(revision.old.items)} → {len(new.items)}"},
    ]
    if new.kind == "index":
        rows.append({"key": _("Maximum score"), "value": f"{revision.old.maximum} → {new.maximum}"})
    return [*rows, {"key": _("Digest (SHA-256)"), "value": revision.digest}]


def undecided(consultation_id: int, items: Iterable[Item]) -> list[Values]:
    """Items without a decision, each with the way to decide on it."""
    return [
        {"words": label(item).show(lang()), "href": decide_href(consultation_id, item.id)} for item in items
    ]


def decide_href(consultation_id: int, item_id: str) -> str:
    """The page on which an item is decided on; empty for those who may not."""
    if "workbench.decide" not in current_app.view_functions:
        return ""
    return url_for("workbench.decide", consultation_id=consultation_id, item_id=item_id)


def faults(consultation_id: int, problems: Iterable[Problem], known: Iterable[str]) -> list[Values]:
    """Why decisions do not fit together, each with the way to the item it speaks of, if it names one."""
    ids = set(known)
    rows = []
    for one in problems:
        named = next((part for part in one.where.split(".") if part in ids), "")
        href = decide_href(consultation_id, named) if named else ""
        rows.append({"words": one.message.show(lang()), "href": href, "item": named})
    return rows


def changes(revision: Revision) -> list[Values]:
    """The items that changed, old beside new."""
    return [_change(one) for one in revision.changes if one.kind != "kept"]


def kept(revision: Revision) -> list[Values]:
    """The items that stay as they are, with the reason."""
    return [
        {
            "words": label(one.item).show(lang()) if one.item else one.id,
            "rationale": one.line.rationale.show(lang()),
            "said": said(one).show(lang()),
        }
        for one in revision.changes
        if one.kind == "kept"
    ]


def _change(one: ItemChange) -> Values:
    shown = one.item
    return {
        "id": one.id,
        "number": shown.number if shown else "",
        "title": shown.title.show(lang()) if shown else one.id,
        "kind": KINDS[one.kind].show(lang()),
        "numbers": _numbers(one),
        "rows": [_sides(line) for line in one.altered],
        "into": went_into(one).show(lang()),
        "rationale": (one.line.rationale or NOTHING).show(lang()).split("\n"),
        "said": said(one).show(lang()),
        "comments": [
            {
                "lines": (comment.words or ERASED.show(lang())).split("\n"),
                "source": SOURCES[comment.source].show(lang()),
                "fate": FATES[comment.fate].show(lang()) if comment.fate else "",
                "reason": comment.fate_reason.show(lang()),
            }
            for comment in one.comments
        ],
        "more": more_comments(one).show(lang()),
    }


def _numbers(one: ItemChange) -> str:
    stays = one.after and one.kind not in ("merged", "split")
    was, is_now = one.before.number if one.before else "", one.after[0].number if stays else ""
    return f"{was} → {is_now}" if was and is_now and was != is_now else ""


def _sides(line: Altered) -> Values:
    """One thing that changed, with the words that went and came marked; names stand in their own language."""
    own = line.name.removeprefix("title.") if line.name.startswith("title.") else ""
    old, new = compare(line.old.show(lang()), line.new.show(lang()))
    return {"title": line.title.show(lang()), "old": old, "new": new, "lang": own}


# --- effects -----------------------------------------------------------------------------------------------------


def effect_values(effects: Effects) -> list[Values]:
    """The cities of a page."""
    return [_city(one, number) for number, one in enumerate(effects.cities, 1)]


def _city(one: CityEffect, number: int) -> Values:
    values: Values = {
        "id": f"city-{number}",
        "name": one.city.show(lang()),
        "problems": [fault.message.show(lang()) for fault in one.problems],
        "parts": [_part(part) for part in one.parts],
    }
    return values | {"scores": scores_shown(one.scores) if one.scores else None}


def scores_shown(scores: ScoreEffect) -> Values:
    """A city's scores under two versions of an index (``workbench/_score_effect.html``)."""
    unit = scores.new.total.unit
    return {
        "old": _total(scores.old),
        "new": _total(scores.new),
        "components": [
            {
                "title": line.title.show(lang()),
                "old": _component(line.old, unit),
                "new": _component(line.new, unit),
            }
            for line in scores.components
        ],
        "indicators": [_indicator(line) for line in scores.indicators],
        "moved": sum(line.movement != "same" for line in scores.indicators),
        "lacking": [label(line.after).show(lang()) for line in scores.lacking if line.after],
    }


def _total(card: Scorecard) -> Values:
    whole = card.total
    part = ComponentScore("", whole.score, whole.attainable, whole.maximum)
    return _component(part, whole.unit) | {"provisional": whole.provisional}


def _component(one: ComponentScore | None, unit: Unit) -> Values:
    """Score, what could be attained, the maximum and the share; dashes where a side lacks it."""
    if one is None:
        return {"there": False}
    reached = share(one)
    return {
        "there": True,
        "percent": unit == "percent",
        "score": "" if one.score is None else _figure(one.score),
        "attainable": _figure(one.attainable),
        "maximum": _figure(one.maximum),
        "share": "" if reached is None else f"{reached:f}%",
    }


def _indicator(one: IndicatorEffect) -> Values:
    shown = one.after or one.before
    return {
        "number": " → ".join(
            dict.fromkeys(item.number for item in (one.before, one.after) if item is not None)
        ),
        "title": shown.title.show(lang()) if shown else one.id,
        "old": _score(one.old),
        "new": _score(one.new),
        "movement": _(MOVEMENTS[one.movement]),
        "moved": one.movement != "same",
    }


def _score(line: IndicatorScore | None) -> str:
    if line is None:
        return NOTHING.show(lang())
    return _figure(line.score) if line.score is not None else _(STATES[line.state])


def _figure(value: Decimal | None) -> str:
    return figure(None if value is None else float(value), 2)


def _part(part: PartEffect) -> Values:
    title = part.after or part.before
    renamed = part.movement == "renamed"
    words = joined((part.before, part.after), " → ", " → ") if renamed else title
    return {"words": words.show(lang()), "movement": _(PART_MOVEMENTS[part.movement]), "depth": part.depth}


def version_words(problems: Iterable[Problem]) -> list[str]:
    """Why a version cannot be named so."""
    return [one.message.show(lang()) for one in problems]
