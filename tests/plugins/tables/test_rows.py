"""Tables from Chinese offices: encodings, delimiters, blank rows, and faults named by row."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from lbsap_tables.rows import read


def rows_of(raw: bytes, name: str = "a.csv") -> list[tuple[str, dict[str, str]]]:
    imported = read(io.BytesIO(raw), name)
    assert not imported.problems
    assert isinstance(imported.value, tuple)
    return [(where, dict(row)) for where, row in imported.value]


def codes(raw: bytes, name: str = "a.csv") -> list[tuple[str, str]]:
    imported = read(io.BytesIO(raw), name)
    assert imported.value is None
    return [(one.code, one.where) for one in imported.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_chinese_offices_are_read(encoding: str) -> None:
    assert rows_of("item,name\n1,从江县\n".encode(encoding)) == [("a.csv:2", {"item": "1", "name": "从江县"})]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_is_recognised(mark: str) -> None:
    assert rows_of(f"item{mark}name\n1{mark}x\n".encode()) == [("a.csv:2", {"item": "1", "name": "x"})]


def test_line_breaks_within_cells_and_windows_line_ends_are_kept_apart() -> None:
    assert rows_of(b'item,reason\r\n1,"a\r\nb"\r\n2,c\r\n') == [
        ("a.csv:3", {"item": "1", "reason": "a\r\nb"}),
        ("a.csv:4", {"item": "2", "reason": "c"}),
    ]


def test_blank_rows_and_trailing_blank_columns_are_passed_over() -> None:
    assert rows_of(b"item,name,,\n,,,\n1,x,,\n") == [("a.csv:3", {"item": "1", "name": "x"})]


def test_short_rows_are_filled() -> None:
    assert rows_of(b"item,name\n1\n") == [("a.csv:2", {"item": "1", "name": ""})]


def test_full_width_heads_are_narrowed() -> None:
    assert rows_of("ｉｔｅｍ,name\n1,x\n".encode())[0][1].keys() == {"item", "name"}


def test_faults_are_named_by_row() -> None:
    assert codes(b"") == [("file_empty", "a.csv")]
    assert codes(b"a,a\n1,2\n") == [("column_twice", "a.csv:1")]
    assert codes(b"a,,b\n1,2,3\n") == [("column_unnamed", "a.csv:1")]
    assert codes(b"a,b\n1,2,3\n") == [("row_wider", "a.csv:2")]
    assert codes(b"\xff\xff\xff\x00") == [("file_encoding", "a.csv")]
    assert codes(b"not a workbook", "a.xlsx") == [("xlsx_unreadable", "a.xlsx")]


def test_the_first_sheet_of_a_workbook_is_read() -> None:
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw) as book:
        sheet = book.add_worksheet()
        for r, line in enumerate([["item", "value"], ["1", 12.5], ["2", 3]]):
            sheet.write_row(r, 0, line)
    assert rows_of(raw.getvalue(), "a.xlsx") == [
        ("a.xlsx:2", {"item": "1", "value": "12.5"}),
        ("a.xlsx:3", {"item": "2", "value": "3"}),
    ]


def test_a_formula_is_refused_by_its_cell() -> None:
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["item"])
        sheet.write_formula(1, 0, "=1+1")
    assert codes(raw.getvalue(), "a.xlsx") == [("xlsx_cell", "a.xlsx: S!A2")]
