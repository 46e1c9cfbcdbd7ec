"""Charts are native, honest about missing points, and carry no formula."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from lbsap.model.blocks import ChartKind, Series
from lbsap.model.text import Text, same
from lbsap_docx.workbooks import column
from tests.plugins.docx.reading import body, body_of, file_of, found, parts, styled, values
from tests.plugins.docx.samples import chart
from tests.services.office import OoxmlValidator

CHART = "word/charts/chart1.xml"
ELEMENT = {
    "column": "barChart",
    "bar": "barChart",
    "stacked_bar": "barChart",
    "line": "lineChart",
    "pie": "pieChart",
    "radar": "radarChart",
}


def cells(data: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(parts(data)["word/embeddings/chart1.xlsx"]))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", get_args(ChartKind))
def test_each_kind_is_drawn_as_the_chart_it_names(kind: ChartKind) -> None:
    assert len(found(body(file_of(chart(kind)), CHART), f"//c:{ELEMENT[kind]}")) == 1


def test_a_missing_value_is_a_missing_point_and_never_nought() -> None:
    data = file_of(chart(series=1))
    points = found(body(data, CHART), "//c:val//c:pt")
    assert [(point.get("idx"), values(point, "c:v/text()")) for point in points] == [
        ("0", ["18.0"]),
        ("2", ["31.0"]),
        ("3", ["12.0"]),
    ]
    assert [row[1] for row in cells(data)] == ["现状得分", 18, None, 31, 12]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_value_that_is_no_number_is_a_missing_point(bad: float) -> None:
    block = replace(chart(series=1), series=(Series(same("s"), (1.0, bad, 2.0, 3.0)),))
    assert values(body(file_of(block), CHART), "//c:val//c:pt/@idx") == ["0", "2", "3"]


@pytest.mark.parametrize(
    "words", ["=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)", "https://example.org", "007"]
)
def test_labels_stay_strings_in_the_workbook(words: str) -> None:
    block = replace(chart(), categories=(same(words),), series=(Series(same(words), (1.0,)),))
    book = openpyxl.load_workbook(io.BytesIO(parts(file_of(block))["word/embeddings/chart1.xlsx"]))
    sheet = book.active
    assert sheet is not None
    assert [(sheet[place].value, sheet[place].data_type) for place in ("A2", "B1")] == [(words, "s")] * 2


def test_the_open_xml_sdk_finds_nothing_in_the_workbook(
    tmp_path: Path, ooxml_validator: OoxmlValidator
) -> None:
    book = tmp_path / "chart.xlsx"
    book.write_bytes(parts(file_of(chart()))["word/embeddings/chart1.xlsx"])
    assert ooxml_validator(book) == []


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(place: int, letters: str) -> None:
    assert column(place) == letters


def test_the_chart_points_at_the_cells_that_hold_its_data() -> None:
    root = body(file_of(chart()), CHART)
    assert values(root, "//c:val//c:f/text()") == ["Sheet1!$B$2:$B$5", "Sheet1!$C$2:$C$5"]
    assert values(root, "//c:tx//c:f/text()") == ["Sheet1!$B$1", "Sheet1!$C$1"]


def test_the_chart_is_tied_to_its_workbook_without_updating_by_itself() -> None:
    data = file_of(chart())
    assert b"../embeddings/chart1.xlsx" in parts(data)["word/charts/_rels/chart1.xml.rels"]
    assert values(body(data, CHART), "//c:autoUpdate/@val") == ["0"]


def test_alt_text_and_ids_are_set_for_each_drawing() -> None:
    root = body_of(chart(), chart("pie"))
    drawn = found(root, "//*[local-name()='docPr']")
    assert [one.get("descr") for one in drawn] == ["按核心要素列出的得分。"] * 2
    assert len({one.get("id") for one in drawn}) == 2


def test_chart_text_names_an_east_asian_font() -> None:
    assert values(body(file_of(chart()), CHART), "//a:ea/@typeface") == ["SimSun"]


def test_the_unit_stands_at_the_axis_or_where_there_is_none_in_the_caption() -> None:
    assert values(body(file_of(chart()), CHART), "//c:valAx/c:title//a:t/text()") == ["分"]
    assert styled(body_of(chart("pie")), "Caption")[0].endswith("（单位：分）")


def test_the_axis_ends_at_the_maximum_asked_for() -> None:
    assert values(body(file_of(replace(chart(), maximum=60.0)), CHART), "//c:valAx//c:max/@val") == ["60.0"]


def test_bars_start_at_nought_unless_a_value_is_below_it() -> None:
    below = replace(chart(series=1), series=(Series(same("s"), (1.0, -4.0, None, 2.0)),))
    starts = [values(body(file_of(block), CHART), "//c:valAx//c:min/@val") for block in (chart(), below)]
    assert starts == [["0"], []]


def test_a_series_that_does_not_fit_the_categories_is_refused() -> None:
    with pytest.raises(ValueError, match="1 values over 4 categories"):
        body_of(replace(chart(), series=(Series(Text("短"), (1.0,)),)))
