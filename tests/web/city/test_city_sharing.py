"""A city shows nothing to the others until its people say so, and then no more than the page promises."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.actions.cities.sharing import SHAREABLE, shared_cases
from lbsap.actions.cities.workspace import change_city, open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.city_plan import CaseExample
from lbsap.model.text import Text
from tests.web.conftest import CITY, Client

NEIGHBOUR_CITY = CITY + 1
LOCAL = Actor.local()
OWN = CaseExample("c-own", Text("湖滨归来", "The shore came back"), content=Text("案例内容", "What was done"))
PICKED = CaseExample("c-picked", Text("别处的案例", "A case from elsewhere"), origin="library-1")
Maker = Callable[..., Client]


@pytest.fixture(autouse=True)
def _cases(engine: Engine) -> None:
    """The sample city has a case of its own and one it picked."""
    change_city(LOCAL, engine, CITY, "changed", lambda data: replace(data, cases=(OWN, PICKED)))


def shown(engine: Engine) -> tuple[str, ...]:
    return open_city(LOCAL, engine, CITY).data.sharing


def share(client: Client, *parts: str, code: int | None = None, **more: str) -> None:
    client.get(f"/city/{CITY}/sharing")
    assert client.page is not None
    seen = {"seen": client.page.xpath("//input[@name='seen']/@value")[0]} | more
    answer = client.post(f"/city/{CITY}/sharing", {"shareable": list(parts)} | seen, code)
    if code is None:
        client.follow(answer)


def pages_of(client: Client, app: Flask, *, own: int, other: int) -> str:
    """Everything a client can open without sending anything: its own city's pages, those on others, downloads too."""
    given = {"city_id": own, "other_id": other}
    found = []
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/city/") or "GET" not in (rule.methods or ()):
            continue
        if not rule.arguments <= given.keys():
            continue
        _domain, path = rule.build({name: given[name] for name in rule.arguments}) or ("", "")
        found.append(client.browser.get(path, base_url=client.base_url, follow_redirects=True).get_data())
    return b"\n".join(found).decode(errors="replace")


def sentinels(data: CityData) -> set[str]:
    """Words that only the sample city says: titles, descriptions, targets, cases, and its name."""
    words = [text for one in data.actions for text in (one.title, one.description)]
    words += [one.title for one in data.projects] + [one.title for one in data.cases]
    words += [one.metric for one in data.targets] + [data.city]
    return {getattr(one, lang) for one in words for lang in ("zh", "en")} - {""}


def test_nothing_is_shared_at_first(official: Client, neighbour: Client) -> None:
    official.get(f"/city/{CITY}/sharing")
    assert official.page is not None
    assert official.page.xpath("//input[@name='shareable'][@checked]") == []
    neighbour.get(f"/city/{NEIGHBOUR_CITY}/others")
    assert "No other city shares anything yet." in neighbour.text()
    neighbour.get(f"/city/{NEIGHBOUR_CITY}/others/{CITY}", 404)


def test_no_page_of_the_neighbour_says_a_word_of_a_city_that_shares_nothing(
    neighbour: Client, app: Flask, engine: Engine
) -> None:
    pages = pages_of(neighbour, app, own=NEIGHBOUR_CITY, other=CITY)
    assert "Neighbour County" in pages
    assert [words for words in sentinels(open_city(LOCAL, engine, CITY).data) if words in pages] == []


def test_what_is_shared_is_seen_and_nothing_else(
    official: Client, neighbour: Client, app: Flask, engine: Engine
) -> None:
    share(official, "profile", "score", "cases")
    assert "It is saved, and holds from now on." in official.text()
    neighbour.get(f"/city/{NEIGHBOUR_CITY}/others/{CITY}")
    text = neighbour.text()
    for words in (
        "Sample Province",
        "1,320,000",
        "Total",
        "provisional",
        "The shore came back",
        "What was done",
    ):
        assert words in text
    pages = pages_of(neighbour, app, own=NEIGHBOUR_CITY, other=CITY)
    data = open_city(LOCAL, engine, CITY).data
    allowed = {data.city.zh, data.city.en, OWN.title.zh, OWN.title.en}
    assert [words for words in sentinels(data) - allowed if words in pages] == []
    assert "SAMPLE-2025" not in pages


@pytest.mark.parametrize(
    ("part", "seen", "hidden"),
    [
        ("profile", "Sample Province", ("The shore came back", "Total")),
        ("score", "Total", ("The shore came back", "Sample Province")),
        ("cases", "The shore came back", ("Sample Province", "Total")),
    ],
)
def test_each_part_is_shared_by_itself(
    official: Client, neighbour: Client, part: str, seen: str, hidden: tuple[str, ...]
) -> None:
    share(official, part)
    neighbour.get(f"/city/{NEIGHBOUR_CITY}/others/{CITY}")
    assert seen in neighbour.text()
    assert not [words for words in hidden if words in neighbour.text()]


def test_what_is_taken_back_is_gone_at_once(official: Client, neighbour: Client, engine: Engine) -> None:
    share(official, "cases")
    share(official)
    assert shown(engine) == ()
    neighbour.get(f"/city/{NEIGHBOUR_CITY}/others/{CITY}", 404)


def test_a_city_does_not_stand_among_its_own_others(official: Client) -> None:
    share(official, "profile")
    official.get(f"/city/{CITY}/others")
    assert "No other city shares anything yet." in official.text()
    official.get(f"/city/{CITY}/others/{CITY}", 404)


def test_the_library_of_cases_has_a_citys_own_cases_and_not_those_it_picked(
    official: Client, engine: Engine
) -> None:
    assert shared_cases(LOCAL, engine, NEIGHBOUR_CITY) == ()
    share(official, "cases")
    (found,) = shared_cases(LOCAL, engine, NEIGHBOUR_CITY)
    assert (found.origin, found.city.en, found.case) == (f"city-{CITY}:c-own", "Sample City", OWN)
    assert shared_cases(LOCAL, engine, CITY) == ()


def test_two_people_who_choose_at_once_lose_nothing(
    official: Client, signed_in: Maker, engine: Engine
) -> None:
    colleague = signed_in("city")
    colleague.get(f"/city/{CITY}/sharing")
    assert colleague.page is not None
    seen = colleague.page.xpath("//input[@name='seen']/@value")[0]
    share(official, "profile")
    colleague.post(f"/city/{CITY}/sharing", {"shareable": ["cases"], "seen": seen}, 409)
    assert shown(engine) == ("profile",)
    assert "Someone else has changed" in colleague.text()
    assert colleague.page.xpath("//input[@name='shareable'][@checked]/@value") == ["cases"]
    now_seen = colleague.page.xpath("//input[@name='seen']/@value")[0]
    colleague.post(f"/city/{CITY}/sharing", {"shareable": ["cases"], "seen": now_seen})
    assert shown(engine) == ("cases",)


def test_a_part_that_cannot_be_shared_is_refused(official: Client, engine: Engine) -> None:
    share(official, "drafts", code=400)
    assert shown(engine) == ()


def test_every_part_has_words_in_both_languages(signed_in: Maker) -> None:
    for lang in ("zh", "en"):
        client = signed_in("city", lang=lang)
        client.get(f"/city/{CITY}/sharing")
        assert client.page is not None
        labels = client.page.xpath("//label[contains(@class, 'govuk-checkboxes__label')]/text()")
        assert len(set(labels)) == len(SHAREABLE)


def test_the_data_can_be_taken_along_in_the_shapes_that_others_ask_for(
    official: Client, neighbour: Client
) -> None:
    official.get(f"/city/{CITY}/sharing")
    assert official.page is not None
    paths = official.page.xpath("//main//ul//a[contains(@href, '/sharing/')]/@href")
    assert {path.rpartition("/")[2] for path in paths} >= {
        "cbd-targets-json",
        "cbd-targets-xlsx",
        "citieswithnature",
    }
    for path in paths:
        assert official.get(path).get_data()
        neighbour.get(path, 404)
    made = official.get(f"/city/{CITY}/sharing/cbd-targets-json")
    assert json.loads(made.get_data())["records"]
    official.get(f"/city/{CITY}/sharing/no-such-format", 404)
