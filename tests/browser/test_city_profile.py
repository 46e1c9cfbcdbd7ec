"""Profile, departments, further plans, import and workbook in a real browser: axe, widths, languages, no scripts, keyboard."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.browser import pages
from tests.browser.pages import DESK, LOCALES, PHONE, check_axe, check_width, follow
from tests.web.conftest import CITY, NEIGHBOUR

COUNTY = CITY + 1
PROFILE = Path(__file__).parents[1] / "data" / "citieswithnature_congjiang.txt"
signed_in = partial(pages.signed_in, role=NEIGHBOUR)


def _button(page: Page) -> None:
    """Press the main button of the page's first form."""
    follow(page, page.locator("main form .govuk-button").first)


def _download(page: Page, link: str) -> bytes:
    with page.expect_download() as found:
        page.locator(link).first.click()
    return found.value.path().read_bytes()


def _with(content: bytes, sheet: str, cell: str, words: str) -> dict[str, object]:
    book = load_workbook(io.BytesIO(content))
    next(one for one in book.worksheets if one.title.split()[0] == sheet)[cell] = words
    out = io.BytesIO()
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "workbook.xlsx", "mimeType": kind, "buffer": out.getvalue()}


def _profile(page: Page, home: str) -> Iterator[str]:
    page.goto(f"{home}/profile")
    yield "profile-empty"
    page.goto(f"{home}/profile/edit")
    yield "profile-form"
    page.fill("[name=code]", "12")
    _button(page)
    yield "profile-error"
    page.fill("[name=code]", "")
    page.evaluate("document.querySelector('[name=seen]').value = 'stale'")
    _button(page)
    yield "profile-changed-meanwhile"
    page.goto(f"{home}/profile/facts/new")
    _button(page)
    yield "fact-error"
    page.fill("[name=title_zh]", "森林覆盖率")
    _button(page)
    yield "profile-filled"
    page.locator("main table a").click()
    follow(page, page.locator("a[href*='/remove/']"))
    yield "fact-remove"


def _departments(page: Page, home: str) -> Iterator[str]:
    page.goto(f"{home}/departments")
    yield "departments-empty"
    _button(page)
    yield "departments-filled"
    page.goto(f"{home}/departments/new")
    _button(page)
    yield "department-error"


def _frameworks(page: Page, home: str) -> Iterator[str]:
    page.goto(f"{home}/frameworks")
    yield "frameworks-empty"
    content = _download(page, "a[href$='template.xlsx']")
    page.set_input_files("[name=file]", _with(content, "framework", "C2", "nation"))  # type: ignore[arg-type]
    _button(page)
    yield "frameworks-faults"
    page.set_input_files("[name=file]", _with(content, "framework", "A2", "our-province"))  # type: ignore[arg-type]
    _button(page)
    yield "framework-read"


def _import(page: Page, home: str) -> Iterator[str]:
    page.goto(f"{home}/import")
    _button(page)
    yield "import-error"
    page.set_input_files("[name=file]", PROFILE)
    _button(page)
    yield "import-read"
    follow(page, page.locator("button[value=on]"))
    yield "import-unanswered"
    for question, choice in (("tree_cover", "1"), ("urban_green_and_blue_area", "unknown")):
        page.check(f"[name='meaning.{question}'][value='{choice}']")
    follow(page, page.locator("button[value=on]"))
    _button(page)
    yield "import-conflicts"
    other = page.context.new_page()
    other.goto(f"{home}/import/read")
    other.locator("textarea").first.fill("湿地公园。")
    follow(other, other.locator("button[value=keep]"))
    other.close()
    _button(page)
    yield "import-changed"
    for one in page.locator("main fieldset").all():
        one.locator("input").first.check()
    _button(page)
    yield "import-done"


def _spreadsheet(page: Page, home: str) -> Iterator[str]:
    page.goto(f"{home}/spreadsheet")
    yield "workbook"
    content = _download(page, "a[href$='workbook.xlsx']")
    page.set_input_files("[name=file]", _with(content, "profile", "F5", "12"))  # type: ignore[arg-type]
    _button(page)
    yield "workbook-faults"
    page.set_input_files("[name=file]", _with(content, "profile", "F6", "贵州省"))  # type: ignore[arg-type]
    _button(page)
    yield "workbook-changes"
    _button(page)
    yield "workbook-done"


WALKS = {
    "profile": _profile,
    "departments": _departments,
    "frameworks": _frameworks,
    "import": _import,
    "spreadsheet": _spreadsheet,
}


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("walk", WALKS)
def test_every_state_is_accessible_and_fits(
    browser: Browser, live_server: str, screenshots: Path, walk: str, width: int, lang: str
) -> None:
    with signed_in(browser, live_server, width, lang) as page:
        for name in WALKS[walk](page, f"{live_server}/city/{COUNTY}"):
            check_axe(page)
            check_width(page)
            page.screenshot(path=screenshots / f"city-{name}-{lang}-{width}.png", full_page=True)


@pytest.mark.parametrize("walk", ["departments", "frameworks", "import", "spreadsheet"])
def test_every_act_ends_without_scripts(browser: Browser, live_server: str, walk: str) -> None:
    with signed_in(browser, live_server, PHONE, scripts=False) as page:
        assert list(WALKS[walk](page, f"{live_server}/city/{COUNTY}"))


def test_an_editor_adds_a_city_by_keyboard_alone(browser: Browser, live_server: str) -> None:
    with pages.signed_in(browser, live_server, DESK, "en", "editor") as page:
        page.goto(f"{live_server}/city/add")
        check_axe(page)
        page.focus("[name=city_zh]")
        page.keyboard.type("从江县")
        page.keyboard.press("Tab")
        page.keyboard.type("Congjiang County")
        page.keyboard.press("Tab")
        page.keyboard.type("County")
        page.keyboard.press("Tab")
        page.keyboard.type("522633")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("City profile")
        expect(page.get_by_text("The city was added.")).to_be_visible()
        check_axe(page)


def test_an_original_is_pasted_by_keyboard_and_found_again(browser: Browser, live_server: str) -> None:
    home = f"{live_server}/city/{COUNTY}"
    with signed_in(browser, live_server, DESK) as page:
        page.goto(f"{home}/import")
        page.set_input_files("[name=file]", PROFILE)
        _button(page)
        page.focus("[name='original.CWN-01.description']")
        page.keyboard.type("建设湿地公园2处。")
        page.focus("button[value=keep]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("[name='original.CWN-01.description']")).to_have_value("建设湿地公园2处。")
