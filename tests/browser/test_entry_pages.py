"""The pages around answering, as people meet them: phone and desk, both languages, by keyboard, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.actions.experts.public import make_public_link
from lbsap.model.actor import Actor
from lbsap.model.notice import Abroad, Notice
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from tests.browser.pages import DESK, PHONE, a_page, check_states, follow
from tests.web.expert.entering import make

LOCALES = {"zh": "zh-CN", "en": "en-GB"}
NOTICE = Notice(
    purpose=Text("修订评价指南", "Revising the evaluation guide"),
    place=Text("主办单位在境内的服务器", "A server of the host in the country"),
    rights_contact="data@example.org",
    abroad=Abroad(
        recipient=Text("境外合作机构", "A partner abroad"),
        contact="abroad@example.org",
        purpose=Text("汇总意见", "Compiling the results"),
        means=Text("加密传输", "Encrypted transfer"),
        kinds=Text("作答内容", "Answers"),
    ),
)


@dataclass(frozen=True)
class Links:
    """The paths of one link of each kind."""

    personal: str
    public: str
    not_yet: str
    closed: str


Walk = Callable[[Page, str, Links], Iterator[str]]


@pytest.fixture
def links(app: Flask, own_registry: Registry) -> Links:
    """A consultation with a notice on a transfer abroad, and others that are not open."""
    engine = app.extensions["lbsap_engine"]
    given: dict[str, Any] = {
        "title": Text(
            "城市生物多样性指数（中国版）修订专家咨询", "Consultation on the Chinese version of the CBI"
        ),
        "host": Text("示例生态环境研究院", "Sample Institute of the Environment"),
        "contact": "help@example.org",
    }
    open_until = datetime(2035, 11, 30, 10, 0, tzinfo=UTC)
    made = make(engine, own_registry, closes_at=open_until, notice=NOTICE, **given)
    later = make(
        engine, own_registry, opens_at=open_until - timedelta(days=60), closes_at=open_until, **given
    )
    ended = make(engine, own_registry, closes_at=datetime(2026, 1, 5, 10, 30, tzinfo=UTC), **given)
    public = make_public_link(Actor.local(), engine, made.consultation, now() + timedelta(days=30))
    return Links(f"/e/i/{made.token}", f"/e/p/{public}", f"/e/i/{later.token}", f"/e/i/{ended.token}")


def press(page: Page, *names: str) -> None:
    """Press the button in the page's content that has one of the names."""
    for name in names:
        button = page.get_by_role("main").get_by_role("button", name=name, exact=True)
        if button.count():
            follow(page, button)
            return
    raise AssertionError(f"no button {names} on {page.url}")


def before_consent(page: Page, url: str, links: Links) -> Iterator[str]:
    """Go through every state before consent is given; each is named as it is reached."""
    for name, path in (("unknown", "/e/i/nobody"), ("not-yet", links.not_yet), ("closed", links.closed)):
        page.goto(url + path)
        yield name
    page.goto(url + links.personal)
    yield "link"
    press(page, "This is not me", "这不是我本人")
    yield "not-me"
    page.goto(url + "/e/resume")
    yield "resume"
    page.fill("#code", "WRONG-CODE")
    press(page, "Continue", "继续")
    yield "resume-error"
    page.goto(url + links.public)
    yield "public"
    press(page, "Begin", "开始作答")
    yield "code"
    press(page, "I have noted the code; continue", "已记下，继续")
    press(page, "I do not agree", "不同意")
    yield "refused"


def with_consent(page: Page, url: str, links: Links) -> Iterator[str]:
    """Go through every state from consent to the deletion of one's data."""
    page.goto(url + links.personal)
    press(page, "Begin", "开始作答")
    yield "consent"
    press(page, "Agree and continue", "同意并继续")
    yield "consent-error"
    page.check("#agreed")
    press(page, "Agree and continue", "同意并继续")
    press(page, "Keep and next", "保留，进入下一项")
    yield "profile"
    press(page, "Save and continue", "保存并继续")
    yield "profile-error"
    for question in ("field", "institution", "experience"):
        page.check(f"#profile-{question}-2")
    press(page, "Save and continue", "保存并继续")
    page.goto(url + "/e/profile")
    yield "profile-filled"
    page.goto(url + "/e/consent")
    yield "consent-given"
    page.goto(url + "/e/data")
    yield "data"
    page.goto(url + "/e/data/contact")
    yield "contact"
    page.fill("#email", "no address")
    press(page, "Save", "保存")
    yield "contact-error"
    page.goto(url + "/e/data/withdraw")
    yield "withdraw"
    press(page, "Withdraw my consent", "撤回同意")
    yield "data-withdrawn"
    page.goto(url + "/e/data/delete")
    yield "delete"
    press(page, "Delete my data for good", "永久删除我的信息")
    yield "deleted"


@pytest.mark.parametrize("walk", [before_consent, with_consent])
@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_state_of_the_pages_is_accessible_and_fits(
    browser: Browser, live_server: str, links: Links, screenshots: Path, width: int, lang: str, walk: Walk
) -> None:
    with a_page(browser, width, locale=LOCALES[lang]) as page:
        check_states(page, walk(page, live_server, links), screenshots, f"entry-{lang}-{width}")


@pytest.mark.parametrize("walk", [before_consent, with_consent])
def test_every_page_works_without_scripts(
    browser: Browser, live_server: str, links: Links, walk: Walk
) -> None:
    with a_page(browser, PHONE, scripts=False, locale="zh-CN") as page:
        reached = list(walk(page, live_server, links))
    assert reached[-1] in ("refused", "deleted")


def test_one_can_leave_and_come_back_without_scripts(
    browser: Browser, live_server: str, links: Links
) -> None:
    with a_page(browser, scripts=False, locale="en-GB") as page:
        page.goto(live_server + links.personal)
        press(page, "Begin")
        follow(page, page.get_by_role("button", name="Leave; my answers are kept"))
        expect(page.get_by_role("heading", level=1)).to_have_text("You have left")
        page.goto(live_server + links.personal)
        press(page, "Go on with my answers")
        assert page.url.endswith("/e/consent")


def tab_to(page: Page, words: str, id: str = "") -> None:  # noqa: A002 - the name is HTML's
    """Press Tab until the focus is on what has these words, as they are read out, and the id where one is given."""
    for _ in range(120):
        page.keyboard.press("Tab")
        told, found = page.evaluate(
            "() => { const e = document.activeElement; return [(e.labels?.[0] ?? e).textContent.trim(), e.id] }"
        )
        if told.startswith(words) and id in ("", found):
            return
    raise AssertionError(f"the keyboard does not reach {words!r} on {page.url}")


def test_the_way_in_needs_only_the_keyboard(browser: Browser, live_server: str, links: Links) -> None:
    with a_page(browser, locale="en-GB") as page:
        page.goto(live_server + links.personal)
        tab_to(page, "Skip to the content")
        tab_to(page, "Begin")
        page.keyboard.press("Enter")
        page.wait_for_url("**/e/consent")
        tab_to(page, "I have read the notice")
        page.keyboard.press("Space")
        tab_to(page, "Agree and continue")
        page.keyboard.press("Enter")
        page.wait_for_url("**/e/item/*")
        tab_to(page, "Keep and next")
        page.keyboard.press("Enter")
        page.wait_for_url("**/e/profile?saved=*")
        tab_to(page, "Biodiversity survey")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        assert page.locator("input:checked").get_attribute("value") == "planning"
        tab_to(page, "Save and continue")
        page.keyboard.press("Enter")
        page.wait_for_url("**/e/components")


def test_an_error_is_read_out_and_leads_to_its_field(
    browser: Browser, live_server: str, links: Links
) -> None:
    with a_page(browser, locale="zh-CN") as page:
        page.goto(live_server + links.personal)
        press(page, "开始作答")
        press(page, "同意并继续")
        assert page.title().startswith("错误：")
        expect(page.locator("[data-error-summary]")).to_be_focused()
        page.locator("[data-error-summary] a").click()
        expect(page.locator("#agreed")).to_be_focused()
