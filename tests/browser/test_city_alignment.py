"""Alignment as officials do it: both languages, phone and desk, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import DESK, PHONE, a_page, check_axe, check_width, follow
from tests.web.conftest import CITY, NEIGHBOUR, PASSWORD

LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}
ALIGNMENT: Final = f"city/{CITY}/alignment"
PAGES: Final = (
    ALIGNMENT,
    f"{ALIGNMENT}/action/policy",
    f"{ALIGNMENT}/matrix",
    f"{ALIGNMENT}/matrix?framework=gbf&by=action",
    f"{ALIGNMENT}/gaps",
)


@contextmanager
def an_official(
    browser: Browser,
    url: str,
    width: int = DESK,
    lang: str = "en",
    *,
    who: str = "city",
    scripts: bool = True,
) -> Iterator[Page]:
    """A window in which somebody who works for a city has signed in."""
    with a_page(browser, width, locale=LOCALES[lang], scripts=scripts) as page:
        page.goto(f"{url}/account/sign-in")
        page.fill("[name=email]", f"{who}@example.org")
        page.fill("[name=password]", PASSWORD)
        follow(page, page.locator("main button[type=submit]"))
        yield page


def look(page: Page) -> None:
    check_axe(page)
    check_width(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_sound_filled_empty_and_with_errors(
    browser: Browser, live_server: str, lang: str, width: int
) -> None:
    with an_official(browser, live_server, width, lang) as page:
        for path in PAGES:
            page.goto(f"{live_server}/{path}")
            look(page)
        page.goto(f"{live_server}/{ALIGNMENT}/action/policy")
        page.locator("details:has(select) > summary").first.click()
        page.locator("select[name^=add-]").first.select_option(index=1)
        follow(page, page.locator("main button[value=save]"))
        expect(page.locator("[data-error-summary]")).to_be_focused()
        look(page)
    with an_official(browser, live_server, width, lang, who=NEIGHBOUR) as page:
        for path in ("", "/matrix", "/gaps"):
            page.goto(f"{live_server}/city/{CITY + 1}/alignment{path}")
            look(page)


def test_on_a_phone_the_matrix_is_a_list_and_on_a_desk_a_table_as_well(
    browser: Browser, live_server: str
) -> None:
    for width, shown in ((PHONE, False), (DESK, True)):
        with an_official(browser, live_server, width) as page:
            page.goto(f"{live_server}/{ALIGNMENT}/matrix")
            expect(page.locator(".lbsap-matrix").first).to_be_visible()
            expect(page.locator(".lbsap-grid table")).to_be_visible(visible=shown)


def test_a_proposal_is_confirmed_by_keyboard(browser: Browser, live_server: str) -> None:
    with an_official(browser, live_server) as page:
        page.goto(f"{live_server}/{ALIGNMENT}/action/policy")
        first = page.locator("main input[type=radio][value=high]").first
        first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        expect(page.locator("main input[type=radio][value=medium]").first).to_be_checked()
        save = page.locator("main button[value=save]")
        save.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("[role=status]")).to_be_visible()
        expect(page.locator("main input[type=radio][value=medium]").first).to_be_checked()


def test_without_scripts_a_link_is_added_by_hand(browser: Browser, live_server: str) -> None:
    with an_official(browser, live_server, PHONE, "zh", scripts=False) as page:
        page.goto(f"{live_server}/{ALIGNMENT}/action/awareness")
        page.locator("details:has(select) > summary").first.click()
        page.locator("select[name^=add-]").first.select_option("NBSAP-27")
        page.locator("select[name^=extent-]").first.select_option("low")
        follow(page, page.locator("main button[value=save]"))
        page.goto(f"{live_server}/{ALIGNMENT}/matrix")
        expect(page.locator("#target-NBSAP-27")).to_contain_text("普及")


def test_a_finding_leads_to_the_field_that_mends_it(browser: Browser, live_server: str) -> None:
    with an_official(browser, live_server) as page:
        page.goto(f"{live_server}/{ALIGNMENT}/gaps")
        link = page.locator(".lbsap-findings a").first
        follow(page, link)
        expect(page.locator("h1")).to_be_visible()
        assert "/gaps" not in page.url
