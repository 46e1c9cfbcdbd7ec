"""Indicator data and scores in a real browser: axe, narrow and wide, both languages, without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from lbsap.actions.cities.variants import enable_variants, enabled_variants
from lbsap.actions.cities.workspace import change_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData, YearRecord
from lbsap.model.text import Text
from lbsap.steps.common.stamp import stamp
from tests.browser import pages
from tests.browser.pages import DESK, LOCALES, PHONE, check_axe, check_states, check_width, follow
from tests.web.conftest import CITY, NEIGHBOUR

signed_in = partial(pages.signed_in, role="city")
LOCAL = Actor.local()


@pytest.fixture(autouse=True)
def _reported(app: Flask) -> None:
    """The sample city with an earlier year, a planned survey, gaps, errors of figures, and all variants enabled."""
    engine: Engine = app.extensions["lbsap_engine"]
    change_city(LOCAL, engine, CITY, "changed", _varied)
    names = ("attainable", "equal-components", "continuous", "geometric")
    seen = stamp(enabled_variants(LOCAL, engine))
    enable_variants(LOCAL, engine, app.extensions["lbsap_registry"], names, seen)


def _varied(data: CityData) -> CityData:
    rows = list(data.observations)
    rows[1] = replace(rows[1], error=Decimal(20))
    rows[5] = replace(
        rows[5], inputs={}, missing=Text("2027年开展调查", "A survey in 2027"), absence="planned_survey"
    )
    return replace(data, observations=tuple(rows[:20]), earlier=(YearRecord(2024, False, data.observations),))


def walk(page: Page, url: str) -> Iterator[str]:
    """Every page, empty, filled, with errors, asking, and after a save."""
    base = f"{url}/city/{CITY}"
    for name in (
        "indicators", "indicators/reporting", "indicators/new-year", "indicators/cbi2021_02", "indicators/cbi2021_06",
        "indicators/cbi2021_07", "indicators/cbi2021_21", "score", "score/robustness", "score/revision",
    ):  # fmt: skip
        page.goto(f"{base}/{name}")
        yield name.replace("/", "-")
    page.goto(f"{base}/indicators/cbi2021_01")
    page.fill("#input-A_nat", "a lot")
    follow(page, page.locator("[name=go][value=save]"))
    yield "error"
    page.fill("#input-A_nat", "190000")
    follow(page, page.locator("[name=go][value=save]"))
    yield "impossible"
    page.fill("#input-A_nat", "3000")
    follow(page, page.locator("[name=go][value=show]"))
    yield "preview"
    follow(page, page.locator("[name=go][value=save]"))
    yield "asking"
    page.check("#sure")
    follow(page, page.locator("[name=go][value=save]"))
    yield "saved"
    page.goto(f"{base}/indicators/new-year")
    page.fill("#year", "2020")
    follow(page, page.locator("main form button"))
    yield "year-error"
    page.fill("#year", "2027")
    follow(page, page.locator("main form button"))
    yield "year-begun"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_is_accessible_and_fits(
    browser: Browser, live_server: str, screenshots: Path, width: int, lang: str
) -> None:
    with signed_in(browser, live_server, width, lang) as page:
        check_states(page, walk(page, live_server), screenshots, f"city-{lang}-{width}")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_city_without_data_and_the_page_of_variants_are_accessible_and_fit(
    browser: Browser, live_server: str, width: int
) -> None:
    with signed_in(browser, live_server, width, role=NEIGHBOUR) as page:
        for name in ("indicators", "indicators/cbi2021_01", "score", "score/robustness"):
            page.goto(f"{live_server}/city/{CITY + 1}/{name}")
            check_axe(page)
            check_width(page)
    with signed_in(browser, live_server, width, role="administrator") as page:
        page.goto(f"{live_server}/w/admin/variants")
        check_axe(page)
        check_width(page)


def test_every_page_works_without_scripts(browser: Browser, live_server: str) -> None:
    with signed_in(browser, live_server, scripts=False) as page:
        assert list(walk(page, live_server))[-1] == "year-begun"
        expect(page.locator("main")).to_contain_text("0 of 28 indicators have an entry.")


def test_an_indicator_is_reported_by_keyboard_alone(browser: Browser, live_server: str) -> None:
    with signed_in(browser, live_server) as page:
        page.goto(f"{live_server}/city/{CITY}/indicators/cbi2021_24")
        page.focus("#answer")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator("#input-N_partners")).to_be_focused()
        page.keyboard.type("14")
        page.keyboard.press("Tab")
        page.keyboard.type("2025")
        page.keyboard.press("Tab")
        page.keyboard.type("Survey of the bureau")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("Indicator 24 is saved.")
        expect(page.locator("main")).to_contain_text("3 of 4 points.")
