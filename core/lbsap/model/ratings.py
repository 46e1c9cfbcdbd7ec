"""Ratings: a table of items by raters, and what the ratings of one item come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lbsap.model.text import Text

Level = Literal["nominal", "ordinal"]
Percentile = Literal["linear", "inverted_cdf"]
"""How a percentile is taken: ``linear`` interpolates (R type 7), ``inverted_cdf`` takes a rating given."""

Cell = str | float | None
"""One judgement: an option (nominal), a number (ordinal), or ``None`` where there is none."""


def category_label(category: str | float) -> str:
    """A category as people write it: 7, not 7.0."""
    return category if isinstance(category, str) else f"{category:.15g}"


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Judgements of ``items`` (rows) by ``raters`` (columns): ``cells[i][j]`` is rater j on item i.

    ``categories`` are strings (nominal) or ascending numbers (ordinal); every cell that is not ``None`` is
    one of them. ``declared`` says whether they were stated, unused ones included, or only seen in the cells.
    """

    items: tuple[str, ...]
    raters: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    categories: tuple[str | float, ...]
    level: Level
    declared: bool = True

    def __post_init__(self) -> None:
        width = len(self.raters)
        if len(self.cells) != len(self.items) or any(len(row) != width for row in self.cells):
            raise ValueError("a rating table has one row of cells per item and one cell per rater")
        if {cell for row in self.cells for cell in row} - {None, *self.categories}:
            raise ValueError("a rating table holds declared categories only")


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """The ordinal ratings of one item, by the terms of the RAND/UCLA appropriateness method.

    ``counts`` pairs each rating given with how many gave it, in ascending order. ``percentile`` names the
    definition behind ``q1``, ``q3``, ``p30`` and ``p70``. ``ipr`` is P70 - P30, ``iprcp`` its central point,
    ``asymmetry`` the distance of that from 5, ``ipras`` the range adjusted for it, ``disagreement_index``
    ``ipr`` / ``ipras``; ``disagreement`` is ``ipr`` above ``ipras``, ``classical_disagreement`` the rule by panel
    size (8 to 16). What cannot be stated is ``None``; ``undefined`` says why there is no ``disagreement``.
    """

    n: int
    counts: tuple[tuple[float, int], ...]
    percentile: Percentile
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    iqr: float | None = None
    p30: float | None = None
    p70: float | None = None
    ipr: float | None = None
    iprcp: float | None = None
    asymmetry: float | None = None
    ipras: float | None = None
    disagreement_index: float | None = None
    disagreement: bool | None = None
    classical_disagreement: bool | None = None
    undefined: Text | None = None

    def share(self, low: float, high: float) -> float | None:
        """The share of ratings from ``low`` to ``high``, both included; ``None`` where nobody rated."""
        within = sum(count for rating, count in self.counts if low <= rating <= high)
        return within / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class PanelFinding:
    """What a rule by panel size finds: ``holds`` is yes or no, or ``undefined`` says why it is neither."""

    holds: bool | None
    undefined: Text | None = None

    def __post_init__(self) -> None:
        if (self.holds is None) == (self.undefined is None):
            raise ValueError("a finding is either yes or no, or has a reason why it is neither")
