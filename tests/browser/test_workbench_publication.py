"""Publication in a real browser: axe, narrow and wide, both languages, without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.model.comments import Comment
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.comments import add_comment, answer_comment
from lbsap.store.engine import session_scope
from tests.browser.pages import DESK, LOCALES, PHONE, check_axe, check_states, follow, signed_in
from tests.web.conftest import Sample
from tests.web.workbench.conftest import make_answered
from tests.web.workbench.test_publication import decide_all


@pytest.fixture
def undecided(app: Flask, own_registry: Registry) -> Sample:
    """A closed round without decisions."""
    return make_answered(app.extensions["lbsap_engine"], own_registry)


@pytest.fixture
def decided(app: Flask, own_registry: Registry) -> Sample:
    """A consultation with a decision on every indicator, an answered comment and a city."""
    engine = app.extensions["lbsap_engine"]
    sample = make_answered(engine, own_registry)
    decide_all(engine, own_registry, sample)
    with session_scope(engine) as session:
        said = Comment(sample.consultation, "cbi2021_27", "名称应与统计口径一致。", "letter")
        answer_comment(session, add_comment(session, said), "accepted", Text("已更名。", "Renamed."), seen=0)
    return sample


def walk(page: Page, url: str, undecided: Sample, decided: Sample) -> Iterator[str]:
    """Publication in each state: nothing decided, ready, a wrong version, effects, the last look, published."""
    page.goto(f"{url}/w/c/{undecided.consultation}/publication")
    yield "undecided"
    here = f"{url}/w/c/{decided.consultation}/publication"
    page.goto(here)
    yield "ready"
    page.locator("details summary").click()
    yield "kept"
    page.goto(f"{here}/effects")
    page.locator("details summary").first.click()
    yield "effects"
    page.goto(f"{here}/confirm?version=2021")
    yield "error"
    page.goto(f"{here}/confirm?version=2021-r1")
    yield "confirm"
    follow(page, page.locator("main form button"))
    yield "published"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_is_accessible_and_fits(
    browser: Browser,
    live_server: str,
    undecided: Sample,
    decided: Sample,
    screenshots: Path,
    width: int,
    lang: str,
) -> None:
    with signed_in(browser, live_server, width, lang) as page:
        check_states(
            page, walk(page, live_server, undecided, decided), screenshots, f"publication-{lang}-{width}"
        )


def test_an_editor_publishes_by_keyboard_without_scripts(
    browser: Browser, live_server: str, decided: Sample
) -> None:
    with signed_in(browser, live_server, scripts=False) as page:
        page.goto(f"{live_server}/w/c/{decided.consultation}/publication")
        page.focus("#version")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Publish cbi-2021@2021-r1")
        page.locator("main form button").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(".lbsap-notice--done")).to_contain_text("cbi-2021@2021-r1 is published")
        check_axe(page)


def test_a_word_file_comes_as_a_download_with_a_chinese_name(
    browser: Browser, live_server: str, decided: Sample
) -> None:
    with signed_in(browser, live_server, lang="zh", accept_downloads=True) as page:
        page.goto(f"{live_server}/w/c/{decided.consultation}/publication")
        with page.expect_download() as caught:
            page.get_by_role("link", name="新旧对照（中文").click()
        assert caught.value.suggested_filename == "cbi-2021-2021-r1-评价指南-新旧对照.docx"
