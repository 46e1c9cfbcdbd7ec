"""Reports and data in a real browser: axe, narrow and wide, both languages, without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.registry import Registry
from tests.browser import pages
from tests.browser.pages import DESK, LOCALES, PHONE, check_states, follow
from tests.web.conftest import Sample
from tests.web.workbench.conftest import make_answered

signed_in = partial(pages.signed_in, role="administrator")


@pytest.fixture
def answered(app: Flask, own_registry: Registry) -> Sample:
    """A consultation whose first round has closed with 36 sample experts."""
    return make_answered(app.extensions["lbsap_engine"], own_registry)


def walk(page: Page, url: str, sample: Sample, answered: Sample) -> Iterator[str]:
    """The pages before and after a round has closed, their forms empty, refused and saved."""
    page.goto(f"{url}/w/c/{sample.consultation}/reports")
    yield "nothing-yet"
    page.goto(f"{url}/w/c/{sample.consultation}/reports/report-en.docx")
    yield "too-early"
    page.goto(f"{url}/w/c/{answered.consultation}/reports")
    yield "reports"
    page.goto(f"{url}/w/c/{answered.consultation}/reports/contacts")
    yield "contacts"
    follow(page, page.locator("main form button"))
    yield "contacts-refused"
    page.goto(f"{url}/w/c/{answered.consultation}/reports/statements")
    yield "statements"
    page.fill("[name=piloting_zh]", "长" * 4100)
    follow(page, page.locator("main form button"))
    yield "statements-refused"
    page.fill("[name=piloting_zh]", "三名专家试填。")
    follow(page, page.locator("main form button"))
    yield "statements-saved"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_is_accessible_and_fits(
    browser: Browser,
    live_server: str,
    sample: Sample,
    answered: Sample,
    screenshots: Path,
    width: int,
    lang: str,
) -> None:
    with signed_in(browser, live_server, width, lang) as page:
        check_states(page, walk(page, live_server, sample, answered), screenshots, f"reports-{lang}-{width}")


def test_every_page_works_without_scripts(
    browser: Browser, live_server: str, sample: Sample, answered: Sample
) -> None:
    with signed_in(browser, live_server, scripts=False) as page:
        assert list(walk(page, live_server, sample, answered))[-1] == "statements-saved"
        expect(page.locator("main")).to_contain_text("statements of the host are missing")


def test_the_report_is_fetched_by_the_keyboard_alone(
    browser: Browser, live_server: str, answered: Sample
) -> None:
    with signed_in(browser, live_server) as page:
        page.goto(f"{live_server}/w/c/{answered.consultation}/reports")
        page.get_by_role("link", name="Report in Chinese").focus()
        with page.expect_download() as saved:
            page.keyboard.press("Enter")
        assert saved.value.suggested_filename.endswith("-report-zh.docx")


def test_contact_data_are_saved_as_a_file_once_the_ground_is_told(
    browser: Browser, live_server: str, sample: Sample
) -> None:
    with signed_in(browser, live_server) as page:
        page.goto(f"{live_server}/w/c/{sample.consultation}/reports/contacts")
        page.focus("#ground")
        page.keyboard.type("certificates, as agreed")
        with page.expect_download() as saved:
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        assert "专家E01" in Path(saved.value.path()).read_text(encoding="utf-8-sig")
