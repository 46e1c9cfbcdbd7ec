"""A provincial or prefectural plan (or any policy framework) from an XLSX workbook.

Three sheets: ``framework`` (one row), ``targets`` and, where groups have titles, ``groups``. Each row of ``targets``
states one target with one measured result; further results stand in rows that repeat the id and leave the title empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO, Final
from unicodedata import normalize

from lbsap.model.codec import from_plain
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Imported
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem, problem
from lbsap.model.validate import faults
from lbsap_tables.framework_sheets import (
    FRAMEWORK,
    GROUPS,
    MEASURE,
    OPERATORS,
    TARGETS,
    Layout,
)
from lbsap_tables.xlsx_sheets import Row, Sheet, Unusable, Value, key_of, place, read_sheets

_PARTED: Final = re.compile(r"[,，;；、\n]+")
_LINK: Final = re.compile(r"\s*([^\s:：]+)\s*[:：]\s*(\S+)\s*$")
_INNER: Final = re.compile(r"\[[^\]]*\]$|\.[^.\[\]]*$|^[^.\[\]]+$")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row: words or number by column key, and the place of each cell and of the row (key ``""``)."""

    cells: Mapping[str, str | int | float]
    places: Mapping[str, str]

    def words(self, key: str) -> str:
        value = self.cells.get(key, "")
        return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)

    def put(self, keys: Mapping[str, str]) -> dict[str, Any]:
        """Plain data from these columns, each at its path."""
        data: dict[str, Any] = {}
        for key, path in keys.items():
            if key in self.cells:
                head, _, tail = path.partition(".")
                if tail:
                    data.setdefault(head, {})[tail] = self.words(key)
                else:
                    data[head] = self.words(key)
        return data


def read(stream: BinaryIO, name: str) -> Imported:
    """The framework in a workbook; every fault names sheet, row and column. No value where an error stands."""
    try:
        sheets = read_sheets(stream, name)
    except BadInput as fault:
        return Imported(None, fault.problems)
    return _Reading(sheets, name).result()


@dataclass(slots=True)
class _Reading:
    """One workbook on its way to plain data, with the place of every field for the faults that the codec finds."""

    sheets: Mapping[str, Sheet]
    name: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def result(self) -> Imported:
        heads, groups, targets = (list(self._lines(layout)) for layout in (FRAMEWORK, GROUPS, TARGETS))
        if "framework" in self.sheets and not self._wrong() and len(heads) != 1:
            self._say("xlsx_one_row", f"{self.name}: {self.sheets['framework'].title}", found=len(heads))
        if self._wrong():
            return Imported(None, tuple(self.problems))
        data = self._head(heads[0]) | {
            "targets": self._targets(targets),
            "groups": self._groups(groups, targets),
        }
        if self._wrong():
            return Imported(None, tuple(self.problems))
        return self._value(data)

    def _value(self, data: dict[str, Any]) -> Imported:
        try:
            framework = from_plain(PolicyFramework, data)
        except BadInput as fault:
            return Imported(None, (*self.problems, *map(self._placed, fault.problems)))
        self.problems += (self._placed(fault, f"{framework.id}.") for fault in faults(framework))
        return Imported(None if self._wrong() else framework, tuple(self.problems))

    def _wrong(self) -> bool:
        return any(fault.severity == "error" for fault in self.problems)

    def _say(self, code: str, where: str, **values: object) -> None:
        self.problems.append(problem(code, where, severity="error", **values))

    def _placed(self, fault: Problem, prefix: str = "") -> Problem:
        """The fault at the cell or row that its field path came from."""
        path = fault.where.removeprefix(prefix)
        while path and path not in self.places:
            path = _INNER.sub("", path)
        return Problem(
            fault.code, self.places.get(path, f"{self.name}: {fault.where}"), fault.message, fault.severity
        )

    # --- sheets to lines

    def _lines(self, layout: Layout) -> Iterator[_Line]:
        sheet = self.sheets.get(layout.key)
        if sheet is None or not sheet.rows:
            if layout.required:
                self._say("sheet_missing", self.name, sheet=layout.key)
            return
        before = len(self.problems)
        columns = self._columns(layout, sheet)
        if len(self.problems) == before:
            for row in sheet.rows[1:]:
                yield self._line(layout, sheet, columns, row)

    def _columns(self, layout: Layout, sheet: Sheet) -> dict[int, str]:
        """Column keys by where they stand."""
        known, found = {column.key for column in layout.columns}, dict[int, str]()
        for i, words in enumerate(sheet.rows[0].cells):
            key, where = key_of(words), place(self.name, sheet.title, sheet.rows[0].number, i)
            if key in found.values():
                self._say("column_twice", where, column=key)
            elif key in known:
                found[i] = key
            elif words is not None:
                self._say("column_unknown", where, column=words)
        for column in layout.columns:
            if column.required and column.key not in found.values():
                self._say("column_missing", f"{self.name}: {sheet.title}", column=column.key)
        return found

    def _line(self, layout: Layout, sheet: Sheet, columns: Mapping[int, str], row: Row) -> _Line:
        cells, places = dict[str, str | int | float](), {"": place(self.name, sheet.title, row.number)}
        for i, key in columns.items():
            value: Value = row.cells[i] if i < len(row.cells) else None
            places[key] = place(self.name, sheet.title, row.number, i, key)
            if isinstance(value, Unusable):
                self._say("xlsx_cell", places[key], what=value.what)
            elif value is not None:
                cells[key] = value
        for column in layout.columns:
            if column.required and column.key not in cells:
                self._say("value_missing", places[column.key], field=column.key)
        return _Line(cells, places)

    # --- lines to plain data

    def _record(self, path: str, line: _Line, keys: Mapping[str, str]) -> dict[str, Any]:
        """Plain data of a line at ``path``, with the places of its fields, also by the name that faults use."""
        for base in (
            (path, f"{path[: path.rindex('[')]}[{line.words('id')}]", line.words("id")) if path else ("",)
        ):
            self.places.setdefault(base, line.places[""])
            for key, inner in keys.items():
                if key in line.places:
                    for name in (inner, inner.partition(".")[0]):
                        self.places.setdefault(f"{base}.{name}" if base else name, line.places[key])
        return line.put(keys)

    def _head(self, line: _Line) -> dict[str, Any]:
        data = self._record("", line, FRAMEWORK.paths)
        return data | {"title": data.get("title", {}), "short": data.get("short", data.get("title", {}))}

    def _groups(self, lines: list[_Line], targets: list[_Line]) -> list[dict[str, Any]]:
        """The groups; without rows of their own, those named by the targets, in order."""
        if lines:
            return [self._record(f"groups[{i}]", line, GROUPS.paths) for i, line in enumerate(lines)]
        names = dict.fromkeys(name for line in targets if (name := line.words("group")))
        return [{"id": name, "number": name, "title": name} for name in names]

    def _targets(self, lines: list[_Line]) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        seats: dict[str, str] = {}
        for line in lines:
            name = line.words("id")
            titled = "title_zh" in line.cells or "title_en" in line.cells
            if name not in found:
                if not titled:
                    self._say("value_missing", line.places[""], field="title_zh")
                seats[name] = f"targets[{len(found)}]"
                found[name] = self._target(seats[name], line)
            elif titled:
                self._say("id_twice", line.places["id"], id=name)
            found[name]["measures"] += self._measures(
                f"{seats[name]}.measures[{len(found[name]['measures'])}]", line
            )
        return list(found.values())

    def _target(self, path: str, line: _Line) -> dict[str, Any]:
        data = self._record(path, line, TARGETS.paths)
        for key in ("keywords_zh", "keywords_en"):
            data[key] = [word for part in _PARTED.split(line.words(key)) if (word := part.strip())]
        return {"number": data["id"], "group": ""} | data | {"links": list(self._links(line)), "measures": []}

    def _links(self, line: _Line) -> Iterator[dict[str, str]]:
        for part in re.split(r"[;；\n]", line.words("links")):
            match = _LINK.match(part)
            if match:
                yield {"framework": match[1], "target": match[2]}
            elif part.strip():
                self._say("framework_link", line.places["links"], link=part.strip())

    def _measures(self, path: str, line: _Line) -> list[dict[str, Any]]:
        """The measured result of a row, if it states one."""
        if not any(key in line.cells for key in MEASURE):
            return []
        if "metric" not in line.cells:
            self._say("value_missing", line.places.get("metric", line.places[""]), field="metric")
        self.places.setdefault(path, line.places[""])
        self.places |= {
            f"{path}.{MEASURE[key].partition('.')[0]}": line.places[key]
            for key in MEASURE
            if key in line.places
        }
        data = line.put(MEASURE)
        operator = normalize("NFKC", data.get("operator", "")).strip().lower()
        value = _number(line.cells.get("value"))
        if "value" in data and value is None:
            data |= {"wording": data.pop("value"), "kind": "threshold_qualitative"}
        elif value is not None:
            data |= {"value": value, "kind": "quantified" if "year" in data else "count"}
        data.setdefault("description", data.get("metric", ""))
        return [data | {"operator": OPERATORS.get(operator, operator)}]


def _number(value: object) -> str | None:
    """The number in a cell, or ``None`` where it holds words."""
    try:
        number = Decimal(normalize("NFKC", str(value)).replace(",", "").strip())
    except InvalidOperation:
        return None
    return str(number) if number.is_finite() else None
