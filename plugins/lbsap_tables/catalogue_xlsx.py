"""Catalogues (indices, LBSAP outlines) as XLSX workbooks: reading, writing, and a template to fill in.

What is written and read back is the same value, field by field. ``catalogue_sheets`` says which column holds what.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, BinaryIO, Final

import xlsxwriter

from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Imported
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text
from lbsap_tables.catalogue_reading import Reading
from lbsap_tables.catalogue_sheets import (
    BANDS,
    CATALOGUE,
    GUIDE,
    LAYOUTS,
    NOT_SUPPLIED,
    OWNER,
    README,
    Column,
    SheetLayout,
)
from lbsap_tables.xlsx_sheets import place, read_sheets

_YES_NO: Final = {True: Text("是", "yes"), False: Text("否", "no")}
_LONG: Final = frozenset({"definition", "guidance", "rationale", "meaning", "text"})
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)


def read(stream: BinaryIO, name: str) -> Imported:
    """The catalogue in a workbook; every fault names sheet, row and column. No catalogue where an error stands."""
    try:
        sheets = read_sheets(stream, name)
    except BadInput as fault:
        return Imported(None, fault.problems)
    return Reading(sheets, name).result()


def write(catalogue: Catalogue, lang: Lang) -> bytes:
    """The catalogue as a workbook; the same bytes for the same value. ``lang`` is that of yes, no and not supplied.

    Raises ``BadInput`` where a text is longer than a cell can hold.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": catalogue.title.plain(lang), "created": _MADE})
    for layout in LAYOUTS:
        rows = list(_rows(layout, catalogue, lang))
        if rows or layout.core:
            _write_sheet(book, layout, _columns(layout, catalogue), rows)
    _write_guide(book)
    book.close()
    return out.getvalue()


def template() -> bytes:
    """A workbook to fill in: two made-up indicators and, on its last sheet, how to fill it."""
    return write(read_value(Catalogue, shipped("templates", "catalogue-example.yaml")), "zh")


def _columns(layout: SheetLayout, catalogue: Catalogue) -> tuple[Column, ...]:
    other = "section." if catalogue.kind == "index" else "indicator."
    return tuple(column for column in layout.columns if not column.path.startswith(other))


def _rows(layout: SheetLayout, catalogue: Catalogue, lang: Lang) -> Iterator[dict[str, Any]]:
    """The cells of each row by column key."""
    if not layout.owned:
        records = (catalogue,) if layout is CATALOGUE else getattr(catalogue, layout.into)
        yield from (_cells(layout, record, lang) for record in records)
        return
    for item in catalogue.items:
        records = _get(item, layout.into) or ()
        yield from ({OWNER.key: item.id} | _cells(layout, record, lang) for record in records)
        if layout is BANDS and item.indicator and not records:
            yield {OWNER.key: item.id, "score": NOT_SUPPLIED.plain(lang)}


def _cells(layout: SheetLayout, record: Any, lang: Lang) -> dict[str, Any]:
    return {
        column.key: _shown(column, _get(record, column.path), lang)
        for column in layout.columns
        if column.path
    }


def _get(record: Any, path: str) -> Any:
    """What stands at ``path``; ``None`` where something on the way is ``None``."""
    step, _, rest = path.partition(".")
    value = getattr(record, step.removesuffix("[]"))
    if value is None or not rest:
        return value
    return [_get(one, rest) for one in value] if step.endswith("[]") else _get(value, rest)


def _shown(column: Column, value: Any, lang: Lang) -> str | int | float | None:
    if value is None:
        return None
    if column.kind == "flag":
        return _YES_NO[value].plain(lang)
    if column.kind == "number":
        return _number(Decimal(value))
    if column.kind == "ids":
        return ", ".join(value)
    return "\n".join(" ".join(line.split()) for line in value) if column.kind == "lines" else str(value)


def _number(value: Decimal) -> int | float | str:
    """A number cell holds a binary float; a figure that it cannot hold exactly is written as text."""
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)


def _write_sheet(
    book: Any, layout: SheetLayout, columns: tuple[Column, ...], rows: list[dict[str, Any]]
) -> None:
    sheet = book.add_worksheet(layout.title)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top"})
    sheet.freeze_panes(1, 2)
    for i, column in enumerate(columns):
        wide = column.kind == "lines" or column.key.rpartition("_")[0] in _LONG
        form = number if column.kind == "number" else text
        sheet.set_column(i, i, 48 if wide else 18, form)
        sheet.write_string(0, i, column.head, head)
        for r, cells in enumerate(rows, start=1):
            value = cells.get(column.key)
            if isinstance(value, int | float):
                sheet.write_number(r, i, value, form)
            elif value and sheet.write_string(r, i, value, form):
                where = place("", layout.title, r + 1, i, column.key).removeprefix(": ")
                raise BadInput([problem("xlsx_too_long", where)])


def _write_guide(book: Any) -> None:
    sheet = book.add_worksheet(" ".join(README))
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 1, 72, wrap)
    for r, line in enumerate(GUIDE):
        sheet.write_string(r, 0, line.zh, wrap)
        sheet.write_string(r, 1, line.en, wrap)
