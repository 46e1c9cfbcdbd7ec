from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.data import read_plain
from lbsap.model.catalogue import Catalogue, Indicator, Input, Method
from lbsap.model.city import Observation
from lbsap.model.errors import BadInput
from lbsap.model.scoring import Reading
from lbsap.model.text import Text, same
from lbsap.steps.scoring.observe import readings
from tests.steps.indices import (
    area_ratio,
    cbi,
    index_of,
    inputs,
    ladder,
    level,
    missing,
    report,
    value,
    whole_report,
)

D = Decimal
BOUNDARY_CASES = read_plain(Path(__file__).parents[2] / "data" / "cbi_boundary_cases.yaml")


def faults(index: Catalogue, *rows: Observation) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        readings(index, report(*rows))
    assert all(fault.message.zh and fault.message.en for fault in caught.value.problems)
    return [(fault.code, fault.where) for fault in caught.value.problems]


def read(index: Catalogue, row: Observation) -> Reading:
    return next(one for one in readings(index, report(row)) if row.indicator in (one.number, one.id))


# --- values ---------------------------------------------------------------------------------------------------------


def test_coherence_of_37_5_percent_scores_1() -> None:
    reading = read(cbi(2021), inputs("2", A_G=[100, 50, 50], A_total=200))
    assert (reading.value, reading.score, reading.state) == (D("37.5"), 1, "scored")


def test_one_connected_natural_area_scores_4() -> None:
    reading = read(cbi(2021), inputs("2", A_Gi=[200], A_total=200))
    assert (reading.value, reading.score) == (D(100), 4)


def test_areas_may_come_in_any_unit_of_area() -> None:
    in_km2 = read(cbi(2021), inputs("1", unit="平方公里", A_nat="1.5", A_city=10))
    in_ha = read(cbi(2021), inputs("1", unit="ha", A_nat=150, A_city=1000))
    assert in_km2 == in_ha
    assert in_ha.value == 15


def test_a_unit_of_people_converts_the_people_and_leaves_the_areas() -> None:
    reading = read(cbi(2021), inputs("12", unit="万人", A_parks=790, P="39.5"))
    assert reading.value == 2


def test_the_unit_of_the_result_may_stand_beside_inputs() -> None:
    assert read(cbi(2021), inputs("1", unit="%", A_nat=150, A_city=1000)).value == 15


def test_a_value_may_come_in_another_unit_of_its_kind() -> None:
    assert read(cbi(2021), value("12", "12", unit="平方米/人")).value == D("1.2")


def test_an_indicator_goes_by_number_or_id() -> None:
    assert read(cbi(2021), value("1", 15)) == read(cbi(2021), value("cbi2021_01", 15))


@pytest.mark.parametrize(
    ("method", "numbers", "expected"),
    [("7A", {"A_restored": 30, "A_degraded": 60}, 50), ("7B", {"T_restored": 3, "T_city": 4}, 75)],
)
def test_the_stated_method_chooses_the_formula(method: str, numbers: dict[str, Any], expected: int) -> None:
    assert read(cbi(2021), inputs("7", method, **numbers)).value == expected


def test_an_ordinal_level_is_its_score() -> None:
    reading = read(cbi(2021), level("26", 3))
    assert (reading.value, reading.score) == (D(3), 3)


def test_a_level_may_stand_among_the_inputs_of_an_ordinal_indicator() -> None:
    assert read(cbi(2021), inputs("17", level=4, N_cbd=5)) == read(cbi(2021), level("17", 4))


# --- bands ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", BOUNDARY_CASES, ids=lambda case: f"{case['indicator']}-{case['value']}")
def test_values_at_the_ends_of_printed_bands_score_as_worked_out(case: dict[str, Any]) -> None:
    index = cbi(int(case["index"].removeprefix("cbi-")))
    reading = read(index, value(case["indicator"], str(case["value"])))
    assert reading.score == case["score"]
    assert (not reading.notes) == case["printed_band_exists"]


def test_a_value_between_two_printed_bands_takes_the_upper_one_and_says_so() -> None:
    reading = read(cbi(2021), value("7", "80.0"))
    assert reading.score == 4
    assert "80.0" in reading.notes[0].zh
    assert "80.0" in reading.notes[0].en


@pytest.mark.parametrize(
    ("number", "printed", "half_open"),
    [
        ("6.95", 2, 1),
        ("6.96", 2, 1),
        ("7", 2, 2),
        ("13.95", 3, 2),
        ("20", 3, 4),
        ("19.99", 3, 3),
        ("0.95", 1, 0),
    ],
)
def test_the_two_boundary_policies_part_where_they_are_known_to(
    number: str, printed: int, half_open: int
) -> None:
    index = cbi(2021)
    assert read(index, value("1", number)).score == printed
    assert read(replace(index, boundary="half-open"), value("1", number)).score == half_open


@pytest.mark.parametrize(
    ("number", "score"), [("9.99", 4), ("10", 4), ("10.01", 3), ("29.9", 2), ("40", 1), ("40.01", 0)]
)
def test_half_open_bands_are_mirrored_where_lower_is_better(number: str, score: int) -> None:
    index = index_of(ladder(lower_is_better=True), boundary="half-open")
    assert read(index, value("1", number)).score == score


@pytest.mark.parametrize(("number", "score"), [(0, 0), (1, 1), (3, 3), (4, 4), (9, 4)])
def test_more_than_three_functions_begins_at_four_under_both_policies(number: int, score: int) -> None:
    for policy in ("printed", "half-open"):
        index = replace(cbi(2021), boundary=policy)
        assert read(index, value("15", number)).score == score


def test_fewer_invasive_species_score_higher() -> None:
    scores = [read(cbi(2021), value("9", number)).score for number in ("0.9", "5", "15", "25", "35")]
    assert scores == [4, 3, 2, 1, 0]


def test_a_band_from_an_unchecked_source_leaves_the_reading_unverified() -> None:
    assert read(cbi(2021), value("1", 15)).verified
    unchecked = read(cbi(2021), value("9", 5))
    assert (unchecked.provenance, unchecked.verified) == ("provisional", False)


BOTH_WAYS = st.booleans()
FIGURES = st.decimals(-5, 60, places=3)


@given(FIGURES, FIGURES, BOTH_WAYS, st.sampled_from(["printed", "half-open"]))
def test_a_better_value_never_scores_lower(one: Decimal, other: Decimal, lower: bool, policy: Any) -> None:
    index = index_of(ladder(lower_is_better=lower), boundary=policy)
    scores = [read(index, value("1", str(number))).score for number in sorted((one, other), reverse=lower)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] <= scores[1]


@given(st.sampled_from([10, 20, 30]), st.integers(1, 49))
def test_a_hair_below_a_border_scores_one_less_than_on_it(border: int, hundredths: int) -> None:
    index = index_of(ladder(), boundary="half-open")
    below, on = (read(index, value("1", str(at))).score for at in (border - D(hundredths) / 100, D(border)))
    assert below is not None
    assert on == below + 1


# --- states ---------------------------------------------------------------------------------------------------------


def states(index: Catalogue, *rows: Observation, first: bool = False) -> list[str]:
    return [reading.state for reading in readings(index, report(*rows, first=first))]


def test_a_city_that_reports_nothing_has_not_started_and_scores_nothing() -> None:
    found = readings(cbi(2021), report(first=True))
    assert len(found) == 28
    assert {(one.state, one.score) for one in found} == {("not_started", None)}


@pytest.mark.parametrize(("year", "scorable"), [(2021, 25), (2014, 18)])
def test_a_first_application_leaves_out_the_changes_in_species(year: int, scorable: int) -> None:
    found = readings(cbi(year), whole_report(cbi(year), first=True))
    assert sum(one.state == "scored" for one in found) == scorable
    left_out = [one for one in found if one.state == "not_scorable"]
    assert len(left_out) == len(found) - scorable
    assert all(one.value == 3 and "下次评价" in one.notes[0].zh for one in left_out)


def test_a_reason_for_missing_data_is_no_data_with_that_reason() -> None:
    reading = read(cbi(2021), missing("8"))
    assert (reading.state, reading.score, reading.value) == ("no_data", None, None)
    assert reading.notes == (Text("未调查", "not surveyed"),)


def test_an_unreported_indicator_has_no_data_in_a_component_at_work_and_else_is_not_started() -> None:
    index = index_of(area_ratio("a"), area_ratio("a"), area_ratio("b"))
    assert states(index, value("1", 15)) == ["scored", "no_data", "not_started"]
    assert states(index, missing("1")) == ["no_data", "no_data", "not_started"]


def test_without_bands_a_value_is_kept_but_not_scored() -> None:
    index = index_of(replace(area_ratio(), bands=(), bands_note=Text("尚未公布", "not published")))
    reading = read(index, value("1", 15))
    assert (reading.state, reading.score, reading.value) == ("not_scorable", None, D(15))
    assert reading.notes == (Text("尚未公布", "not published"),)


def test_a_value_above_every_band_is_not_scorable() -> None:
    index = index_of(replace(ladder(), bands=ladder().bands[:4]))
    assert (read(index, value("1", 41)).state, read(index, value("1", 40)).score) == ("not_scorable", 3)


@given(st.permutations(range(5)))
def test_the_order_of_observations_changes_nothing(order: list[int]) -> None:
    rows = [value("1", 15), level("26", 2), missing("3"), value("24", 8), inputs("13", P_400=1, P=2)]
    assert readings(cbi(2021), report(*(rows[i] for i in order))) == readings(cbi(2021), report(*rows))


# --- faults ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "code", "where"),
    [
        (value("29", 1), "unknown_id", "indicator"),
        (value("1", 15, unit="人"), "obs_unit", "unit"),
        (inputs("1", unit="kg", A_nat=1, A_city=2), "obs_unit", "unit"),
        (value("1", -1), "obs_below", "value"),
        (value("1", "100.1"), "obs_above", "value"),
        (inputs("1", A_nat=3, A_city=2), "obs_above", "inputs"),
        (inputs("1", A_nat=-3, A_city=2), "obs_negative", "inputs.A_nat"),
        (inputs("2", A_G=[1, -1], A_total=2), "obs_negative", "inputs.A_Gi[1]"),
        (inputs("15", N_functions="2.5"), "obs_fraction", "inputs.N_functions"),
        (value("15", "2.5"), "obs_fraction", "value"),
        (inputs("1", A_nat=1, A_city=0), "formula_undefined", "inputs"),
        (inputs("1", A_nat=1), "obs_symbol_missing", "inputs"),
        (inputs("1", A_nat=1, A_city=2, A=3), "obs_symbol_unknown", "inputs.A"),
        (inputs("1", A_nat=[1, 2], A_city=5), "obs_one_number", "inputs.A_nat"),
        (inputs("2", A_G=[], A_total=5), "obs_empty_list", "inputs.A_Gi"),
        (inputs("7", A_restored=1, A_degraded=2), "obs_method_missing", "method"),
        (inputs("7", method="7C", A_restored=1, A_degraded=2), "obs_method_unknown", "method"),
        (inputs("1", method="1A", A_nat=1, A_city=2), "obs_method_unknown", "method"),
        (value("1", "NaN"), "obs_number", "value"),
        (value("1", "sNaN"), "obs_number", "value"),
        (value("1", "-Infinity"), "obs_number", "value"),
        (value("24", "1e999999"), "obs_number", "value"),
        (inputs("1", A_nat="NaN", A_city=2), "obs_number", "inputs.A_nat"),
        (level("26", 5), "obs_level_unknown", "level"),
        (level("26", -1), "obs_level_unknown", "level"),
        (Observation("26", level=2, unit="ha"), "obs_unit", "unit"),
        (value("26", 2), "obs_level_wanted", "level"),
        (inputs("17", N_cbd=2), "obs_symbol_missing", "inputs"),
        (level("1", 2), "obs_figure_wanted", "level"),
    ],
)
def test_each_fault_is_named_with_its_place_and_indicator(row: Observation, code: str, where: str) -> None:
    assert faults(cbi(2021), row) == [(code, f"observations[0].{where}")]


@pytest.mark.parametrize(
    "row",
    [
        Observation("1"),
        Observation("1", value=D(1), inputs={"A_nat": D(1), "A_city": D(2)}),
        Observation("1", value=D(1), missing=Text("无", "none")),
    ],
)
def test_a_row_gives_exactly_one_answer(row: Observation) -> None:
    assert faults(cbi(2021), row) == [("obs_answers", "observations[0]")]


def test_all_faults_are_told_at_once() -> None:
    rows = (
        value("1", -1),
        value("cbi2021_01", 3),
        value("99", 1),
        inputs("7", unit="人", X=1),
        value("8", 5),
    )
    assert faults(cbi(2021), *rows) == [
        ("obs_below", "observations[0].value"),
        ("obs_duplicate", "observations[1].indicator"),
        ("unknown_id", "observations[2].indicator"),
        ("obs_method_missing", "observations[3].method"),
        ("obs_unit", "observations[3].unit"),
        ("obs_symbol_unknown", "observations[3].inputs.X"),
    ]


def test_a_fault_names_the_indicator_in_both_languages() -> None:
    with pytest.raises(BadInput) as caught:
        readings(cbi(2021), report(value("8", 101)))
    message = caught.value.problems[0].message
    assert message.zh.startswith("指标 8：")
    assert message.en.startswith("Indicator 8: ")


def test_an_indicator_without_formula_takes_a_value_only() -> None:
    index = index_of(replace(area_ratio(), formula=""))
    assert faults(index, inputs("1", part=1, whole=2)) == [("obs_no_formula", "observations[0].inputs")]
    assert read(index, value("1", 15)).score == 1


def test_a_formula_that_is_none_is_told_where_it_is_used() -> None:
    odd = Indicator(
        "c", "ratio", inputs=(Input("x", same("x"), "ha"),), methods=(Method("m", same("M"), "x +"),)
    )
    assert faults(index_of(odd), inputs("1", method="m", x=1)) == [
        ("formula_syntax", "observations[0].inputs")
    ]
