"""Setting up a consultation as editors do it: both languages, phone and desk, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.registry import Registry
from lbsap.steps.common.moments import write_moment
from lbsap.store.columns import now
from tests.browser.pages import DESK, PHONE, a_page, check_axe, check_width, follow
from tests.web.conftest import PASSWORD
from tests.web.workbench.conftest import make_answered
from tests.web.workbench.drafting import NOTICE, TITLES

LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}
SETUP: Final = ("titles", "questionnaire", "strata", "anonymity", "notice", "words")
ROUND: Final = ("rule", "dates", "open")


@contextmanager
def an_editor(
    browser: Browser, url: str, width: int = DESK, lang: str = "en", *, scripts: bool = True
) -> Iterator[Page]:
    """A window in which an editor has signed in."""
    with a_page(browser, width, locale=LOCALES[lang], scripts=scripts) as page:
        page.goto(f"{url}/account/sign-in")
        page.fill("[name=email]", "editor@example.org")
        page.fill("[name=password]", PASSWORD)
        follow(page, page.locator("main button[type=submit]"))
        yield page


def press(page: Page) -> None:
    """Press the button that sends the page's form."""
    follow(page, page.locator("main form button[type=submit]").last)


def begin(page: Page, url: str) -> str:
    """Begin a consultation; the address of its overview."""
    page.goto(f"{url}/w/new")
    page.locator("[name=catalogue][value^='cbi-2021@']").check()
    press(page)
    for name, words in TITLES.items():
        page.fill(f"[name={name}]", words)
    page.locator("[name=source][value=made]").check()
    press(page)
    return page.url


def look(page: Page) -> None:
    check_axe(page)
    check_width(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_of_the_set_up_is_sound_empty_filled_and_with_errors(
    browser: Browser, live_server: str, lang: str, width: int
) -> None:
    with an_editor(browser, live_server, width, lang) as page:
        page.goto(f"{live_server}/w/new")
        look(page)
        page.locator("[name=catalogue][value^='cbi-2021@']").check()
        press(page)
        press(page)
        expect(page.locator("[data-error-summary]")).to_be_focused()
        look(page)
        here = begin(page, live_server)
        look(page)
        for part in SETUP:
            page.goto(f"{here}setup/{part}")
            look(page)
        for part in ROUND:
            page.goto(f"{here}round/1/{part}")
            look(page)
        page.goto(f"{here}setup/notice")
        press(page)
        look(page)
        page.goto(f"{live_server}/w/")
        look(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_preview_and_the_pages_of_later_rounds_are_sound(
    browser: Browser, live_server: str, app: Flask, own_registry: Registry, lang: str, width: int
) -> None:
    done = make_answered(app.extensions["lbsap_engine"], own_registry)
    here = f"{live_server}/w/c/{done.consultation}/"
    with an_editor(browser, live_server, width, lang) as page:
        for part in (
            "preview/",
            "preview/consent",
            "preview/item/cbi2021_01",
            "preview/all/native_biodiversity",
        ):
            page.goto(here + part)
            look(page)
        page.goto(f"{here}public-link")
        press(page)
        look(page)
        page.goto(here)
        look(page)
        follow(page, page.locator("form[action$='next-round'] button"))
        look(page)
        page.goto(f"{here}round/2/items")
        look(page)
        follow(page, page.locator("main .lbsap-steps a").first)
        press(page)
        look(page)
        running = f"{live_server}/w/c/1/"
        for part in ("", "round/1/close", "round/1/deadline"):
            page.goto(running + part)
            look(page)


def test_without_scripts_a_round_is_set_up_previewed_opened_and_closed(
    browser: Browser, live_server: str
) -> None:
    with an_editor(browser, live_server, scripts=False) as page:
        here = begin(page, live_server)
        page.goto(f"{here}setup/notice")
        for name, words in NOTICE.items():
            if name != "abroad":
                page.fill(f"[name={name}]", words)
        page.locator("[name=abroad][value=no]").check()
        press(page)
        page.goto(f"{here}round/1/dates")
        page.fill("[name=closes_at]", write_moment(now() + timedelta(days=30)))
        press(page)
        follow(page, page.get_by_role("main").get_by_role("link", name="Preview as an expert"))
        follow(page, page.get_by_role("main").get_by_role("link", name="1 Proportion of natural areas").first)
        page.locator("[name=verdict][value=keep]").check()
        follow(page, page.get_by_role("button", name="Save and next"))
        expect(page.get_by_text("What you just sent was not saved.")).to_be_visible()
        follow(page, page.get_by_role("link", name="Back to the workbench"))
        follow(page, page.get_by_role("main").get_by_role("link", name="Open the round", exact=True))
        follow(page, page.get_by_role("button", name="Open the round"))
        assert page.url == here
        expect(page.get_by_role("main").get_by_text("Answers of experts")).to_be_visible()
        follow(page, page.get_by_role("link", name="Close the round"))
        follow(page, page.get_by_role("button", name="Close the round"))
        expect(page.get_by_role("button", name="Draft the next round")).to_be_visible()


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def reach(page: Page, found: Callable[[], bool]) -> None:
    """Go on with Tab until the focus is where it should be; it is visible at each stop."""
    for _stop in range(60):
        if found():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by Tab on {page.url}")


def focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("(one) => document.activeElement.matches(one)", selector))


def test_a_draft_is_begun_and_changed_by_the_keyboard_alone(browser: Browser, live_server: str) -> None:
    with an_editor(browser, live_server) as page:
        page.goto(f"{live_server}/w/new")
        reach(page, lambda: focused(page, "[name=catalogue]"))
        keys(page, "Space")
        reach(page, lambda: focused(page, "main form button"))
        with page.expect_navigation():
            keys(page, "Enter")
        for name, words in TITLES.items():
            reach(page, lambda name=name: focused(page, f"[name={name}]"))  # type: ignore[misc]
            page.keyboard.type(words)
        reach(page, lambda: focused(page, "[name=source]"))
        keys(page, "Space")
        reach(page, lambda: focused(page, "main form button"))
        with page.expect_navigation():
            keys(page, "Enter")
        here = page.url
        reach(page, lambda: focused(page, "main a[href$='setup/anonymity']"))
        with page.expect_navigation():
            keys(page, "Enter")
        reach(page, lambda: focused(page, "[name=anonymity]"))
        keys(page, "ArrowDown")
        reach(page, lambda: focused(page, "main form button"))
        with page.expect_navigation():
            keys(page, "Enter")
        assert page.url == here
        expect(page.get_by_text("This consultation is held under names")).to_be_visible()


def test_nothing_is_saved_by_itself_in_a_preview(browser: Browser, live_server: str) -> None:
    sent: list[str] = []
    with an_editor(browser, live_server) as page:
        page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
        page.goto(f"{live_server}/w/c/1/preview/item/cbi2021_01")
        page.locator("[name=verdict][value=drop]").check()
        page.fill("[name=reason]", "words that are typed on")
        page.locator("[name=reason]").blur()
        page.wait_for_timeout(2500)
        assert sent == []
