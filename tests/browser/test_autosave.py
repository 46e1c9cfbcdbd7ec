"""Saving by itself: what is told, what is sent, and that nothing is called saved which is not."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.pages import a_page, follow

TOLD = "[data-save-words]"
REASON = "#reason"


def open_item(page: Page, url: str) -> None:
    page.goto(f"{url}/item?lang=en")


def kept(gallery: Flask) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gallery.extensions["saved"]
    return found


def test_a_choice_is_saved_by_itself_and_told_with_its_time(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.check("[value=keep]", force=True)
        expect(page.locator(TOLD)).to_have_text("Saved at 14:32.")
        assert page.input_value("[name=revision]") == "1"
    assert [one["verdict"] for one in kept(gallery)] == [["keep"]]


def test_what_is_typed_after_a_save_is_no_longer_called_saved(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.check("[value=keep]", force=True)
        expect(page.locator(TOLD)).to_have_text("Saved at 14:32.")
        page.type(REASON, "𠮷")
        expect(page.locator(TOLD)).to_have_text("")
        expect(page.locator(TOLD)).to_have_text("Saved at 14:32.")
    assert kept(gallery)[-1]["reason"] == ["𠮷"]
    assert [one["revision"] for one in kept(gallery)] == [["0"], ["1"]]


def test_without_a_line_the_page_says_so_keeps_the_text_and_tries_again(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.context.set_offline(True)
        page.fill(REASON, "not lost")
        expect(page.locator(TOLD)).to_contain_text("Not saved yet: no connection.")
        assert not kept(gallery)
        page.context.set_offline(False)
        expect(page.locator(TOLD)).to_have_text("Saved at 14:32.", timeout=10_000)
    assert kept(gallery)[-1]["reason"] == ["not lost"]


def test_a_save_that_arrived_unheard_does_not_make_the_page_its_own_rival(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.route("**/save", lose_the_answer, times=1)
        page.fill(REASON, "first")
        expect(page.locator(TOLD)).to_contain_text("Not saved yet")
        page.fill(REASON, "second")
        expect(page.locator(TOLD)).to_have_text("Saved at 14:32.", timeout=10_000)
    assert [one["reason"] for one in kept(gallery)] == [["first"], ["second"]]


def test_the_older_of_two_pages_is_told_and_its_reader_chooses(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    with a_page(browser) as older, a_page(browser) as newer:
        open_item(older, gallery_url)
        open_item(newer, gallery_url)
        newer.fill(REASON, "newer")
        expect(newer.locator(TOLD)).to_have_text("Saved at 14:32.")
        older.fill(REASON, "older")
        expect(older.locator(TOLD)).to_contain_text("A newer answer, given at 14:30 on another page, stands.")
        assert len(kept(gallery)) == 1
        older.click("[data-save-mine]")
        expect(older.locator(TOLD)).to_have_text("Saved at 14:32.")
    assert [one["reason"] for one in kept(gallery)] == [["newer"], ["older"]]


def test_text_that_was_never_saved_comes_back_when_the_page_is_loaded_again(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.route("**/save", lambda route: route.abort())
        page.fill(REASON, "line one\nline two")
        page.check("[value=scale]", force=True)
        expect(page.locator(TOLD)).to_contain_text("Not saved yet")
        page.on("dialog", lambda dialog: dialog.accept())
        page.evaluate("navigator.sendBeacon = () => false")
        page.unroute("**/save")
        page.reload()
        assert page.input_value(REASON) == "line one\nline two"
        assert page.is_checked("[value=scale]")
        expect(page.locator("[data-save-found]")).to_be_visible()
        expect(page.locator(TOLD)).to_have_text("Saved at 14:32.")
    assert kept(gallery)[-1]["reason"] == ["line one\r\nline two"]


def test_what_is_open_is_handed_over_when_the_page_is_left(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.fill(REASON, "in haste")
        page.goto(f"{gallery_url}/tasks?lang=en")
        page.wait_for_timeout(500)
    assert [one["reason"] for one in kept(gallery)] == [["in haste"]]


@pytest.mark.parametrize(
    ("code", "body", "told"),
    [
        (401, "", "Not saved: you are no longer signed in."),
        (400, '{"error": "expired"}', "Not saved: you are no longer signed in."),
        (
            400,
            '{"state": "refused", "message": "At most 4000 characters."}',
            "Not saved: At most 4000 characters.",
        ),
        (200, "<!DOCTYPE html><title>Sign in</title>", "Not saved: you are no longer signed in."),
        (503, "<!DOCTYPE html><title>Away</title>", "Not saved yet: no connection."),
    ],
)
def test_no_other_answer_is_taken_for_saved(
    browser: Browser, gallery_url: str, code: int, body: str, told: str
) -> None:
    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.route("**/save", lambda route: route.fulfill(status=code, body=body))
        page.fill(REASON, "words")
        expect(page.locator(TOLD)).to_contain_text(told)
        assert page.input_value(REASON) == "words"


def test_nothing_is_sent_while_a_character_is_being_composed(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.focus("#name_zh")
        page.dispatch_event("#name_zh", "compositionstart")
        page.keyboard.insert_text("sheng")
        page.wait_for_timeout(2000)
        assert not kept(gallery)
        enter = (
            "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true})"
        )
        assert page.evaluate(f"document.activeElement.dispatchEvent({enter})") is False
        page.fill("#name_zh", "生境")
        page.dispatch_event("#name_zh", "compositionend")
        expect(page.locator(TOLD)).to_have_text("Saved at 14:32.")
    assert [one["name_zh"] for one in kept(gallery)] == [["生境"]]


def test_characters_are_counted_as_people_count_them(browser: Browser, gallery_url: str) -> None:
    with a_page(browser) as page:
        page.goto(f"{gallery_url}/errors?lang=en")
        expect(page.locator("#reason-count")).to_have_text("2 characters too many.")
        page.fill(REASON, "𠮷a\n")
        expect(page.locator("#reason-count")).to_have_text("7 characters left.")


def test_half_a_character_does_not_stop_the_saving(
    browser: Browser, gallery: Flask, gallery_url: str
) -> None:
    with a_page(browser) as page:
        open_item(page, gallery_url)
        page.evaluate("document.querySelector('#reason').value = 'a' + String.fromCharCode(0xD83D)")
        page.dispatch_event(REASON, "input")
        expect(page.locator(TOLD)).to_have_text("Saved at 14:32.")
    assert kept(gallery)[-1]["reason"] == ["a\ufffd"]


def test_changing_the_language_saves_first(browser: Browser, gallery: Flask, gallery_url: str) -> None:
    with a_page(browser) as page:
        page.goto(f"{gallery_url}/item")
        page.fill(REASON, "kept")
        follow(page, page.locator("[name=lang]"))
        assert page.get_attribute("html", "lang") in ("en", "zh-Hans")
    assert [one["reason"] for one in kept(gallery)] == [["kept"]]


def test_without_scripts_the_form_is_sent_by_its_button_and_saving_is_not_spoken_of(
    browser: Browser, gallery_url: str
) -> None:
    with a_page(browser, scripts=False) as page:
        open_item(page, gallery_url)
        assert not page.locator("[data-save]").is_visible()
        page.check("[value=keep]", force=True)
        with page.expect_request(lambda request: request.method == "POST") as sent:
            page.click("[name=go][value=next] >> nth=0")
        assert "verdict=keep" in (sent.value.post_data or "")


def test_a_link_is_copied_or_selected_and_wechat_gets_its_hint(browser: Browser, gallery_url: str) -> None:
    with a_page(browser, user_agent="Mozilla/5.0 MicroMessenger/8.0") as page:
        page.goto(f"{gallery_url}/review?lang=en")
        expect(page.locator("[data-wechat]")).to_be_visible()
        page.click("[data-copy-button]")
        expect(page.locator("[data-copy-status]")).not_to_have_text("")
    with a_page(browser) as page:
        page.goto(f"{gallery_url}/review?lang=en")
        expect(page.locator("[data-wechat]")).to_be_hidden()
