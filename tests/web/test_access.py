"""Who may open which page: every route by every kind of person, held against a table that people have read.

A new route fails here until it stands in `access_table.txt`. To see what to add, read the difference that pytest shows;
then think about each word of it before it is copied there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule

from lbsap.actions.cities.drafts import keep_draft
from lbsap.actions.cities.pictures import add_picture
from lbsap.actions.cities.reviews import ask_bodies, begin_review, enter_comment
from lbsap.actions.editors.catalogue_drafts import begin_draft
from lbsap.actions.experts import link
from lbsap.model.actor import Actor
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.web import access
from lbsap.web.desk import VISIT
from tests.services.pictures import png
from tests.web.conftest import CITY, CODES, NEIGHBOUR, ROLES, Client, Sample

TABLE: Final = Path(__file__).with_name("access_table.txt")
PEOPLE: Final = ("nobody", *(f"expert {code}" for code in CODES), *ROLES, NEIGHBOUR)
WORDS: Final = {401: "visit", 403: "refused", 404: "hidden", 405: "hidden"}
PLACES: Final = {
    "item_id": "cbi2021_01",
    "token": "no-such-token",
    "group": "native_biodiversity",
    "number": "1",
    "filename": "icon.svg",
    "account_id": "1",
    "consultation_id": "1",
    "comment_id": "1",
    "suffix": "xlsx",
    "draft_id": "1",
    "page": "profile",
    "product": "clean",
    "reference": "cbi-2021@2021",
    "group_id": "1",
    "invitation_id": "1",
    "name": "verdicts",
    "city_id": str(CITY),
    "exporter": "citieswithnature",
    "other_id": str(CITY + 1),
    "part": "projects",
    "key": "p01",
    "section": "status",
    "picture_id": "sample-picture",
    "picture_digest": hashlib.sha256(png()).hexdigest(),
    "action_id": "policy",
    "plan_id": "1",
    "review_id": "1",
    "department": "eco",
    "digest": "0",
    "fact_key": "green_space",
    "department_id": "eco",
    "framework_id": "sample-province",
}
"""What stands in the addresses that are tried."""


@pytest.fixture(autouse=True)
def _draft(engine: Engine, own_registry: Registry) -> None:
    """Drafts to open: of an index, and of the sample city's plan with a review, a link and a comment."""
    local = Actor.local()
    begin_draft(local, engine, own_registry, PLACES["reference"], "our-index", "1")
    keep_draft(local, engine, own_registry, CITY, "")
    asked = {"draft": "1", "layer": "formulation", "closes_on": "2999-12-31"}
    begin_review(local, engine, CITY, asked, now())
    ask_bodies(local, engine, CITY, 1, [Text("市水务局", "Water bureau")])
    enter_comment(local, engine, CITY, 1, {"body_zh": "市水务局", "words": "同意。"})


@pytest.fixture(autouse=True)
def _picture(engine: Engine) -> None:
    """A picture of the sample city to open."""
    said = {"id": PLACES["picture_id"], "caption_en": "Wetlands", "no_exact_sites": "yes"}
    add_picture(Actor.local(), engine, CITY, said, png())


@pytest.fixture
def client_of(app: Flask, sample: Sample) -> Callable[[str], Client]:
    """A client of each kind of person."""

    def make(person: str) -> Client:
        client = Client(app)
        if person.startswith("expert"):
            begin_visit(client, sample.tokens[person.removeprefix("expert ")])
        elif person != "nobody":
            client.sign_in(person)
        client.get("/")
        return client

    return make


def begin_visit(client: Client, token: str) -> None:
    """Open a visit for this browser, as the page of the link does."""
    begun = link.begin(client.app.extensions["lbsap_engine"], token, now(), "")
    with client.browser.session_transaction(base_url=client.base_url) as session:
        session[VISIT] = begun.visit


def outcome(client: Client, method: str, path: str) -> str:
    """What a person meets: the page (open), sign-in, the page that asks for the link (visit), refused or hidden.

    Forms are sent without their token: who is let in gets to that fault, and nothing is changed.
    """
    answer = client.browser.open(path, method=method, base_url=client.base_url)
    assert answer.status_code < 500, f"{method} {path}"
    if answer.status_code in (302, 303) and answer.headers["Location"].startswith("/account/sign-in"):
        return "sign-in"
    return WORDS.get(answer.status_code, "open")


def routes(app: Flask) -> list[tuple[str, Rule]]:
    """Every method of every route that does something."""
    return [
        (method, rule)
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def path_of(rule: Rule) -> str:
    """An address of a route."""
    form = r"<(?:any\((\w+)[^)]*\):|\w+:)?(\w+)>"
    return re.sub(form, lambda place: place[1] or PLACES[place[2]], rule.rule)


def test_every_route_answers_each_person_as_the_table_says(
    app: Flask, client_of: Callable[[str], Client]
) -> None:
    found = ["  ".join(["method route".ljust(44), *(person.ljust(13) for person in PEOPLE)]).rstrip()]
    people = [client_of(person) for person in PEOPLE]
    for method, rule in routes(app):
        words = [outcome(client, method, path_of(rule)) for client in people]
        found.append(
            "  ".join([f"{method:<6} {rule.rule}".ljust(44), *(word.ljust(13) for word in words)]).rstrip()
        )
    assert found == TABLE.read_text(encoding="utf-8").splitlines()


def test_the_table_of_rules_names_no_route_that_is_gone(app: Flask) -> None:
    assert set(access.ACCESS) == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_a_route_without_a_rule_stops_the_start(app: Flask) -> None:
    late = Flask("late")
    late.add_url_rule("/late", "late", lambda: "")
    with pytest.raises(access.RouteWithoutRule, match="late"):
        access.require_rules(late)


def test_every_page_of_experts_is_closed_without_a_visit(app: Flask, client: Client) -> None:
    closed = [endpoint for endpoint, rule in access.ACCESS.items() if rule.expert]
    assert len(closed) > 10
    client.get("/")
    for method, rule in routes(app):
        if rule.endpoint in closed:
            assert outcome(client, method, path_of(rule)) == "visit", rule.rule


def test_a_cookie_with_a_foreign_visit_opens_nothing(client: Client) -> None:
    with client.browser.session_transaction(base_url=client.base_url) as session:
        session[VISIT] = "forged"
    client.get("/e/", 401)
    assert "invitation link" in client.text()
