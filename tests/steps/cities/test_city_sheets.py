"""A city's data as a workbook and back, without any file: sheets become rows, rows become data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lbsap.data import read_value, shipped
from lbsap.model.city import CityData, Seat
from lbsap.model.city_plan import Department
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Need, PlanSection, Row, Sheets
from lbsap.model.text import LANGS, Lang, Text
from lbsap.steps.cities.changes import changes
from lbsap.steps.cities.sheets import LONGEST_NAME, Surroundings, versions, workbook
from lbsap.steps.cities.sheets_reading import Brought, cell, read_workbook
from lbsap_cbi import catalogues

NEEDS = (
    Need("wetlands", Text("湿地面积", "Area of wetlands"), "number", "ha"),
    Need("reserve", Text("有无保护区", "Any reserve"), "yesno"),
    Need("lakes", Text("湖泊", "Lakes"), "list"),
)
SECTION = PlanSection("waters", Text("水体", "Waters"), lambda context: (), needs=NEEDS)
INDEX = next(one for one in catalogues() if one.id == "cbi-2021")
AROUND = Surroundings(INDEX, (SECTION,))
SAMPLE = replace(
    read_value(CityData, shipped("templates", "demo", "sample-city.yaml")),
    fields={"waters": {"wetlands": Decimal("12.5"), "reserve": True, "lakes": (Text("东湖", "East Lake"),)}},
)
Book = dict[str, tuple[Row, ...]]


def _rows(sheets: Sheets) -> Book:
    """The sheets as an importer gives them back."""
    book: Book = {}
    for name, (heads, rows) in sheets.tables.items():
        keys = [head.split()[0] for head in heads]
        key = name.split()[0]
        book[key] = tuple(
            (f"a.xlsx: {key}!{n}:{n}", dict(zip(keys, (str(one or "") for one in row), strict=True)))
            for n, row in enumerate(rows, 2)
        )
    return book


def _book(data: CityData = SAMPLE, lang: Lang = "zh") -> Book:
    return _rows(workbook(data, AROUND, lang))


def _read(book: Book, data: CityData = SAMPLE) -> Brought:
    return read_workbook(book, data, AROUND, "a.xlsx")


def _set(book: Book, key: str, number: int, **cells: str) -> Book:
    rows = list(book[key])
    where, row = rows[number]
    rows[number] = (where, {**row, **cells})
    return {**book, key: tuple(rows)}


def _answer(book: Book, key: str, entry: str, field: str, words: str) -> Book:
    number = next(n for n, (_, row) in enumerate(book[key]) if (row["entry"], row["field"]) == (entry, field))
    return _set(book, key, number, content=words)


def _faults(book: Book, data: CityData = SAMPLE) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refused:
        _read(book, data)
    return [(one.code, one.where) for one in refused.value.problems]


@pytest.mark.parametrize("lang", LANGS)
def test_a_city_comes_back_from_its_workbook_as_it_went(lang: Lang) -> None:
    assert _read(_book(lang=lang)) == Brought(SAMPLE, ())
    assert changes(SAMPLE, SAMPLE, AROUND) == ()


@pytest.mark.parametrize("lang", LANGS)
def test_names_of_sheets_are_such_as_spreadsheet_programs_take(lang: Lang) -> None:
    names = list(workbook(SAMPLE, AROUND, lang).tables)
    assert all(len(name) <= LONGEST_NAME and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.split()[0] for name in names}) == len(names)


def test_a_whole_city_can_be_filled_into_the_workbook_of_an_empty_one() -> None:
    empty = CityData(Text("空县", "Empty County"))
    book = {**_book(), "versions": _book(empty)["versions"], "pictures": ()}
    after = _read(book, empty).data
    left_out = ("explanations", "frameworks", "wording", "sources", "earlier", "guiding", "vision", "sharing")
    for name in ("departments", "areas", "targets", "projects", "roster", "monitoring", "funding", "fields"):
        assert getattr(after, name) == getattr(SAMPLE, name), name
    assert [one.title for one in after.actions] == [one.title for one in SAMPLE.actions]
    assert [one.indicator for one in after.observations] == [one.indicator for one in SAMPLE.observations]
    assert after.profile.population == SAMPLE.profile.population
    assert all(not getattr(after, name) or name == "guiding" for name in left_out if name != "explanations")


def test_a_workbook_adds_no_picture_and_takes_back_no_confirmation() -> None:
    rows = _book()["pictures"]
    new = ("a.xlsx: pictures!9:9", {**rows[0][1], "id": "", "caption_en": "Another"})
    assert _faults({**_book(), "pictures": (*rows, new)}) == [("entry_apart", "a.xlsx: pictures!A9 (id)")]
    ((code, where),) = _faults(_set(_book(), "pictures", 0, no_exact_sites="no"))
    assert (code, where.endswith("(no_exact_sites)")) == ("sites_unconfirmed", True)
    after = _read(_set(_book(), "pictures", 0, caption_en="Renamed")).data
    assert after.pictures[0] == replace(
        SAMPLE.pictures[0], caption=replace(SAMPLE.pictures[0].caption, en="Renamed")
    )


def test_figures_of_an_indicator_are_changed_added_and_taken_back() -> None:
    book = _answer(_book(), "indicators", "cbi2021_01", "input-A_nat", "77000")
    rows = (
        (where, {**row, "content": ""} if row["entry"] == "cbi2021_02" else row)
        for where, row in book["indicators"]
    )
    book["indicators"] = tuple(rows)
    after = {one.indicator: one for one in _read(book).data.observations}
    assert after["cbi2021_01"].inputs["A_nat"] == 77000
    assert "cbi2021_02" not in after


def test_questions_of_sections_are_answered() -> None:
    book = _answer(_book(), "sections", "waters", "wetlands", "13")
    book = _answer(book, "sections", "waters", "reserve", "no")
    fields = _read(book).data.fields["waters"]
    assert (fields["wetlands"], fields["reserve"]) == (13, False)


def test_new_entries_get_ids_and_deleted_ones_go() -> None:
    book = _book()
    _where, row = book["departments"][-1]
    fresh = {**row, "id": "", "name_zh": "市新局", "name_en": "", "leads": ""}
    book["departments"] = (*book["departments"][1:], ("a.xlsx: departments!99:99", fresh))
    after = _read(book).data.departments
    assert [one.id for one in after[:-1]] == [one.id for one in SAMPLE.departments[1:]]
    assert after[-1].id
    assert after[-1].name.zh == "市新局"


def test_the_order_of_rows_is_the_order_of_entries() -> None:
    book = _book()
    book["actions"] = tuple(reversed(book["actions"]))
    assert [one.id for one in _read(book).data.actions] == [one.id for one in reversed(SAMPLE.actions)]


# --- a colleague at work on the pages meanwhile


def test_an_entry_that_a_colleague_added_stays() -> None:
    later = replace(SAMPLE, departments=(*SAMPLE.departments, Department("new", Text("市新局"))))
    brought = _read(_set(_book(), "actions", 0, deadline="2029"), later)
    assert brought.data.departments == later.departments
    assert brought.both == ()


def test_an_entry_that_a_colleague_removed_does_not_come_back() -> None:
    later = replace(SAMPLE, roster=SAMPLE.roster[1:], departments=SAMPLE.departments[1:])
    assert _read(_book(), later) == Brought(later, ())


def test_a_row_that_nobody_touched_does_not_undo_a_colleagues_change() -> None:
    changed = (replace(SAMPLE.actions[0], deadline=2031), *SAMPLE.actions[1:])
    later = replace(SAMPLE, actions=changed, profile=replace(SAMPLE.profile, base_year=2024))
    assert _read(_book(), later) == Brought(later, ())


def test_the_same_changed_by_both_is_named() -> None:
    changed = (replace(SAMPLE.actions[0], deadline=2031), *SAMPLE.actions[1:])
    later = replace(SAMPLE, actions=changed, profile=replace(SAMPLE.profile, base_year=2024))
    book = _answer(_set(_book(), "actions", 0, deadline="2029"), "profile", "profile", "base_year", "2023")
    brought = _read(book, later)
    assert brought.both == ("profile", "actions")
    assert brought.data.actions[0].deadline == 2029


def test_without_its_sheet_of_versions_a_workbook_removes_nothing() -> None:
    book = _book()
    del book["versions"]
    book["departments"] = book["departments"][:1]
    assert len(_read(book).data.departments) == len(SAMPLE.departments)


# --- faults


def test_each_fault_is_told_at_its_cell() -> None:
    book = _answer(_set(_book(), "targets", 1, year="soon"), "profile", "profile", "population", "many")
    asked = [row["field"] for _, row in book["profile"]].index("population")
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(book["targets"][0][1]).index("year")]
    assert _faults(book) == [
        ("not_a_number", f"a.xlsx: profile!F{asked + 2} (content)"),
        ("not_a_number", f"a.xlsx: targets!{letter}3 (year)"),
    ]


def test_two_entries_under_one_id_are_told() -> None:
    book = _set(_book(), "departments", 1, id=SAMPLE.departments[0].id)
    assert ("id_twice", "a.xlsx: departments") in _faults(book)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: {**book, "akcje": book["actions"]}, "city_sheet_unknown"),
        (lambda book: {"readme": book["readme"]}, "sheets_none"),
        (lambda book: _set(book, "actions", 0, titel="x"), "column_unknown"),
        (lambda book: _set(book, "profile", 0, field="nam"), "column_unknown"),
        (lambda book: {**book, "profile": (*book["profile"], book["profile"][0])}, "id_twice"),
    ],
    ids=["sheet", "no-sheet", "column", "question", "question-twice"],
)
def test_what_would_be_dropped_without_a_word_is_refused(change: Any, code: str) -> None:
    assert code in [found for found, _ in _faults(change(_book()))]


def test_a_period_that_ends_before_it_begins_is_told_at_its_row() -> None:
    assert ("period_impossible", "a.xlsx: projects!M2 (years_from)") in _faults(
        _set(_book(), "projects", 0, years_from="2030", years_to="2026")
    )


def test_columns_without_a_head_are_passed_over() -> None:
    assert _read(_set(_book(), "actions", 0, **{"#20": "a remark"})).data == SAMPLE


def test_places_name_the_letters_of_columns() -> None:
    row: Mapping[str, str] = {f"c{n}": "" for n in range(30)}
    assert cell("a.xlsx: s!5:5", row, "c0") == "a.xlsx: s!A5 (c0)"
    assert cell("a.xlsx: s!5:5", row, "c25") == "a.xlsx: s!Z5 (c25)"
    assert cell("a.xlsx: s!5:5", row, "c26") == "a.xlsx: s!AA5 (c26)"
    assert cell("a.xlsx: s!5:5", row, "gone") == "a.xlsx: s!5:5 (gone)"


# --- what would change, in words


def test_changes_are_told_entry_by_entry_in_peoples_words() -> None:
    after = replace(
        SAMPLE,
        profile=replace(SAMPLE.profile, level="county"),
        departments=SAMPLE.departments[1:],
        roster=(*SAMPLE.roster, Seat("expert", Text("专家组", "Panel"))),
    )
    found = changes(SAMPLE, after, AROUND)
    level, removed, added = found
    assert (level.field.en, level.after.zh) == ("Level", "县、自治县、旗")
    assert (removed.kind, removed.entry) == ("removed", SAMPLE.departments[0].name)
    assert (added.kind, added.entry.en) == ("added", "Panel")


def test_every_entry_and_question_has_a_version_of_its_own() -> None:
    assert len(versions(SAMPLE, AROUND)) > len(SAMPLE.actions) + len(SAMPLE.targets)
