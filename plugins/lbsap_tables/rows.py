"""Tables as rows of text: CSV in UTF-8 or GB18030, and the first sheet of an XLSX workbook.

Answers that KoboToolbox or ODK give out for one of our forms become rows for each respondent and item.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from lbsap.data import decode
from lbsap.model.cells import unguarded
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Imported, Row
from lbsap.model.problems import Problem, problem
from lbsap_tables.xlsform_answers import is_form_export, long_rows, wanted
from lbsap_tables.xlsx_sheets import Sheet, Unusable, Value, key_of, place, read_sheets

MAX_ROWS: Final = 200_000
_DELIMITERS: Final = (",", "\t", ";")


def read(stream: BinaryIO, name: str) -> Imported:
    """The rows of a table, each with its place and its cells by column name; blank rows are passed over."""
    try:
        raw = stream.read()
        lines = _sheet(raw, name) if name.lower().endswith(".xlsx") else _csv(raw, name)
        rows = tuple(_rows(lines, name))
        from_form = bool(rows) and is_form_export(rows[0][1])
        return Imported(tuple(long_rows(rows, name, MAX_ROWS)) if from_form else rows)
    except BadInput as fault:
        return Imported(None, fault.problems)


def read_all(stream: BinaryIO, name: str) -> Imported:
    """The rows of every sheet of a workbook by the key of the sheet (the first word of its name), each with the place of the
    row and its cells by the key of the column, in order; columns without a head are called ``#1``, ``#2``. A date is read as
    ``2026-03-31``.

    Raises nothing: no value where a cell holds a formula, or the workbook cannot be read.
    """
    try:
        sheets = read_sheets(stream, name)
    except BadInput as fault:
        return Imported(None, fault.problems)
    faults: list[Problem] = []
    found = {key: tuple(_keyed(sheet, name, faults)) for key, sheet in sheets.items()}
    return Imported(None if faults else found, tuple(faults))


def _keyed(sheet: Sheet, name: str, faults: list[Problem]) -> Iterator[Row]:
    if not sheet.rows:
        return
    keys = [key_of(cell) or f"#{number}" for number, cell in enumerate(sheet.rows[0].cells, 1)]
    head = place(name, sheet.title, sheet.rows[0].number)
    faults += (problem("column_twice", head, column=key) for key, n in Counter(keys).items() if n > 1)
    for row in sheet.rows[1:]:
        cells = dict.fromkeys(keys, "")
        where = place(name, sheet.title, row.number)
        if any(cell is not None for cell in row.cells[len(keys) :]):
            faults.append(problem("row_wider", where, columns=len(keys)))
        for column, (key, cell) in enumerate(zip(keys, row.cells, strict=False)):
            if isinstance(cell, Unusable) and not cell.day:
                at = place(name, sheet.title, row.number, column)
                faults.append(problem("xlsx_cell", at, what=cell.what))
            else:
                cells[key] = cell.day if isinstance(cell, Unusable) else _text(cell, where)
        yield where, cells


def _csv(raw: bytes, name: str) -> Iterator[tuple[str, Sequence[str]]]:
    text = decode(raw, name)
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield f"{name}:{reader.line_num}", list(map(unguarded, row))
    except csv.Error as error:
        raise BadInput([problem("file_unreadable", f"{name}:{reader.line_num}", reason=error)]) from None


def _sheet(raw: bytes, name: str) -> Iterator[tuple[str, Sequence[str]]]:
    """The rows of the first sheet."""
    sheet = next(iter(read_sheets(io.BytesIO(raw), name).values()))
    head = next(iter(sheet.rows), None)
    unread = _unread(head.cells) if head else frozenset()
    for row in sheet.rows:
        cells = [
            ""
            if row is not head and column in unread
            else _text(cell, place(name, sheet.title, row.number, column))
            for column, cell in enumerate(row.cells)
        ]
        yield f"{name}:{row.number}", cells


def _unread(head: Sequence[Value]) -> frozenset[int]:
    """The columns that are passed over: in answers to a form, what the survey program adds, times among it."""
    heads = [cell if isinstance(cell, str) else "" for cell in head]
    if not is_form_export(heads):
        return frozenset()
    return frozenset(column for column, head in enumerate(heads) if not wanted(head))


def _text(cell: Value, where: str) -> str:
    if isinstance(cell, Unusable):
        raise BadInput([problem("xlsx_cell", where, what=cell.what)])
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _rows(lines: Iterable[tuple[str, Sequence[str]]], name: str) -> Iterator[Row]:
    columns: list[str] = []
    for count, (where, cells) in enumerate(
        (where, cells) for where, cells in lines if any(c.strip() for c in cells)
    ):
        if count > MAX_ROWS:
            raise BadInput([problem("value_refused", where, reason=f"> {MAX_ROWS}")])
        if not columns:
            columns = [unicodedata.normalize("NFKC", cell).strip() for cell in cells]
            columns = columns[: len(columns) - next((i for i, c in enumerate(reversed(columns)) if c), 0)]
            _check(columns, where)
            continue
        if any(cell.strip() for cell in cells[len(columns) :]):
            raise BadInput([problem("row_wider", where, columns=len(columns))])
        yield where, dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
    if not columns:
        raise BadInput([problem("file_empty", name)])


def _check(columns: Sequence[str], where: str) -> None:
    faults: list[Problem] = []
    for column, n in Counter(columns).items():
        if not column:
            faults.append(problem("column_unnamed", where, place=columns.index("") + 1))
        elif n > 1:
            faults.append(problem("column_twice", where, column=column))
    if faults:
        raise BadInput(faults)
