"""The pages of plan data as officials use them: both languages, phone and desk, by keyboard, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import DESK, PHONE, check_axe, check_width, follow, signed_in
from tests.services.pictures import png
from tests.web.conftest import CITY, NEIGHBOUR

PAGES: Final = (
    "", "/actions", "/actions/edit/policy", "/targets/edit/t-nature", "/projects", "/projects/remove/p01",
    "/roster", "/signoffs", "/formulation", "/steps/edit/step-commit", "/financing", "/funding/new",
    "/case-library", "/guiding", "/vision", "/wordings", "/questions", "/questions/status", "/pictures",
    "/pictures/new",
)  # fmt: skip
EMPTY: Final = ("", "/areas", "/roster", "/projects", "/financing", "/cases", "/formulation")


@contextmanager
def an_official(
    browser: Browser, url: str, width: int = DESK, lang: str = "en", role: str = "city", **more: Any
) -> Iterator[Page]:
    with signed_in(browser, url, width, lang, role, **more) as page:
        yield page


def look(page: Page) -> None:
    check_axe(page)
    check_width(page)


def at(url: str, page: str = "", city: int = CITY) -> str:
    return f"{url}/city/{city}/plan-data{page}"


def save(page: Page) -> None:
    """Press the button that sends the page's form."""
    follow(page, page.locator("main form button[type=submit]").last)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_sound_filled_empty_and_with_errors(
    browser: Browser, live_server: str, lang: str, width: int
) -> None:
    with an_official(browser, live_server, width, lang) as page:
        for one in PAGES:
            page.goto(at(live_server, one))
            look(page)
        page.goto(at(live_server, "/targets/new"))
        page.fill("[name=value]", "many")
        save(page)
        expect(page.locator("[data-error-summary]")).to_be_focused()
        look(page)
    with an_official(browser, live_server, width, lang, NEIGHBOUR) as page:
        for one in EMPTY:
            page.goto(at(live_server, one, CITY + 1))
            look(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_entry_is_added_moved_and_removed_with_and_without_scripts(
    browser: Browser, live_server: str, scripts: bool
) -> None:
    with an_official(browser, live_server, role=NEIGHBOUR, scripts=scripts) as page:
        for title in ("First area", "Second area"):
            page.goto(at(live_server, "/areas/new", CITY + 1))
            page.fill("[name=title_en]", title)
            save(page)
        names = page.locator(".lbsap-order__item .lbsap-entry > a")
        expect(names).to_have_text(["First area", "Second area"])
        follow(page, page.get_by_role("button", name=re.compile("^Up.+Second area$")))
        expect(names).to_have_text(["Second area", "First area"])
        follow(page, page.get_by_role("link", name=re.compile("^Remove.+First area$")))
        look(page)
        save(page)
        expect(names).to_have_text(["Second area"])


def test_an_entry_is_filled_in_by_keyboard_alone(browser: Browser, live_server: str) -> None:
    with an_official(browser, live_server, role=NEIGHBOUR) as page:
        page.goto(at(live_server, "/roster/new", CITY + 1))
        page.locator("[name=layer]").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("市生态环境局")
        page.keyboard.press("Tab")
        page.keyboard.type("ecology bureau")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("h2", has_text="Expert level")).to_be_visible()
        expect(page.get_by_role("link", name="ecology bureau", exact=True)).to_be_visible()


def test_two_who_save_at_once_see_both_versions(browser: Browser, live_server: str) -> None:
    with (
        an_official(browser, live_server, PHONE) as first,
        an_official(browser, live_server, PHONE, "zh", "editor") as second,
    ):
        for page in (first, second):
            page.goto(at(live_server, "/projects/edit/p01"))
        first.fill("[name=place_en]", "mine")
        save(first)
        second.fill("[name=place_en]", "theirs")
        save(second)
        expect(second.locator("#newer")).to_contain_text("mine")
        expect(second.locator("[name=place_en]")).to_have_value("theirs")
        look(second)
        save(second)
        expect(second.locator("[role=status]")).to_be_visible()


def test_a_picture_is_uploaded_and_shown(browser: Browser, live_server: str, tmp_path: Path) -> None:
    file = tmp_path / "湿地.png"
    file.write_bytes(png(400, 300, [(b"tEXt", b"Author\0somebody")]))
    with an_official(browser, live_server) as page:
        page.goto(at(live_server, "/pictures/new"))
        page.set_input_files("[name=file]", file)
        page.fill("[name=caption_zh]", "湿地")
        page.fill("[name=alt_en]", "A wetland seen from above")
        page.locator("[name=no_exact_sites]").check()
        save(page)
        picture = page.get_by_alt_text("A wetland seen from above")
        expect(picture).to_be_visible()
        assert picture.evaluate("one => one.naturalWidth") == 400
        look(page)
