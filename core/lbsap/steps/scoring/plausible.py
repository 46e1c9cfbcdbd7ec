"""Figures that are possible but strange: a person is asked whether they are right, and may say yes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lbsap.model.catalogue import Catalogue, Indicator, Item
from lbsap.model.city import CityData, InputValue, Observation
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.steps.common.printed import figure
from lbsap.steps.common.units import convert
from lbsap.steps.scoring.bands import find_band
from lbsap.steps.scoring.figures import figure_of, formula_and_inputs

TIMES: Final = 2
"""A value that is more than so many times last year's, or less than one such part of it, is asked about."""
YEARS_OLD: Final = 5
LARGE_ERROR: Final = 50
MARGIN: Final = Decimal("1.05")
"""How much more than the whole city an area or a number of people may be: sources of the whole differ."""


def doubts(
    index: Catalogue, item: Item, row: Observation, city: CityData, earlier: Observation | None
) -> tuple[Problem, ...]:
    """What is strange about a sound observation of ``item``; places are its fields. ``earlier`` is last year's.

    Empty for an observation that says why there is no figure.
    """
    if item.indicator is None or row.missing:
        return ()
    return (
        *_value(index, item.indicator, row, earlier),
        *_sizes(item.indicator, row, city),
        *_year(row, city),
        *_error(row),
    )


def _value(
    index: Catalogue, settings: Indicator, row: Observation, earlier: Observation | None
) -> Iterator[Problem]:
    value = figure_of(settings, row)
    if value is None or settings.kind == "ordinal":
        return
    place = "value" if row.value is not None else "inputs"
    if settings.bands and find_band(settings, value, index.boundary) is None:
        yield problem("obs_no_band", place, severity="warning", value=_shown(value))
    was = None if settings.kind == "count_change" else _sound_figure(settings, earlier)
    if was and not Decimal(1) / TIMES <= value / was <= TIMES:
        yield problem("obs_far_from_last", place, severity="warning", value=_shown(value), was=_shown(was))


def _sound_figure(settings: Indicator, row: Observation | None) -> Decimal | None:
    try:
        return figure_of(settings, row) if row else None
    except BadInput:
        return None


def _sizes(settings: Indicator, row: Observation, city: CityData) -> Iterator[Problem]:
    """No part of a city is larger than the city, and no group of its people more than all of them."""
    if not row.inputs or settings.kind == "ordinal":
        return
    _, inputs = formula_and_inputs(settings, row)
    for one in settings.inputs:
        given = inputs.get(one.symbol)
        if given is None:
            continue
        size = _total(given)
        area = convert(size, one.unit, "km2")
        if area is not None and city.profile.area_km2 and area > city.profile.area_km2 * MARGIN:
            yield _larger("obs_area_larger", one.symbol, area, city.profile.area_km2)
        people = convert(size, one.unit, "person")
        if people is not None and city.profile.population and people > city.profile.population * MARGIN:
            yield _larger("obs_people_more", one.symbol, people, Decimal(city.profile.population))


def _larger(code: str, symbol: str, size: Decimal, whole: Decimal) -> Problem:
    return problem(code, f"inputs.{symbol}", severity="warning", value=_shown(size), whole=_shown(whole))


def _shown(value: Decimal) -> str:
    return figure(float(value), 2)


def _total(given: InputValue) -> Decimal:
    return sum(given, Decimal(0)) if isinstance(given, tuple) else given


def _year(row: Observation, city: CityData) -> Iterator[Problem]:
    if row.year is None or city.year is None:
        return
    if row.year > city.year:
        yield problem("obs_year_later", "year", severity="warning", year=row.year, now=city.year)
    elif row.year < city.year - YEARS_OLD:
        yield problem("obs_year_old", "year", severity="warning", year=row.year, now=city.year)


def _error(row: Observation) -> Iterator[Problem]:
    if row.error is not None and row.error > LARGE_ERROR:
        yield problem("obs_error_large", "error", severity="warning", error=row.error)
