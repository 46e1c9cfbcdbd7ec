"""Indices and observations that tests of scoring share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from lbsap.data import read_value
from lbsap.model.catalogue import Band, BoundaryPolicy, Catalogue, Component, Indicator, Input, Item
from lbsap.model.city import Observation, Observations
from lbsap.model.scoring import Reading
from lbsap.model.text import Text, same

PLUGINS = Path(__file__).parents[2] / "plugins"


@cache
def cbi(year: int) -> Catalogue:
    """The shipped City Biodiversity Index of 2014 or 2021."""
    return read_value(Catalogue, PLUGINS / "lbsap_cbi" / f"cbi-{year}.yaml")


def report(*rows: Observation, first: bool = False) -> Observations:
    """A city that reports these rows."""
    return Observations(same("City"), 2026, first, rows)


def value(indicator: str, number: str | int, **more: Any) -> Observation:
    """A row with a value."""
    return Observation(indicator, value=Decimal(number), **more)


def inputs(indicator: str, method: str = "", unit: str = "", **numbers: str | int | list[int]) -> Observation:
    """A row with inputs by symbol."""
    exact = {
        symbol: tuple(map(Decimal, number)) if isinstance(number, list) else Decimal(number)
        for symbol, number in numbers.items()
    }
    return Observation(indicator, inputs=exact, method=method, unit=unit)


def level(indicator: str, number: int) -> Observation:
    """A row with a level."""
    return Observation(indicator, level=number)


def missing(indicator: str) -> Observation:
    """A row that says why there is no figure."""
    return Observation(indicator, missing=Text("未调查", "not surveyed"))


def whole_report(index: Catalogue, *, first: bool = False) -> Observations:
    """A city that reports every indicator of ``index`` with a possible figure."""
    rows = (
        level(item.number, 2)
        if item.indicator and item.indicator.kind == "ordinal"
        else value(item.number, 3)
        for item in index.items
    )
    return report(*rows, first=first)


def ladder(*, lower_is_better: bool = False, kind: str = "ratio", decimals: int = 1) -> Indicator:
    """Five bands with gaps between the printed ends: below 10, 10-19.9, 20-29.9, 30-40, above 40, or mirrored."""
    ends = [(None, "10"), ("10", "19.9"), ("20", "29.9"), ("30", "40"), ("40", None)]
    bands = []
    for step, (low, high) in enumerate(ends):
        bands.append(
            Band(
                4 - step if lower_is_better else step,
                lower=Decimal(low) if low else None,
                upper=Decimal(high) if high else None,
                lower_inclusive=step in (1, 2, 3),
                upper_inclusive=step in (1, 2, 3),
                provenance="secondary_source",
            )
        )
    return Indicator(
        "c",
        kind,  # type: ignore[arg-type]
        unit="percent",
        bands=tuple(bands),
        decimals=decimals,
        higher_is_better=not lower_is_better,
    )


def index_of(*indicators: Indicator, boundary: BoundaryPolicy = "printed", points: int = 4) -> Catalogue:
    """An index of these indicators, numbered from 1, with the components they name."""
    names = dict.fromkeys(indicator.component for indicator in indicators)
    items = tuple(Item(f"i{n}", str(n), same(f"I{n}"), indicator=one) for n, one in enumerate(indicators, 1))
    return Catalogue(
        "test-index",
        "1",
        "index",
        same("Index"),
        items,
        tuple(Component(name, same(name.upper())) for name in names),
        boundary=boundary,
        points=points,
    )


def area_ratio(component: str = "c") -> Indicator:
    """100 * part / whole in hectares, banded."""
    hectares = (Input("part", same("part"), "ha"), Input("whole", same("whole"), "ha"))
    low, high = Decimal(0), Decimal(100)
    return Indicator(
        component,
        "ratio",
        "percent",
        hectares,
        "100 * part / whole",
        bands=ladder().bands,
        decimals=1,
        minimum=low,
        maximum=high,
    )


def scored(
    components: Mapping[str, Iterable[int]], *, verified: bool = True
) -> tuple[Catalogue, tuple[Reading, ...]]:
    """An index with one indicator per score, and its readings."""
    spread = [(name, score) for name, scores in components.items() for score in scores]
    index = index_of(*(Indicator(name, "ordinal") for name, _ in spread))
    readings = (
        Reading(item.number, item.id, name, "scored", Decimal(score), score, verified=verified)
        for item, (name, score) in zip(index.items, spread, strict=True)
    )
    return index, tuple(readings)
