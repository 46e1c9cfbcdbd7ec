"""The cities one works for, and the overview of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from lbsap.actions.accounts import change_cities, list_accounts
from lbsap.actions.cities import overview
from lbsap.actions.cities.workspace import change_city, new_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData, Observation
from lbsap.model.text import Text
from lbsap.steps.common.stamp import stamp
from tests.web.conftest import CITY, Client

LOCAL = Actor.local()
Maker = Callable[..., Client]


def test_an_official_who_works_for_one_city_is_led_to_it(official: Client) -> None:
    official.get("/")
    assert official.page is not None
    (path,) = official.page.xpath("//main//a[contains(@class, 'govuk-button')]/@href")
    official.follow(official.get(path, 302))
    assert "Sample City" in official.text()


def test_an_official_of_several_cities_chooses(signed_in: Maker, engine: Engine) -> None:
    account = next(one.id for one in list_accounts(LOCAL, engine) if one.email == "city@example.org")
    change_cities(LOCAL, engine, account, [CITY, CITY + 1], stamp((CITY,)))
    official = signed_in("city")
    official.get("/city/")
    assert "Sample City" in official.text()
    assert "Neighbour County" in official.text()


def test_an_editor_sees_all_cities_and_how_far_they_are(signed_in: Maker) -> None:
    editor = signed_in("editor", lang="zh")
    editor.get("/city/")
    assert "示例市 指标 28 项、行动 17 项、草案 0 份" in editor.text()
    assert "邻县" in editor.text()


def test_a_long_list_is_paged_and_searched(
    signed_in: Maker, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "CITIES_A_PAGE", 2)
    for name in ("甲县", "乙县"):
        new_city(LOCAL, engine, CityData(Text(name)))
    editor = signed_in("editor", lang="zh")
    editor.get("/city/")
    assert "甲县" not in editor.text()
    editor.get("/city/?page=2")
    assert "甲县" in editor.text()
    assert "示例市" not in editor.text()
    editor.get("/city/?words=乙")
    assert "乙县" in editor.text()
    assert "甲县" not in editor.text()
    editor.get("/city/?words=Sample")
    assert "示例市" in editor.text()
    editor.get("/city/?words=Atlantis&page=9")
    assert "没有名称包含这些文字的市县" in editor.text()
    for odd in ("0", "x", "-1", "99999999"):
        editor.get(f"/city/?page={odd}")


def test_a_city_is_hidden_from_its_neighbour(neighbour: Client) -> None:
    neighbour.get(f"/city/{CITY}/", 404)


def test_the_overview_says_what_comes_next_and_leads_there(neighbour: Client, official: Client) -> None:
    neighbour.get(f"/city/{CITY + 1}/")
    assert "Complete the profile" in neighbour.text()
    assert "Province" in neighbour.text()
    assert neighbour.page is not None
    (path,) = neighbour.page.xpath("//main//a[contains(@class, 'govuk-button')]/@href")
    neighbour.get(path)
    official.get(f"/city/{CITY}/")
    assert "28 with a figure, 0 with a reason, 0 open" in official.text()
    assert "of an attainable 112" in official.text()


def test_every_row_of_the_overview_leads_to_its_page(official: Client) -> None:
    official.get(f"/city/{CITY}/")
    assert official.page is not None
    rows = official.page.xpath("//main//ul[contains(@class, 'govuk-task-list')]/li")
    paths = official.page.xpath("//main//ul[contains(@class, 'govuk-task-list')]//a/@href")
    assert len(paths) == len(rows) == 9
    for path in paths:
        official.get(path)


def test_figures_that_cannot_be_scored_leave_the_overview_standing(official: Client, engine: Engine) -> None:
    faulty = Observation("cbi2021_14", level=99)
    change_city(LOCAL, engine, CITY, "changed", lambda data: replace(data, observations=(faulty,)))
    official.get(f"/city/{CITY}/")
    assert "No score yet" in official.text()
