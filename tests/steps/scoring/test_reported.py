from __future__ import annotations

from dataclasses import replace

import pytest

from lbsap.model.city import CityData, Observation, YearRecord
from lbsap.model.errors import BadInput
from lbsap.model.text import Text, same
from lbsap.steps.scoring.reported import (
    Reported,
    by_component,
    foreign,
    last_row,
    pinned,
    row_of,
    with_row,
    year_begun,
    year_taken_back,
)
from lbsap.steps.scoring.score_history import observed_years, under
from tests.steps.indices import cbi, report, value

INDEX = cbi(2021)
ONE, TWO = INDEX.items[:2]
CITY = CityData(same("City"), 2026, False, observations=(value("1", 10), value(TWO.id, 20)))


def test_an_observation_is_found_by_number_and_by_id() -> None:
    assert row_of(INDEX, ONE, CITY.observations) == value("1", 10)
    assert row_of(INDEX, TWO, CITY.observations) == value(TWO.id, 20)
    assert row_of(INDEX, INDEX.items[2], CITY.observations) is None


def test_a_new_observation_takes_the_place_of_the_old_whatever_it_was_called() -> None:
    changed = with_row(INDEX, ONE, CITY, value(ONE.id, 11))
    assert changed.observations == (value(TWO.id, 20), value(ONE.id, 11))
    assert with_row(INDEX, ONE, CITY, None).observations == (value(TWO.id, 20),)


def test_numbers_become_ids_in_all_years_before_another_version_is_chosen() -> None:
    city = replace(CITY, earlier=(YearRecord(2025, None, (value("2", 5),)),))
    named = pinned(INDEX, city)
    assert [one.indicator for one in named.observations] == [ONE.id, TWO.id]
    assert named.earlier[0].observations[0].indicator == TWO.id


def test_figures_for_another_index_are_kept_apart_and_not_scored() -> None:
    city = replace(CITY, observations=(*CITY.observations, value("cbi2014_01", 3)))
    assert foreign(INDEX, city) == (value("cbi2014_01", 3),)
    assert under(INDEX, report(*city.observations)).observations == CITY.observations


def test_a_new_year_keeps_the_old_one_and_is_no_first_application() -> None:
    city = year_begun(replace(CITY, first_application=True), 2027)
    assert (city.year, city.first_application, city.observations) == (2027, False, ())
    assert city.earlier == (YearRecord(2026, True, CITY.observations),)
    assert year_taken_back(city) == replace(CITY, first_application=True)


@pytest.mark.parametrize(
    ("year", "code"), [(2026, "year_not_later"), (2025, "year_not_later"), (3000, "year_not_later")]
)
def test_a_new_year_comes_after_all_others(year: int, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        year_begun(CITY, year)
    assert caught.value.problems[0].code == code


def test_a_year_without_a_name_must_be_named_before_the_next_begins() -> None:
    with pytest.raises(BadInput) as caught:
        year_begun(replace(CITY, year=None), 2027)
    assert caught.value.problems[0].code == "year_unnamed"


def test_a_year_with_figures_cannot_be_taken_back() -> None:
    begun = year_begun(CITY, 2027)
    for city in (CITY, with_row(INDEX, ONE, begun, value(ONE.id, 1))):
        with pytest.raises(BadInput):
            year_taken_back(city)


def test_the_latest_earlier_year_that_has_the_indicator_stands_beside_it() -> None:
    records = (
        YearRecord(2025, False, (value("2", 8),)),
        YearRecord(2024, False, (value("1", 7),)),
        YearRecord(2023, False, (value("1", 6),)),
    )
    city = replace(CITY, earlier=records)
    assert last_row(INDEX, ONE, city) == (2024, value("1", 7))
    assert last_row(INDEX, INDEX.items[2], city) is None


def test_years_are_scored_oldest_first_with_the_present_one_last() -> None:
    city = replace(CITY, earlier=(YearRecord(2025, None), YearRecord(2023, True)))
    years = observed_years(city)
    assert [(one.year, one.first_application) for one in years] == [(2023, True), (2025, True), (2026, False)]
    assert [one.year for one in observed_years(replace(city, year=None))] == [2023, 2025]


def test_every_indicator_stands_under_its_component_in_order() -> None:
    groups = by_component(INDEX, CITY)
    assert [len(rows) for _, rows in groups] == [9, 5, 14]
    assert groups[0][1][0] == Reported(ONE, value("1", 10))


def test_a_figure_without_year_or_source_cannot_be_traced() -> None:
    assert not Reported(ONE, value("1", 10)).traceable
    assert Reported(ONE, value("1", 10, year=2025, source="s")).traceable
    assert Reported(ONE, Observation("1", missing=Text("无", "none"))).traceable
    assert Reported(ONE, None).traceable
