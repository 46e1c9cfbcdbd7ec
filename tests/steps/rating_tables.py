"""Tables of ratings for the tests: published ones, made ones, and Hypothesis's."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from lbsap.model.ratings import Level, RatingTable
from lbsap.steps.measures.rating_table import read_table


def table_of(cells: str, level: Level = "nominal", categories: Sequence[str] | None = None) -> RatingTable:
    """A table from one line per item, judgements set apart by blanks, a dot where there is none."""
    rows = [line.split() for line in cells.strip().splitlines()]
    header = ["item", *(f"R{place}" for place in range(1, len(rows[0]) + 1))]
    body = [
        [f"i{place}", *("" if cell == "." else cell for cell in row)] for place, row in enumerate(rows, 1)
    ]
    return read_table([header, *body], level, categories)


def turned(cells: str) -> str:
    """The same cells with one line per rater turned into one line per item."""
    columns = zip(*(line.split() for line in cells.strip().splitlines()), strict=True)
    return "\n".join(" ".join(column) for column in columns)


def spelt_out(counts: Sequence[Sequence[int]]) -> str:
    """Cells that give these counts per item (rows) and category (1, 2, ...)."""
    return "\n".join(
        " ".join(str(category) for category, times in enumerate(row, 1) for _ in range(times))
        for row in counts
    )


def two_rounds(
    cross: Sequence[Sequence[int]], categories: Sequence[str], level: Level = "nominal"
) -> tuple[RatingTable, RatingTable]:
    """Two rounds on one item in which as many raters went from category (row) to category (column)."""
    moves = [
        (was, now)
        for was, row in zip(categories, cross, strict=True)
        for now, times in zip(categories, row, strict=True)
        for _ in range(times)
    ]
    earlier, later = (" ".join(move[turn] for move in moves) for turn in (0, 1))
    return table_of(earlier, level, categories), table_of(later, level, categories)


# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example C: 4 observers, 12 units.
KRIPPENDORFF = turned("""
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
""")

# The worked example of Fleiss' kappa: 14 raters, 10 items, 5 categories.
FLEISS = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)

# 4 judges rank 10 projects; the source prints S = 1048.
JUDGES = turned("""
1 3 4 5 2 8 6 7 10 9
2 1 4 5 6 3 8 7 10 9
3 2 1 5 7 4 6 8 9 10
4 2 3 1 6 7 5 9 8 10
""")

# Ratings 1-9 by 7 raters: ties, gaps, unused categories, an item with one judgement. Made for these tests.
NINE_POINT = """
9 8 9 7 8 9 .
5 6 . 5 7 4 5
8 8 9 . . 7 9
2 3 2 1 4 2 3
7 7 8 7 6 . 7
9 . . . . . .
"""

SCALE_1_9 = tuple("123456789")


def tables(level: Level, *, complete: bool = False) -> st.SearchStrategy[RatingTable]:
    """Up to 6 items by up to 6 raters on a scale of four categories, with gaps unless ``complete``."""
    cell = st.sampled_from("1234" if complete else "1234.")
    shapes = st.tuples(st.integers(1, 6), st.integers(1, 6))
    grids = shapes.flatmap(
        lambda shape: st.lists(
            st.lists(cell, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )
    )
    return grids.map(lambda grid: table_of("\n".join(map(" ".join, grid)), level, tuple("1234")))
