"""The directory of departments: suggestions for the level, taken over, edited, added, removed."""

from __future__ import annotations

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import open_city
from lbsap.model.actor import Actor
from lbsap.model.city_plan import Department
from tests.web.city.test_profile_pages import _fields
from tests.web.conftest import CITY, Client

COUNTY = CITY + 1
PAGE = f"/city/{COUNTY}/departments"


def _departments(engine: Engine) -> tuple[Department, ...]:
    return open_city(Actor.local(), engine, COUNTY).data.departments


def test_suggestions_bear_the_names_of_the_level_and_say_what_they_would_lead(neighbour: Client) -> None:
    neighbour.get(PAGE)
    assert "county ecology and environment bureau" in neighbour.text()
    assert "Would lead: 7 Ecological space protection; 8 Ecosystem restoration" in neighbour.text()
    assert "the national plan names none" in neighbour.text()


def test_chosen_suggestions_are_taken_over_and_the_others_stay_on_offer(
    neighbour: Client, engine: Engine
) -> None:
    neighbour.get(PAGE)
    neighbour.follow(neighbour.post(PAGE, {"chosen": ["forestry-bureau", "finance-bureau"]}))
    kept = {one.id: one for one in _departments(engine)}
    assert kept["forestry-bureau"].name.zh == "县林业局"
    assert kept["forestry-bureau"].leads == ("NBSAP-09", "NBSAP-10", "NBSAP-11")
    assert neighbour.page is not None
    offered = neighbour.page.xpath("//input[@name='chosen']/@value")
    assert "forestry-bureau" not in offered
    assert "justice-bureau" in offered


def test_nothing_chosen_is_told(neighbour: Client) -> None:
    neighbour.get(PAGE)
    neighbour.post(PAGE, {}, 400)
    assert "Tick at least one department." in neighbour.text()


def test_a_department_is_added_changed_and_removed(neighbour: Client, engine: Engine) -> None:
    neighbour.get(f"{PAGE}/new")
    sent = {"name_zh": "县水务局", "contact_zh": "水资源股", "leads": ["NBSAP-08", "NBSAP-13"]}
    neighbour.follow(neighbour.post(f"{PAGE}/new", sent))
    (made,) = _departments(engine)
    assert (made.name.zh, made.contact.zh, made.leads) == ("县水务局", "水资源股", ("NBSAP-08", "NBSAP-13"))
    neighbour.get(f"{PAGE}/edit/{made.id}")
    neighbour.post(f"{PAGE}/edit/{made.id}", _fields(neighbour) | {"name_zh": "县水利局"})
    assert _departments(engine)[0].name.zh == "县水利局"
    neighbour.get(f"{PAGE}/remove/{made.id}")
    neighbour.post(f"{PAGE}/remove/{made.id}", _fields(neighbour))
    assert _departments(engine) == ()


def test_of_two_people_on_one_department_the_second_sees_both(neighbour: Client, engine: Engine) -> None:
    neighbour.get(PAGE)
    neighbour.post(PAGE, {"chosen": ["forestry-bureau"]})
    page = f"{PAGE}/edit/forestry-bureau"
    neighbour.get(page)
    form = _fields(neighbour)
    neighbour.post(page, form | {"contact_zh": "甲股"})
    neighbour.post(page, form | {"contact_zh": "乙股"}, 409)
    assert "甲股" in neighbour.text()
    neighbour.post(page, _fields(neighbour))
    assert _departments(engine)[0].contact.zh == "乙股"
    neighbour.get(f"{PAGE}/remove/forestry-bureau")
    neighbour.post(f"{PAGE}/remove/forestry-bureau", form, 409)
    assert len(_departments(engine)) == 1


def test_actions_that_nobody_leads_are_named(neighbour: Client) -> None:
    neighbour.get(PAGE)
    neighbour.post(PAGE, {"chosen": ["finance-bureau"]})
    neighbour.get(PAGE)
    assert "27 International compliance and cooperation" in neighbour.text()
    assert "26 Diversified investment" in neighbour.text()
