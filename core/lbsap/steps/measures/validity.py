"""Content validity of items rated on the 4-point relevance scale: I-CVI with modified kappa, and S-CVI."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

from lbsap.model.measures import Measure
from lbsap.steps.common.reasons import NO_EXPERTS, NO_ITEMS

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

    items: Mapping[str, ItemValidity]
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


def scale_validity(items: Mapping[str, Sequence[float]]) -> ScaleValidity:
    """Content validity of a set of items from the 4-point ratings of each; items nobody rated do not count in it."""
    found = {item: item_validity(ratings) for item, ratings in items.items()}
    each = [one for one in found.values() if one.experts]
    if not each:
        return ScaleValidity(found, Measure(None, NO_ITEMS), Measure(None, NO_ITEMS))
    average = sum(item.relevant / item.experts for item in each) / len(each)
    universal = sum(item.relevant == item.experts for item in each) / len(each)
    return ScaleValidity(found, Measure(average), Measure(universal))
