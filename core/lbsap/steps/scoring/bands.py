"""Which score band a value falls in, under the index's boundary policy."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from lbsap.model.catalogue import Band, BoundaryPolicy, Indicator
from lbsap.model.text import Text
from lbsap.steps.common.formula import CONTEXT

BETWEEN_BANDS: Final = Text(
    "取整后为 {value}，不在手册所列任何一档之内，按相邻的上一档（{score} 分）计。",
    "Rounded to {value}, which no printed band holds; the upper adjacent band (score {score}) was taken.",
)


@dataclass(frozen=True, slots=True)
class Banded:
    """The band found, and what a reader must know of how it was found."""

    band: Band
    notes: tuple[Text, ...] = ()


def find_band(indicator: Indicator, value: Decimal, boundary: BoundaryPolicy) -> Banded | None:
    """The score band of ``value`` (exact, in the indicator's unit; a level where the indicator is ordinal).

    ``printed``: rounded half up to the printed decimals, then the band that holds it, else the upper adjacent one
    by value. ``half-open``: each band reaches from its own lower end up to the next band's; where lower is better,
    from its upper end down. ``None`` where the bands are not supplied or none can take the value.
    """
    if indicator.kind == "ordinal":
        return next((Banded(band) for band in indicator.bands if band.score == value), None)
    return _printed(indicator, value) if boundary == "printed" else _half_open(indicator, value)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """``value`` rounded half up to ``decimals`` places, as printed bands expect it."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, CONTEXT)


def _printed(indicator: Indicator, value: Decimal) -> Banded | None:
    shown = rounded(value, indicator.decimals)
    for band in indicator.bands:
        if band.holds(shown):
            return Banded(band)
    above = [
        (band.lower, i)
        for i, band in enumerate(indicator.bands)
        if band.lower is not None and band.lower >= shown
    ]
    if not above:
        return None
    band = indicator.bands[min(above)[1]]
    return Banded(band, (BETWEEN_BANDS.format(value=shown, score=band.score),))


def _half_open(indicator: Indicator, value: Decimal) -> Banded | None:
    ends = [(band, _end(band, indicator)) for band in indicator.bands]
    sign = 1 if indicator.higher_is_better else -1
    reached = [(band, end) for band, end in ends if end is None or sign * value >= sign * end]
    return Banded(max(reached, key=lambda pair: pair[0].score)[0]) if reached else None


def _end(band: Band, indicator: Indicator) -> Decimal | None:
    """Where a band begins on the way to better values. Among whole numbers, "more than 3" begins at 4."""
    up = indicator.higher_is_better
    end, inclusive = (band.lower, band.lower_inclusive) if up else (band.upper, band.upper_inclusive)
    if end is None or inclusive or indicator.decimals > 0:
        return end
    return end + 1 if up else end - 1
