"""Writing tables that spreadsheet programs open; the same rows give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from lbsap.model.cells import Cell, guarded

MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation date of every workbook: a file says nothing of the hour it was written."""


def csv_bytes(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A CSV table: UTF-8 with its mark, every cell quoted, formulas guarded; an empty cell for ``None``."""
    import pandas

    cells = [[guarded(value) if isinstance(value, str) else value for value in row] for row in rows]
    frame = pandas.DataFrame(cells, columns=list(map(guarded, heads)), dtype=object)
    text = frame.to_csv(index=False, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def xlsx_bytes(title: str, sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """A workbook of plain tables by sheet name, each with its heads and rows; texts stay texts."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": title, "created": MADE})
    for name, (heads, rows) in sheets.items():
        _write_sheet(book, name, heads, rows)
    book.close()
    return out.getvalue()


def _write_sheet(book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "num_format": "@"})
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True, "quote_prefix": True})
    number = book.add_format({"valign": "top"})
    sheet.freeze_panes(1, 0)
    for c, words in enumerate(heads):
        longest = max([len(words), *(len(str(row[c])) for row in rows if row[c] is not None)])
        sheet.set_column(c, c, min(max(longest + 2, 8), 48))
        sheet.write_string(0, c, words, head)
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(r, c, value, number)
            elif isinstance(value, int | float):
                sheet.write_number(r, c, value, number)
            elif value:
                sheet.write_string(r, c, value, text)
