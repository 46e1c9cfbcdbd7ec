"""Panel and responses in a real browser: axe, narrow and wide, both languages, without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.registry import Registry
from tests.browser.pages import DESK, LOCALES, PHONE, check_axe, check_states, check_width, follow, signed_in
from tests.services.mail import Letterbox, serve_mail
from tests.web.conftest import Sample
from tests.web.workbench.conftest import make_answered

PEOPLE: Final = (
    "姓名\t单位\t电子邮箱\t专家类别\t语言\n"
    "王小明\t示例生态环境研究院生物多样性研究中心\twang@example.org\t生物多样性调查与评估\t中文\n"
    "买买提·阿卜杜拉\t某自治州林业和草原局\tmaimaiti@example.org\t保护管理与生态修复\t中文\n"
    "Ann Lee\tAn Institute of Urban Ecology and Planning\tlee@example.org\t国土空间与城乡规划\t英文\n"
    "李四\t某局\t\t\t\n"
)
FAULTY: Final = PEOPLE + "赵\t某所\tzhao-at-example.org\t鸟类\t\n王小明\t另一单位\tWANG@example.org\t\t\n"


@pytest.fixture
def box() -> Iterator[Letterbox]:
    """A mail server that knows all but one."""
    with serve_mail(Letterbox(refused={"lee@example.org"})) as made:
        yield made


@pytest.fixture
def app(make_app: Callable[..., Flask], box: Letterbox) -> Flask:
    """The application with a mail server."""
    return make_app(smtp_host="localhost", smtp_port=box.port, smtp_tls="none", smtp_from="panel@example.org")


def send(page: Page) -> None:
    """Press the last button of the page's content."""
    follow(page, page.locator("main form button.govuk-button").last)


def choose(page: Page, base: str, to: str, by: str) -> None:
    page.goto(f"{base}/panel/send")
    page.check(f"[name=to][value={to}]")
    page.check(f"[name=by][value={by}]")
    send(page)


def walk(page: Page, base: str) -> Iterator[str]:
    """Every page and state, from an empty list to reminders."""
    page.goto(f"{base}/panel/add")
    yield "add"
    send(page)
    yield "add-error"
    page.fill("#pasted", FAULTY)
    send(page)
    yield "preview-faulty"
    page.goto(f"{base}/panel/add")
    page.fill("#pasted", PEOPLE)
    send(page)
    yield "preview"
    send(page)
    yield "panel-added"
    page.goto(f"{base}/panel/send")
    yield "send"
    send(page)
    yield "send-error"
    choose(page, base, "waiting", "mail")
    yield "check-mail"
    send(page)
    yield "sent"
    page.goto(f"{base}/panel")
    yield "panel"
    choose(page, base, "waiting", "page")
    yield "check-page"
    send(page)
    yield "links"
    choose(page, base, "reminder", "mail")
    yield "check-reminder"
    page.goto(f"{base}/panel/5")
    yield "person"
    page.fill("#email", "nobody")
    send(page)
    yield "person-error"
    page.goto(f"{base}/panel/texts")
    yield "texts"
    page.fill("#invitation_body_zh", "{姓名}：请打开 {{7*7}}")
    send(page)
    yield "texts-error"
    page.fill("#invitation_body_zh", "{name}：请打开 {link}")
    send(page)
    yield "texts-saved"
    page.goto(f"{base}/panel/log")
    yield "log"
    page.goto(f"{base}/progress")
    yield "progress"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_is_accessible_and_fits(
    browser: Browser, live_server: str, sample: Sample, screenshots: Path, width: int, lang: str
) -> None:
    with signed_in(browser, live_server, width, lang) as page:
        check_states(
            page, walk(page, f"{live_server}/w/c/{sample.consultation}"), screenshots, f"panel-{lang}-{width}"
        )


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_responses_of_a_full_round_are_accessible_and_fit(
    browser: Browser, app: Flask, own_registry: Registry, live_server: str, screenshots: Path, width: int
) -> None:
    made = make_answered(app.extensions["lbsap_engine"], own_registry)
    with signed_in(browser, live_server, width, "zh", role="viewer") as page:
        for name in ("progress", "panel"):
            page.goto(f"{live_server}/w/c/{made.consultation}/{name}")
            check_axe(page)
            check_width(page)
            page.screenshot(path=screenshots / f"full-{name}-zh-{width}.png", full_page=True)


def test_every_page_works_without_scripts(
    browser: Browser, live_server: str, sample: Sample, box: Letterbox
) -> None:
    with signed_in(browser, live_server, scripts=False) as page:
        assert list(walk(page, f"{live_server}/w/c/{sample.consultation}"))[-1] == "progress"
    assert box.to == ["wang@example.org", "maimaiti@example.org"]


def test_a_list_is_added_and_mailed_by_the_keyboard_alone(
    browser: Browser, live_server: str, sample: Sample, box: Letterbox
) -> None:
    base = f"{live_server}/w/c/{sample.consultation}"
    with signed_in(browser, live_server) as page:
        page.goto(f"{base}/panel/add")
        page.focus("#pasted")
        page.keyboard.insert_text("王小明,某大学,wang@example.org")
        for _ in range(2):
            page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.get_by_role("button", name="Add 1 person").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("王小明")
        page.goto(f"{base}/panel/send?to=3&by=mail")
        page.get_by_role("button", name="Send 1 mail").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("Sent")
    assert box.to == ["wang@example.org"]


@pytest.mark.parametrize(("by", "name"), [("csv", "邮件合并名单.csv"), ("xlsx", "邮件合并名单.xlsx")])
def test_the_file_for_mail_merge_comes_as_a_download(
    browser: Browser, live_server: str, sample: Sample, by: str, name: str
) -> None:
    base = f"{live_server}/w/c/{sample.consultation}"
    with signed_in(browser, live_server, lang="zh") as page:
        page.goto(f"{base}/panel/send?to=waiting&by={by}")
        with page.expect_download() as started:
            page.get_by_role("button", name="生成文件").click()
        assert started.value.suggested_filename == name
