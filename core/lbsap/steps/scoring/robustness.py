"""How firm a total is: without each indicator or component, with the figures that are missing, within the errors stated.

Everything is a fresh scoring of changed readings by the same scoring variant, so what is shown holds for any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from lbsap.model.catalogue import Catalogue, Indicator, Item
from lbsap.model.city import InputValue, Observation, Observations
from lbsap.model.scoring import Reading, Scorecard, Total
from lbsap.model.text import Text
from lbsap.steps.common.formula_range import Span, result_range
from lbsap.steps.common.units import convert
from lbsap.steps.scoring.figures import formula_and_inputs
from lbsap.steps.scoring.next_band import scores_between

Readings = tuple[Reading, ...]
Score = Callable[[Catalogue, Readings], Scorecard]
"""Scores readings under an index by one variant."""
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The total without one indicator, or without one component: its id, number (of an indicator) and title."""

    id: str
    number: str
    title: Text
    total: Total


@dataclass(frozen=True, slots=True)
class Extremes:
    """The lowest and the highest total, and the readings that make the difference."""

    low: Total
    high: Total
    about: Readings


@dataclass(frozen=True, slots=True)
class ErrorRange:
    """An indicator within the error of its figures (plus or minus percent): its value, and the scores that it may have.

    ``low`` and ``high`` are ``None`` where the value has no end; then every score is possible. ``exact``: both ends are
    reached; else the true range is no wider. ``lowest`` and ``highest`` are a score with a value that gets it.
    """

    reading: Reading
    error: Decimal
    low: Decimal | None
    high: Decimal | None
    exact: bool
    lowest: tuple[int, Decimal | None]
    highest: tuple[int, Decimal | None]

    @property
    def crosses(self) -> bool:
        """Whether the error reaches into another score band."""
        return self.lowest[0] != self.highest[0]


def leave_one_out(index: Catalogue, found: Readings, score: Score) -> tuple[LeftOut, ...]:
    """The total without each scored indicator, in the order of the index."""
    return tuple(
        LeftOut(item.id, item.number, item.title, _without(index, found, (item.id,), score).total)
        for item, reading in _pairs(index, found)
        if reading.state == "scored"
    )


def leave_component_out(index: Catalogue, found: Readings, score: Score) -> tuple[LeftOut, ...]:
    """The total without each component of which an indicator is scored, in the order of the index."""
    out = []
    for component in index.components:
        gone = [one.id for one in found if one.component == component.id]
        rest = replace(index, components=tuple(one for one in index.components if one is not component))
        if rest.components and any(one.state == "scored" for one in found if one.component == component.id):
            total = _without(rest, found, gone, score).total
            out.append(LeftOut(component.id, "", component.title, total))
    return tuple(out)


def _without(index: Catalogue, found: Readings, gone: Collection[str], score: Score) -> Scorecard:
    items = tuple(item for item in index.items if item.id not in gone)
    return score(replace(index, items=items), tuple(one for one in found if one.id not in gone))


def missing_extremes(index: Catalogue, found: Readings, score: Score) -> Extremes:
    """The totals if each indicator without data scored the lowest, and if each scored the highest.

    Indicators that cannot be scored this time, whatever the figures, stay without a score.
    """
    banded = {item.id for item, _ in _pairs(index, found) if item.indicator and item.indicator.bands}
    about = tuple(one for one in found if one.state in ("no_data", "not_started") and one.id in banded)
    ids = {one.id for one in about}

    def filled(points: int) -> Total:
        changed = (_scoring(one, points) if one.id in ids else one for one in found)
        return score(index, tuple(changed)).total

    return Extremes(filled(0), filled(index.points), about)


def error_ranges(index: Catalogue, data: Observations, found: Readings) -> tuple[ErrorRange, ...]:
    """The range of each scored indicator whose figures have a stated error, in the order of the index."""
    stated = {item.id: one for one in data.observations if one.error and (item := index.find(one.indicator))}
    ranges = (
        _error_range(index, item.indicator, stated[item.id], reading)
        for item, reading in _pairs(index, found)
        if item.indicator and item.id in stated and reading.state == "scored"
    )
    return tuple(one for one in ranges if one is not None)


def error_extremes(
    index: Catalogue, found: Readings, ranges: tuple[ErrorRange, ...], score: Score
) -> Extremes:
    """The totals if every indicator had the lowest score that its error allows, and if every one had the highest."""
    lowest = {one.reading.id: one.lowest for one in ranges}
    highest = {one.reading.id: one.highest for one in ranges}

    def moved(to: dict[str, tuple[int, Decimal | None]]) -> Total:
        return score(index, tuple(_scoring(one, *to[one.id]) if one.id in to else one for one in found)).total

    return Extremes(moved(lowest), moved(highest), tuple(one.reading for one in ranges if one.crosses))


def _scoring(reading: Reading, points: int, value: Decimal | None = None) -> Reading:
    return replace(reading, state="scored", score=points, value=value)


def _pairs(index: Catalogue, found: Readings) -> tuple[tuple[Item, Reading], ...]:
    readings = {one.id: one for one in found}
    return tuple((item, readings[item.id]) for item in index.items if item.id in readings)


def _error_range(
    index: Catalogue, settings: Indicator, row: Observation, reading: Reading
) -> ErrorRange | None:
    """``None`` for levels, which have no error of figures."""
    if row.error is None or settings.kind == "ordinal":
        return None
    ends = _value_range(settings, row)
    known = scores_between(settings, ends[0], ends[1], index.boundary) if ends else None
    if ends is None or known is None:
        scores = [band.score for band in settings.bands]
        return ErrorRange(reading, row.error, None, None, False, (min(scores), None), (max(scores), None))
    return ErrorRange(reading, row.error, *ends, *known)


def _value_range(settings: Indicator, row: Observation) -> tuple[Decimal, Decimal, bool] | None:
    """The least and the greatest value within the error, no further than is possible, and whether they are reached."""
    error = row.error or Decimal(0)
    if row.value is not None:
        value = convert(row.value, row.unit or settings.unit, settings.unit)
        found = (*_ends(value, error), True) if value is not None else None
    else:
        formula, inputs = formula_and_inputs(settings, row)
        whole = result_range(formula, {name: _spans(given, error) for name, given in inputs.items()})
        found = (whole.low, whole.high, whole.exact) if whole else None
    if found is None:
        return None
    low, high, exact = found
    if settings.minimum is not None:
        low = max(low, settings.minimum)
    if settings.maximum is not None:
        high = min(high, settings.maximum)
    return low, high, exact


def _spans(given: InputValue, error: Decimal) -> Span | tuple[Span, ...]:
    if isinstance(given, tuple):
        return tuple(Span(*_ends(one, error)) for one in given)
    return Span(*_ends(given, error))


def _ends(value: Decimal, error: Decimal) -> tuple[Decimal, Decimal]:
    margin = abs(value) * error / HUNDRED
    return value - margin, value + margin
