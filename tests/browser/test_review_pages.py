"""Review, submitting, the copy and the feedback of later rounds, as people meet them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from lbsap.actions.consultations import close_round
from lbsap.model.actor import Actor
from lbsap.registry import Registry
from lbsap_docx.lint import lint
from tests.browser.pages import DESK, PHONE, a_page, check_states
from tests.browser.test_entry_pages import LOCALES, press, tab_to
from tests.web.expert.rounds import SPLIT, Second, second_round

NEXT = "cbi2021_05"


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The application's database."""
    found: Engine = app.extensions["lbsap_engine"]
    return found


@pytest.fixture
def made(engine: Engine, own_registry: Registry) -> Second:
    """A consultation whose second round is open."""
    return second_round(engine, own_registry)


def come_in(page: Page, url: str, made: Second) -> None:
    """Begin a visit and agree to the notice, by the buttons."""
    page.goto(f"{url}/e/i/{made.token}")
    send(page, "Begin", "开始作答", "Go on with my answers", "继续作答")
    page.check("#agreed")
    send(page, "Agree and continue", "同意并继续")


def send(page: Page, *names: str) -> None:
    """Press a button and wait for the page it leads to."""
    with page.expect_navigation():
        press(page, *names)


def walk(page: Page, url: str, made: Second, engine: Engine) -> Iterator[str]:
    """Go through every state of the pages; each is named as it is reached."""
    come_in(page, url, made)
    page.goto(f"{url}/e/review")
    yield "review-empty"
    send(page, "Submit my answers", "提交答复")
    yield "review-nothing-answered"
    page.goto(f"{url}/e/feedback")
    yield "feedback"
    page.goto(f"{url}/e/item/{SPLIT}")
    yield "feedback-item"
    send(page, "Confirm my last answer: Drop", "维持原意见：删除")
    page.goto(f"{url}/e/item/{SPLIT}")
    yield "feedback-confirmed"
    page.goto(f"{url}/e/item/{NEXT}?back=review")
    page.locator("input[name=verdict][value=drop]").check()
    send(page, "Save and next", "保存，进入下一项")
    page.goto(f"{url}/e/review")
    yield "review-not-complete"
    send(page, "Submit my answers", "提交答复")
    yield "review-error"
    page.goto(f"{url}/e/item/{NEXT}?back=review")
    page.fill("textarea[name=reason]", "与第 4 项重复。")
    send(page, "Save and next", "保存，进入下一项")
    yield "review-changed"
    send(page, "Submit my answers", "提交答复")
    yield "done"
    page.goto(f"{url}/e/copy")
    yield "copy"
    page.goto(f"{url}/e/review")
    yield "review-submitted"
    close_round(Actor.local(), engine, made.second)
    page.goto(f"{url}/e/review")
    yield "review-closed"
    page.goto(f"{url}/e/feedback")
    yield "feedback-closed"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_state_of_the_pages_is_accessible_and_fits(
    browser: Browser, live_server: str, made: Second, engine: Engine, screenshots: Path, width: int, lang: str
) -> None:
    with a_page(browser, width, locale=LOCALES[lang]) as page:
        check_states(page, walk(page, live_server, made, engine), screenshots, f"review-{lang}-{width}")


def test_every_page_works_without_scripts(
    browser: Browser, live_server: str, made: Second, engine: Engine
) -> None:
    with a_page(browser, PHONE, scripts=False, locale="zh-CN") as page:
        assert list(walk(page, live_server, made, engine))[-1] == "feedback-closed"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_word_file_comes_as_a_download(
    browser: Browser, live_server: str, made: Second, scripts: bool
) -> None:
    with a_page(browser, scripts=scripts, locale="zh-CN") as page:
        come_in(page, live_server, made)
        page.goto(f"{live_server}/e/copy")
        with page.expect_download() as started:
            page.get_by_role("link", name="下载 Word 文件").click()
        assert started.value.suggested_filename == "专家意见表.docx"
        assert lint(started.value.path().read_bytes()) == []


def test_confirming_changing_and_submitting_need_only_the_keyboard(
    browser: Browser, live_server: str, made: Second
) -> None:
    with a_page(browser, locale="en-GB") as page:
        come_in(page, live_server, made)
        page.goto(f"{live_server}/e/item/{SPLIT}")
        tab_to(page, "Confirm my last answer")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: SPLIT not in url.partition("?")[0])
        page.goto(f"{live_server}/e/review")
        tab_to(page, "Change", f"change-{NEXT}")
        page.keyboard.press("Enter")
        page.wait_for_url("**back=review")
        tab_to(page, "Keep", "verdict")
        page.keyboard.press("Space")
        tab_to(page, "Save and next")
        page.keyboard.press("Enter")
        page.wait_for_url("**/e/review?**")
        tab_to(page, "Submit my answers")
        page.keyboard.press("Enter")
        page.wait_for_url("**/e/done")
        expect(page.get_by_role("heading", level=1)).to_have_text("Your answers are submitted")


def test_an_error_takes_the_focus_and_leads_to_the_change_link(
    browser: Browser, live_server: str, made: Second
) -> None:
    with a_page(browser, locale="en-GB") as page:
        come_in(page, live_server, made)
        page.goto(f"{live_server}/e/review")
        send(page, "Submit my answers")
        expect(page.locator("[data-error-summary]")).to_be_focused()
        page.locator("[data-error-summary] a").first.press("Enter")
        assert page.evaluate("document.activeElement.id").startswith("change-")


def test_inside_wechat_a_line_tells_how_to_go_on_in_a_browser(
    browser: Browser, live_server: str, made: Second
) -> None:
    agent = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/107.0 Mobile MicroMessenger/8.0.30"
    with a_page(browser, PHONE, locale="zh-CN", user_agent=agent) as page:
        come_in(page, live_server, made)
        page.goto(f"{live_server}/e/copy")
        expect(page.get_by_text("在微信中：点击右上角菜单，选择“在浏览器打开”")).to_be_visible()


def test_printed_the_copy_bears_no_controls(browser: Browser, live_server: str, made: Second) -> None:
    with a_page(browser, locale="zh-CN") as page:
        come_in(page, live_server, made)
        page.goto(f"{live_server}/e/copy")
        page.emulate_media(media="print")
        expect(page.get_by_role("link", name="下载 Word 文件")).to_be_hidden()
        expect(page.locator("[data-copy]")).to_be_hidden()
        expect(page.get_by_text("签名：")).to_be_visible()
