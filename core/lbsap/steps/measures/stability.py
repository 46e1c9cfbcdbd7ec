"""Whether opinions settled between two rounds: the same raters' judgements of the same items, paired."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import Any, Final

import numpy as np

from lbsap.model.measures import Measure
from lbsap.model.ratings import Cell, RatingTable
from lbsap.model.rounds import MarginalTest
from lbsap.model.text import Text
from lbsap.steps.common.reasons import NEEDS_ORDINAL, NO_CHANGE, NO_PAIRED, NO_VARIATION, SINGULAR
from lbsap.steps.measures.agreement import Counts, quadratic_distance

_EXACT_BELOW: Final = 25
"""With fewer changes than this, McNemar's p-value is the exact binomial one."""


@dataclass(frozen=True, slots=True)
class Stability:
    """Two rounds compared over the ``raters`` who judged in both, all items pooled into ``pairs``.

    ``retention`` is their share of the earlier round's raters (``None`` where there were none), ``changed``
    the share of pairs that differ. ``mcnemar`` stands for two categories only.
    """

    raters: int
    retention: float | None
    pairs: int
    stuart_maxwell: MarginalTest
    mcnemar: MarginalTest | None
    weighted_kappa: Measure
    changed: Measure


def stability(earlier: RatingTable, later: RatingTable) -> Stability:
    """Compare two rounds; a rater counts as present in a round where she judged at least one item of it."""
    categories = _all_categories(earlier, later)
    before, after = _by_rater(earlier), _by_rater(later)
    both = before.keys() & after.keys()
    pairs = [
        (was, after[rater][item])
        for rater in both
        for item, was in before[rater].items()
        if item in after[rater]
    ]
    cross = cross_table(pairs, categories)
    changed = sum(was != now for was, now in pairs)
    return Stability(
        raters=len(both),
        retention=len(both) / len(before) if before else None,
        pairs=len(pairs),
        stuart_maxwell=stuart_maxwell(cross),
        mcnemar=mcnemar(cross) if len(categories) == 2 else None,
        weighted_kappa=(
            weighted_kappa(cross, categories) if later.level == "ordinal" else Measure(None, NEEDS_ORDINAL)
        ),
        changed=Measure(changed / len(pairs)) if pairs else Measure(None, NO_PAIRED),
    )


def cross_table(pairs: list[tuple[Any, Any]], categories: tuple[Any, ...]) -> Counts:
    """How many went from each category (rows, earlier) to each (columns, later); shape (q, q)."""
    place = {category: k for k, category in enumerate(categories)}
    table = np.zeros((len(place), len(place)), dtype=np.int64)
    for was, now in pairs:
        table[place[was], place[now]] += 1
    return table


def stuart_maxwell(cross: Counts) -> MarginalTest:
    """Stuart-Maxwell test of marginal homogeneity.

    Categories that nobody left or joined, empty ones among them, are dropped and lower the degrees of
    freedom: they make the covariance singular and say nothing about change.
    Source: Stuart 1955, Biometrika 42, 412-416; Maxwell 1970, British Journal of Psychiatry 116, 651-655.
    """
    from scipy.special import chdtrc  # 0.2 s to import: only where a test is asked for

    undefined = _no_change(cross)
    if undefined:
        return MarginalTest(undefined=undefined)
    moves = cross + cross.T
    moved = moves.sum(axis=1) - moves.diagonal() > 0
    moves, shift = moves[np.ix_(moved, moved)], (cross.sum(axis=1) - cross.sum(axis=0))[moved]
    np.fill_diagonal(moves, 0)
    covariance = (np.diag(moves.sum(axis=1)) - moves)[:-1, :-1]
    df = len(covariance)
    if np.linalg.matrix_rank(covariance) < df:
        return MarginalTest(undefined=SINGULAR)
    statistic = float(shift[:-1] @ np.linalg.solve(covariance, shift[:-1]))
    return MarginalTest(statistic, df, float(chdtrc(df, statistic)))


def mcnemar(cross: Counts) -> MarginalTest:
    """McNemar's test of a 2 x 2 table: chi-square without continuity correction.

    Below 25 changes the p-value is the exact two-sided binomial one, and ``exact`` says so.
    Source: McNemar 1947, Psychometrika 12, 153-157.
    """
    from scipy.special import chdtrc

    undefined = _no_change(cross)
    if undefined:
        return MarginalTest(undefined=undefined)
    there, back = int(cross[0, 1]), int(cross[1, 0])
    changes = there + back
    statistic = (there - back) ** 2 / changes
    if changes >= _EXACT_BELOW:
        return MarginalTest(statistic, 1, float(chdtrc(1, statistic)))
    tail = sum(comb(changes, k) for k in range(min(there, back) + 1)) / 2**changes
    return MarginalTest(statistic, 1, min(1.0, 2 * tail), exact=True)


def weighted_kappa(cross: Counts, categories: tuple[Any, ...]) -> Measure:
    """Cohen's kappa with quadratic weights by the categories' numbers; ``cross`` has shape (q, q).

    Source: Cohen 1968, Psychological Bulletin 70, 213-220.
    """
    if not cross.any():
        return Measure(None, NO_PAIRED)
    before, after = cross.sum(axis=1), cross.sum(axis=0)
    if np.count_nonzero(before + after) < 2:
        return Measure(None, NO_VARIATION)
    distance = quadratic_distance(categories)
    expected = float(before @ distance @ after) / int(cross.sum())
    return Measure(1 - float((distance * cross).sum()) / expected)


def _no_change(cross: Counts) -> Text | None:
    if not cross.any():
        return NO_PAIRED
    return NO_CHANGE if cross.trace() == cross.sum() else None


def _all_categories(earlier: RatingTable, later: RatingTable) -> tuple[Any, ...]:
    seen: tuple[Any, ...] = tuple(dict.fromkeys((*later.categories, *earlier.categories)))
    return tuple(sorted(seen)) if later.level == "ordinal" else seen


def _by_rater(table: RatingTable) -> dict[str, dict[str, Cell]]:
    """What each rater who judged anything said of each item."""
    columns = zip(*table.cells, strict=True)
    said = {
        rater: {item: cell for item, cell in zip(table.items, column, strict=True) if cell is not None}
        for rater, column in zip(table.raters, columns, strict=True)
    }
    return {rater: judgements for rater, judgements in said.items() if judgements}
