"""The profile of a city on its pages: name, level, code, reported facts; and cities that are added."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from lbsap.actions.cities.workspace import open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.text import Text
from tests.web.conftest import CITY, Client

NEIGHBOUR_CITY = CITY + 1
NEW = {"city_zh": "从江县", "city_en": "Congjiang County", "level": "county", "code": "522633"}


def _data(engine: Engine, city_id: int = CITY) -> CityData:
    return open_city(Actor.local(), engine, city_id).data


def _fields(client: Client) -> dict[str, str]:
    """What the form of the page would send as it stands."""
    assert client.page is not None
    (form,) = (one for one in client.page.forms if one.get("method") == "post" and "seen" in one.fields)
    return {name: value or "" for name, value in form.form_values() if name != "csrf_token"}


def test_an_editor_adds_a_city_by_name_level_and_code(
    signed_in: Callable[..., Client], engine: Engine
) -> None:
    editor = signed_in("editor")
    editor.get("/city/add")
    editor.follow(editor.post("/city/add", NEW))
    assert "Congjiang County" in editor.text()
    data = _data(engine, 3)
    assert (data.city, data.profile.level, data.profile.code) == (
        Text("从江县", "Congjiang County"),
        "county",
        "522633",
    )


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"code": "52263"}, "GB/T 2260 codes have six digits"),
        ({"code": "992633"}, "begins with 99, which is no province"),
        ({"code": "522633", "level": "district"}, "belongs to County, autonomous county or banner"),
        ({"code": "520000"}, "belongs to a province"),
        ({"code": ""}, "GB/T 2260 code"),
        ({"city_zh": "", "city_en": ""}, "Name"),
        ({"level": ""}, "Level"),
    ],
)
def test_what_is_wrong_with_a_new_city_is_told_and_what_was_typed_stays(
    signed_in: Callable[..., Client], changed: dict[str, str], told: str
) -> None:
    editor = signed_in("editor")
    editor.get("/city/add")
    sent = NEW | changed
    editor.post("/city/add", sent, 400)
    assert told in editor.text()
    assert editor.page is not None
    assert editor.page.xpath("//input[@name='city_zh']/@value") == [sent["city_zh"]]


def test_two_cities_do_not_share_a_code(signed_in: Callable[..., Client]) -> None:
    editor = signed_in("editor")
    editor.get("/city/add")
    editor.post("/city/add", NEW)
    editor.post("/city/add", NEW | {"city_zh": "另一县"}, 400)
    assert "There already is a city with the code 522633" in editor.text()


def test_a_city_learns_nothing_of_others_by_trying_codes_but_an_editor_is_told(
    official: Client, signed_in: Callable[..., Client], engine: Engine
) -> None:
    editor = signed_in("editor")
    editor.get("/city/add")
    editor.post("/city/add", NEW)
    page = f"/city/{CITY}/profile/edit"
    for client, code in ((official, 303), (editor, 400)):
        client.get(page)
        sent = _fields(client) | {"level": "county", "code": NEW["code"]}
        client.post(page, sent, code)
        assert _data(engine).profile.code == NEW["code"]
    assert "There already is a city with the code 522633" in editor.text()


def test_the_level_sets_the_wording_that_the_page_shows(official: Client, neighbour: Client) -> None:
    official.get(f"/city/{CITY}/profile")
    assert "the whole city" in official.text()
    neighbour.get(f"/city/{NEIGHBOUR_CITY}/profile")
    assert "the county people's government" in neighbour.text()


def test_every_field_of_the_profile_is_kept(official: Client, engine: Engine) -> None:
    official.get(f"/city/{CITY}/profile/edit")
    sent = _fields(official) | {"code": "５２０１００", "population": "1,320,001", "base_year": "2024"}
    official.follow(official.post(f"/city/{CITY}/profile/edit", sent))
    assert "Saved." in official.text()
    profile = _data(engine).profile
    assert (profile.code, profile.population, profile.base_year) == ("520100", 1_320_001, 2024)
    assert profile.facts
    assert profile.plan_title.zh.startswith("示例市")


def test_a_form_sent_back_as_it_was_changes_nothing(official: Client, engine: Engine) -> None:
    before = _data(engine)
    official.get(f"/city/{CITY}/profile/edit")
    official.post(f"/city/{CITY}/profile/edit", _fields(official))
    assert _data(engine) == before


def test_of_two_people_who_change_the_profile_the_second_sees_both_and_chooses(
    official: Client, engine: Engine
) -> None:
    official.get(f"/city/{CITY}/profile/edit")
    form = _fields(official)
    official.post(f"/city/{CITY}/profile/edit", form | {"issuer_zh": "甲"})
    official.post(f"/city/{CITY}/profile/edit", form | {"issuer_zh": "乙"}, 409)
    assert "Saved by someone else meanwhile" in official.text()
    again = _fields(official)
    assert again["issuer_zh"] == "乙"
    official.post(f"/city/{CITY}/profile/edit", again)
    assert _data(engine).profile.issuer.zh == "乙"


def test_a_fact_is_added_changed_and_removed(official: Client, engine: Engine) -> None:
    official.get(f"/city/{CITY}/profile/facts/new")
    fact = {"title_zh": "森林覆盖率", "value": "69.39", "unit": "percent", "year": "2025"}
    official.follow(official.post(f"/city/{CITY}/profile/facts/new", _fields(official) | fact))
    assert "森林覆盖率" in official.text()
    key = _data(engine).profile.facts[-1].key
    official.get(f"/city/{CITY}/profile/facts/edit/{key}")
    official.post(f"/city/{CITY}/profile/facts/edit/{key}", _fields(official) | {"value": "70"})
    assert str(_data(engine).profile.facts[-1].value) == "70"
    official.get(f"/city/{CITY}/profile/facts/remove/{key}")
    official.follow(official.post(f"/city/{CITY}/profile/facts/remove/{key}", _fields(official)))
    assert "森林覆盖率" not in official.text()


def test_a_fact_that_somebody_changed_meanwhile_is_not_removed_unseen(
    official: Client, engine: Engine
) -> None:
    key = _data(engine).profile.facts[0].key
    official.get(f"/city/{CITY}/profile/facts/remove/{key}")
    seen = _fields(official)
    official.get(f"/city/{CITY}/profile/facts/edit/{key}")
    official.post(f"/city/{CITY}/profile/facts/edit/{key}", _fields(official) | {"value": "1"})
    official.post(f"/city/{CITY}/profile/facts/remove/{key}", seen, 409)
    assert [one.key for one in _data(engine).profile.facts] == [key]


@pytest.mark.parametrize(
    "page",
    [
        "profile", "profile/edit", "profile/facts/new", "profile/facts/edit/green_space", "departments",
        "departments/new", "frameworks", "frameworks/template.xlsx", "import", "import/read", "import/effect",
        "spreadsheet", "spreadsheet/workbook.xlsx",
    ],
)  # fmt: skip
def test_a_neighbour_finds_none_of_these_pages(neighbour: Client, page: str) -> None:
    neighbour.get(f"/city/{CITY}/{page}", 404)
