"""A city's targets in the shape of the CBD national-target record."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

import lbsap_cbd
from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, CityTarget, Profile
from lbsap.model.text import Text

EXPORTERS = {one.suffix: one for one in lbsap_cbd.exporters()}
TREES = CityTarget(
    "t-trees",
    Text("树木覆盖率", "Tree cover"),
    "greening",
    "cbi2021_11",
    ">=",
    Decimal("45.5"),
    "percent",
    2030,
    Decimal(43),
    2025,
    milestones={2027: Decimal(44)},
    department=Text("市园林局", "parks bureau"),
)
GREENING = CityAction(
    "greening",
    Text("增绿行动", "More green"),
    description=Text("沿河补植。", "Plant along rivers."),
    links=(
        Link(
            "gbf",
            "GBF-T12",
            status="confirmed",
            note=Text("公共绿色空间", "public green space"),
            extent="high",
        ),
        Link("gbf", "GBF-T02", status="confirmed"),
        Link("gbf", "GBF-B", status="confirmed"),
        Link("gbf", "GBF-T11", extent="low"),
        Link("nbsap-2023-2030", "NBSAP-18", status="confirmed", extent="medium"),
    ),
)
CITY = CityData(
    Text("示例市", "Sample City"),
    profile=Profile(period=(2026, 2030)),
    actions=(GREENING,),
    targets=(TREES,),
)


def records(city: CityData) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(EXPORTERS[".json"].write(city, "zh"))["records"]
    return found


def test_a_record_has_the_fields_of_the_schema_of_the_reporting_tool() -> None:
    (record,) = records(CITY)
    assert set(record) == {
        "header", "government", "title", "description", "sequence", "globalGoalAlignment", "globalTargetAlignment",
        "degreeOfAlignmentInfo", "mainPolicyOfMeasureOrActionInfo", "headlineIndicators", "binaryIndicators",
        "componentIndicators", "complementaryIndicators", "otherNationalIndicators", "additionalInformation",
    }  # fmt: skip
    assert record["header"]["schema"] == "nationalTarget7"
    assert record["title"] == {"zh": "树木覆盖率", "en": "Tree cover"}
    assert record["mainPolicyOfMeasureOrActionInfo"]["en"] == "More green; Plant along rivers"


def test_only_alignments_that_people_confirmed_enter_a_record_with_the_degree_they_gave() -> None:
    (record,) = records(CITY)
    assert record["globalTargetAlignment"] == [
        {
            "identifier": "GBF-TARGET-12",
            "degreeOfAlignment": {"identifier": "AABF237C-F906-40D2-9595-5226C8B18A58"},
        },
        {"identifier": "GBF-TARGET-02"},
    ]
    assert record["globalGoalAlignment"] == [{"identifier": "GBF-GOAL-B"}]
    assert record["degreeOfAlignmentInfo"] == {"zh": "公共绿色空间", "en": "public green space"}


def test_figures_are_told_with_baseline_and_milestones() -> None:
    (record,) = records(CITY)
    assert record["description"] == {
        "zh": "到2030年，不低于45.5%；基期值（2025年）：43%；2027年：44%",
        "en": "By 2030: at least 45.5%; Baseline (2025): 43%; 2027: 44%",
    }
    assert "2026—2030" in record["additionalInformation"]["zh"]
    assert "parks bureau" in record["additionalInformation"]["en"]


def test_what_the_city_has_not_said_stays_empty() -> None:
    bare = replace(CITY, actions=(), targets=(CityTarget("t", Text("湿地")),))
    (record,) = records(bare)
    assert (record["title"], record["description"], record["mainPolicyOfMeasureOrActionInfo"]) == (
        {"zh": "湿地"},
        {},
        {},
    )
    assert record["globalTargetAlignment"] == record["componentIndicators"] == []


def test_a_target_of_the_city_index_names_its_component_indicator() -> None:
    assert records(CITY)[0]["componentIndicators"] == [{"identifier": "GBF-INDICATOR-12.CT.1"}]


def test_a_record_keeps_its_identifier_when_its_words_change() -> None:
    renamed = replace(CITY, targets=(replace(TREES, metric=Text("乔木覆盖率")),))
    other = replace(CITY, city=Text("邻县"))
    one, again, elsewhere = (records(city)[0]["header"]["identifier"] for city in (CITY, renamed, other))
    assert one == again != elsewhere


def test_both_tables_hold_the_same_words_and_no_formula() -> None:
    city = replace(CITY, targets=(replace(TREES, metric=Text("=1+1", "@sum")),))
    rows = list(csv.reader(io.StringIO(EXPORTERS[".csv"].write(city, "zh").decode("utf-8-sig"))))
    sheet: Any = load_workbook(io.BytesIO(EXPORTERS[".xlsx"].write(city, "zh"))).active
    cells = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == cells
    assert rows[1][2] == "'=1+1"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "GBF-TARGET-12 (high)" in rows[1][7]


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_the_same_data_give_the_same_bytes(suffix: str) -> None:
    city = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    assert EXPORTERS[suffix].write(city, "en") == EXPORTERS[suffix].write(city, "en")


def test_units_are_told_in_the_words_of_each_language() -> None:
    target = replace(TREES, unit="site", value=Decimal(12), baseline=None, milestones={})
    city = replace(CITY, targets=(target,))
    (record,) = json.loads(EXPORTERS[".json"].write(city, "zh"))["records"]
    assert record["description"] == {"zh": "到2030年，不低于12处", "en": "By 2030: at least 12 sites"}
