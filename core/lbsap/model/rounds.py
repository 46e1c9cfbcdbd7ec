"""What became of opinions between two rounds: the judgements of the experts who answered in both, paired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lbsap.model.consultation import Counts
from lbsap.model.measures import Interval, Measure, wilson
from lbsap.model.text import Text

STABLE: Final = 0.15
"""An item counts as stable where at most this share of the paired experts changed: a convention, not a test."""


@dataclass(frozen=True, slots=True)
class MarginalTest:
    """A test that the categories kept their shares; ``exact`` where p is binomial instead of chi-square."""

    statistic: float | None = None
    df: int | None = None
    p: float | None = None
    exact: bool = False
    undefined: Text | None = None


@dataclass(frozen=True, slots=True)
class RatingChange:
    """A rating of one item by the ``paired`` experts who gave it in both rounds: medians, and weighted kappa
    (quadratic weights) between their ratings before and after."""

    rating: str
    paired: int
    before: float | None
    after: float | None
    weighted_kappa: Measure

    @property
    def shift(self) -> float | None:
        """How far the median moved; ``None`` where nobody is paired."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item as judged by the ``paired`` experts in both rounds; ``changed`` of them chose another verdict.

    ``before`` and ``after`` count keep, rename and drop of these experts alone. ``options`` is the Stuart-Maxwell test
    over the three verdicts, ``retained`` McNemar's over retain (keep or rename) and drop.
    """

    item: str
    paired: int
    changed: int
    before: Counts
    after: Counts
    options: MarginalTest
    retained: MarginalTest
    ratings: tuple[RatingChange, ...] = ()

    @property
    def share(self) -> float | None:
        """The share who changed; ``None`` where nobody is paired."""
        return self.changed / self.paired if self.paired else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % Wilson interval of the share who changed."""
        return wilson(self.changed, self.paired)

    @property
    def stable(self) -> bool | None:
        """Whether at most ``STABLE`` of the paired experts changed; ``None`` where nobody is paired."""
        return None if self.share is None else self.share <= STABLE


@dataclass(frozen=True, slots=True)
class Retention:
    """Of the ``earlier`` experts of a group of strata who answered in the earlier round, ``both`` answered again.

    ``strata`` are those shown together, because some are too small to be shown alone (``""``: none stated).
    """

    strata: tuple[str, ...]
    earlier: int
    both: int


@dataclass(frozen=True, slots=True)
class RoundChange:
    """Two rounds of a consultation by their numbers, item by item for those asked in both, in order.

    ``answered_earlier`` and ``answered_later`` experts answered in each round, ``both`` in the two; ``retention`` by
    groups of strata that may be shown, empty where too few answered.
    """

    earlier: int
    later: int
    items: tuple[ItemChange, ...]
    answered_earlier: int
    answered_later: int
    both: int
    retention: tuple[Retention, ...] = ()

    @property
    def newcomers(self) -> int:
        """Those who answered in the later round only: they hide those who left where rounds are merely counted."""
        return self.answered_later - self.both

    def of(self, item: str) -> ItemChange | None:
        """The change on an item; ``None`` where it was not asked in both rounds."""
        return next((one for one in self.items if one.item == item), None)
