"""A chart of a document drawn as lying bars, which a phone has room for: lengths in percent of the longest."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lbsap.model.blocks import Chart
from lbsap.model.text import Text
from lbsap.steps.common.printed import figure


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar: its series (counted from 0) with its name, its figure in words (a dash for none), its length."""

    series: int
    name: Text
    told: str
    length: str


def chart_bars(chart: Chart) -> tuple[tuple[Text, tuple[ChartBar, ...]], ...]:
    """The bars of each category, in order. Whatever the kind of the chart, the figures are those of its Word file."""
    known = [
        value for one in chart.series for value in one.values if value is not None and math.isfinite(value)
    ]
    longest = chart.maximum or max(known, default=0.0)
    return tuple((title, tuple(_bars(chart, place, longest))) for place, title in enumerate(chart.categories))


def _bars(chart: Chart, place: int, longest: float) -> Iterator[ChartBar]:
    for number, one in enumerate(chart.series):
        value = one.values[place] if place < len(one.values) else None
        known = value if value is not None and math.isfinite(value) else None
        share = min(max((known or 0.0) / longest, 0.0), 1.0) if longest > 0 else 0.0
        yield ChartBar(number, one.name, figure(known), f"{100 * share:.1f}")
