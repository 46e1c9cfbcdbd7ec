"""Rows of text to a ``RatingTable``: items in rows, raters in columns, blanks missing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.ratings import Cell, Level, RatingTable, category_label

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?")
_ITEM: Final = "item"
_T = TypeVar("_T")


def read_table(
    rows: Iterable[Sequence[str]], level: Level, categories: Sequence[str] | None = None
) -> RatingTable:
    """The table in ``rows``, the first of which is the header: ``item``, then one name per rater.

    Nominal ``categories`` keep their order; ordinal ones are numbers and stand in theirs. Without
    ``categories`` the table's are those seen. Full-width digits are read as digits; blank rows and blank
    cells after the last column are passed over. Raises ``BadInput`` with every fault, each at ``line`` or
    ``line:column``.
    """
    lines = [(number, trimmed) for number, row in enumerate(rows, 1) if (trimmed := _trim(row))]
    reader = _Reader(level)
    header = lines[0][1] if lines else []
    raters = reader.raters(header)
    declared = (reader.categories(categories) or None) if categories is not None else None
    items = reader.items(lines[1:])
    cells = [reader.cells(number, row[1:], raters, declared) for number, row in lines[1:]]
    if reader.problems:
        raise BadInput(reader.problems)
    seen = declared or _ordered({cell for row in cells for cell in row if cell is not None})
    return RatingTable(items, raters, tuple(cells), seen, level, declared is not None)


class _Reader:
    """Reads the parts of one table and collects what is wrong with them."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.problems: list[Problem] = []

    def raters(self, header: list[str]) -> tuple[str, ...]:
        if header[:1] != [_ITEM]:
            self.problems.append(problem("column_missing", "1", column=_ITEM))
        raters = tuple(header[1:])
        if not raters:
            self.problems.append(problem("table_no_raters", "1"))
        for place, rater in enumerate(raters, 2):
            if not rater:
                self.problems.append(problem("column_unnamed", f"1:{place}", place=place))
        for rater in _repeated(filter(None, raters)):
            self.problems.append(problem("rater_duplicate", "1", rater=rater))
        return raters

    def categories(self, words: Sequence[str]) -> tuple[str | float, ...]:
        read = [self._value(word.strip(), "categories") for word in words]
        values = [value for value in read if value is not None]
        for value in _repeated(values):
            self.problems.append(problem("category_duplicate", "categories", category=category_label(value)))
        return _ordered(set(values)) if self.level == "ordinal" else tuple(values)

    def items(self, lines: list[tuple[int, list[str]]]) -> tuple[str, ...]:
        if not lines:
            self.problems.append(problem("table_no_items", ""))
        items = tuple(row[0] for _, row in lines)
        repeated = set(_repeated(items))
        for (number, _), item in zip(lines, items, strict=True):
            if not item:
                self.problems.append(problem("value_missing", str(number), field=_ITEM))
            elif item in repeated:
                self.problems.append(problem("item_duplicate", str(number), item=item))
        return items

    def cells(
        self,
        number: int,
        words: list[str],
        raters: tuple[str, ...],
        declared: tuple[str | float, ...] | None,
    ) -> tuple[Cell, ...]:
        if len(words) > len(raters):
            self.problems.append(problem("row_too_long", str(number), found=len(words), expected=len(raters)))
        allowed = ", ".join(map(category_label, declared or ()))
        padded = words + [""] * (len(raters) - len(words))
        read = []
        for rater, word in zip(raters, padded, strict=False):
            where = f"{number}:{rater}"
            value = self._value(word, where)
            if value is not None and declared is not None and value not in declared:
                self.problems.append(problem("value_choice", where, value=word, allowed=allowed))
            read.append(value)
        return tuple(read)

    def _value(self, word: str, where: str) -> Cell:
        if not word or self.level == "nominal":
            return word or None
        digits = unicodedata.normalize("NFKC", word)
        if _NUMBER.fullmatch(digits):
            return float(digits)
        self.problems.append(problem("not_a_number", where, value=word))
        return None


def _trim(row: Sequence[str]) -> list[str]:
    """The cells without the blanks around them, and without blank ones at the end (spreadsheets add them)."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _repeated(values: Iterable[_T]) -> list[_T]:
    return [value for value, times in Counter(values).items() if times > 1]


def _ordered(values: set[Any]) -> tuple[Any, ...]:
    """Numbers or words in ascending order: a level has one of the two, never both."""
    return tuple(sorted(values))
