"""Officials say under which index, for which year they report; years begin and are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from lbsap.model.city import YearRecord
from tests.web.city.indicator_pages import (
    FIRST,
    NEIGHBOURS,
    PAGES,
    Maker,
    data_of,
    form_of,
    send,
    set_city,
    value_of,
)
from tests.web.conftest import CITY, Client


@pytest.fixture(autouse=True)
def _first_year(engine: Engine) -> None:
    """The sample city with its present year only; tests that need an earlier one say so."""
    set_city(engine, earlier=())


def test_the_city_chooses_index_year_and_first_application(neighbour: Client, engine: Engine) -> None:
    chosen = {"index": "cbi-2014@2014", "year": "2025", "first_application": "yes"}
    send(neighbour, f"{NEIGHBOURS}/reporting", fields=chosen)
    data = data_of(engine, CITY + 1)
    assert (data.profile.index, data.year, data.first_application) == ("cbi-2014@2014", 2025, True)
    neighbour.get(NEIGHBOURS)
    assert "0 of 23 indicators have an entry." in neighbour.text()


def test_figures_stay_with_their_indicators_when_the_version_changes(
    official: Client, engine: Engine
) -> None:
    rows = data_of(engine).observations
    set_city(engine, observations=(replace(rows[0], indicator="1"), *rows[1:]))
    send(official, f"{PAGES}/reporting", fields={"index": "cbi-2014@2014"})
    assert data_of(engine).observations[0].indicator == "cbi2021_01"
    official.get(PAGES)
    assert "28 figures belong to another index" in official.text()
    send(official, f"{PAGES}/reporting", fields={"index": "cbi-2021@2021"})
    official.get(PAGES)
    assert "28 of 28 indicators have an entry." in official.text()


def test_a_version_that_is_no_longer_offered_gives_way_to_the_usual_one(
    official: Client, engine: Engine
) -> None:
    set_city(engine, profile=replace(data_of(engine).profile, index="gone@1"))
    official.get(PAGES)
    assert "28 of 28 indicators have an entry." in official.text()
    official.get(f"/city/{CITY}/score")
    assert "70 points of 112" in official.text()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"year": "next"}, "#year"),
        ({"year": "1500"}, "#year"),
        ({"index": "no-index"}, "#index"),
        ({"year": "2025"}, "#year"),
    ],
)
def test_faulty_reporting_is_refused_at_its_field(
    official: Client, engine: Engine, fields: Mapping[str, str], at: str
) -> None:
    set_city(engine, earlier=(YearRecord(2025, False, ()),))
    before = data_of(engine)
    send(official, f"{PAGES}/reporting", code=400, fields=fields)
    assert official.page is not None
    assert official.page.xpath("//*[@data-error-summary]//a/@href") == [at]
    assert data_of(engine) == before


def test_reporting_that_somebody_else_changed_is_shown_beside(signed_in: Maker) -> None:
    first, second = signed_in("city"), signed_in("editor")
    first.get(f"{PAGES}/reporting")
    sent = {**form_of(first), "year": "2028"}
    send(second, f"{PAGES}/reporting", fields={"year": "2027"})
    first.post(f"{PAGES}/reporting", sent, 409)
    assert value_of(first, "year") == "2028"
    assert "2027" in first.text()
    first.post(f"{PAGES}/reporting", form_of(first))


def test_a_new_year_begins_empty_with_last_years_figures_beside(official: Client, engine: Engine) -> None:
    rows = data_of(engine).observations
    send(official, f"{PAGES}/new-year")
    data = data_of(engine)
    assert (data.year, data.observations, data.earlier) == (2027, (), (YearRecord(2026, False, rows),))
    official.get(FIRST)
    assert "2026: 40.86%, score 4." in official.text()


def test_a_year_begun_by_mistake_is_taken_back(official: Client, engine: Engine) -> None:
    before = data_of(engine)
    send(official, f"{PAGES}/new-year")
    official.get(PAGES)
    official.post(f"{PAGES}/new-year/back", {"seen": value_of(official, "seen")})
    assert data_of(engine) == before


def test_a_year_in_which_something_was_entered_is_not_taken_back(official: Client, engine: Engine) -> None:
    send(official, f"{PAGES}/new-year")
    official.get(PAGES)
    seen = value_of(official, "seen")
    send(official, FIRST, fields={"input-A_nat": "1", "input-A_city": "100", "sure": ""}, code=400)
    official.post(FIRST, {**form_of(official), "sure": "y", "go": "save"})
    official.post(f"{PAGES}/new-year/back", {"seen": seen}, 400)
    assert data_of(engine).year == 2027


@pytest.mark.parametrize("year", ["", "2026", "soon"])
def test_a_new_year_must_come_after_the_others(official: Client, engine: Engine, year: str) -> None:
    send(official, f"{PAGES}/new-year", code=400, fields={"year": year})
    assert data_of(engine).year == 2026
