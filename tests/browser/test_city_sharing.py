"""Overview, sharing, other cities and the cities of an account in a real browser: axe, widths, languages, no scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.actions.cities.workspace import change_city
from lbsap.model.actor import Actor
from lbsap.model.city_plan import CaseExample
from lbsap.model.text import Text
from tests.browser import pages
from tests.browser.pages import DESK, LOCALES, PHONE, check_axe, check_states, check_width, follow
from tests.web.conftest import CITY, NEIGHBOUR

OTHER = CITY + 1
CASE = CaseExample(
    "c", Text("湖滨归来", "The shore came back"), Text("示例湖", "Sample Lake"), Text("做法", "What was done"),
    Text("启示", "Ask the people who live there"), "SAMPLE-2025",
)  # fmt: skip
signed_in = partial(pages.signed_in, role="city")


@pytest.fixture(autouse=True)
def _neighbour_shares(app: Flask) -> None:
    """The neighbour shares all it has, a case among it."""
    engine = app.extensions["lbsap_engine"]

    def change(data: object) -> object:
        return replace(data, cases=(CASE,), sharing=("profile", "score", "cases"))  # type: ignore[type-var]

    change_city(Actor.local(), engine, OTHER, "changed", change)  # type: ignore[arg-type]


def walk(page: Page, url: str) -> Iterator[str]:
    """Every page in each of its states."""
    for name, path in (
        ("overview", f"/city/{CITY}/"),
        ("sharing", f"/city/{CITY}/sharing"),
        ("others", f"/city/{CITY}/others"),
        ("other", f"/city/{CITY}/others/{OTHER}"),
    ):
        page.goto(url + path)
        yield name
    page.goto(f"{url}/city/{CITY}/sharing")
    page.check("[name=shareable][value=cases]")
    follow(page, page.locator("main form button"))
    yield "shared"
    page.goto(f"{url}/city/{CITY}/sharing")
    page.evaluate("document.querySelector('[name=seen]').value = 'stale'")
    follow(page, page.locator("main form button"))
    yield "changed-meanwhile"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_is_accessible_and_fits(
    browser: Browser, live_server: str, screenshots: Path, width: int, lang: str
) -> None:
    with signed_in(browser, live_server, width, lang) as page:
        check_states(page, walk(page, live_server), screenshots, f"city-{lang}-{width}")


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("role", ["editor", NEIGHBOUR])
def test_the_pages_of_editors_and_of_an_empty_city_are_accessible_and_fit(
    browser: Browser, live_server: str, lang: str, role: str
) -> None:
    with pages.signed_in(browser, live_server, PHONE, lang, role) as page:
        for path in ("/", "/city/", "/city/?words=xyz", f"/city/{OTHER}/", f"/city/{OTHER}/others"):
            page.goto(live_server + path)
            check_axe(page)
            check_width(page)


def test_administrators_give_cities_to_an_account(browser: Browser, live_server: str) -> None:
    with pages.signed_in(browser, live_server, PHONE, role="administrator") as page:
        page.goto(f"{live_server}/w/admin/people/4")
        page.fill("[name=cities]", "Atlantis")
        follow(page, page.get_by_role("button", name="Change the cities"))
        check_axe(page)
        check_width(page)
        page.fill("[name=cities]", "Neighbour County")
        follow(page, page.get_by_role("button", name="Change the cities"))
        expect(page.locator("main")).to_contain_text("The cities are changed.")


def test_sharing_works_without_scripts(browser: Browser, live_server: str) -> None:
    with signed_in(browser, live_server, scripts=False) as page:
        page.goto(f"{live_server}/city/{CITY}/sharing")
        page.check("[name=shareable][value=profile]")
        follow(page, page.locator("main form button"))
        expect(page.locator("main")).to_contain_text("It is saved, and holds from now on.")
        expect(page.locator("[name=shareable][value=profile]")).to_be_checked()


def test_a_part_is_shared_by_the_keyboard_alone(browser: Browser, live_server: str) -> None:
    with signed_in(browser, live_server) as page:
        page.goto(f"{live_server}/city/{CITY}/sharing")
        page.focus("[name=shareable][value=profile]")
        page.keyboard.press("Space")
        for _ in range(3):
            page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("[name=shareable][value=profile]")).to_be_checked()


def test_the_overview_leads_to_what_comes_next(browser: Browser, live_server: str) -> None:
    with pages.signed_in(browser, live_server, role=NEIGHBOUR) as page:
        page.goto(live_server)
        follow(page, page.locator("main .govuk-button"))
        expect(page.locator("h1")).to_have_text("Neighbour County")
        follow(page, page.locator("main .govuk-button"))
        expect(page.locator("h1")).to_have_text("City profile")
