"""Officials report their indicators: nothing typed is lost, strange figures are asked about, missing ones explained."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from lbsap.model.catalogue import Catalogue, Change
from lbsap.model.city import Observation, YearRecord
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.catalogues import publish_catalogue
from lbsap.store.engine import session_scope
from tests.web.city.indicator_pages import (
    FIRST,
    NEIGHBOURS,
    PAGES,
    Maker,
    data_of,
    form_of,
    row,
    send,
    set_city,
    value_of,
)
from tests.web.conftest import CITY, Client, Sample


@pytest.fixture(autouse=True)
def _first_year(engine: Engine) -> None:
    """The sample city with its present year only; tests that need an earlier one say so."""
    set_city(engine, earlier=())


# --- the list ---


def test_the_list_tells_what_is_reported_and_what_is_missing(official: Client, engine: Engine) -> None:
    rows = data_of(engine).observations
    set_city(engine, observations=rows[:20])
    official.get(PAGES)
    assert "20 of 28 indicators have an entry." in official.text()
    assert "Go on with indicator 21" in official.text()
    assert "6 of 14" in official.text()
    assert "40.86%" in official.text()


def test_a_city_without_data_is_led_to_the_first_indicator(neighbour: Client) -> None:
    neighbour.get(NEIGHBOURS)
    assert "0 of 28 indicators have an entry." in neighbour.text()
    assert "Go on with indicator 1" in neighbour.text()
    assert "Say first what you report" in neighbour.text()


def test_the_pages_of_a_city_are_hidden_from_its_neighbour(neighbour: Client) -> None:
    for path in (PAGES, FIRST, f"{PAGES}/reporting", f"{PAGES}/new-year"):
        neighbour.get(path, 404)
    neighbour.get(NEIGHBOURS)
    for path in (FIRST, f"{PAGES}/reporting", f"{PAGES}/new-year", f"{PAGES}/new-year/back"):
        neighbour.post(path, {"answer": "no_data", "year": "2030", "seen": ""}, 404)


def test_an_indicator_that_the_index_has_not_is_not_there(official: Client) -> None:
    official.get(f"{PAGES}/cbi2014_01", 404)


def test_figures_without_year_or_source_are_pointed_out(official: Client, engine: Engine) -> None:
    rows = data_of(engine).observations
    set_city(engine, observations=(replace(rows[0], source=""), *rows[1:]))
    official.get(PAGES)
    assert official.text().count("Year or source is missing") == 1


def test_an_imported_figure_that_cannot_be_read_is_named_and_stops_no_page(
    official: Client, engine: Engine
) -> None:
    rows = data_of(engine).observations
    wrong = Observation("cbi2021_01", inputs={"A_nat": Decimal(5), "A_city": Decimal(0)})
    set_city(engine, observations=(wrong, *rows[1:]))
    official.get(PAGES)
    assert "Needs mending" in official.text()
    official.get(FIRST)
    assert "What is entered cannot be read" in official.text()


# --- one indicator ---


def test_figures_are_kept_with_their_year_and_source_and_scored(official: Client, engine: Engine) -> None:
    send(official, FIRST, fields={"input-A_nat": "25,000", "source": "2026年公报", "error": "5"})
    kept = row(engine, "cbi2021_01")
    assert kept is not None
    assert (kept.inputs["A_nat"], kept.source, kept.error) == (Decimal(25000), "2026年公报", Decimal(5))
    official.get(f"{FIRST}?saved=cbi2021_01")
    words = official.text()
    assert "Indicator 1 is saved." in words
    # 13.44 percent lies in 7.0-13.9; the next band begins at 14.0
    assert "2 of 4 points." in words
    assert "Score 3 begins at 14%, which is 0.6 percentage points away." in words


def test_the_score_is_shown_without_saving(official: Client, engine: Engine) -> None:
    before = row(engine, "cbi2021_01")
    send(official, FIRST, "show", 200, {"input-A_nat": "1000"})
    assert "Not saved: what these figures would score" in official.text()
    assert "0 of 4 points." in official.text()
    assert value_of(official, "input-A_nat") == "1000"
    assert row(engine, "cbi2021_01") == before


def test_strange_figures_are_pointed_out_with_the_score_shown(official: Client) -> None:
    send(official, FIRST, "show", 200, {"input-A_city": "400000"})
    assert "Are these figures right?" in official.text()
    assert "Total area of the city: The area of 4000 km² is larger than the whole city" in official.text()


def test_a_missing_figure_is_kept_with_its_kind_and_reason(neighbour: Client, engine: Engine) -> None:
    path = f"{NEIGHBOURS}/cbi2021_04"
    send(neighbour, path, fields={"answer": "planned_survey", "reason_zh": "2027年开展调查"})
    kept = row(engine, "cbi2021_04", CITY + 1)
    assert kept is not None
    assert (kept.absence, kept.missing) == ("planned_survey", Text("2027年开展调查", ""))
    neighbour.get(path)
    assert "No score." in neighbour.text()
    assert form_of(neighbour)["answer"] == "planned_survey"


def test_each_fault_stands_by_its_field_and_what_was_typed_stays(official: Client, engine: Engine) -> None:
    before = row(engine, "cbi2021_01")
    send(official, FIRST, code=400, fields={"input-A_nat": "viel", "year": "soon", "note": "typed"})
    assert value_of(official, "input-A_nat") == "viel"
    assert value_of(official, "note") == "typed"
    assert official.page is not None
    links = official.page.xpath("//*[@data-error-summary]//a/@href")
    assert set(links) == {"#input-A_nat", "#year"}
    assert row(engine, "cbi2021_01") == before


def test_figures_that_cannot_be_together_are_refused_together(official: Client) -> None:
    send(official, FIRST, code=400, fields={"input-A_nat": "190000"})
    assert official.page is not None
    assert official.page.xpath("//*[@data-error-summary]//a/@href") == ["#figures"]


def test_strange_figures_are_asked_about_and_kept_once_confirmed(official: Client, engine: Engine) -> None:
    send(official, FIRST, code=400, fields={"year": "2012"})
    assert "The figures of 2012 are more than five years older" in official.text()
    assert "I have checked these figures; they are right" in official.text()
    assert row(engine, "cbi2021_01").year == 2025  # type: ignore[union-attr]
    official.post(FIRST, {**form_of(official), "sure": "y", "go": "save"})
    assert row(engine, "cbi2021_01").year == 2012  # type: ignore[union-attr]


def test_a_confirmation_holds_for_what_was_asked_and_nothing_else(official: Client, engine: Engine) -> None:
    send(official, FIRST, code=400, fields={"year": "2012"})
    official.post(FIRST, {**form_of(official), "sure": "y", "year": "2040", "go": "save"}, 400)
    assert "2040" in official.text()
    assert row(engine, "cbi2021_01").year == 2025  # type: ignore[union-attr]


def test_a_confirmation_that_nobody_was_asked_for_lets_nothing_pass(official: Client) -> None:
    send(official, FIRST, code=400, fields={"year": "2012", "sure": "y"})


def test_last_years_figures_stand_beside_and_can_be_started_from(official: Client, engine: Engine) -> None:
    rows = data_of(engine).observations
    set_city(engine, observations=rows[1:], earlier=(YearRecord(2025, False, rows),))
    official.get(FIRST)
    assert "2025: 40.86%, score 4." in official.text()
    assert "2025: 76000" in official.text()
    assert value_of(official, "input-A_nat") == ""
    official.get(f"{FIRST}?fill=last")
    assert value_of(official, "input-A_nat") == "76000"
    official.post(FIRST, {**form_of(official), "go": "save"})
    assert row(engine, "cbi2021_01") == rows[0]


def test_two_people_on_one_indicator_lose_nothing(signed_in: Maker, engine: Engine) -> None:
    first, second = signed_in("city"), signed_in("editor")
    first.get(FIRST)
    sent = {**form_of(first), "input-A_nat": "70000", "go": "save"}
    send(second, FIRST, fields={"input-A_nat": "60000"})
    first.post(FIRST, sent, 409)
    assert value_of(first, "input-A_nat") == "70000"
    assert "60000" in first.text()
    first.post(FIRST, {**form_of(first), "go": "save"})
    assert row(engine, "cbi2021_01").inputs["A_nat"] == Decimal(70000)  # type: ignore[union-attr]


def test_two_people_on_two_indicators_both_keep_their_work(signed_in: Maker, engine: Engine) -> None:
    first, second = signed_in("city"), signed_in("editor")
    first.get(FIRST)
    sent = {**form_of(first), "input-A_nat": "70000", "go": "save"}
    send(second, f"{PAGES}/cbi2021_15", fields={"input-N_functions": "3"})
    first.post(FIRST, sent)
    assert row(engine, "cbi2021_01").inputs["A_nat"] == Decimal(70000)  # type: ignore[union-attr]
    assert row(engine, "cbi2021_15").inputs["N_functions"] == Decimal(3)  # type: ignore[union-attr]


def test_an_indicator_can_be_cleared_but_not_one_that_somebody_else_has_changed(
    signed_in: Maker, engine: Engine
) -> None:
    first, second = signed_in("city"), signed_in("editor")
    first.get(FIRST)
    sent = {**form_of(first), "go": "clear"}
    send(second, FIRST, fields={"input-A_nat": "60000"})
    first.post(FIRST, sent, 409)
    assert row(engine, "cbi2021_01") is not None
    first.post(FIRST, {**form_of(first), "go": "clear"})
    assert row(engine, "cbi2021_01") is None


def test_saving_and_going_on_leads_to_the_next_indicator_without_data(
    official: Client, engine: Engine
) -> None:
    rows = data_of(engine).observations
    set_city(engine, observations=rows[:3])
    official.get(FIRST)
    answer = official.post(FIRST, {**form_of(official), "go": "next"})
    assert answer.location.startswith(f"{PAGES}/cbi2021_04")


def test_every_indicator_of_the_index_can_be_saved_as_it_stands(official: Client, engine: Engine) -> None:
    before = {one.indicator: one for one in data_of(engine).observations}
    assert len(before) == 28
    for indicator in before:
        send(official, f"{PAGES}/{indicator}")
    symbols = {"A_G": "A_Gi"}
    for after in data_of(engine).observations:
        figures = before[after.indicator].inputs.items()
        named = {symbols.get(symbol, symbol): given for symbol, given in figures}
        assert after == replace(before[after.indicator], inputs=named)


# --- provenance ---


def test_bands_say_that_they_were_not_checked_against_the_handbook(official: Client) -> None:
    official.get(FIRST)
    assert "Restated by a secondary source. Not yet checked against the handbook itself." in official.text()


def test_bands_that_experts_set_name_the_consultation_and_round(
    official: Client, engine: Engine, own_registry: Registry, sample: Sample
) -> None:
    old = own_registry.get(Catalogue, "cbi-2021")
    change = Change(
        "settings", "cbi2021_01", ("cbi2021_01",), settings=("scoring",), rationale=Text("理由", "Reason")
    )
    new = replace(old, version="r1", previous=old.reference, lineage=(change,))
    with session_scope(engine) as session:
        publish_catalogue(session, new, sample.round)
    send(official, f"{PAGES}/reporting", fields={"index": "cbi-2021@r1"})
    official.get(FIRST)
    assert (
        "Set by experts in the consultation “Consultation on the indicators”, round 1, for version r1."
        in (official.text())
    )
    official.get(f"{PAGES}/cbi2021_02")
    assert "Set by experts" not in official.text()


def test_the_pages_speak_chinese(signed_in: Maker) -> None:
    client = signed_in("city", lang="zh")
    client.get(PAGES)
    assert "已填报 28 项，共 28 项。" in client.text()
    client.get(FIRST)
    assert "得 4 分（满分 4 分）。" in client.text()
    assert "由二手来源转述，尚未与手册原文核对。" in client.text()
