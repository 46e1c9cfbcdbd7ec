"""Cells of tables that spreadsheet programs open: no text turns into a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

Cell = str | int | float | bool | None
_HIDDEN: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_STARTS_FORMULA: Final = re.compile(rf"'*(?:[^\S\t\r\n]|[{_HIDDEN}])*[=+\-@＝＋－＠\t\r\n]")
_QUOTE: Final = '"'
_PLAIN_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


def guarded(words: str) -> str:
    """``words`` with ``'`` in front where a spreadsheet program would take them for a formula.

    Text that begins with ``'`` and would need it gets another one, so taking one away always gives the words back.
    """
    if _STARTS_FORMULA.match(words) and not _PLAIN_NUMBER.fullmatch(words):
        return f"'{words}"
    return words


def unguarded(words: str) -> str:
    """The words that ``guarded`` wrote so; other words as they are."""
    plain = words[1:]
    return plain if words.startswith("'") and guarded(plain) == words else words


def quoted(words: str) -> str:
    """``words`` as a cell of a CSV table: guarded and in quotation marks."""
    return f'"{guarded(words).replace(_QUOTE, _QUOTE + _QUOTE)}"' if words else '""'


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A CSV table line by line, heads first: UTF-8 with its mark, every cell quoted, formulas guarded, empty for ``None``."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    mark = "\ufeff"
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
        yield (mark + out.getvalue()).encode("utf-8")
        mark = ""
        out.seek(0)
        out.truncate()
