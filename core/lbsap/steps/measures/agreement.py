"""Agreement of raters over all items; missing judgements are allowed.

Every measure takes a ``RatingTable`` and is a ``Measure`` that says why where it is undefined. Items with one
judgement tell how often a category is chosen, but nothing about agreement.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbsap.model.measures import Measure
from lbsap.model.ratings import RatingTable
from lbsap.model.text import Text
from lbsap.steps.common.reasons import FEW_COMPLETE, NEEDS_ORDINAL, NO_PAIRS, NO_VARIATION, ONE_CATEGORY

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def category_counts(table: RatingTable) -> Counts:
    """How many raters put each item in each category: shape (items, categories), in the table's order."""
    rows = [[seen[category] for category in table.categories] for seen in map(Counter, table.cells)]
    return np.array(rows, dtype=np.int64).reshape(len(table.items), len(table.categories))


def quadratic_distance(categories: tuple[Any, ...]) -> Floats:
    """Squared distance of each pair of numeric categories as a share of the largest; shape (q, q)."""
    values = np.array(categories, dtype=np.float64)
    squared = (values[:, None] - values) ** 2
    shares: Floats = squared / squared.max()
    return shares


def percent_agreement(table: RatingTable) -> Measure:
    """The share of agreeing pairs of raters per item, averaged over the items with two raters or more."""
    return agreeing_pairs(category_counts(table))


def agreeing_pairs(counts: Counts) -> Measure:
    """The same from counts at hand: shape (items, categories)."""
    if not _paired(counts).size:
        return Measure(None, NO_PAIRS)
    return Measure(_observed(counts, np.eye(counts.shape[1])))


def fleiss_kappa(table: RatingTable) -> Measure:
    """Fleiss' kappa in the form for varying numbers of raters per item.

    Source: Fleiss 1971, Psychological Bulletin 76, 378-382; Gwet 2014, Handbook of Inter-Rater Reliability.
    """
    counts = category_counts(table)
    undefined = _undefined(counts)
    if undefined:
        return Measure(None, undefined)
    chance = float((_prevalence(counts) ** 2).sum())
    return _beyond_chance(_observed(counts, np.eye(counts.shape[1])), chance)


def krippendorff_alpha(table: RatingTable) -> Measure:
    """Krippendorff's alpha at the table's level, nominal or ordinal, over the pairable judgements.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
    """
    counts = _paired(category_counts(table))
    undefined = _undefined(counts)
    if undefined:
        return Measure(None, undefined)
    marginals = counts.sum(axis=0)
    distance = _ordinal_distance(marginals) if table.level == "ordinal" else 1 - np.eye(len(marginals))
    # A pair of one value with itself has distance 0, so the diagonal of the coincidences needs no correction.
    per_item = (counts * (counts @ distance)).sum(axis=1) / (counts.sum(axis=1) - 1)
    expected = float(marginals @ distance @ marginals) / (int(marginals.sum()) - 1)
    return Measure(1 - float(per_item.sum()) / expected)


def gwet_ac1(table: RatingTable) -> Measure:
    """Gwet's AC1 over the table's categories, unused ones included.

    Source: Gwet 2008, British Journal of Mathematical and Statistical Psychology 61, 29-48.
    """
    counts = category_counts(table)
    undefined = _undefined(counts)
    return Measure(None, undefined) if undefined else _gwet(counts, np.eye(counts.shape[1]))


def gwet_ac2(table: RatingTable) -> Measure:
    """Gwet's AC2, quadratic weights by the categories' numbers, unused ones included; for ordinal data."""
    if table.level != "ordinal":
        return Measure(None, NEEDS_ORDINAL)
    counts = category_counts(table)
    undefined = _undefined(counts)
    return Measure(None, undefined) if undefined else _gwet(counts, 1 - quadratic_distance(table.categories))


def kendall_w(table: RatingTable) -> Measure:
    """Kendall's coefficient of concordance with tie correction, over the raters who judged every item.

    Source: Kendall and Babington Smith 1939, Annals of Mathematical Statistics 10, 275-287.
    """
    if table.level != "ordinal":
        return Measure(None, NEEDS_ORDINAL)
    ratings = complete_cases(table)
    raters, items = len(ratings), len(table.items)
    if raters < 2 or items < 2:
        return Measure(None, FEW_COMPLETE.format(raters=raters, items=items))
    ranked = [_ranks(np.array(row)) for row in ratings]
    sums = np.sum([ranks for ranks, _ in ranked], axis=0)
    spread = 12 * float(((sums - sums.mean()) ** 2).sum())
    largest = raters * (raters * (items**3 - items) - sum(ties for _, ties in ranked))
    return Measure(spread / largest) if largest else Measure(None, NO_VARIATION)


def complete_cases(table: RatingTable) -> tuple[tuple[Any, ...], ...]:
    """The judgements, one row per rater, of those who judged every item."""
    return tuple(row for row in zip(*table.cells, strict=True) if None not in row)


def _paired(counts: Counts) -> Counts:
    paired: Counts = counts[counts.sum(axis=1) >= 2]
    return paired


def _undefined(counts: Counts) -> Text | None:
    if not _paired(counts).size:
        return NO_PAIRS
    if counts.shape[1] < 2:
        return ONE_CATEGORY
    return NO_VARIATION if np.count_nonzero(counts.sum(axis=0)) < 2 else None


def _observed(counts: Counts, weights: Floats) -> float:
    """Mean weighted agreement of the pairs of raters of an item, each rater's pair with herself taken out."""
    paired = _paired(counts)
    raters = paired.sum(axis=1)
    agreeing = (paired * (paired @ weights)).sum(axis=1) - raters
    return float((agreeing / (raters * (raters - 1))).mean())


def _prevalence(counts: Counts) -> Floats:
    """Mean share of each category over the judged items; shape (categories,)."""
    judged = counts[counts.any(axis=1)]
    shares: Floats = (judged / judged.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares


def _beyond_chance(observed: float, chance: float) -> Measure:
    return Measure((observed - chance) / (1 - chance))


def _gwet(counts: Counts, weights: Floats) -> Measure:
    q, shares = len(weights), _prevalence(counts)
    chance = float(weights.sum() * (shares * (1 - shares)).sum()) / (q * (q - 1))
    return _beyond_chance(_observed(counts, weights), chance)


def _ordinal_distance(marginals: Counts) -> Floats:
    """Krippendorff's ordinal difference: squared count of the judgements between the middles of two ranks."""
    middles = np.cumsum(marginals) - marginals / 2
    distance: Floats = (middles[:, None] - middles) ** 2
    return distance


def _ranks(ratings: Floats) -> tuple[Floats, int]:
    """Average ranks of one rater's ratings, and the sum of t^3 - t over her groups of t equal ones."""
    _, group, sizes = np.unique(ratings, return_inverse=True, return_counts=True)
    middles = np.cumsum(sizes) - (sizes - 1) / 2
    return middles[group], int((sizes**3 - sizes).sum())
