"""Opening XLSX workbooks that people hand in: size checked before anything is unpacked, cells told apart from traps."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text

MAX_UNPACKED: Final = 50_000_000
MAX_RATIO: Final = 100
MAX_MEMBERS: Final = 1000
MAX_ROWS: Final = 20_000
MAX_CELLS: Final = 10_000_000
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, OSError, EOFError, KeyError, IndexError, ValueError,
    TypeError, AttributeError, SyntaxError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile, the XML parsers (their errors are SyntaxErrors or ValueErrors) and openpyxl raise for broken files."""
_FORMULA: Final = Text("公式", "a formula")
_ERROR: Final = Text("错误值", "an error value")
_DATE: Final = Text("日期或时间", "a date or time")


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that holds something most fields do not take: a formula, an error value, a date made by the spreadsheet.

    ``day`` is the day of a date without a time of day, as ``2026-03-31``.
    """

    what: Text
    day: str = ""


Value = str | int | float | bool | Unusable | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something; ``number`` as the spreadsheet program shows it."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``rows`` without the empty ones, the head first."""

    title: str
    rows: tuple[Row, ...]


def read_sheets(stream: BinaryIO, name: str) -> dict[str, Sheet]:
    """The sheets of a workbook by key, the first word of the sheet's name in lower case.

    Raises ``BadInput``: no workbook, or one that would unpack beyond the limits of this module.
    """
    content = stream.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise BadInput([problem("xlsx_too_large", name)])
    try:
        _refuse_bombs(content, name)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheets = [Sheet(sheet.title, tuple(_rows(sheet, name))) for sheet in book.worksheets]
        finally:
            book.close()
    except _BROKEN:
        raise BadInput([problem("xlsx_unreadable", name)]) from None
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        found.setdefault(key_of(sheet.title), sheet)
    return found


def key_of(words: Value) -> str:
    """The machine key of a head or sheet name: its first word, as in ``title_zh 中文名称``."""
    parts = words.split() if isinstance(words, str) else ()
    return parts[0].lower() if parts else ""


def place(name: str, sheet: str, row: int, column: int | None = None, key: str = "") -> str:
    """Where a fault is, as a person finds it: file, sheet and cell (``column`` counts from 0), and the column's key."""
    cell = f"{get_column_letter(column + 1)}{row}" if column is not None else f"{row}:{row}"
    return f"{name}: {sheet}!{cell}" + (f" ({key})" if key else "")


def _refuse_bombs(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 1):
        raise BadInput([problem("xlsx_too_large", name)])


def _rows(sheet: Any, name: str) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    found = cells_found = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = tuple(_value(cell) for cell in cells)
        cells_found += len(values)
        if any(value is not None for value in values):
            found += 1
            yield Row(number, values)
        if found > MAX_ROWS or cells_found > MAX_CELLS:
            raise BadInput([problem("xlsx_too_large", f"{name}: {sheet.title}")])


def _value(cell: Any) -> Value:
    value = cell.value
    if cell.data_type in ("f", "e"):
        return Unusable(_FORMULA if cell.data_type == "f" else _ERROR)
    if isinstance(value, date | time | timedelta):
        return Unusable(_DATE, _day(value))
    if isinstance(value, str):
        return value.strip() or None
    return value if isinstance(value, int | float) else None


def _day(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else ""
    return value.isoformat() if isinstance(value, date) else ""
