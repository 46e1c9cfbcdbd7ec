"""The sample pages of all components as people meet them: phone and desk, with and without scripts, by keyboard."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.pages import DESK, PHONE, a_page, check_axe, check_width
from tests.web.gallery import PAGES

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }"""
RING = """() => {
  const one = document.activeElement, label = one.labels && one.labels[0];
  const styles = [[one], [label], [label, "::before"]].filter(([e]) => e).map(([e, part]) => getComputedStyle(e, part));
  const ring = styles.find((s) => s.outlineStyle === "solid" && parseFloat(s.outlineWidth) >= 2);
  const box = one.getBoundingClientRect();
  return {ring: ring ? ring.outlineColor : "", what: one.outerHTML.slice(0, 100), skip: one.className,
          top: box.top + scrollY, seen: box.bottom > 0 && box.top < innerHeight, end: one === document.body};
}"""


@pytest.fixture(params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(("width", "scripts"), [(DESK, True), (PHONE, True), (PHONE, False)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_stands_out_of_the_page(
    browser: Browser, gallery_url: str, screenshots: Path, lang: str, name: str, width: int, scripts: bool
) -> None:
    with a_page(browser, width, scripts=scripts) as page:
        page.goto(f"{gallery_url}/{name}?lang={lang}")
        check_axe(page)
        check_width(page)
        page.screenshot(
            path=screenshots / f"{name}-{lang}-{width}{'' if scripts else '-plain'}.png", full_page=True
        )


@pytest.mark.parametrize("name", PAGES)
def test_wider_spaced_and_larger_text_still_fits(
    browser: Browser, gallery_url: str, lang: str, name: str
) -> None:
    with a_page(browser, 640, bypass_csp=True) as page:
        page.goto(f"{gallery_url}/{name}?lang={lang}")
        page.add_style_tag(content=SPACED)
        page.add_style_tag(content="html { font-size: 200% }")
        check_width(page)


@pytest.mark.parametrize("name", PAGES)
def test_what_is_tapped_is_large_enough(browser: Browser, gallery_url: str, name: str) -> None:
    with a_page(browser, PHONE) as page:
        page.goto(f"{gallery_url}/{name}?lang=zh")
        assert not small_targets(page)


def test_the_keyboard_reaches_everything_in_reading_order_with_a_ring_that_is_seen(
    browser: Browser, gallery_url: str
) -> None:
    with a_page(browser) as page:
        page.goto(f"{gallery_url}/item?lang=en")
        stops = tab_through(page)
    assert "govuk-skip-link" in stops[0]["skip"]
    assert not [stop["what"] for stop in stops if not (stop["ring"] and stop["seen"])]
    tops = [stop["top"] for stop in stops[1:]]
    assert all(later >= earlier - 60 for earlier, later in pairwise(tops))
    assert {contrast_to_white(stop["ring"]) >= 3 for stop in stops} == {True}


def test_radios_are_chosen_by_the_arrow_keys(browser: Browser, gallery_url: str) -> None:
    with a_page(browser) as page:
        page.goto(f"{gallery_url}/item?lang=en")
        page.focus("#verdict")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        assert page.eval_on_selector_all("[name=verdict]:checked", "all => all.map((e) => e.value)") == [
            "drop"
        ]


def test_the_first_view_is_light_and_asks_no_other_host(browser: Browser, gallery_url: str) -> None:
    answers: list[Response] = []
    with a_page(browser, PHONE) as page:
        page.on("response", lambda answer: answers.append(answer))
        page.goto(f"{gallery_url}/item?lang=zh", wait_until="networkidle")
        assert all(answer.url.startswith(gallery_url) for answer in answers)
        assert len(answers) <= 6
        assert sum(answer.request.sizes()["responseBodySize"] for answer in answers) < 40_000


def test_the_page_says_nothing_against_its_own_security_policy(browser: Browser, gallery_url: str) -> None:
    said: list[str] = []
    with a_page(browser) as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for name in PAGES:
            page.goto(f"{gallery_url}/{name}?lang=zh")
    assert not said


def test_faults_take_the_focus_and_lead_to_their_fields(browser: Browser, gallery_url: str) -> None:
    with a_page(browser) as page:
        page.goto(f"{gallery_url}/errors?lang=en")
        assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
        page.click("[href='#email']")
        assert page.evaluate("document.activeElement.id") == "email"


def test_forced_colours_leave_the_chosen_rating_and_the_bars_to_be_seen(
    browser: Browser, gallery_url: str
) -> None:
    with a_page(browser, forced_colors="active") as page:
        page.goto(f"{gallery_url}/item?lang=en")
        borders = page.evaluate(
            """() => ["[value='7']:checked", "[value='6']"].map((one) =>
                 parseFloat(getComputedStyle(document.querySelector(`${one} + .lbsap-rating__label`)).borderTopWidth))"""
        )
        assert borders[0] > borders[1]
        page.goto(f"{gallery_url}/tasks?lang=en")
        fills = page.evaluate(
            "() => ['all', 'part'].map((one) => getComputedStyle(document.querySelector(`.lbsap-bar__${one}`)).fill)"
        )
        assert fills[0] != fills[1]


def test_paper_shows_the_answers_and_no_controls(
    browser: Browser, gallery_url: str, screenshots: Path
) -> None:
    with a_page(browser) as page:
        page.goto(f"{gallery_url}/review?lang=zh")
        page.emulate_media(media="print")
        assert page.locator(".govuk-summary-list__value").first.is_visible()
        assert not page.locator("button:visible, .govuk-summary-list__actions:visible").count()
        page.screenshot(path=screenshots / "review-zh-print.png", full_page=True)


def small_targets(page: Page) -> list[str]:
    """The controls that are less than 44 px high or wide."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("input:not([type=hidden]), button, textarea, .govuk-button, summary")]
          .filter((e) => e.offsetParent && e.tabIndex >= 0)
          .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 100)])
          .filter(([box]) => box.width < 44 || box.height < 44).map(([, what]) => what)"""
    )
    return found


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the page is left; each stop as RING sees it."""
    stops: list[dict[str, Any]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(RING)
        if stop["end"]:
            return stops
        stops.append(stop)
    raise AssertionError("the keyboard never left the page")


def contrast_to_white(colour: str) -> float:
    """The contrast of a colour, as a browser tells it, to white."""

    def linear(part: str) -> float:
        value = int(part) / 255
        return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(linear, colour.removeprefix("rgb(").rstrip(")").split(","))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
