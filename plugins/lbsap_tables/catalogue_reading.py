"""From the sheets of a workbook to a catalogue, with sheet, row and column for every fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import from_plain
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Imported
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.model.validate import faults
from lbsap_tables.catalogue_sheets import (
    BANDS,
    CATALOGUE,
    ITEMS,
    LAYOUTS,
    NOT_SUPPLIED,
    OWNER,
    README,
    Column,
    SheetLayout,
)
from lbsap_tables.xlsx_sheets import Row, Sheet, Unusable, Value, key_of, place

_FLAGS: Final = {
    "是": True,
    "yes": True,
    "true": True,
    "1": True,
    "否": False,
    "no": False,
    "false": False,
    "0": False,
}
_PARTED: Final = re.compile(r"[,，;；、\s]+")
_LAST_STEP: Final = re.compile(r"(?:^|\.)[^.\[\]]*$|\[[^\]]*\]$")
_LANG: Final = re.compile(r"\.(?:zh|en)$")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One filled cell under a known head: plain data, and where it stands."""

    value: Any
    at: str


Cells = Mapping[Column, _Cell]


class Reading:
    """One workbook on its way to plain data, with the place of every field for the faults that the codec finds."""

    def __init__(self, sheets: Mapping[str, Sheet], name: str) -> None:
        self.sheets, self.name = sheets, name
        self.data: dict[str, Any] = {}
        self.items: dict[str, tuple[str, dict[str, Any]]] = {}
        self.places: dict[str, str] = {}
        self.problems: list[Problem] = []

    def result(self) -> Imported:
        """The catalogue, or nothing where an error was met, and every problem."""
        self._unknown_sheets()
        for layout in LAYOUTS:
            self._sheet(layout)
        catalogue = None if self._failed() else self._catalogue()
        return Imported(None if self._failed() else catalogue, tuple(self.problems))

    def _catalogue(self) -> Catalogue | None:
        try:
            catalogue = from_plain(Catalogue, self.data)
        except BadInput as fault:
            self.problems.extend(self._placed(p, p.where) for p in fault.problems)
            return None
        self.problems.extend(
            self._placed(p, p.where.removeprefix(f"{catalogue.id}.")) for p in faults(catalogue)
        )
        return catalogue

    def _failed(self) -> bool:
        return any(p.severity == "error" for p in self.problems)

    def _error(self, code: str, where: str, **values: object) -> None:
        self.problems.append(problem(code, where, severity="error", **values))

    def _placed(self, fault: Problem, path: str) -> Problem:
        """The fault at the cell or row that its field came from, or at the nearest one around it."""
        while path and path not in self.places:
            path = _LAST_STEP.sub("", path)
        return Problem(fault.code, self.places[path], fault.message, fault.severity)

    def _unknown_sheets(self) -> None:
        known = {layout.key for layout in LAYOUTS} | {README[0]}
        for title in (sheet.title for key, sheet in self.sheets.items() if key not in known):
            where = f"{self.name}: {title}"
            self.problems.append(problem("sheet_unknown", where, severity="warning", sheet=title))

    def _sheet(self, layout: SheetLayout) -> None:
        sheet = self.sheets.get(layout.key)
        if sheet is None or not sheet.rows:
            if layout.required:
                self._error("sheet_missing", self.name, sheet=layout.key)
            return
        columns = self._columns(layout, sheet)
        if not {column for column in layout.columns if column.required} <= set(columns.values()):
            return
        if layout is CATALOGUE and len(sheet.rows) != 2:
            self._error("xlsx_one_row", f"{self.name}: {sheet.title}", found=len(sheet.rows) - 1)
            return
        for row in sheet.rows[1:]:
            self._row(layout, self._cells(sheet, columns, row), place(self.name, sheet.title, row.number))

    def _columns(self, layout: SheetLayout, sheet: Sheet) -> dict[int, Column]:
        """The layout's columns by where they stand in the sheet."""
        head, known = sheet.rows[0], {column.key: column for column in layout.columns}
        found: dict[int, Column] = {}
        for i, words in enumerate(head.cells):
            where = place(self.name, sheet.title, head.number, i)
            column = known.get(key_of(words))
            if column is None and words is not None:
                self._error("column_unknown", where, column=words)
            elif column in found.values():
                self._error("column_twice", where, column=words)
            elif column is not None:
                found[i] = column
        for column in layout.columns:
            if column.required and column not in found.values():
                self._error("column_missing", f"{self.name}: {sheet.title}", column=column.key)
        return found

    def _cells(self, sheet: Sheet, columns: Mapping[int, Column], row: Row) -> Cells:
        found = {}
        for i, column in columns.items():
            value = row.cells[i] if i < len(row.cells) else None
            at = place(self.name, sheet.title, row.number, i, column.key)
            plain = None if value is None else self._plain(column, value, at)
            if plain is not None:
                found[column] = _Cell(plain, at)
        return found

    def _plain(self, column: Column, value: Value, at: str) -> Any:
        """Plain data for a cell; ``None``, with a problem, where it holds what the column cannot take."""
        if isinstance(value, Unusable):
            self._error("xlsx_cell", at, what=value.what)
            return None
        if column.kind == "number":
            return value
        words = str(int(value)) if isinstance(value, bool | float) and value == int(value) else str(value)
        if column.kind == "flag":
            if words.lower() not in _FLAGS:
                self._error("xlsx_flag", at, value=words)
            return _FLAGS.get(words.lower())
        if column.kind == "ids":
            return [one for one in _PARTED.split(words) if one]
        return [line.strip() for line in words.split("\n")] if column.kind == "lines" else words

    def _row(self, layout: SheetLayout, cells: Cells, row: str) -> None:
        owner = cells.get(OWNER, _Cell("", row))
        if layout.owned and owner.value not in self.items:
            known = ", ".join(list(self.items)[:12]) or "-"
            self._error("unknown_id", owner.at, id=owner.value, kind=Text("条目", "item"), known=known)
            return
        if layout is BANDS and _not_supplied(cells):
            return
        path, record = self._seat(layout, owner.value)
        own = next((cell for column, cell in cells.items() if column.path == "id"), None)
        if layout is ITEMS and own:
            if own.value in self.items:
                self._error("id_twice", own.at, id=own.value)
            self.items.setdefault(own.value, (path, record))
        for column, cell in cells.items():
            if column is not OWNER:
                _put(record, column.path, cell.value)
        for name in _names(layout, path, own.value if own else "", owner.value):
            self.places.setdefault(name, row)
            for column, cell in cells.items():
                for field in _fields(column):
                    self.places.setdefault(f"{name}.{field}" if name else field, cell.at)

    def _seat(self, layout: SheetLayout, owner: str) -> tuple[str, dict[str, Any]]:
        """The path and the empty record that a row fills."""
        if layout is CATALOGUE:
            return "", self.data
        around, record = self.items[owner] if layout.owned else ("", self.data)
        *outer, last = layout.into.split(".")
        for step in outer:
            record = record.setdefault(step, {})
        rows = record.setdefault(last, [])
        rows.append({})
        inside = f"{around}.{layout.into}" if around else layout.into
        return f"{inside}[{len(rows) - 1}]", rows[-1]


def _not_supplied(cells: Cells) -> bool:
    said = {column.key: cell.value for column, cell in cells.items()}
    words = said.get("score", said.get("printed"))
    return isinstance(words, str) and words.lower() in (NOT_SUPPLIED.zh, NOT_SUPPLIED.en)


def _names(layout: SheetLayout, path: str, own: str, owner: str) -> Iterator[str]:
    """The ways in which faults name a row: by position, by its id, and from its item's id."""
    yield path
    if own and path:
        yield f"{path[: path.rindex('[')]}[{own}]"
    if layout is ITEMS and own:
        yield own
    if layout.owned:
        yield f"{owner}.{layout.key}"


def _fields(column: Column) -> Iterator[str]:
    """The ways in which faults name a column's field: its path, that of the whole text, and the bare key."""
    path = column.path.replace("[]", "")
    yield from (path, _LANG.sub("", path), column.key)


def _put(record: dict[str, Any], path: str, value: Any) -> None:
    """Set ``value`` at ``path``; ``notes[].zh`` takes a list and sets the words of each entry."""
    *outer, last = path.split(".")
    for step in outer:
        if step.endswith("[]"):
            _put_lines(record.setdefault(step[:-2], []), last, value)
            return
        record = record.setdefault(step, {})
    record[last.removesuffix("[]")] = [line for line in value if line] if last.endswith("[]") else value


def _put_lines(entries: list[dict[str, str]], lang: str, lines: list[str]) -> None:
    entries.extend({} for _ in range(len(lines) - len(entries)))
    for entry, line in zip(entries, lines, strict=False):
        if line:
            entry[lang] = line
