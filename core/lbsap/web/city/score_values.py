"""Scores as values for templates: words of one language, figures ready to print."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import url_for

from lbsap.actions.cities.scores import Chosen, Robustness, Scores, VariantCard
from lbsap.actions.scores import YearCard
from lbsap.model.catalogue import Catalogue
from lbsap.model.scoring import IndicatorScore, Scorecard, Total
from lbsap.steps.catalogues.effects import share
from lbsap.steps.common.item_words import PROVENANCES
from lbsap.steps.common.printed import NOTHING, figure
from lbsap.steps.drawing.item_charts import Chart
from lbsap.steps.drawing.score_charts import component_chart, told, trend_chart, variant_chart
from lbsap.steps.scoring.robustness import ErrorRange, Extremes, LeftOut
from lbsap.web.city.indicator_values import value_words
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.workbench.publication_values import STATES

Values = dict[str, Any]


def choices(chosen: Chosen) -> list[Values]:
    """The fields by which another year, index version or variant is chosen."""
    versions = [
        (one.reference, _("%(title)s, version %(version)s", title=one.title.show(lang()), version=one.reference.partition("@")[2]))
        for one in chosen.versions
    ]  # fmt: skip
    fields: list[Values] = [
        _field("year", _("Reporting year"), str(chosen.year), [(str(one), str(one) if one else _("Not said yet")) for one in chosen.years]),
        _field("index", _("Version of the index"), chosen.index.reference, versions),
        _field("variant", _("Scoring variant"), chosen.variant.id, [(one.id, one.title.show(lang())) for one in chosen.variants]),
    ]  # fmt: skip
    return [one for one in fields if len(one["choices"]) > 1]


def _field(name: str, label: str, data: str, pairs: list[tuple[str, str]]) -> Values:
    return {"id": name, "name": name, "label": label, "data": data, "choices": pairs}


def charts_of(chosen: Chosen, scores: Scores) -> list[Chart]:
    """The charts of the page that have anything to show: components, years, variants."""
    card = card_of(chosen, scores)
    cards = [(one.variant, one.card) for one in scores.cards if one.card is not None]
    years = [(one.year, one.card) for one in scores.years if one.card is not None]
    found = (component_chart(chosen.index, card) if card else None, trend_chart(years), variant_chart(cards))
    return [one for one in found if one is not None]


def card_of(chosen: Chosen, scores: Scores) -> Scorecard | None:
    """The scorecard by the chosen variant."""
    return next((one.card for one in scores.cards if one.variant.id == chosen.variant.id), None)


def total_values(card: Scorecard) -> Values:
    """The total as the head of the page says it."""
    total = card.total
    return {
        "there": total.score is not None,
        "score": _score(total),
        "attainable": _number(total.attainable),
        "share": "" if total.unit == "percent" else f"{share(total)}%",
        "maximum": _number(total.maximum),
        "percent": total.unit == "percent",
        "provisional": total.provisional,
        "notes": [one.show(lang()) for one in total.notes],
    }


def missing_values(extremes: Extremes | None, card: Scorecard, city_id: int, index: Catalogue) -> Values:
    """What missing data do to the total; empty where nothing is missing."""
    if extremes is None or not extremes.about:
        return {}
    return {
        "number": len(extremes.about),
        "low": _score(extremes.low),
        "high": _score(extremes.high),
        "maximum": _number(extremes.high.attainable),
        "percent": card.total.unit == "percent",
        "points": index.points,
        "items": [_item(index, one.id, city_id) for one in extremes.about],
    }


def _item(index: Catalogue, item_id: str, city_id: int) -> Values:
    item = index.item(item_id)
    return {
        "href": url_for("city.indicator", city_id=city_id, item_id=item_id),
        "number": item.number if item else "",
        "title": item.title.show(lang()) if item else item_id,
    }


def variant_table(chosen: Chosen, scores: Scores) -> Values:
    """Every variant side by side: a row for each core component and the total, a column for each variant."""
    with_card = [(one.variant, one.card) for one in scores.cards if one.card is not None]
    rows = [
        {"title": component.title.show(lang()), "cells": [told(card.components[at], card).show(lang()) for _one, card in with_card]}
        for at, component in enumerate(chosen.index.components)
    ]  # fmt: skip
    total = [told(card.total, card).show(lang()) for _one, card in with_card]
    return {
        "heads": [_head(one) for one in scores.cards if one.card is not None],
        "rows": [*rows, {"title": _("Total"), "cells": total}],
        "failed": [
            {"title": one.variant.title.show(lang()), "words": [fault.message.show(lang()) for fault in one.problems]}
            for one in scores.cards
            if one.card is None
        ],
    }  # fmt: skip


def _head(one: VariantCard) -> Values:
    return {
        "title": one.variant.title.show(lang()),
        "about": one.variant.description.show(lang()),
        "official": one.variant.official,
    }


def line_values(index: Catalogue, card: Scorecard, city_id: int, *, present: bool) -> list[Values]:
    """The indicators of a scorecard; those of the present year with the way to their page."""
    return [_line(index, one, city_id, present=present) for one in card.indicators]


def _line(index: Catalogue, one: IndicatorScore, city_id: int, *, present: bool) -> Values:
    item = index.item(one.id)
    settings = item.indicator if item else None
    return {
        "number": one.number,
        "title": item.title.show(lang()) if item else one.id,
        "href": url_for("city.indicator", city_id=city_id, item_id=one.id) if present else "",
        "value": value_words(settings, one.value) if settings else "",
        "score": "" if one.score is None else _number(one.score),
        "state": _(STATES[one.state]),
        "origin": PROVENANCES[one.provenance].show(lang()) if one.score is not None else "",
        "notes": [note.show(lang()) for note in one.notes],
    }


def years_left_out(years: tuple[YearCard, ...]) -> list[Values]:
    """The years that cannot be scored, with the reasons."""
    return [
        {"year": one.year, "words": [fault.message.show(lang()) for fault in one.problems]}
        for one in years
        if one.card is None
    ]


# --- robustness ---


def robustness_values(found: Robustness, chosen: Chosen, city_id: int) -> Values:
    """How firm the total is: leave one out, errors of figures."""
    whole = share(found.card.total)
    return {
        "indicators": [_left_out(one, whole) for one in found.indicators],
        "components": [_left_out(one, whole) for one in found.components],
        "errors": [_error(one, chosen.index, city_id) for one in found.errors],
        "crossing": sum(one.crosses for one in found.errors),
        "within": [_score(found.within.low), _score(found.within.high)],
        "total": told(found.card.total, found.card).show(lang()),
        "whole": NOTHING.zh if whole is None else f"{whole}%",
    }


def _left_out(one: LeftOut, whole: Decimal | None) -> Values:
    reached = share(one.total)
    shift = None if reached is None or whole is None else reached - whole
    return {
        "number": one.number,
        "title": one.title.show(lang()),
        "score": _score(one.total),
        "attainable": _number(one.total.attainable),
        "share": NOTHING.zh if reached is None else f"{reached}%",
        "shift": NOTHING.zh if shift is None else _signed(shift),
        "size": abs(shift) if shift is not None else Decimal(0),
    }


def _signed(shift: Decimal) -> str:
    return f"+{shift}" if shift > 0 else str(shift).replace("-", "−")


def _error(one: ErrorRange, index: Catalogue, city_id: int) -> Values:
    item = index.item(one.reading.id)
    settings = item.indicator if item else None
    ends = (one.low, one.high)
    told_range = (
        _(" to ").join(value_words(settings, end) for end in ends)
        if settings and None not in ends
        else _("no end can be told")
    )
    return {
        **_item(index, one.reading.id, city_id),
        "error": f"±{_number(one.error)}%",
        "value": value_words(settings, one.reading.value) if settings else "",
        "range": told_range,
        "exact": one.exact,
        "scores": str(one.lowest[0]) if not one.crosses else f"{one.lowest[0]}–{one.highest[0]}",
        "crosses": one.crosses,
    }


def _score(total: Total) -> str:
    if total.score is None:
        return NOTHING.zh
    number = _number(total.score)
    return f"{number}%" if total.unit == "percent" else number


def _number(value: Decimal) -> str:
    return figure(float(value), 2)
