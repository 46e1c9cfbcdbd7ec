"""Rows of a list become people to be invited, and every fault is told by row and column."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.data import read_value, shipped
from lbsap.model.panel import Person
from lbsap.model.questionnaire import Questionnaire
from lbsap.steps.editing.panel_rows import (
    COLUMNS,
    MOST_PEOPLE,
    PanelReading,
    column_of,
    judge_person,
    read_panel,
)
from lbsap.steps.editing.pasted import as_table

ASKED = read_value(Questionnaire, shipped("questionnaires", "cbi-2021-review.yaml"))


def read(
    *rows: Sequence[str], heads: Sequence[str] = COLUMNS, standing: Sequence[Person] = ()
) -> PanelReading:
    """Judge rows as they would come from a file, whose first row stands in line 2."""
    filled = [[*row, *[""] * (len(heads) - len(row))] for row in rows]
    made = [
        (f"list.csv:{number}", dict(zip(heads, row, strict=True))) for number, row in enumerate(filled, 2)
    ]
    return read_panel(made, ASKED, standing)


def faults(reading: PanelReading) -> list[tuple[str, str, str]]:
    """Row, column and code of every fault."""
    return [(row.number, column, one.code) for row in reading.rows for column, one in row.faults]


def test_a_row_gives_a_person_with_the_ids_of_stratum_and_language() -> None:
    reading = read(
        ["王小明", "某大学", "wang@example.org", "生物多样性调查与评估", "中文"],
        ["Ann Lee", "", "", "Birds", "EN"],
    )
    assert faults(reading) == [("3", "stratum", "value_choice")]
    reading = read(
        ["王小明", "某大学", "wang@example.org", "生物多样性调查与评估", "中文"],
        ["Ann Lee", "", "", "biodiversity survey and assessment", "English"],
    )
    assert reading.people == (
        Person("王小明", "某大学", "wang@example.org", "survey", "zh"),
        Person("Ann Lee", "", "", "survey", "en"),
    )


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("姓名", "name"), ("专家姓名", "name"), ("Name", "name"), ("工作单位", "institution"), ("E-mail", "email"),
        ("邮箱（必填）", "email"), ("e_mail", "email"), ("类 别", "stratum"), ("专业领域", "stratum"), ("语言", "language"),
        ("姓名 name", "name"), ("电话", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_are_known_in_both_languages_however_they_are_spaced(heading: str, column: str) -> None:
    assert column_of(heading) == column


def test_a_column_that_is_not_ours_is_passed_over_and_told() -> None:
    reading = read(["王小明", "13800000000"], heads=["姓名", "电话"])
    assert [(one.code, one.severity) for one in reading.problems] == [("column_passed_over", "warning")]
    assert not reading.faulty
    assert "1380" not in str(reading.people)


@pytest.mark.parametrize(
    ("heads", "code"), [(["单位"], "column_missing"), (["姓名", "名字"], "column_twice")]
)
def test_a_table_without_names_or_with_two_columns_of_them_is_refused(heads: list[str], code: str) -> None:
    reading = read(["甲乙"] * len(heads), heads=heads)
    assert [one.code for one in reading.problems] == [code]
    assert reading.faulty
    assert not reading.rows


@pytest.mark.parametrize(
    "name",
    ["王小明", "买买提·阿卜杜拉", "𠮷田䶮", "Ａ子", "Ann O'Neil-Šmíd", "José", "王" * 50],
)
def test_names_are_taken_as_they_are_written(name: str) -> None:
    assert read([name]).people == (Person(name),)


@pytest.mark.parametrize("name", ["", "王", "12", "··", "王" * 51, "\u200b王"])
def test_what_can_be_no_name_is_refused(name: str) -> None:
    assert faults(read([name])) == [("2", "name", "person_name")]


def test_invisible_characters_go_and_composed_letters_are_one() -> None:
    assert read(["\u202e王小\u200b明"], ["Jose\u0301"]).people == (Person("王小明"), Person("José"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ｗａｎｇ＠ｅｘａｍｐｌｅ．ｏｒｇ", "wang@example.org"),
        ("\u3000wang@example.org ", "wang@example.org"),
        ("Wang.X+y@sub.example.org", "Wang.X+y@sub.example.org"),
    ],
)
def test_addresses_are_read_in_their_narrow_form(typed: str, kept: str) -> None:
    assert read(["王小明", "", typed]).people[0].email == kept


@pytest.mark.parametrize(
    "typed",
    [
        "wang",
        "wang@",
        "@example.org",
        "wang@example",
        "a b@example.org",
        "a@b.c>, <d@e.f",
        "a@b..c",
        "x" * 250 + "@b.cd",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    assert faults(read(["王小明", "", typed])) == [("2", "email", "email_form")]


@pytest.mark.parametrize("column", ["name", "institution", "email"])
def test_a_line_break_in_a_cell_is_refused(column: str) -> None:
    row = {"name": "王小明", "institution": "某大学", "email": "wang@example.org"}
    row[column] += "\r\nBcc: all@example.org"
    codes = [code for _, at, code in faults(read(list(row.values()))) if at == column]
    assert "person_line" in codes


def test_the_same_person_twice_is_told_with_the_row_of_the_first() -> None:
    reading = read(
        ["王小明", "某大学", "wang@example.org"],
        ["小王", "某所", "WANG@example.org"],
        ["王小明", "某大学", ""],
        ["王小明", "某大学", "other@example.org"],
    )
    assert faults(reading) == [("3", "email", "person_twice"), ("4", "name", "person_twice")]
    assert "2" in reading.rows[1].faults[0][1].message.zh


def test_who_is_on_the_panel_already_is_told() -> None:
    standing = [Person("王小明", "某大学", "wang@example.org"), Person("李四", "某所")]
    reading = read(
        ["甲乙", "", "wang@example.org"],
        ["李四", "某所", "li@example.org"],
        ["李四", "某局"],
        standing=standing,
    )
    assert faults(reading) == [("2", "email", "person_known"), ("3", "name", "person_known")]


def test_every_fault_of_a_row_is_told_at_once() -> None:
    found = faults(read(["王", "某" * 300, "wang", "鸟", "法语"]))
    assert {(column, code) for _, column, code in found} == {
        ("name", "person_name"),
        ("institution", "too_long"),
        ("email", "email_form"),
        ("stratum", "value_choice"),
        ("language", "value_choice"),
    }


def test_more_people_than_can_be_added_at_once_are_refused() -> None:
    reading = read(*[[f"专家{n}"] for n in range(MOST_PEOPLE + 1)])
    assert [one.code for one in reading.problems] == ["people_most"]


def test_a_questionnaire_without_strata_takes_none() -> None:
    bare = Questionnaire("a", "1", ASKED.title, ASKED.about, ASKED.purpose, ASKED.items)
    _, found = judge_person(Person("王小明", stratum="survey"), bare)
    assert [(column, one.code) for column, one in found] == [("stratum", "stratum_none")]


@given(st.lists(st.lists(st.text(max_size=8), min_size=5, max_size=5), min_size=1, max_size=6))
def test_any_cells_give_people_or_faults_and_nobody_twice(rows: list[list[str]]) -> None:
    reading = read(*rows)
    assert all(bool(row.faults) != bool(row.person) for row in reading.rows)
    addresses = [one.email.casefold() for one in reading.people if one.email]
    assert len(addresses) == len(set(addresses))
    again = read(*rows, standing=reading.people)
    assert not again.people


# --- pasted lists ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pasted", "table", "before"),
    [
        ("王小明\t某大学\twang@example.org", "name\tinstitution\temail\tstratum\tlanguage\n王小明\t某大学\twang@example.org\n", 1),
        ("姓名\t单位\n王小明\t某大学\n", "姓名\t单位\n王小明\t某大学\n", 0),
        ("王小明，某大学，a@b.cn", "name,institution,email,stratum,language\n王小明,某大学,a@b.cn\n", 1),
        ("王小明", "name,institution,email,stratum,language\n王小明\n", 1),
        ("\n\n", "", 0),
        ("", "", 0),
    ],
)  # fmt: skip
def test_a_pasted_list_gets_headings_where_it_brings_none(pasted: str, table: str, before: int) -> None:
    assert as_table(pasted) == (table, before)
