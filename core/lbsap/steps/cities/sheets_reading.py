"""A workbook that came back: what it makes of a city's data, or every fault with its sheet, row and column.

All or nothing: with one fault nothing is read. What stands in the workbook as it was made changes nothing, even where a
colleague has changed it on pages since; only what was filled in, added or deleted by hand counts. A sheet or column that is
not there changes nothing, nor does a sheet without a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from lbsap.model.city import CityData, Observation
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.steps.cities.need_cells import read_needs
from lbsap.steps.cities.part_reading import value_of
from lbsap.steps.cities.parts import Part, cells_of, columns, key_of, named, read_entry, require_whole
from lbsap.steps.cities.profile import FACTS, new_fact_key, read_head
from lbsap.steps.cities.sheets import (
    ASKED,
    CONTENT,
    ENTRY,
    FIELD,
    LISTS,
    NEEDS_SHEET,
    PROFILE_SHEET,
    README,
    REPORTING,
    VERSION_HEADS,
    VERSIONS,
    Cells,
    Surroundings,
    answers,
    entries,
    observed,
    questions,
    with_entries,
)
from lbsap.steps.common.stamp import stamp
from lbsap.steps.scoring.impossible import refuse_impossible
from lbsap.steps.scoring.observation_form import read_observation

Workbook = Mapping[str, tuple[Row, ...]]
Began = Mapping[tuple[str, str], str]
"""What a workbook began with: ``city_sheets.versions`` as they stand in it."""
_ROW: Final = re.compile(r"!(\d+):\d+$")
_ENTRY: Final = re.compile(r"(\w+)\[(\d+)\]\.?(.*)$", re.DOTALL)
_UNNAMED: Final = "#"
"""How the names of columns without a head begin."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A workbook that can be taken over: the data with it, and the sheets in which it and a colleague changed the same."""

    data: CityData
    both: tuple[str, ...]


def read_workbook(book: Workbook, data: CityData, around: Surroundings, name: str) -> Brought:
    """What the workbook ``name`` makes of the data. Raises ``BadInput`` with every fault and its cell."""
    work = _Reading(data, around, _began(book))
    known = {*ASKED, *LISTS}
    work.faults += (
        problem("city_sheet_unknown", name, sheet=key)
        for key in book
        if key not in known | {README, VERSIONS}
    )
    if not known & book.keys():
        work.faults.append(problem("sheets_none", name))
    for key in ASKED:
        if book.get(key):
            work.questions(key, book[key])
    for key, part in LISTS.items():
        if book.get(key):
            work.list(part, book[key])
    work.judge()
    if work.faults:
        raise BadInput(dict.fromkeys(work.faults))
    return Brought(work.data, tuple(dict.fromkeys(work.both)))


def _began(book: Workbook) -> Began:
    sheet, entry, mark = VERSION_HEADS
    return {(row.get(sheet, ""), row.get(entry, "")): row.get(mark, "") for _, row in book.get(VERSIONS, ())}


@dataclass(slots=True)
class _Reading:
    data: CityData
    around: Surroundings
    began: Began
    faults: list[Problem] = field(default_factory=list)
    both: list[str] = field(default_factory=list)
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    """Where the row of an entry stands, by list and place."""

    # --- lists

    def list(self, part: Part, rows: tuple[Row, ...]) -> None:
        """Put what the rows of a sheet say in the place of the entries of a list."""
        self._unknown_columns(rows[0], columns(part))
        kept = {key_of(part, one): one for one in entries(self.data, part)}
        taken = {row[part.key].strip() for _, row in rows if row.get(part.key, "").strip()} | kept.keys()
        found: dict[int, Any] = {}
        seen: set[str] = set()
        for where, row in rows:
            key = self._key(part, row)
            seen.add(key)
            try:
                entry = self._entry(part, row, key, kept, taken)
            except BadInput as fault:
                self.faults += (replace(one, where=cell(where, row, one.where)) for one in fault.problems)
                continue
            if entry is not None:
                taken.add(key_of(part, entry))
                self.places[part.name, len(found)] = where
                found[len(found)] = entry
        self._refuse_twins(part, found.values(), rows[0][0])
        left = {
            key: one for key, one in kept.items() if key not in seen and not self._deleted(part, key, one)
        }
        self.data = with_entries(self.data, part, _in_place(part, kept, found.values(), left))

    def _key(self, part: Part, row: Cells) -> str:
        """The key of the entry that a row is about; empty for a new one. Where only content tells entries apart, it is the
        entry that the workbook began with."""
        if part.key:
            return row.get(part.key, "").strip()
        own = stamp(_own(part, row))
        return next(
            (key for (sheet, key), mark in self.began.items() if sheet == part.name and mark == own), ""
        )

    def _entry(
        self, part: Part, row: Cells, key: str, kept: Mapping[str, Any], taken: Iterable[str]
    ) -> Any | None:
        """The entry of a row; the one that stands there where nobody touched the row, ``None`` if a colleague removed it."""
        known, mark = kept.get(key), self.began.get((part.name, key))
        if mark is not None and stamp(_own(part, row)) == mark:
            return known
        if known is None:
            if mark is not None:
                self.both.append(part.name)
            entry = read_entry(part, row)
            require_whole(part, entry, part.key)
            return new_fact_key(entry, set(taken)) if part is FACTS else named(part, entry, set(taken))
        shown = cells_of(part, known)
        given = {**shown, **{name: words for name, words in row.items() if name in shown}}
        if given == shown:
            return known
        if mark is not None and stamp(shown) != mark:
            self.both.append(part.name)
        return read_entry(part, given, before=known)

    def _deleted(self, part: Part, key: str, entry: Any) -> bool:
        """Whether somebody took the row of an entry out of the workbook; an entry that was added since has none."""
        mark = self.began.get((part.name, key))
        if mark is not None and stamp(cells_of(part, entry)) != mark:
            self.both.append(part.name)
        return mark is not None

    def _refuse_twins(self, part: Part, found: Iterable[Any], where: str) -> None:
        many = Counter(key_of(part, one) for one in found) if part.key else {}
        sheet = where.rpartition("!")[0]
        self.faults += (problem("id_twice", sheet, id=key) for key, count in many.items() if count > 1)

    # --- questions

    def questions(self, key: str, rows: tuple[Row, ...]) -> None:
        """Take over the answers that were filled in, entry by entry."""
        asked = {(one.entry, one.field) for one in questions(key, self.around)}
        given: dict[str, dict[str, str]] = {}
        seats: dict[tuple[str, str], tuple[str, Cells]] = {}
        for where, row in rows:
            at = (row.get(ENTRY, "").strip(), row.get(FIELD, "").strip())
            if at in seats:
                self.faults.append(problem("id_twice", cell(where, row, FIELD), id=" ".join(at)))
            elif at in asked:
                seats[at] = (where, row)
                given.setdefault(at[0], {})[at[1]] = row.get(CONTENT, "").strip()
            elif any(words.strip() for words in row.values()):
                self.faults.append(
                    problem("column_unknown", cell(where, row, FIELD), column=" ".join(at).strip())
                )
        shown = answers(key, self.data, self.around)
        for entry, cells in given.items():
            filled = dict(self._filled(key, entry, cells, shown[entry]))
            if filled:
                self._answered(key, entry, {**shown[entry], **filled}, seats)

    def _filled(self, key: str, entry: str, cells: Cells, shown: Cells) -> Iterator[tuple[str, str]]:
        """The answers of an entry that were filled in by hand, and are not what stands there."""
        for name, words in cells.items():
            mark, now = self.began.get((key, f"{entry} {name}")), shown.get(name, "")
            if words == now or mark == stamp(words):
                continue
            if mark is not None and stamp(now) != mark:
                self.both.append(key)
            yield name, words

    def _answered(
        self, key: str, entry: str, cells: Cells, seats: Mapping[tuple[str, str], tuple[str, Cells]]
    ) -> None:
        try:
            self.data = self._with_answers(key, entry, cells)
        except BadInput as fault:
            for one in fault.problems:
                where, row = seats.get((entry, one.where)) or next(
                    seat for at, seat in seats.items() if at[0] == entry
                )
                self.faults.append(replace(one, where=cell(where, row, CONTENT)))

    def _with_answers(self, key: str, entry: str, cells: Cells) -> CityData:
        if key == PROFILE_SHEET:
            return self._with_profile(cells)
        if key == NEEDS_SHEET:
            section = next(one for one in self.around.sections if one.id == entry)
            read = read_needs(section, cells, self.data.fields.get(entry, {}))
            others = {name: one for name, one in self.data.fields.items() if name != entry}
            return replace(self.data, fields=others | ({entry: read} if read else {}))
        return self._with_observation(entry, cells)

    def _with_profile(self, cells: Cells) -> CityData:
        name, profile = read_head(cells, self.data.profile)
        year, first = (value_of(one, [cells[one.name]]) for one in REPORTING)
        stated = {"yes": True, "no": False}.get(first)
        return replace(self.data, city=name, profile=profile, year=year, first_application=stated)

    def _with_observation(self, entry: str, cells: Cells) -> CityData:
        index = self.around.index
        item = index.find(entry)
        before = observed(self.data, index).get(entry)
        read: Observation | None = None
        if item is not None and item.indicator is not None and any(words.strip() for words in cells.values()):
            read = read_observation(entry, item.indicator, cells)
        rows = [read if one is before else one for one in self.data.observations]
        rows += [read] if before is None else []
        return replace(self.data, observations=tuple(one for one in rows if one is not None))

    # --- all together

    def judge(self) -> None:
        """Faults of the data as a whole, at the rows they come from."""
        try:
            refuse_impossible(self.data)
        except BadInput as fault:
            self.faults += (self._placed(one) for one in fault.problems)

    def _placed(self, fault: Problem) -> Problem:
        found = _ENTRY.match(fault.where)
        where = self.places.get((found[1], int(found[2]))) if found else None
        return replace(fault, where=where) if where else fault

    def _unknown_columns(self, first: Row, known: Iterable[str]) -> None:
        """A misspelt column would drop its content without a word."""
        where, row = first
        for name in row:
            if name not in known and not name.startswith(_UNNAMED):
                self.faults.append(problem("column_unknown", where.rpartition("!")[0], column=name))


def _in_place(
    part: Part, kept: Iterable[str], found: Iterable[Any], left: Mapping[str, Any]
) -> Iterator[Any]:
    """The entries of rows in the order of the sheet; those without a row keep their places among them."""
    rows = [(key_of(part, one), one) for one in found]
    known, having = list(kept), {key for key, _ in rows}
    old = iter([one for key, one in rows if key in known] if left else ())
    for key in known if left else ():
        if key in left or key in having:
            yield left[key] if key in left else next(old)
    yield from (one for key, one in rows if not left or key not in known)


def _own(part: Part, row: Cells) -> dict[str, str]:
    return {name: row.get(name, "") for name in columns(part)}


def cell(where: str, row: Cells, column: str) -> str:
    """The place of a cell, from the place of its row: ``a.xlsx: actions!C5 (title_zh)``."""
    names = list(row)
    if column not in names:
        return f"{where} ({column})" if column else where
    return _ROW.sub(lambda found: f"!{_letters(names.index(column))}{found[1]}", where) + f" ({column})"


def _letters(column: int) -> str:
    """The letters of a column counted from 0: A, B, ..., Z, AA."""
    head, tail = divmod(column, 26)
    return (_letters(head - 1) if head else "") + chr(ord("A") + tail)
