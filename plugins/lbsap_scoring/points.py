"""Variants that add up points: by the printed bands, as a share of the attainable, and between the bands."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import Final

from lbsap.model.catalogue import Band, Catalogue, Indicator
from lbsap.model.scoring import Reading, Scorecard, ScoringVariant
from lbsap.model.text import Text
from lbsap_scoring import notes
from lbsap_scoring.parts import CONTEXT, Readings, as_percent, component_points, line, points, scorecard, tidy


def handbook(index: Catalogue, readings: Readings) -> Scorecard:
    """The unweighted sum of band scores, as the handbook does it."""
    lines = tuple(line(reading) for reading in readings)
    total = points("", index, lines)
    return scorecard(
        index, HANDBOOK.id, readings, lines, component_points(index, lines), total, unit="points"
    )


def attainable(index: Catalogue, readings: Readings) -> Scorecard:
    """100 times the sum of band scores over what the scored indicators could attain. Components in points."""
    lines = tuple(line(reading) for reading in readings)
    total = as_percent(points("", index, lines))
    return scorecard(
        index,
        ATTAINABLE.id,
        readings,
        lines,
        component_points(index, lines),
        total,
        unit="percent",
        remarks=(notes.NOT_OFFICIAL,),
    )


def continuous(index: Catalogue, readings: Readings) -> Scorecard:
    """The sum of scores interpolated between the ends of the bands, from the unrounded values."""
    lines = tuple(line(reading, _between(index, reading)) for reading in readings)
    return scorecard(
        index,
        CONTINUOUS.id,
        readings,
        lines,
        component_points(index, lines),
        points("", index, lines),
        unit="points",
        remarks=(notes.NOT_OFFICIAL,),
    )


def _between(index: Catalogue, reading: Reading) -> Decimal | None:
    item = index.item(reading.id)
    if item is None or item.indicator is None or reading.state != "scored" or reading.value is None:
        return None
    return None if item.indicator.kind == "ordinal" else interpolate(item.indicator, reading.value)


def interpolate(indicator: Indicator, value: Decimal) -> Decimal:
    """The score of ``value`` on the line through the points (where a band begins, its score).

    From the beginning of the top band on it is that band's score, below the first beginning the lowest score;
    an open bottom band is 0 throughout. Where lower is better, bands begin at their upper ends and the line is
    mirrored.
    """
    sign = 1 if indicator.higher_is_better else -1
    known = (
        (begin, band.score) for band in indicator.bands if (begin := _begin(band, indicator)) is not None
    )
    ladder = sorted((sign * begin, score) for begin, score in known)
    at = sign * value
    place = bisect_right(ladder, at, key=lambda step: step[0])
    if place == 0:
        return Decimal(min(band.score for band in indicator.bands))
    low, score = ladder[place - 1]
    if place == len(ladder):
        return Decimal(score)
    high, next_score = ladder[place]
    return tidy(score + CONTEXT.divide((at - low) * (next_score - score), high - low))


def _begin(band: Band, indicator: Indicator) -> Decimal | None:
    """Where a band begins on the way to better values. Among whole numbers, "more than 3" begins at 4."""
    up = indicator.higher_is_better
    end, inclusive = (band.lower, band.lower_inclusive) if up else (band.upper, band.upper_inclusive)
    if end is None or inclusive or indicator.decimals > 0:
        return end
    return end + 1 if up else end - 1


HANDBOOK: Final = ScoringVariant(
    id="handbook",
    version="1",
    title=Text("手册方法", "Handbook"),
    description=Text(
        "每项指标按赋分标准得 0—4 分，不加权求和；没有数据的指标不计入可评满分。",
        "Each indicator scores 0-4 by its printed bands; scores are added without weights. "
        "Indicators without data are left out of the attainable maximum.",
    ),
    score=handbook,
    official=True,
)
ATTAINABLE: Final = ScoringVariant(
    id="attainable",
    version="1",
    title=Text("可评满分百分比", "Share of the attainable maximum"),
    description=Text(
        "各项得分之和占已评分指标满分的百分比，便于在数据不全时说明水平。",
        "The sum of scores as a percentage of what the scored indicators could attain; "
        "tells the level while data are incomplete.",
    ),
    score=attainable,
    unit="percent",
)
CONTINUOUS: Final = ScoringVariant(
    id="continuous",
    version="1",
    title=Text("连续计分（非手册方法）", "Continuous (not official)"),
    description=Text(
        "在相邻两档起点之间线性插值，最高档为 4 分，最低的开口档为 0 分，定性指标仍取整数分；用于观察逐年变化，不是手册规定的方法。",
        "Interpolates between the beginnings of neighbouring bands: 4 in the top band, 0 in an open bottom band, whole "
        "scores for ordinal indicators. It shows change from year to year and is not the handbook's method.",
    ),
    score=continuous,
)
