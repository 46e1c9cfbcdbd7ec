"""Where a value stands among the score bands: its band, and how far the next better and the next worse one are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import gt, lt

from lbsap.model.catalogue import Band, BoundaryPolicy, Indicator
from lbsap.model.text import Text
from lbsap.steps.scoring.bands import find_band, rounded


@dataclass(frozen=True, slots=True)
class Border:
    """The nearest value that gets another score. ``away`` is how far it is; both are in the indicator's unit."""

    band: Band
    at: Decimal
    away: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """The band of a value. ``better`` and ``worse`` are the nearest ways out of it, ``None`` where there is none.

    ``shown`` is the value as it was looked up: rounded to the printed decimals where the index says so.
    """

    band: Band
    shown: Decimal
    better: Border | None
    worse: Border | None
    notes: tuple[Text, ...] = ()


def standing(settings: Indicator, value: Decimal, boundary: BoundaryPolicy) -> Standing | None:
    """Where ``value`` (exact, in the indicator's unit; a level of an ordinal indicator) stands; ``None`` without a band."""
    found = find_band(settings, value, boundary)
    if found is None:
        return None
    shown = (
        rounded(value, settings.decimals) if boundary == "printed" and settings.kind != "ordinal" else value
    )
    better, worse = (_nearest(settings, shown, boundary, found.band, side) for side in (gt, lt))
    return Standing(found.band, shown, better, worse, found.notes)


def _nearest(
    settings: Indicator,
    shown: Decimal,
    boundary: BoundaryPolicy,
    here: Band,
    wanted: Callable[[int, int], bool],
) -> Border | None:
    reached = [
        (abs(at - shown), at, found.band)
        for at in turning_points(settings)
        if (found := find_band(settings, at, boundary)) and wanted(found.band.score, here.score)
    ]
    if not reached:
        return None
    away, at, band = min(reached, key=lambda one: one[:2])
    return Border(band, at, away)


def turning_points(settings: Indicator) -> Iterator[Decimal]:
    """Possible values at and next to the ends of the bands: between two of them the score does not change."""
    if settings.kind == "ordinal":
        yield from (Decimal(band.score) for band in settings.bands)
        return
    step = Decimal(1).scaleb(-settings.decimals)
    for end in {end for band in settings.bands for end in (band.lower, band.upper) if end is not None}:
        for at in (end - step, end, end + step):
            low = settings.minimum is not None and at < settings.minimum
            if not (low or (settings.maximum is not None and at > settings.maximum)):
                yield at


def scores_between(
    settings: Indicator, low: Decimal, high: Decimal, boundary: BoundaryPolicy
) -> tuple[tuple[int, Decimal], tuple[int, Decimal]] | None:
    """The lowest and the highest score of all values from ``low`` to ``high``, each with a value that gets it.

    ``None`` where no band takes any of them.
    """
    inside = (at for at in turning_points(settings) if low < at < high)
    found = [
        (banded.band.score, at)
        for at in (low, high, *inside)
        if (banded := find_band(settings, at, boundary)) is not None
    ]
    return (min(found), max(found)) if found else None
