"""What the people of a city decide on alignment, and the findings on their data."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

import lbsap_cbi
import lbsap_cwn
import lbsap_gbf
import lbsap_nbsap
import lbsap_scoring
from lbsap.actions.alignment import align_city
from lbsap.actions.cities.alignment import Said, decide_links, findings_on, proposals_for
from lbsap.actions.cities.workspace import new_city, open_city
from lbsap.data import read_value, shipped, write_value
from lbsap.model.actor import Actor
from lbsap.model.city import CityAction, CityData
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.model.text import Text, same
from lbsap.registry import Registry, from_modules
from lbsap.steps.common.stamp import stamp

NBSAP = "nbsap-2023-2030"
ACTION = CityAction("pond", Text("清理水葫芦", "Clear water hyacinth"))
DATA = CityData(Text("某县", "Some County"), actions=(ACTION,))
HIGH = {(NBSAP, "NBSAP-12"): Said("high", same("agreed"))}


@pytest.fixture(scope="module")
def registry() -> Registry:
    made = Registry()
    modules = (lbsap_nbsap, lbsap_gbf, lbsap_cwn, lbsap_cbi, lbsap_scoring)
    for candidate in from_modules([(one.__name__, one) for one in modules], own=True):
        made.admit(candidate)
    return made


@pytest.fixture
def city_id(engine: Engine) -> int:
    return new_city(Actor.local(), engine, DATA)


def test_proposals_come_framework_by_framework_the_national_plan_first(registry: Registry) -> None:
    found = proposals_for(Actor.local(), registry, DATA, ACTION)
    layers = list(dict.fromkeys(one.framework.layer for one in found))
    assert layers == ["nation", "global"]
    assert found[0].target.id == "NBSAP-12"


def test_a_decision_is_kept_with_its_trail(engine: Engine, registry: Registry, city_id: int) -> None:
    decide_links(Actor.local(), engine, registry, city_id, "pond", stamp(()), HIGH)
    (link,) = open_city(Actor.local(), engine, city_id).data.actions[0].links
    assert (link.target, link.status, link.extent, link.note) == (
        "NBSAP-12",
        "confirmed",
        "high",
        same("agreed"),
    )


def test_a_decision_on_other_links_than_those_that_stand_is_refused(
    engine: Engine, registry: Registry, city_id: int
) -> None:
    decide_links(Actor.local(), engine, registry, city_id, "pond", stamp(()), HIGH)
    with pytest.raises(BadInput) as refused:
        decide_links(
            Actor.local(), engine, registry, city_id, "pond", stamp(()), {(NBSAP, "NBSAP-08"): Said("low")}
        )
    assert [one.code for one in refused.value.problems] == ["part_changed"]


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("nothing", HIGH),
        ("pond", {(NBSAP, "NBSAP-99"): Said("high")}),
        ("pond", {("nothing", "NBSAP-12"): Said("high")}),
    ],
)
def test_what_is_not_there_is_not_found_and_nothing_is_kept(
    engine: Engine,
    registry: Registry,
    city_id: int,
    action: str,
    said: dict[tuple[str, str], Said],
) -> None:
    with pytest.raises(NotFound):
        decide_links(Actor.local(), engine, registry, city_id, action, stamp(()), said)
    assert open_city(Actor.local(), engine, city_id).data == DATA


def test_people_of_another_city_decide_nothing(engine: Engine, registry: Registry, city_id: int) -> None:
    stranger = Actor("stranger", frozenset({"city"}), cities=frozenset({city_id + 1}))
    with pytest.raises(NotFound):
        decide_links(stranger, engine, registry, city_id, "pond", stamp(()), HIGH)
    with pytest.raises(NotAllowed):
        proposals_for(Actor("reader", frozenset({"viewer"})), registry, DATA, ACTION)


def test_findings_are_those_of_the_plan_check_under_the_index_the_city_reports(
    engine: Engine, registry: Registry
) -> None:
    full = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    assert {one.severity for one in findings_on(Actor.local(), engine, registry, full)} <= {"info", "warning"}
    bare = {one.code for one in findings_on(Actor.local(), engine, registry, DATA)}
    assert {
        "target_none_quantified",
        "index_not_started",
        "framework_uncovered_high",
        "action_no_result",
    } <= bare


def test_the_command_line_proposes_what_the_page_proposes(registry: Registry, tmp_path: Path) -> None:
    write_value(DATA, tmp_path / "city.yaml")
    by_command = align_city(Actor.local(), registry, NBSAP, tmp_path / "city.yaml", 1)["pond"]
    on_page = proposals_for(Actor.local(), registry, DATA, ACTION)
    assert [one.target for one in by_command] == [on_page[0].target.id]
