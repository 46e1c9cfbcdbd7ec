"""The experts' own pages as readers set them: larger and wider-spaced letters, fingers, keyboards, chosen colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.registry import Registry
from tests.browser.pages import DESK, PHONE, a_page, check_width, follow
from tests.browser.test_answering import FIRST, LANGS, Expert, visiting
from tests.browser.test_look import SPACED, contrast_to_white, small_targets, tab_through
from tests.browser.test_review_pages import come_in
from tests.web.conftest import Sample
from tests.web.expert.rounds import SPLIT, second_round

PATHS = (
    "/e/", FIRST, "/e/all/native_biodiversity", "/e/profile", "/e/components", "/e/proposals", "/e/closing",
    "/e/review", "/e/copy", "/e/data", "/e/data/delete", "/e/consent",
)  # fmt: skip


@pytest.fixture
def expert(app: Flask, sample: Sample) -> Expert:
    return Expert(app, sample.tokens["E01"])


def unfold(page: Page) -> None:
    page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")


@pytest.mark.parametrize("lang", LANGS)
def test_wider_spaced_text_of_twice_the_size_still_fits(
    browser: Browser, live_server: str, expert: Expert, lang: str
) -> None:
    with visiting(browser, live_server, expert, 640, lang, bypass_csp=True) as page:
        for path in PATHS:
            page.goto(live_server + path)
            unfold(page)
            page.add_style_tag(content=SPACED)
            page.add_style_tag(content="html { font-size: 200% }")
            check_width(page)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_tapped_is_large_enough(
    browser: Browser, live_server: str, expert: Expert, lang: str
) -> None:
    with visiting(browser, live_server, expert, PHONE, lang) as page:
        for path in PATHS:
            page.goto(live_server + path)
            unfold(page)
            assert not small_targets(page), path


def test_all_that_is_read_is_set_at_sixteen_pixels_or_more_with_generous_lines(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert, PHONE, "zh") as page:
        for path in PATHS:
            page.goto(live_server + path)
            unfold(page)
            tight = page.evaluate(TIGHT)
            assert not tight, (path, tight)


TIGHT = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const said = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!said || !one.getClientRects().length || one.closest("h1, h2, h3, option, .govuk-visually-hidden")) return false;
  const style = getComputedStyle(one), size = parseFloat(style.fontSize);
  return size < 16 || !(parseFloat(style.lineHeight) / size >= 1.45);
}).map((one) => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("path", [FIRST, "/e/all/ecosystem_services", "/e/", "/e/review"])
def test_the_keyboard_reaches_everything_in_reading_order_with_a_ring_that_is_seen(
    browser: Browser, live_server: str, expert: Expert, path: str
) -> None:
    with visiting(browser, live_server, expert, DESK) as page:
        page.goto(live_server + path)
        stops = tab_through(page)
    assert "govuk-skip-link" in stops[0]["skip"]
    assert not [stop["what"] for stop in stops if not (stop["ring"] and stop["seen"])]
    assert all(later["top"] >= earlier["top"] - 60 for earlier, later in pairwise(stops[1:]))
    assert {contrast_to_white(stop["ring"]) >= 3 for stop in stops} == {True}


def test_what_was_typed_is_there_after_back_however_soon_one_left(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert, PHONE, "zh") as page:
        page.goto(live_server + FIRST)
        page.fill("#reason", "匆忙离开前写下的话")
        follow(page, page.locator(".lbsap-pager__link--next"))
        page.go_back()
        expect(page.locator("#reason")).to_have_value("匆忙离开前写下的话")
    assert expert.kept().reason == "匆忙离开前写下的话"


def test_on_a_phone_nothing_is_offered_that_is_of_use_on_a_large_screen_only(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    for width in (PHONE, DESK):
        with visiting(browser, live_server, expert, width) as page:
            page.goto(live_server + expert.link)
            assert page.locator("#several").is_visible() == (width == DESK)
            page.goto(live_server + FIRST)
            assert page.get_by_role("link", name="on one page").is_visible() == (width == DESK)


def test_ones_last_answer_beside_the_groups_breaks_no_word(
    app: Flask, own_registry: Registry, browser: Browser, live_server: str
) -> None:
    made = second_round(app.extensions["lbsap_engine"], own_registry)
    with a_page(browser, DESK, locale="en-GB") as page:
        come_in(page, live_server, made)
        for path in (f"/e/item/{SPLIT}", "/e/feedback"):
            page.goto(live_server + path)
            narrow = page.evaluate(
                """() => [...document.querySelectorAll(".lbsap-columns dt, .lbsap-columns dd")].filter((one) => {
                  if (!one.getClientRects().length) return false;
                  const copy = one.cloneNode(true);
                  copy.style.cssText = "position: absolute; width: min-content; overflow-wrap: normal";
                  one.after(copy);
                  const wide = copy.getBoundingClientRect().width > one.getBoundingClientRect().width + 1;
                  copy.remove();
                  return wide;
                }).map((one) => one.textContent)"""
            )
            assert not narrow, path
