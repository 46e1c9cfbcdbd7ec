"""A catalogue travels through XLSX without loss, and what is wrong in a workbook is named by sheet and cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lbsap_cbi
from lbsap.model.catalogue import (
    Band,
    Catalogue,
    Change,
    Component,
    Indicator,
    Input,
    Item,
    Link,
    Method,
    Rule,
    Section,
    Source,
)
from lbsap.model.errors import BadInput
from lbsap.model.text import LANGS, Lang, Text
from lbsap_tables import catalogue_xlsx
from lbsap_tables.catalogue_sheets import ITEMS, LAYOUTS
from lbsap_tables.xlsx_sheets import MAX_MEMBERS, MAX_UNPACKED

EDITIONS = lbsap_cbi.catalogues()
OUTLINE = Catalogue(
    id="my-framework",
    version="2",
    kind="outline",
    title=Text("大纲", "Outline"),
    previous="my-framework@1",
    items=(
        Item("part", "1", Text("总则", "General"), section=Section(level="part")),
        Item(
            "vision",
            "1.1",
            Text("愿景", "Vision"),
            parent="part",
            section=Section(
                "vision", "section", Text("写明年份。", "Name the year."), (Text("专栏", "Box"),)
            ),
        ),
    ),
    lineage=(
        Change(
            "renamed",
            "aim",
            ("vision",),
            Text("目标", "Aim"),
            Text("愿景", "Vision"),
            rationale=Text("意", "so"),
        ),
    ),
)


def read(content: bytes) -> Any:
    return catalogue_xlsx.read(io.BytesIO(content), "my.xlsx")


def changed(change: Callable[[openpyxl.Workbook], None], lang: Lang = "en") -> Any:
    """What is read of the template once ``change`` was made to it."""
    book = openpyxl.load_workbook(io.BytesIO(catalogue_xlsx.write(EXAMPLE, lang)))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue())


def sheet(book: openpyxl.Workbook, key: str) -> Any:
    return next(one for one in book.worksheets if one.title.split()[0] == key)


def cell(book: openpyxl.Workbook, key: str, column: str, row: int = 2) -> Any:
    heads = [str(head.value).split()[0] for head in sheet(book, key)[1]]
    return sheet(book, key).cell(row, heads.index(column) + 1)


def put(key: str, column: str, value: object, row: int = 2) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        cell(book, key, column, row).value = value

    return change


EXAMPLE: Catalogue = read(catalogue_xlsx.template()).value


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("catalogue", [*EDITIONS, OUTLINE, EXAMPLE], ids=lambda one: one.id)
def test_a_catalogue_comes_back_whole(catalogue: Catalogue, lang: Lang) -> None:
    imported = read(catalogue_xlsx.write(catalogue, lang))
    assert imported.problems == ()
    assert imported.value == catalogue


@pytest.mark.parametrize(
    ("key", "kinds", "elsewhere"),
    [
        ("catalogue", [Catalogue], {"items", "components", "rules", "lineage", "sources", "_by_id"}),
        ("components", [Component], set()),
        (
            "items",
            [Item, Indicator, Section],
            {"indicator", "section", "inputs", "methods", "bands", "links"},
        ),
        ("inputs", [Input], set()),
        ("methods", [Method], set()),
        ("bands", [Band], set()),
        ("links", [Link], set()),
        ("rules", [Rule], set()),
        ("sources", [Source], set()),
        ("lineage", [Change], set()),
    ],
)
def test_the_sheets_carry_every_field_of_a_catalogue(
    key: str, kinds: list[type], elsewhere: set[str]
) -> None:
    layout = next(one for one in LAYOUTS if one.key == key)
    paths = [column.path.removeprefix("indicator.").removeprefix("section.") for column in layout.columns]
    carried = {path.split(".")[0].removesuffix("[]") for path in paths if path}
    assert carried == {field.name for kind in kinds for field in fields(kind)} - elsewhere


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_value_gives_the_same_bytes(lang: Lang) -> None:
    content = catalogue_xlsx.write(EXAMPLE, lang)
    assert catalogue_xlsx.write(EXAMPLE, lang) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"2000-01-01" in archive.read("docProps/core.xml")


def test_heads_name_key_and_chinese_and_only_the_key_is_read() -> None:
    def rename(book: openpyxl.Workbook) -> None:
        assert cell(book, "items", "title_zh").parent.cell(1, 3).value == "title_zh 名称（中文）"
        for one in book.worksheets:
            one.title = one.title.split()[0]
            for head in one[1]:
                head.value = str(head.value).split()[0].upper()

    assert changed(rename).value == EXAMPLE


def test_columns_and_sheets_may_stand_in_any_order_and_be_left_out() -> None:
    def reorder(book: openpyxl.Workbook) -> None:
        book.move_sheet(book.worksheets[0], 3)
        sheet(book, "catalogue").move_range("A1:A2", cols=40)
        del book[sheet(book, "readme").title]

    assert changed(reorder).value == EXAMPLE


@pytest.mark.parametrize("words", ["not supplied", "暂缺", "Not Supplied"])
def test_bands_said_to_be_missing_are_no_bands(words: str) -> None:
    catalogue = changed(put("bands", "score", words, row=4)).value
    assert catalogue.items[1].indicator.bands == ()
    assert len(catalogue.items[0].indicator.bands) == 2


def test_an_item_without_rows_has_no_bands() -> None:
    def empty(book: openpyxl.Workbook) -> None:
        sheet(book, "bands").delete_rows(2, 10)

    assert [item.indicator.bands for item in changed(empty).value.items] == [(), ()]


def test_figures_are_read_exactly_as_written() -> None:
    first = EXAMPLE.items[0].indicator
    assert first is not None
    fine = Decimal("0.1000000000000000000001")
    catalogue = replace(
        EXAMPLE, items=(replace(EXAMPLE.items[0], indicator=replace(first, minimum=fine)), EXAMPLE.items[1])
    )
    assert read(catalogue_xlsx.write(catalogue, "en")).value == catalogue


def test_full_width_digits_and_text_numbers_are_figures() -> None:
    assert changed(put("items", "maximum", "９９．５")).value.items[0].indicator.maximum == Decimal("99.5")


def test_a_number_that_the_spreadsheet_made_of_an_item_number_is_text_again() -> None:
    assert changed(put("items", "number", 1.1)).value.items[0].number == "1.1"
    assert changed(put("items", "number", 7.0)).value.items[0].number == "7"


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (put("items", "decimals", "many"), "not_a_number", "items 条目!L2 (decimals)"),
        (put("items", "decimals", 1.5), "value_type", "items 条目!L2 (decimals)"),
        (put("items", "kind", "share"), "value_choice", "items 条目!I2 (kind)"),
        (put("items", "component", "nature"), "unknown_id", "items 条目!H2 (component)"),
        (put("items", "component", None), "value_missing", "items 条目!2:2"),
        (put("items", "id", "example_02"), "id_twice", "items 条目!A3 (id)"),
        (put("items", "id", "Example 01"), "unknown_id", "inputs 数据项!A2 (item)"),
        (put("items", "title_en", "=1+1"), "xlsx_cell", "items 条目!D2 (title_en)"),
        (
            put("items", "number", date(2026, 1, 2)),
            "xlsx_cell",
            "items 条目!B2 (number)",
        ),
        (put("items", "higher_is_better", "perhaps"), "xlsx_flag", "items 条目!M2 (higher_is_better)"),
        (put("inputs", "symbol", None), "value_missing", "inputs 数据项!2:2"),
        (put("inputs", "symbol", "A_city"), "id_twice", "inputs 数据项!2:2"),
        (put("bands", "lower", "ten", 3), "not_a_number", "bands 赋分标准!D3 (lower)"),
        (put("bands", "score", 9, 3), "value_refused", "bands 赋分标准!2:2"),
        (put("bands", "score", True), "value_type", "bands 赋分标准!B2 (score)"),
        (put("bands", "provenance", "hearsay"), "value_choice", "bands 赋分标准!J2 (provenance)"),
        (put("bands", "item", "nobody"), "unknown_id", "bands 赋分标准!A2 (item)"),
        (put("catalogue", "kind", "list"), "value_choice", "catalogue 总体信息!C2 (kind)"),
        (put("catalogue", "id", "Mine!"), "id_form", "catalogue 总体信息!2:2"),
        (put("catalogue", "id", "again", 3), "xlsx_one_row", "catalogue 总体信息"),
        (put("items", "title_zh", "colour", 1), "column_unknown", "items 条目!C1"),
        (put("items", "title_zh", "title_en", 1), "column_twice", "items 条目!D1"),
        (put("items", "id", "title_zh", 1), "column_missing", "items 条目"),
    ],
)
def test_a_fault_is_named_by_sheet_row_and_column(
    change: Callable[[openpyxl.Workbook], None], code: str, where: str
) -> None:
    imported = changed(change)
    assert imported.value is None
    assert (code, f"my.xlsx: {where}") in [(p.code, p.where) for p in imported.problems]
    assert all(p.message.zh and p.message.en for p in imported.problems)


def test_faults_of_several_sheets_are_told_at_once() -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        put("items", "kind", "share")(book)
        put("bands", "lower", "ten", 3)(book)

    assert {p.code for p in changed(spoil).problems} == {"value_choice", "not_a_number"}


def test_a_missing_language_is_a_warning_at_its_row() -> None:
    imported = changed(put("items", "title_en", None))
    (fault,) = imported.problems
    assert imported.value.items[0].title == Text("自然区域比例", "")
    assert (fault.code, fault.severity) == ("language_missing", "warning")
    assert fault.where.startswith("my.xlsx: items 条目!C2")


@pytest.mark.parametrize("key", ["catalogue", "items"])
def test_a_missing_sheet_is_named(key: str) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        del book[sheet(book, key).title]

    imported = changed(drop)
    assert imported.value is None
    first = next(p for p in imported.problems if p.code == "sheet_missing")
    assert f"“{key}”" in first.message.en


def test_an_unknown_sheet_is_passed_over_with_a_warning() -> None:
    imported = changed(lambda book: book.create_sheet("band") and None)
    assert imported.value == EXAMPLE
    assert [(p.code, p.severity) for p in imported.problems] == [("sheet_unknown", "warning")]


@pytest.mark.parametrize(
    "words", ['=HYPERLINK("http://x")', "+1+1", "-2", "@SUM(A1)", "http://example.org", "{=1}"]
)
def test_words_that_look_like_formulas_stay_words(words: str) -> None:
    catalogue = replace(EXAMPLE, title=Text(words, words))
    content = catalogue_xlsx.write(catalogue, "en")
    written = cell(openpyxl.load_workbook(io.BytesIO(content)), "catalogue", "title_en")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(
            b"<f>" in archive.read(name) or b"<hyperlink" in archive.read(name) for name in archive.namelist()
        )
    assert written.value == words
    assert read(content).value == catalogue


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40)


@given(zh=WORDS, en=WORDS, notes=st.lists(st.builds(Text, WORDS, WORDS), max_size=3))
def test_any_words_come_back_as_they_were(zh: str, en: str, notes: list[Text]) -> None:
    catalogue = replace(EXAMPLE, title=Text(zh, en), notes=tuple(notes))
    assert read(catalogue_xlsx.write(catalogue, "zh")).value == catalogue


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    with pytest.raises(BadInput) as caught:
        catalogue_xlsx.write(replace(EXAMPLE, title=Text("长" * 40_000, "long")), "zh")
    (fault,) = caught.value.problems
    assert (fault.code, fault.where) == ("xlsx_too_long", "catalogue 总体信息!D2 (title_zh)")


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(packed({"xl/workbook.xml": b"0" * 3_000_000}), id="ratio"),
        pytest.param(packed({str(n): b"" for n in range(MAX_MEMBERS + 1)}), id="members"),
    ],
)
def test_an_archive_that_unpacks_to_too_much_is_refused_unread(content: bytes) -> None:
    imported = read(content)
    assert imported.value is None
    assert [p.code for p in imported.problems] == ["xlsx_too_large"]


def test_an_archive_larger_than_the_limit_is_refused_unread() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            assert size == MAX_UNPACKED + 1
            return bytes(size)

    imported = catalogue_xlsx.read(Endless(), "my.xlsx")  # type: ignore[arg-type]
    assert [p.code for p in imported.problems] == ["xlsx_too_large"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"id,number\n1,2\n",
        b"\xd0\xcf\x11\xe0" + bytes(600),
        packed({"a.txt": b"a"}),
        packed({"xl/workbook.xml": b"<"}),
    ],
    ids=["empty", "csv", "encrypted or xls", "zip", "broken"],
)
def test_what_is_no_workbook_is_refused_in_words(content: bytes) -> None:
    imported = read(content)
    assert imported.value is None
    assert [p.code for p in imported.problems] == ["xlsx_unreadable"]


def test_entities_in_a_workbook_are_not_expanded() -> None:
    with zipfile.ZipFile(io.BytesIO(catalogue_xlsx.template())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    bomb = b'<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    strings = members["xl/sharedStrings.xml"]
    head, rest = strings.split(b"?>", 1)
    members["xl/sharedStrings.xml"] = head + b"?>" + bomb + rest.replace(b"my-index", b"&b;", 1)
    imported = read(packed(members))
    assert imported.value is None
    assert [p.code for p in imported.problems] == ["xlsx_unreadable"]


def test_an_outline_has_the_columns_of_sections_and_none_of_indicators() -> None:
    book = openpyxl.load_workbook(io.BytesIO(catalogue_xlsx.write(OUTLINE, "zh")))
    keys = {str(head.value).split()[0] for head in sheet(book, "items")[1]}
    assert {"parent", "writer", "level", "guidance_zh", "guidance_en"} <= keys
    assert "formula" not in keys
    assert keys <= {column.key for column in ITEMS.columns}
