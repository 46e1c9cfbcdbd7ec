"""Hostile words in every field of an expert's pages, in a real browser: no dialog, no report, text as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page

from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.invitations import Contact
from tests.browser.pages import LOCALES, a_page, follow
from tests.browser.test_answering import Expert
from tests.browser.test_workbench_hostile import LISTEN
from tests.web.expert.entering import make
from tests.web.workbench.test_hostile import TYPED

ITEM, COMPACT = "/e/item/cbi2021_01", "/e/all/native_biodiversity"
SHOWN = {
    ITEM: "reason",
    f"{ITEM}?back=review": "name_zh",
    COMPACT: "name_en",
    "/e/proposals": "content",
    "/e/closing": "closing-overall",
    "/e/review": "closing-overall",
    "/e/copy": "proposed",
    "/e/data": "institution",
    "/e/data/contact": "institution",
    "/e/": "title",
}
"""The pages, and what was typed that each shows."""


def said(name: str) -> str:
    return f"{TYPED}{name}"


@pytest.fixture
def expert(app: Flask, own_registry: Registry) -> Expert:
    """An expert of a consultation with a hostile title, whose own name and institution are hostile too."""
    engine = app.extensions["lbsap_engine"]
    words = Text(said("title"), said("title"))
    person = Contact("=1+1<probe>", said("institution"), "wang@example.org")
    return Expert(
        app, make(engine, own_registry, title=words, host=words, contact=TYPED, person=person).token
    )


@pytest.fixture(params=["zh", "en"])
def page(
    request: pytest.FixtureRequest, browser: Browser, live_server: str, expert: Expert
) -> Iterator[Page]:
    """A window in which the expert has come in, and which notes what the content policy reports."""
    with a_page(browser, locale=LOCALES[request.param]) as page:
        page.add_init_script(LISTEN)
        page.goto(live_server + expert.link)
        assert page.locator("probe").count() == 0
        follow(page, page.locator("main form[action*='/e/i/'] button"))
        yield page


def fill_all(page: Page, url: str) -> None:
    """Type hostile words into every field that takes any."""
    for path, fields in {
        ITEM: ("name_zh", "name_en", "reason"),
        "/e/proposals": ("name_zh", "name_en", "content", "data_source", "reason"),
        "/e/closing": ("closing-overall", "closing-weights"),
    }.items():
        page.goto(url + path)
        if path == ITEM:
            page.check("[name=verdict][value=rename]")
        for field in fields:
            page.fill(
                f"[name={field}]",
                said("proposed" if path == "/e/proposals" and field == "name_en" else field),
            )
        follow(page, page.locator("main form[data-autosave] button[value=save]:not([aria-hidden])"))


def test_hostile_words_open_no_dialog_break_no_policy_and_are_shown_as_typed(
    page: Page, live_server: str
) -> None:
    dialogs: list[str] = []
    told: list[str] = []

    def close(one: Dialog) -> None:
        dialogs.append(one.message)
        one.dismiss()

    page.on("dialog", close)
    page.on("console", lambda one: told.append(one.text))
    page.on("pageerror", lambda one: told.append(str(one)))
    fill_all(page, live_server)
    for path, name in SHOWN.items():
        page.goto(live_server + path)
        assert page.evaluate("window.reports") == [], path
        assert page.locator("probe").count() == 0, path
        shown = page.evaluate(
            "() => document.body.textContent + [...document.querySelectorAll('input, textarea')].map((one) => one.value)"
        )
        assert said(name) in shown, path
    assert dialogs == []
    assert [one for one in told if "violates" in one or "Error" in one] == []
