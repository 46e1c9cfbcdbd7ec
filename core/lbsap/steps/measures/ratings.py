"""Ordinal ratings of one item: location, spread, and disagreement as RAND/UCLA defines it.

Source: Fitch et al. 2001, The RAND/UCLA Appropriateness Method User's Manual, MR-1269.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Final, Literal

from lbsap.model.ratings import PanelFinding, Percentile, RatingSummary
from lbsap.model.text import Text
from lbsap.steps.common.reasons import NO_RATINGS, NOT_NINE_POINT, OUTSIDE_PANEL_SIZES, SMALL_PANEL

Zone = Literal["low", "middle", "high"]

LEAST_PANEL: Final = 7
"""Smaller panels get no verdict on disagreement."""

CLASSICAL_SIZES: Final = range(8, 17)
"""Panel sizes for which the classical rule states its limits."""

_IPR_SYMMETRIC: Final = 2.35
_ASYMMETRY_WEIGHT: Final = 1.5
_CENTRE: Final = 5
_TOLERANCE: Final = 1e-9


def zone(rating: float) -> Zone:
    """The third of the 1-9 scale that ``rating`` or a median lies in: 1-3, 4-6 or 7-9.

    The half medians of even panels belong to the higher zone: 3.5 is ``middle``, 6.5 is ``high``.
    """
    return "low" if rating < 3.5 else "middle" if rating < 6.5 else "high"


def percentile(ordered: Sequence[float], percent: int, definition: Percentile) -> float:
    """The ``percent``-th percentile of ``ordered`` (ascending, not empty) by the named ``definition``.

    The position is a whole number of hundredths, so P70 of six 1s and three 6s is 4, not 3.9999999999999982.
    """
    n = len(ordered)
    if definition == "inverted_cdf":
        at_least = -(-percent * n // 100)
        return ordered[max(at_least, 1) - 1]
    below, hundredths = divmod(percent * (n - 1), 100)
    above = min(below + 1, n - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * hundredths / 100


def summarise_counts(
    counts: Mapping[float, int], *, nine_point: bool = True, definition: Percentile = "linear"
) -> RatingSummary:
    """What the ratings of one item come to; ``counts`` says how many gave each rating.

    ``definition`` of the percentiles is stored with the result. ``iprcp``, ``asymmetry``, ``ipras`` and what rests
    on them are stated for the 1-9 scale only (``nine_point``), disagreement for panels of ``LEAST_PANEL`` and
    more. Raises ``ValueError`` for a rating outside 1 to 9 on that scale.
    """
    given = tuple((rating, count) for rating, count in sorted(counts.items()) if count)
    ordered = [rating for rating, count in given for _ in range(count)]
    if not ordered:
        return RatingSummary(0, (), definition, undefined=NO_RATINGS)
    if nine_point and not 1 <= ordered[0] <= ordered[-1] <= 9:
        raise ValueError(f"ratings from {ordered[0]} to {ordered[-1]} are not on the 1-9 scale")
    q1, p30, p70, q3 = (percentile(ordered, percent, definition) for percent in (25, 30, 70, 75))
    spread = RatingSummary(
        n=len(ordered),
        counts=given,
        percentile=definition,
        median=float(median(ordered)),
        q1=q1,
        q3=q3,
        iqr=q3 - q1,
        p30=p30,
        p70=p70,
        ipr=p70 - p30,
    )
    return _judged(spread, p30, p70) if nine_point else replace(spread, undefined=NOT_NINE_POINT)


def classical_disagreement(counts: Mapping[float, int]) -> PanelFinding:
    """Whether enough rate in 1-3 and as many in 7-9 (8-10 raters: 3 each, 11-13: 4, 14-16: 5)."""
    zones = _by_zone(counts)
    n = zones.total()
    undefined = _no_classical(n)
    if undefined:
        return PanelFinding(None, undefined)
    return PanelFinding(min(zones["low"], zones["high"]) >= _classical_limit(n))


def _judged(spread: RatingSummary, p30: float, p70: float) -> RatingSummary:
    ipr, iprcp = p70 - p30, (p70 + p30) / 2
    asymmetry = abs(_CENTRE - iprcp)
    ipras = _IPR_SYMMETRIC + _ASYMMETRY_WEIGHT * asymmetry
    enough = spread.n >= LEAST_PANEL
    return replace(
        spread,
        iprcp=iprcp,
        asymmetry=asymmetry,
        ipras=ipras,
        disagreement_index=ipr / ipras,
        disagreement=ipr > ipras + _TOLERANCE if enough else None,
        classical_disagreement=classical_disagreement(dict(spread.counts)).holds,
        undefined=None if enough else SMALL_PANEL.format(least=LEAST_PANEL),
    )


def _by_zone(counts: Mapping[float, int]) -> Counter[Zone]:
    zones: Counter[Zone] = Counter()
    for rating, count in counts.items():
        zones[zone(rating)] += count
    return zones


def _no_classical(n: int) -> Text | None:
    if n < LEAST_PANEL:
        return SMALL_PANEL.format(least=LEAST_PANEL)
    least, most = CLASSICAL_SIZES[0], CLASSICAL_SIZES[-1]
    return None if n in CLASSICAL_SIZES else OUTSIDE_PANEL_SIZES.format(least=least, most=most)


def _classical_limit(n: int) -> int:
    return 3 + (n - CLASSICAL_SIZES[0]) // 3
