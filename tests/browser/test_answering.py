"""Answering as experts do it: by keyboard, on a phone, without scripts, on a line that fails, in two windows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from lbsap.actions.experts.notice import give_consent
from lbsap.actions.experts.profile import save_profile
from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import Registry
from lbsap.store.columns import now
from tests.browser.pages import DESK, PHONE, a_page, check_axe, check_width, follow
from tests.web.conftest import Client, Sample
from tests.web.expert.answering import desk_of
from tests.web.expert.entering import begin, make

FIRST = "/e/item/cbi2021_01"
LANGS = ("zh", "en")
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


class Expert:
    """An expert whose consent and profile are known, with the link and what is kept."""

    def __init__(self, app: Flask, token: str) -> None:
        self.link = f"/e/i/{token}"
        self.client = Client(app)
        begin(self.client, token)
        engine = app.extensions["lbsap_engine"]
        give_consent(engine, desk_of(self.client), "en", now(), agreed=True)
        save_profile(engine, desk_of(self.client), {"field": "planning"}, now())

    def kept(self, item: str = "cbi2021_01") -> Any:
        """The answer that stands."""
        found = desk_of(self.client).answers.get(item)
        return found.answer if found else None


@pytest.fixture
def expert(app: Flask, sample: Sample) -> Expert:
    return Expert(app, sample.tokens["E01"])


@pytest.fixture
def outline_expert(app: Flask, own_registry: Registry) -> Expert:
    about = own_registry.get(Questionnaire, "lbsap-framework-review")
    return Expert(app, make(app.extensions["lbsap_engine"], own_registry, questionnaire=about).token)


@contextmanager
def visiting(
    browser: Browser, url: str, expert: Expert, width: int = DESK, lang: str = "en", **more: Any
) -> Iterator[Page]:
    """A window in which the expert has come in by the link."""
    with a_page(browser, width, locale=LOCALES[lang], **more) as page:
        page.goto(url + expert.link)
        follow(page, page.locator("main form[action*='/e/i/'] button"))
        page.wait_for_url("**/e/**")
        yield page


def look(page: Page, folder: Path, name: str) -> None:
    """Judge the page by axe, by its width, and keep a picture."""
    check_axe(page)
    check_width(page)
    page.screenshot(path=folder / f"{name}.png", full_page=True)


def saved(page: Page) -> None:
    """Wait until the page says that all is saved."""
    expect(page.locator("[data-save-words]")).to_contain_text("Saved at")


def test_from_the_link_to_saved_in_two_actions_once_consent_and_profile_are_known(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with a_page(browser, PHONE, locale="zh-CN") as page:
        page.goto(live_server + expert.link)
        for button in ("继续作答", "保留，进入下一项"):
            follow(page, page.get_by_role("button", name=button))
        expect(page.locator(".lbsap-notice--done")).to_contain_text("已保存（")
    assert expert.kept().verdict == "keep"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing_in_any_state_of_an_item(
    browser: Browser, live_server: str, screenshots: Path, expert: Expert, width: int, lang: str
) -> None:
    with visiting(browser, live_server, expert, width, lang) as page:
        page.goto(live_server + FIRST)
        look(page, screenshots, f"item-empty-{lang}-{width}")
        for one in page.locator("main details").all():
            one.evaluate("one => { one.open = true }")
        look(page, screenshots, f"item-unfolded-{lang}-{width}")
        page.check("#verdict-2")
        page.fill("#reason", "理由：数据难以获取")
        expect(page.locator("[data-save-words]")).to_contain_text("已保存" if lang == "zh" else "Saved at")
        look(page, screenshots, f"item-saved-{lang}-{width}")
        page.fill("#reason", "")
        follow(page, page.locator("button[value=next]:not([aria-hidden])"))
        expect(page.locator("[data-error-summary]")).to_be_focused()
        look(page, screenshots, f"item-error-{lang}-{width}")
        page.route("**/save", lambda route: route.abort())
        page.fill("#reason", "网络断开时填写的内容")
        expect(page.locator("[data-save-words]")).to_contain_text(
            "尚未保存" if lang == "zh" else "Not saved yet"
        )
        look(page, screenshots, f"item-unsaved-{lang}-{width}")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing_on_the_other_pages(
    browser: Browser, live_server: str, screenshots: Path, expert: Expert, width: int, lang: str
) -> None:
    with visiting(browser, live_server, expert, width, lang) as page:
        for name, path in {
            "tasks": "/e/", "components": "/e/components", "compact": "/e/all/ecosystem_services",
            "proposals": "/e/proposals", "closing": "/e/closing",
        }.items():  # fmt: skip
            page.goto(live_server + path)
            look(page, screenshots, f"{name}-empty-{lang}-{width}")
        page.goto(live_server + "/e/all/ecosystem_services")
        page.check("#cbi2021_10-verdict")
        page.check("#cbi2021_11-verdict-2")
        follow(page, page.locator("button[value=next]"))
        look(page, screenshots, f"compact-error-{lang}-{width}")
        page.goto(live_server + "/e/proposals")
        follow(page, page.locator("main form button[value=save]"))
        look(page, screenshots, f"proposals-error-{lang}-{width}")
        page.fill("#name_zh", "夜间光照")
        follow(page, page.locator("main form button[value=save]"))
        look(page, screenshots, f"proposals-saved-{lang}-{width}")
        page.goto(live_server + "/e/")
        look(page, screenshots, f"tasks-filled-{lang}-{width}")


@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing_on_the_pages_of_the_framework(
    browser: Browser, live_server: str, screenshots: Path, outline_expert: Expert, lang: str
) -> None:
    with visiting(browser, live_server, outline_expert, PHONE, lang) as page:
        for name, path in {
            "tasks": "/e/", "item": "/e/item/about-purpose", "compact": "/e/all/about-guidelines",
            "components": "/e/components", "proposals": "/e/proposals",
        }.items():  # fmt: skip
            page.goto(live_server + path)
            look(page, screenshots, f"outline-{name}-{lang}")


def test_the_newer_answer_and_ones_own_are_shown_side_by_side(
    browser: Browser, live_server: str, screenshots: Path, expert: Expert
) -> None:
    with visiting(browser, live_server, expert, PHONE, "zh", scripts=False) as page:
        page.goto(live_server + FIRST)
        other = page.context.new_page()
        other.goto(live_server + FIRST)
        follow(other, other.locator("main button[value=keep]"))
        page.check("#verdict-2")
        page.fill("#reason", "较早打开的窗口")
        follow(page, page.locator("button[value=next]"))
        expect(page.locator("h1")).to_have_text("已有更新的意见")
        look(page, screenshots, "newer-zh")
        follow(page, page.get_by_role("button", name="以刚才提交的意见为准"))
    assert expert.kept().reason == "较早打开的窗口"


def test_an_item_is_answered_by_the_keyboard_alone(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert) as page:
        page.goto(live_server + FIRST)
        _tab_to(page, "verdict")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        _tab_to(page, "name_en")
        page.keyboard.type("Share of nature")
        _tab_to(page, "reason")
        page.keyboard.type("Shorter")
        _tab_to(page, "go", "next")
        page.keyboard.press("Enter")
        page.wait_for_url("**/cbi2021_02*")
    assert (expert.kept().verdict, expert.kept().name.en, expert.kept().reason) == (
        "rename", "Share of nature", "Shorter",
    )  # fmt: skip


def test_enter_in_a_line_of_text_saves_and_chooses_nothing(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert, scripts=False) as page:
        page.goto(live_server + FIRST)
        page.fill("#name_en", "Share of nature")
        page.press("#name_en", "Enter")
        page.wait_for_url("**saved=cbi2021_01")
    assert (expert.kept().verdict, expert.kept().name.en) == (None, "Share of nature")


def test_without_scripts_everything_works_by_buttons(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert, PHONE, scripts=False) as page:
        page.goto(live_server + FIRST)
        page.check("#verdict")
        page.click("summary:has-text('If you wish')")
        page.check("#settings-3")
        page.check("#relevance-8")
        follow(page, page.locator("button[value=next]"))
        expect(page.locator(".lbsap-notice--done")).to_contain_text("Saved at")
        page.goto(live_server + "/e/all/ecosystem_services")
        page.check("#cbi2021_10-verdict-4")
        follow(page, page.locator("button[value=next]"))
        page.goto(live_server + "/e/proposals")
        page.fill("#name_en", "Night sky")
        follow(page, page.locator("main form button[value=save]"))
        expect(page.locator(".govuk-summary-list")).to_contain_text("Night sky")
    assert (expert.kept().settings, expert.kept().ratings) == (("calculation",), {"relevance": 8})
    assert expert.kept("cbi2021_10").verdict == "outside"


def test_what_is_typed_saves_itself_and_a_lost_line_loses_nothing(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert) as page:
        page.goto(live_server + FIRST)
        page.check("#verdict")
        saved(page)
        page.context.set_offline(True)
        page.fill("#reason", "Typed on the train")
        expect(page.locator("[data-save-words]")).to_contain_text("Not saved yet: no connection.")
        assert expert.kept().reason == ""
        page.context.set_offline(False)
        saved(page)
        assert expert.kept().reason == "Typed on the train"
        page.reload()
        assert page.input_value("#reason") == "Typed on the train"


def test_a_word_that_is_being_composed_is_not_sent_half(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert, lang="zh") as page:
        page.goto(live_server + FIRST)
        page.focus("#reason")
        session = page.context.new_cdp_session(page)
        session.send("Input.imeSetComposition", {"text": "shidi", "selectionStart": 5, "selectionEnd": 5})
        page.wait_for_timeout(2500)
        assert expert.kept() is None
        session.send("Input.insertText", {"text": "湿地"})
        expect(page.locator("[data-save-words]")).to_contain_text("已保存（")
    assert expert.kept().reason == "湿地"


def test_the_older_of_two_windows_is_told_and_may_keep_its_own(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert) as page:
        page.goto(live_server + FIRST)
        other = page.context.new_page()
        other.goto(live_server + FIRST)
        other.check("#verdict")
        saved(other)
        page.fill("#reason", "From the older window")
        expect(page.locator("[data-save-words]")).to_contain_text("A newer answer")
        assert expert.kept().verdict == "keep"
        page.get_by_role("button", name="Keep mine instead").click()
        saved(page)
    assert expert.kept().reason == "From the older window"


def test_a_button_pressed_while_a_save_is_under_way_ends_in_one_answer(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    """On a slow line the script's own save and the button's must not look like two windows."""
    with visiting(browser, live_server, expert) as page:
        page.goto(live_server + FIRST)
        page.check("#verdict-2")
        page.route("**/save", _slowly)
        page.fill("#reason", "First words")
        page.wait_for_timeout(1600)
        page.fill("#reason", "First words and more")
        page.click("button[value=next]:not([aria-hidden])")
        page.wait_for_url("**/cbi2021_02*")
    assert expert.kept().reason == "First words and more"


def _slowly(route: Any) -> None:
    answer = route.fetch()
    route.fulfill(response=answer)


def _tab_to(page: Page, name: str, value: str = "") -> None:
    """Press Tab until a field or button has the focus."""
    wanted = f"{name}{value}"
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => (document.activeElement.name || '') + '|' + (document.activeElement.value || '')"
        )
        field, _bar, held = found.partition("|")
        if field == name and (not value or held == value):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_the_page_of_a_group_saves_by_itself_each_answer_as_it_is_given(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert) as page:
        page.goto(f"{live_server}/e/all/native_biodiversity")
        page.check("[name=cbi2021_01-verdict][value=keep]")
        saved(page)
        page.fill("[name=cbi2021_02-reason]", "First")
        expect(page.locator("[data-save-words]")).to_have_text("")
        saved(page)
        page.fill("[name=cbi2021_02-reason]", "First, and more")
        expect(page.locator("[data-save-words]")).to_have_text("")
        saved(page)
        check_axe(page)
        assert page.input_value("[name=cbi2021_02-revision]") == "3"
        page.goto(f"{live_server}/e/all/native_biodiversity")  # nothing is put back, nothing asks to stay
        assert page.is_checked("[name=cbi2021_01-verdict][value=keep]")
        expect(page.locator("[data-save-found]")).to_be_hidden()
    assert expert.kept().verdict == "keep"
    assert expert.kept("cbi2021_02").reason == "First, and more"


def test_of_two_windows_on_a_group_the_older_is_told_and_its_reader_chooses(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert) as page, visiting(browser, live_server, expert) as other:
        for one in (page, other):
            one.goto(f"{live_server}/e/all/native_biodiversity")
        other.check("[name=cbi2021_01-verdict][value=keep]")
        saved(other)
        page.check("[name=cbi2021_01-verdict][value=drop]")
        expect(page.locator("[data-save-words]")).to_contain_text("A newer answer")
        assert expert.kept().verdict == "keep"
        page.get_by_role("button", name="Keep mine instead").click()
        saved(page)
    assert expert.kept().verdict == "drop"


def test_proposals_and_closing_words_save_by_themselves(
    browser: Browser, live_server: str, expert: Expert
) -> None:
    with visiting(browser, live_server, expert) as page:
        page.goto(f"{live_server}/e/proposals")
        page.fill("[name=content]", "Dark area")
        expect(page.locator("[data-save-words]")).to_contain_text("Not saved:")
        page.fill("[name=name_en]", "Night sky")
        saved(page)
        check_axe(page)
        page.goto(f"{live_server}/e/closing")
        page.fill("main textarea >> nth=0", "Well asked")
        saved(page)
        check_axe(page)
        page.fill("main textarea >> nth=0", "Well asked, thank you")
        expect(page.locator("[data-save-words]")).to_have_text("")
        saved(page)
    found = desk_of(expert.client)
    assert [one.proposal.name.en for one in found.proposals] == ["Night sky"]
    assert [one.words for one in found.remarks.values() if one.words] == ["Well asked, thank you"]
