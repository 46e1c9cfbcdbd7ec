"""From a finding to the page that mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.actions.cities.workspace import open_city
from lbsap.model.actor import Actor
from lbsap.model.city_plan import Department, MonitoringTask, Picture, PriorityArea
from lbsap.model.text import same
from lbsap.steps.checking.findings import CHECKS
from lbsap.store.cities import KeptCity
from lbsap.web.city.alignment_values import GROUPS
from lbsap.web.city.places import link_to, reason_for, target_row
from tests.web.conftest import CITY


@pytest.fixture
def sample_city(app: Flask, engine: Engine) -> Iterator[KeptCity]:
    """The sample city, within a request."""
    with app.test_request_context():
        yield open_city(Actor.local(), engine, CITY)


@pytest.mark.parametrize(
    ("where", "page"),
    [
        ("actions[0].department", "plan-data/actions/edit/policy#department_zh"),
        ("actions[0].deadline", "plan-data/actions/edit/policy#deadline"),
        ("actions[0].links", "alignment/action/policy"),
        ("actions[0].links[0].target", "alignment/action/policy"),
        ("actions", "plan-data/actions"),
        ("projects", "plan-data/projects"),
        ("targets[0].value", "#value"),
        ("observations", "indicators"),
        ("observations[0]", "indicators/cbi2021_01"),
        ("indicators.cbi2021_26", "indicators/cbi2021_26"),
        ("profile.facts[0]", "profile/facts/edit/green_space"),
        ("profile", "profile/edit"),
        ("vision", "plan-data/vision"),
        ("guiding", "plan-data/guiding"),
        ("wording.foreword", "plan-data/wordings/foreword"),
        ("fields.status.summary", "plan-data/questions/status#summary"),
        ("nbsap-2023-2030.NBSAP-26", "alignment/matrix?framework=nbsap-2023-2030&by=target#target-NBSAP-26"),
    ],
)
def test_each_place_leads_to_the_page_and_field_that_mend_it(
    sample_city: KeptCity, where: str, page: str
) -> None:
    found = link_to(where, sample_city)
    assert found.startswith(f"/city/{CITY}/")
    assert found.endswith(page)


@pytest.mark.parametrize("where", ["", "nowhere", "actions[99].title", "unknown[0].title", "pictures[9]"])
def test_a_place_that_no_page_shows_leads_nowhere(sample_city: KeptCity, where: str) -> None:
    assert link_to(where, sample_city) == ""


@pytest.mark.parametrize(
    ("where", "page"),
    [
        ("departments[0].name", "departments/edit/d1"),
        ("pictures[0].source", "plan-data/pictures/edit/map"),
        ("areas[0].local_features", "plan-data/areas/edit/a1#local_features_zh"),
        ("monitoring[0].department", "plan-data/monitoring/edit/m1#department_zh"),
    ],
)
def test_lists_with_pages_of_their_own_are_found_too(sample_city: KeptCity, where: str, page: str) -> None:
    data = replace(
        sample_city.data,
        departments=(Department("d1", same("Forestry")),),
        pictures=(Picture("map", same("Map")),),
        areas=(PriorityArea("a1", same("Wetlands")),),
        monitoring=(MonitoringTask("m1", "yearly", same("Report")),),
    )
    assert link_to(where, replace(sample_city, data=data)).endswith(page)


def test_a_reason_is_changed_where_it_stands_and_entered_where_there_is_none(sample_city: KeptCity) -> None:
    given = sample_city.data.explanations[0].about
    assert reason_for(given, sample_city).endswith(f"explanations/edit/{given}")
    assert reason_for("NBSAP-01", sample_city).endswith("explanations/new?about=NBSAP-01")


def test_the_row_of_a_target_is_named_by_its_id(sample_city: KeptCity) -> None:
    assert target_row("gbf", "GBF-T03", sample_city).endswith("framework=gbf&by=target#target-GBF-T03")


def test_every_finding_belongs_to_a_group() -> None:
    for code in CHECKS:
        assert any(code.startswith(codes) for _title, codes in GROUPS), code
