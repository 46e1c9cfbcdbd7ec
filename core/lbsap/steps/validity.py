"""Content validity: I-CVI with modified kappa, S-CVI, and Lawshe's ratio with its exact critical count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

from lbsap.model.measures import Measure
from lbsap.steps.reasons import NO_EXPERTS, NO_ITEMS

_RELEVANT: Final = 3
"""On the 4-point relevance scale, 3 and 4 count as relevant."""


@dataclass(frozen=True, slots=True)
class ItemValidity:
    """One item: ``i_cvi`` is the share of ``experts`` who find it relevant, ``kappa`` that beyond chance."""

    relevant: int
    experts: int
    i_cvi: Measure
    kappa: Measure


@dataclass(frozen=True, slots=True)
class ScaleValidity:
    """A set of items: ``average`` is S-CVI/Ave, ``universal`` S-CVI/UA (share of items all find relevant)."""

    items: tuple[ItemValidity, ...]
    average: Measure
    universal: Measure


def item_validity(ratings: Iterable[float]) -> ItemValidity:
    """Content validity of one item from its ratings on the 4-point relevance scale.

    Source: Polit, Beck and Owen 2007, Research in Nursing & Health 30, 459-467.
    """
    votes = [rating >= _RELEVANT for rating in ratings]
    relevant, experts = sum(votes), len(votes)
    if not experts:
        return ItemValidity(0, 0, Measure(None, NO_EXPERTS), Measure(None, NO_EXPERTS))
    share, chance = relevant / experts, comb(experts, relevant) / 2**experts
    return ItemValidity(relevant, experts, Measure(share), Measure((share - chance) / (1 - chance)))


def scale_validity(items: Iterable[Sequence[float]]) -> ScaleValidity:
    """Content validity of a set of items from the 4-point ratings of each, without items nobody rated."""
    each = tuple(item_validity(ratings) for ratings in items if ratings)
    if not each:
        return ScaleValidity((), Measure(None, NO_ITEMS), Measure(None, NO_ITEMS))
    average = sum(item.relevant / item.experts for item in each) / len(each)
    universal = sum(item.relevant == item.experts for item in each) / len(each)
    return ScaleValidity(each, Measure(average), Measure(universal))


def content_validity_ratio(essential: int, experts: int) -> Measure:
    """Lawshe's CVR: -1 where nobody, 0 where half, 1 where all of ``experts`` say essential.

    Raises ``ValueError`` where ``essential`` is not between 0 and ``experts``.
    Source: Lawshe 1975, Personnel Psychology 28, 563-575.
    """
    if not 0 <= essential <= experts:
        raise ValueError(f"{essential} of {experts} is not a share")
    return Measure(2 * essential / experts - 1) if experts else Measure(None, NO_EXPERTS)


def critical_count(experts: int) -> int | None:
    """Fewest votes for essential that chance alone gives in at most 5 % of panels of this size, one-tailed.

    ``None`` where even all votes are too few (panels below five). Exact binomial, in whole numbers.
    Source: method of Ayre and Scally 2014, Meas. Eval. Couns. Dev. 47, 79-86.
    """
    tail, critical = 0, None
    for count in range(experts, 0, -1):
        tail += comb(experts, count)
        if 20 * tail > 2**experts:
            break
        critical = count
    return critical
