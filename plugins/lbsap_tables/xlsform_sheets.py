"""The sheets of an XLSForm as its makers and editors write them: columns by key and language, rows with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lbsap.model.problems import Problem, Severity, problem
from lbsap.model.text import LANGS, Lang, Text
from lbsap_tables.xlsx_sheets import Sheet, Unusable, Value, place

_LANGUAGE: Final = re.compile(r"(?P<key>label|hint)::?.*\((?P<lang>zh|en)\b[^)]*\)\s*", re.IGNORECASE)
_NAMES: Final = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
Key = str | tuple[str, Lang]
"""A column: its name, or for words what they are and their language."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its cells by column, and where it stands."""

    cells: dict[Key, str]
    where: str
    places: dict[Key, str]

    def get(self, key: str) -> str:
        """The words in a column, empty where there are none."""
        return self.cells.get(key, "")

    @property
    def kind(self) -> str:
        """The type of a row of ``survey``, in one spelling."""
        words = " ".join(self.get("type").split())
        return re.sub("^(begin|end) ", r"\1_", words)

    def text(self, key: str) -> Text:
        """The words of both languages."""
        return Text(*(self.cells.get((key, lang), "") for lang in LANGS))

    def place(self, key: Key) -> str:
        """The cell of a column, or the row where the sheet lacks it."""
        return self.places.get(key, self.where)


@dataclass(slots=True)
class FormSheet:
    """One sheet of a form; ``problems`` grows as its rows are read."""

    sheet: Sheet
    name: str
    known: frozenset[str]
    problems: list[Problem] = field(default_factory=list)

    @property
    def head(self) -> str:
        """Where the row of its heads stands."""
        return place(self.name, self.sheet.title, self.sheet.rows[0].number)

    def lines(self) -> Iterator[Line]:
        """The rows below the head. Columns that are not known, and hold something, are told of once."""
        head, *rows = self.sheet.rows
        keys = [_key(cell) for cell in head.cells]
        self._languages(keys)
        strange: set[int] = set()
        for row in rows:
            line = Line({}, place(self.name, self.sheet.title, row.number), {})
            for column, value in enumerate(row.cells):
                if value is None:
                    continue
                if column >= len(keys) or not self._is_known(keys[column]):
                    strange.add(column)
                    continue
                where = place(self.name, self.sheet.title, row.number, column)
                line.cells[keys[column]], line.places[keys[column]] = self._words(value, where), where
            yield line
        for column in sorted(strange):
            words = str(head.cells[column]) if column < len(head.cells) else ""
            where = place(self.name, self.sheet.title, head.number, column)
            self.problems.append(problem("column_unknown", where, severity="warning", column=words))

    def _is_known(self, key: Key) -> bool:
        return isinstance(key, tuple) or key in self.known

    def _languages(self, keys: list[Key]) -> None:
        """A language that the sheet has no labels in is told of once; where it has none at all, that is a fault."""
        lacking = [lang for lang in LANGS if ("label", lang) not in keys]
        for lang in lacking:
            severity: Severity = "error" if len(lacking) == len(LANGS) else "warning"
            self.problems.append(
                problem("language_missing", self.head, severity=severity, field="label", lang=_NAMES[lang])
            )

    def missing_words(self, line: Line, key: str) -> None:
        """Warn of a text of ``line`` that has one language only, in a sheet that has columns for both."""
        text = line.text(key)
        for lang in text.missing if text else ():
            if (key, lang) in self.columns:
                self.problems.append(
                    problem("language_missing", line.where, severity="warning", field=key, lang=_NAMES[lang])
                )

    @property
    def columns(self) -> set[Key]:
        """The columns that the sheet has."""
        return {_key(cell) for cell in self.sheet.rows[0].cells}

    def _words(self, value: Value, where: str) -> str:
        if isinstance(value, Unusable):
            self.problems.append(problem("xlsx_cell", where, what=value.what))
            return ""
        if isinstance(value, bool):
            return "yes" if value else ""
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _key(head: Value) -> Key:
    words = head if isinstance(head, str) else ""
    found = _LANGUAGE.fullmatch(words)
    if found:
        return found["key"].lower(), "zh" if found["lang"].lower() == "zh" else "en"
    return words.lower()
