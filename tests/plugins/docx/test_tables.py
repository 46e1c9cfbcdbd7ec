"""Tables as Word and its readers need them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.blocks import Box, Column, Paragraph, Table
from lbsap.model.text import Text, same
from lbsap_docx.tables import shares
from tests.plugins.docx.reading import body_of, found, styled, values, words
from tests.plugins.docx.samples import BOX, table


def test_the_head_row_and_only_it_repeats_on_each_page() -> None:
    rows = found(body_of(table(5)), "//w:tbl/w:tr")
    assert [bool(found(row, "w:trPr/w:tblHeader")) for row in rows] == [True, *[False] * 5]


def test_rows_stay_whole_across_pages() -> None:
    rows = found(body_of(table(3)), "//w:tbl/w:tr")
    assert all(found(row, "w:trPr/w:cantSplit") for row in rows)


def test_a_row_too_long_for_that_may_break() -> None:
    long = ((same("长" * 40_000),), *[(same("短"),)] * 3)
    row = found(body_of(replace(table(), rows=(long,))), "//w:tbl/w:tr")[1]
    assert not found(row, "w:trPr/w:cantSplit")


def test_the_caption_stands_above_and_the_source_below() -> None:
    root = body_of(table(1))
    around = found(root, "//w:tbl/preceding-sibling::w:p[1] | //w:tbl/following-sibling::w:p[1]")
    assert [words(one) for one in around] == ["表1　重点任务分工", "资料来源：各部门2025年度工作总结。"]


def test_two_tables_in_a_row_do_not_grow_together() -> None:
    bare = replace(table(1), source=Text())
    root = body_of(bare, bare)
    assert not found(root, "//w:tbl/following-sibling::*[1][self::w:tbl]")


def test_cells_hold_their_text_in_order() -> None:
    row = found(body_of(table(1), lang="en"), "//w:tbl/w:tr")[1]
    assert [words(cell) for cell in found(row, "w:tc")] == [
        "1",
        "Survey and monitor biodiversity in key areas",
        "Ecology Bureau, Forestry Bureau",
        "12.5",
    ]


def test_columns_are_aligned_as_asked() -> None:
    row = found(body_of(table(1)), "//w:tbl/w:tr")[1]
    assert [values(cell, "w:p/w:pPr/w:jc/@w:val") for cell in found(row, "w:tc")] == [
        ["center"],
        [],
        [],
        ["right"],
    ]


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=30), st.integers(5000, 20000))
def test_column_widths_keep_their_shares_and_fill_the_text_width(parts: list[float], whole: int) -> None:
    widths = shares(parts, whole)
    assert sum(widths) == whole
    assert all(abs(width - whole * part / sum(parts)) <= 1 for width, part in zip(widths, parts, strict=True))


def test_a_landscape_table_is_wider_than_a_portrait_one() -> None:
    both = (table(1), table(1, landscape=True))
    assert [values(body_of(one), "//w:tbl/w:tblPr/w:tblW/@w:w") for one in both] == [["8844"], ["12756"]]


def test_a_row_that_does_not_fit_the_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells in a table of 4 columns"):
        body_of(replace(table(), rows=(((same("一"),),),)))


def test_a_table_without_columns_is_refused_by_its_name() -> None:
    with pytest.raises(ValueError, match="空表"):
        body_of(Table(Text("空表"), (), ()))


def test_a_column_without_width_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        body_of(Table(Text("表"), (Column(Text("列"), 0),), ()))


def test_a_box_is_a_numbered_title_row_over_its_own_paragraphs() -> None:
    rows = found(body_of(BOX), "//w:tbl[w:tblPr/w:tblStyle/@w:val='LbsapBox']/w:tr")
    assert [words(row)[:12] for row in rows] == ["专栏1　稻鱼鸭农业文化遗", "当地群众在稻田中养鱼、放"]


def test_a_short_box_stays_whole_and_a_long_one_may_break() -> None:
    boxes = [Box(Text("盒"), (Paragraph((same("长" * count),)),)) for count in (50, 20_000)]
    rows = [found(body_of(one), "//w:tbl/w:tr")[1] for one in boxes]
    assert [len(found(row, "w:trPr/w:cantSplit")) for row in rows] == [1, 0]


def test_text_in_a_box_is_set_in_the_box_styles() -> None:
    root = body_of(Box(Text("盒"), (Paragraph((same("文"),)),)))
    assert styled(root, "LbsapBoxText") == ["文"]


def _kept(rows: int, words: str = "短") -> list[bool]:
    """Whether each body row stays on the page of the row that follows."""
    short = tuple(tuple((same(words),) for _ in range(4)) for _ in range(rows))
    found_rows = found(body_of(replace(table(), rows=short)), "//w:tbl/w:tr")[1:]
    return [all(found(cell, "w:p/w:pPr/w:keepNext") for cell in found(row, "w:tc")) for row in found_rows]


def test_a_short_table_such_as_a_form_to_fill_in_stands_on_one_page() -> None:
    assert _kept(5) == [True, True, True, True, False]


def test_a_longer_table_may_break_between_its_rows() -> None:
    assert not any(_kept(9))
    assert not any(_kept(5, "长" * 600))
