from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from lbsap.model.city import CityData, Observation, Profile
from lbsap.model.text import same
from lbsap.steps.scoring.plausible import doubts
from tests.steps.indices import cbi, inputs, level, missing, value

CITY = CityData(same("City"), 2026, profile=Profile(area_km2=Decimal(1860), population=1_320_000))


def asked(
    row: Observation, earlier: Observation | None = None, city: CityData = CITY
) -> list[tuple[str, str]]:
    item = cbi(2021).find(row.indicator)
    assert item is not None
    found = doubts(cbi(2021), item, row, city, earlier)
    assert all(one.severity == "warning" for one in found)
    return [(one.code, one.where) for one in found]


def test_ordinary_figures_are_not_asked_about() -> None:
    assert asked(replace(inputs("1", A_nat=76000, A_city=186000), year=2025), value("1", 40)) == []


def test_a_value_far_from_last_years_is_asked_about() -> None:
    assert asked(value("1", 45), value("1", 20)) == [("obs_far_from_last", "value")]
    assert asked(inputs("1", A_nat=9300, A_city=186000), value("1", 20)) == [("obs_far_from_last", "inputs")]


def test_twice_last_years_value_is_just_not_asked_about() -> None:
    assert asked(value("1", 40), value("1", 20)) == []
    assert asked(value("1", "40.1"), value("1", 20)) == [("obs_far_from_last", "value")]


def test_a_change_between_surveys_may_differ_from_the_last_change() -> None:
    assert asked(inputs("4", N_new=6, N_lost=1), value("4", 1)) == []


def test_a_part_larger_than_the_whole_city_is_asked_about() -> None:
    assert asked(inputs("1", A_nat=760, A_city=195_301)) == [("obs_area_larger", "inputs.A_city")]
    assert asked(inputs("13", P_400=1, P=1_400_000)) == [("obs_people_more", "inputs.P")]


def test_areas_in_other_units_are_compared_in_one() -> None:
    assert asked(inputs("1", unit="km2", A_nat=760, A_city=1860)) == []


def test_the_parts_of_a_list_are_taken_together() -> None:
    row = inputs("2", A_Gi=[100_000, 100_000], A_total=190_000 + 10_000)
    assert asked(row) == [("obs_area_larger", "inputs.A_Gi"), ("obs_area_larger", "inputs.A_total")]


def test_years_after_the_reporting_year_or_long_before_it_are_asked_about() -> None:
    assert asked(value("1", 40, year=2027)) == [("obs_year_later", "year")]
    assert asked(value("1", 40, year=2020)) == [("obs_year_old", "year")]
    assert asked(value("1", 40, year=2021)) == []


def test_a_large_error_is_asked_about() -> None:
    assert asked(value("1", 40, error=Decimal(51))) == [("obs_error_large", "error")]


def test_a_value_that_no_band_takes_is_asked_about() -> None:
    item = cbi(2021).items[0]
    assert item.indicator is not None
    cut = replace(item, indicator=replace(item.indicator, bands=item.indicator.bands[:3]))
    found = doubts(cbi(2021), cut, value("1", 40), CITY, None)
    assert [one.code for one in found] == ["obs_no_band"]


def test_levels_and_missing_figures_are_not_asked_about() -> None:
    assert asked(level("14", 3), level("14", 0)) == []
    assert asked(missing("1"), value("1", 20)) == []


def test_last_years_figure_that_cannot_be_read_is_no_reason_to_ask() -> None:
    assert asked(value("1", 40), value("1", -5)) == []


def test_a_value_that_fell_to_nothing_is_asked_about() -> None:
    assert asked(value("1", 0), value("1", 20)) == [("obs_far_from_last", "value")]
    assert asked(value("1", 20), value("1", 0)) == []
