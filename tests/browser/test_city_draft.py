"""Drafts and reviews in a real browser: axe, narrow and wide, both languages, without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.actions.cities.drafts import keep_draft
from lbsap.actions.cities.reviews import ask_bodies, begin_review, enter_comment
from lbsap.actions.cities.workspace import change_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from tests.browser import pages
from tests.browser.pages import DESK, LOCALES, PHONE, a_page, check_axe, check_states, check_width, follow
from tests.web.conftest import CITY

signed_in = partial(pages.signed_in, role="city")
LOCAL = Actor.local()
LATER = (now() + timedelta(days=20)).date().isoformat()


@pytest.fixture
def token(app: Flask, own_registry: Registry) -> str:
    """The token of a body that was asked about the second of two drafts; there is a comment by letter too."""
    engine = app.extensions["lbsap_engine"]

    def less(data: CityData) -> CityData:
        return CityData(data.city, data.year, profile=data.profile, actions=data.actions[:2])

    keep_draft(LOCAL, engine, own_registry, CITY, "")
    change_city(LOCAL, engine, CITY, "test", less)
    keep_draft(LOCAL, engine, own_registry, CITY, "供部门会商")
    asked = {"draft": "2", "layer": "formulation", "closes_on": LATER}
    review = begin_review(LOCAL, engine, CITY, asked, now())
    enter_comment(LOCAL, engine, CITY, review, {"part": "foreword", "body_zh": "市财政局", "words": "同意。"})
    return ask_bodies(LOCAL, engine, CITY, review, [Text("市水务局", "Water bureau")])[0].token


def drafts(page: Page, url: str) -> Iterator[str]:
    """The pages of drafts, empty, filled, refused."""
    city = f"{url}/city/{CITY}"
    for path in ("draft", "draft/settings"):
        page.goto(f"{city}/{path}")
        yield path.replace("/", "-")
    page.check("[name=form][value=own]")
    follow(page, page.locator("main form button"))
    yield "settings-refused"
    for path in ("draft/sections", "draft/missing", "draft/preview", "drafts/2", "drafts/2/read"):
        page.goto(f"{city}/{path}")
        yield path.replace("/", "-")
    page.goto(f"{city}/drafts/compare")
    yield "compare-choose"
    follow(page, page.locator("main form button"))
    yield "compare"


def reviews(page: Page, url: str) -> Iterator[str]:
    """The pages of reviews, empty, filled, refused; the last shows links."""
    city = f"{url}/city/{CITY}/review"
    for path in ("", "/new"):
        page.goto(f"{city}{path}")
        yield f"review{path}".replace("/", "-")
    follow(page, page.locator("main form button"))
    yield "review-new-refused"
    for path in ("/1", "/comments", "/comments/1", "/1/comments/new"):
        page.goto(f"{city}{path}")
        yield f"review{path}".replace("/", "-")
    follow(page, page.locator("main form button"))
    yield "review-by-hand-refused"
    page.goto(f"{city}/comments/1")
    follow(page, page.locator("main form button"))
    yield "review-answer-refused"
    page.goto(f"{city}/1")
    page.locator("#last-day summary").click()
    links = page.locator("details:has([name=bodies])")
    links.locator("summary").click()
    yield "review-one-unfolded"
    page.fill("[name=bodies]", "Institute of ecology")
    follow(page, links.locator("form button"))
    yield "review-links"


def reviewing(page: Page, url: str, token: str) -> Iterator[str]:
    """The way of a reviewer from the link to the end."""
    page.goto(f"{url}/r/nonsense")
    yield "r-unknown"
    page.goto(f"{url}/r/draft")
    yield "r-ended"
    page.goto(f"{url}/r/{token}")
    yield "r-entry"
    follow(page, page.locator("main form button"))
    yield "r-draft"
    follow(page, page.locator("main nav a").first)
    yield "r-section"
    follow(page, page.locator("main form button"))
    yield "r-refused"
    page.fill("[name=words]", "请补充流域内的两条河流。")
    follow(page, page.locator("main form button"))
    yield "r-saved"
    follow(page, page.locator("#own a").first)
    yield "r-change"
    page.goto(f"{url}/r/draft/done")
    yield "r-done"
    follow(page, page.locator("main form button"))
    yield "r-thanks"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_of_a_city_is_accessible_and_fits(
    browser: Browser, live_server: str, token: str, screenshots: Path, width: int, lang: str
) -> None:
    with signed_in(browser, live_server, width, lang) as page:
        for walk in (drafts, reviews):
            check_states(page, walk(page, live_server), screenshots, f"draft-{lang}-{width}")


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_page_of_a_reviewer_is_accessible_and_fits(
    browser: Browser, live_server: str, token: str, screenshots: Path, width: int, lang: str
) -> None:
    with a_page(browser, width, locale=LOCALES[lang]) as page:
        for name in reviewing(page, live_server, token):
            check_axe(page)
            check_width(page)
            page.screenshot(path=screenshots / f"draft-{name}-{lang}-{width}.png", full_page=True)


def test_everything_works_without_scripts(browser: Browser, live_server: str, token: str) -> None:
    with signed_in(browser, live_server, scripts=False) as page:
        assert list(drafts(page, live_server))[-1] == "compare"
        assert list(reviews(page, live_server))[-1] == "review-links"
        expect(page.locator("main")).to_contain_text("Institute of ecology")
        page.goto(f"{live_server}/city/{CITY}/draft/sections")
        follow(page, page.locator("#row-status [value='down:status']"))
        expect(page.locator(".lbsap-sections__row--moved")).to_contain_text("Status of biodiversity")
    with a_page(browser, PHONE, scripts=False, locale="en-GB") as page:
        assert list(reviewing(page, live_server, token))[-1] == "r-thanks"
        expect(page.locator("main")).to_contain_text("请补充流域内的两条河流。")


def test_a_draft_is_made_and_its_word_file_fetched_by_the_keyboard_alone(
    browser: Browser, live_server: str
) -> None:
    with signed_in(browser, live_server) as page:
        page.goto(f"{live_server}/city/{CITY}/draft")
        page.locator("[name=name]").focus()
        page.keyboard.type("By keyboard")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Draft 1: By keyboard")
        page.locator("h1").evaluate("one => { one.tabIndex = -1; one.focus(); }")
        page.keyboard.press("Tab")
        with page.expect_download() as fetched:
            page.keyboard.press("Enter")
        assert fetched.value.suggested_filename.endswith("-zh.docx")


def test_a_reviewer_comments_by_the_keyboard_alone(browser: Browser, live_server: str, token: str) -> None:
    with a_page(browser, PHONE, locale="en-GB") as page:
        page.goto(f"{live_server}/r/{token}")
        page.locator("main form button").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.goto(f"{live_server}/r/draft/section/foreword")
        page.locator("[name=words]").focus()
        page.keyboard.type("Name both rivers.")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("#own")).to_contain_text("Name both rivers.")
