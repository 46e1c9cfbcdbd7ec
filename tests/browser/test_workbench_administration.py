"""The pages of administrators in a real browser: axe, narrow and wide, both languages, without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import pages
from tests.browser.pages import DESK, LOCALES, PHONE, check_states, follow

signed_in = partial(pages.signed_in, role="administrator")


def walk(page: Page, url: str) -> Iterator[str]:
    """Every page of administrators, empty, filled, with errors and after an act."""
    for name in ("", "people", "people/3", "data", "trail", "plugins"):
        page.goto(f"{url}/w/admin/{name}")
        yield name.replace("/", "-") or "home"
    page.goto(f"{url}/w/admin/people")
    page.fill("#email", "no address")
    follow(page, page.locator("main form button"))
    yield "people-error"
    page.fill("#email", "new@example.org")
    page.check("[name=roles][value=viewer]")
    follow(page, page.locator("main form button"))
    yield "link"
    page.goto(f"{url}/w/admin/people/3")
    follow(page, page.locator("[name=go][value=keep-out]"))
    yield "refused"
    page.goto(f"{url}/w/admin/data")
    page.check("#consultation")
    page.fill("#code", "E01")
    follow(page, page.locator("main form button"))
    yield "erase"
    follow(page, page.locator("[name=go][value=delete]"))
    yield "erased"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_is_accessible_and_fits(
    browser: Browser, live_server: str, screenshots: Path, width: int, lang: str
) -> None:
    with signed_in(browser, live_server, width, lang) as page:
        check_states(page, walk(page, live_server), screenshots, f"admin-{lang}-{width}")


def test_every_page_works_without_scripts(browser: Browser, live_server: str) -> None:
    with signed_in(browser, live_server, scripts=False) as page:
        assert list(walk(page, live_server))[-1] == "erased"
        expect(page.locator("main")).to_contain_text("The data are deleted.")


def test_an_account_is_added_by_the_keyboard_alone(browser: Browser, live_server: str) -> None:
    with signed_in(browser, live_server) as page:
        page.goto(f"{live_server}/w/admin/people")
        page.focus("#email")
        page.keyboard.type("new@example.org")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Hand over the link")
