"""Everything of a city as one workbook: taken away, filled in, looked at, saved whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from lbsap.actions.cities.workspace import open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from tests.web.conftest import CITY, Client

PAGE = f"/city/{CITY}/spreadsheet"
Edit = Callable[[Workbook], Any]


def _data(engine: Engine) -> CityData:
    return open_city(Actor.local(), engine, CITY).data


def _sheet(book: Workbook, key: str) -> Any:
    return next(one for one in book.worksheets if one.title.split()[0] == key)


def _column(sheet: Any, key: str) -> int:
    return next(n for n, cell in enumerate(sheet[1], 1) if str(cell.value).split()[0] == key)


def _set(key: str, row: int, column: str, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        sheet = _sheet(book, key)
        sheet.cell(row, _column(sheet, column)).value = value

    return edit


def _answer(key: str, entry: str, field: str, value: object) -> Edit:
    """Fill in the answer to a question of a sheet of questions."""

    def edit(book: Workbook) -> None:
        sheet = _sheet(book, key)
        (row,) = (
            row for row in sheet.iter_rows(min_row=2) if row[0].value == entry and row[2].value == field
        )
        row[5].value = value

    return edit


def _add(key: str, **cells: object) -> Edit:
    def edit(book: Workbook) -> None:
        sheet = _sheet(book, key)
        row = sheet.max_row + 1
        for column, value in cells.items():
            sheet.cell(row, _column(sheet, column)).value = value

    return edit


def _edited(content: bytes, *edits: Edit) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def workbook(official: Client) -> bytes:
    """The workbook of the sample city."""
    return bytes(official.get(f"{PAGE}/workbook.xlsx").data)


def _send(client: Client, content: bytes, code: int = 200) -> None:
    client.get(PAGE)
    client.post(PAGE, {"file": (io.BytesIO(content), "city.xlsx")}, code)


def _hidden(client: Client) -> dict[str, str]:
    assert client.page is not None
    (form,) = (one for one in client.page.forms if "content" in one.fields)
    return {name: value or "" for name, value in form.form_values() if name != "csrf_token"}


def _faults(client: Client) -> list[tuple[str, str, str]]:
    assert client.page is not None
    return [
        (row.xpath("string(th)"), row.xpath("string(td[1])"), row.xpath("string(td[2])"))
        for row in client.page.xpath("//table//tbody/tr")
    ]


def test_a_workbook_sent_back_as_it_was_changes_nothing(
    official: Client, engine: Engine, workbook: bytes
) -> None:
    _send(official, workbook)
    assert "Nothing: the workbook says what stands here already." in official.text()


def test_what_would_change_is_shown_first_and_saved_then(
    official: Client, engine: Engine, workbook: bytes
) -> None:
    before = _data(engine)
    content = _edited(
        workbook,
        _answer("profile", "profile", "population", 1_330_000),
        _answer("indicators", "cbi2021_01", "input-A_nat", 77000),
        _set("actions", 2, "deadline", 2029),
        _add("departments", name_zh="市审计局", leads="NBSAP-01"),
        _add("signoffs", layer="专家层", body_zh="专家委员会", on=date(2026, 5, 8)),
    )
    _send(official, content)
    assert "1330000" in official.text()
    assert "市审计局" in official.text()
    assert _data(engine) == before
    official.follow(official.post(PAGE, _hidden(official)))
    after = _data(engine)
    assert after.profile.population == 1_330_000
    assert after.observations[0].inputs["A_nat"] == 77000
    assert after.actions[0].deadline == 2029
    assert after.departments[-1].leads == ("NBSAP-01",)
    assert str(after.signoffs[-1].on) == "2026-05-08"
    assert after.targets == before.targets


def test_an_entry_without_its_row_is_named_as_removed(
    official: Client, engine: Engine, workbook: bytes
) -> None:
    title = _data(engine).projects[-1].title.plain("en")

    def drop(book: Workbook) -> None:
        sheet = _sheet(book, "projects")
        sheet.delete_rows(sheet.max_row)

    _send(official, _edited(workbook, drop))
    assert title in official.text()
    assert "Removed" in official.text()


def test_a_sheet_that_was_deleted_changes_nothing(official: Client, workbook: bytes) -> None:
    _send(official, _edited(workbook, lambda book: book.remove(_sheet(book, "projects"))))
    assert "Nothing: the workbook says" in official.text()


def test_a_column_that_was_deleted_changes_nothing(official: Client, workbook: bytes) -> None:
    def drop(book: Workbook) -> None:
        sheet = _sheet(book, "actions")
        sheet.delete_cols(_column(sheet, "description_zh"))

    _send(official, _edited(workbook, drop))
    assert "Nothing: the workbook says" in official.text()


def test_each_fault_is_told_with_sheet_row_and_column_and_nothing_is_saved(
    official: Client, engine: Engine, workbook: bytes
) -> None:
    before = _data(engine)
    content = _edited(
        workbook,
        _set("actions", 3, "deadline", "soon"),
        _set("targets", 2, "nature", "maybe"),
        _answer("profile", "profile", "code", "12"),
        _answer("indicators", "cbi2021_14", "level", "9"),
        _add("departments", name_zh="市某局"),
    )
    _send(official, content, 400)
    faults = _faults(official)
    assert [(sheet.split()[0], row) for sheet, row, _ in faults if sheet.startswith("actions")] == [
        ("actions", "3")
    ]
    assert any(
        sheet.startswith("targets") and row == "2" and "nature" in column for sheet, row, column in faults
    )
    assert {sheet.split()[0] for sheet, _, _ in faults} == {"actions", "targets", "profile", "indicators"}
    assert _data(engine) == before


@pytest.mark.parametrize("words", ["=1+1", "+CMD", "-2", "@SUM(A1)", "＝1+1", "'=x"])
def test_words_that_look_like_formulas_stay_words_both_ways(
    official: Client, engine: Engine, workbook: bytes, words: str
) -> None:
    def put(book: Workbook) -> None:
        sheet = _sheet(book, "actions")
        cell = sheet.cell(2, _column(sheet, "title_zh"))
        cell.value = words
        cell.data_type = "s"

    _send(official, _edited(workbook, put))
    official.follow(official.post(PAGE, _hidden(official)))
    assert _data(engine).actions[0].title.zh == words
    book = load_workbook(io.BytesIO(official.get(f"{PAGE}/workbook.xlsx").data))
    assert not [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    again = _sheet(book, "actions")
    assert again.cell(2, _column(again, "title_zh")).value == words


def test_a_real_formula_is_refused_with_its_cell(official: Client, workbook: bytes) -> None:
    _send(official, _edited(workbook, _set("actions", 2, "title_zh", "=1+1")), 400)
    ((sheet, row, column),) = _faults(official)
    assert (sheet.split()[0], row) == ("actions", "2")
    assert column


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            lambda book: setattr(_sheet(book, "actions"), "title", "akcje"),
            "No sheet “akcje” is asked for here.",
        ),
        (_set("actions", 1, "title_zh", "titel"), "titel"),
        (_answer("profile", "profile", "level", ""), "profile 4"),
    ],
)
def test_a_misspelt_sheet_or_column_is_told(official: Client, workbook: bytes, edit: Edit, told: str) -> None:
    _send(official, _edited(workbook, edit), 400)
    assert told in official.text()


def test_somebody_elses_save_between_looking_and_saving_is_shown_first(
    official: Client, engine: Engine, workbook: bytes
) -> None:
    _send(official, _edited(workbook, _set("actions", 2, "deadline", 2029)))
    looked = _hidden(official)
    official.get(f"/city/{CITY}/departments/new")
    official.post(f"/city/{CITY}/departments/new", {"name_zh": "市新局"})
    official.post(PAGE, looked, 409)
    assert "Someone else has saved something since you looked." in official.text()
    assert _data(engine).actions[0].deadline != 2029
    official.post(PAGE, _hidden(official))
    assert _data(engine).actions[0].deadline == 2029
    assert _data(engine).departments[-1].name.zh == "市新局"


def test_what_a_colleague_entered_since_the_workbook_was_made_stays(
    official: Client, engine: Engine, workbook: bytes
) -> None:
    key = _data(engine).departments[0].id
    _change(official, "profile/facts/new", title_zh="森林覆盖率", value="60")
    _change(official, f"departments/edit/{key}", name_zh="市改名局")
    _change(official, "profile/edit", issuer_zh="市改名政府")
    _send(official, workbook)
    assert "Nothing: the workbook says" in official.text()
    _send(official, _edited(workbook, _answer("profile", "profile", "base_year", 2024)))
    assert "Changed both here and in the workbook" not in official.text()
    official.post(PAGE, _hidden(official))
    after = _data(engine)
    assert (after.profile.base_year, after.profile.issuer.zh) == (2024, "市改名政府")
    assert (after.departments[0].name.zh, after.profile.facts[-1].title.zh) == ("市改名局", "森林覆盖率")


def test_where_workbook_and_colleague_changed_the_same_the_page_says_so(
    official: Client, engine: Engine, workbook: bytes
) -> None:
    key = _data(engine).departments[0].id
    _change(official, f"departments/edit/{key}", name_zh="市改名局")
    _change(official, "profile/edit", issuer_zh="市改名政府")
    changed = _edited(
        workbook,
        _set("departments", 2, "name_zh", "市另名局"),
        _answer("profile", "profile", "issuer_zh", "市另名政府"),
    )
    _send(official, changed)
    assert "Changed both here and in the workbook" in official.text()
    assert "Directory of departments" in official.text()
    assert "市改名局" in official.text()


def _change(client: Client, page: str, **cells: str) -> None:
    """Change something on its page."""
    client.get(f"/city/{CITY}/{page}")
    assert client.page is not None
    (form,) = (one for one in client.page.forms if "seen" in one.fields)
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value or "")
    client.post(f"/city/{CITY}/{page}", {**sent, **cells})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook"])
def test_what_is_no_workbook_is_refused(official: Client, content: bytes) -> None:
    _send(official, content, 400)
    assert "Nothing was taken from" in official.text()
    official.post(PAGE, {}, 400)
    assert "Choose a file." in official.text()


def test_content_that_no_page_sent_is_refused(official: Client) -> None:
    official.get(PAGE)
    official.post(PAGE, {"content": "%%%", "name": "x.xlsx", "seen": ""}, 400)
