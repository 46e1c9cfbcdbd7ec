"""The workbook for a department: what it leads and lacks, and nothing of what others lead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, Observation
from lbsap.model.city_plan import Department
from lbsap.model.plugin_items import Need, PlanSection
from lbsap.model.text import Text, same
from lbsap.steps.cities.request_sheets import request_sheets
from lbsap.steps.cities.sheets import Surroundings
from lbsap.steps.cities.sheets_reading import read_workbook
from tests.steps.indices import cbi

WATER = Department("water", Text("市水利局", "Water bureau"), leads=("W-1",))
INDEX = cbi(2021)
SERVING = INDEX.items[0]
assert SERVING.indicator is not None
AROUND = Surroundings(
    replace(
        INDEX,
        items=(
            replace(SERVING, indicator=replace(SERVING.indicator, links=(Link("nbsap", "W-1"),))),
            *INDEX.items[1:],
        ),
    ),
    (
        PlanSection(
            "status",
            Text("现状", "Status"),
            lambda _context: (),
            needs=(
                Need("rivers", Text("河流", "Rivers"), department=Text("水利部门", "water department")),
                Need("schools", Text("学校", "Schools"), department=Text("教育部门", "education department")),
            ),
        ),
    ),
)
FULL = CityAction(
    "a1", Text("治水", "Water"), description=same("x"), local_features=same("x"), result=same("x"),
    department=WATER.name, deadline=2030,
)  # fmt: skip
CITY = CityData(
    Text("示例市", "Sample City"),
    actions=(
        CityAction("a0", Text("学校", "Schools"), department=Text("市教育局")),
        FULL,
        replace(FULL, id="a2", deadline=None),
    ),
    departments=(WATER,),
)


def tables(data: CityData = CITY) -> dict[str, Any]:
    """The tables by the first word of their sheets' names."""
    return {
        name.split()[0]: table for name, table in request_sheets(data, AROUND, WATER, "zh").tables.items()
    }


def test_entries_that_the_department_leads_and_that_lack_something_have_a_row() -> None:
    _heads, rows = tables()["actions"]
    assert [row[0] for row in rows] == ["a2"]


def test_indicators_without_data_that_serve_its_national_actions_are_asked() -> None:
    _heads, rows = tables()["indicators"]
    assert {row[0] for row in rows} == {SERVING.id}
    known = replace(CITY, observations=(Observation(SERVING.id, value=None, level=2),))
    assert "indicators" not in tables(known)


def test_questions_meant_for_its_kind_of_department_are_asked_until_they_are_answered() -> None:
    _heads, rows = tables()["sections"]
    assert {row[2] for row in rows} == {"rivers_zh", "rivers_en"}
    answered = replace(CITY, fields={"status": {"rivers": same("two")}})
    assert "sections" not in tables(answered)


def test_a_department_that_is_asked_nothing_has_no_sheet_to_fill_in() -> None:
    nobody = Department("x", Text("市档案局", "Archives"))
    found = request_sheets(CITY, AROUND, nobody, "en").tables
    assert [name.split()[0] for name in found] == ["readme", "versions"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_comes_back_untouched_changes_nothing(lang: str) -> None:
    made = request_sheets(CITY, AROUND, WATER, lang)  # type: ignore[arg-type]
    book = {
        name.split()[0]: tuple(
            (
                f"a.xlsx: {name}!{place}:{place}",
                dict(zip([one.split()[0] for one in heads], map(str, row), strict=True)),
            )
            for place, row in enumerate(rows, 2)
        )
        for name, (heads, rows) in made.tables.items()
        if not name.startswith("readme")
    }
    assert read_workbook(book, CITY, AROUND, "a.xlsx").data == CITY
    filled = {
        **book,
        "actions": tuple((where, {**row, "deadline": "2029"}) for where, row in book["actions"]),
    }
    brought = read_workbook(filled, CITY, AROUND, "a.xlsx").data
    assert brought == replace(CITY, actions=(*CITY.actions[:2], replace(CITY.actions[2], deadline=2029)))
