"""A consultation of hostile words in a real browser: no dialog, no report of the content policy, text as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page

from tests.browser.pages import a_page, follow
from tests.web.conftest import PASSWORD, Client
from tests.web.workbench.story import RENAMED
from tests.web.workbench.test_hostile import HOSTILE, tell

LISTEN = """
  window.reports = [];
  document.addEventListener("securitypolicyviolation", (one) => window.reports.push(one.violatedDirective));
"""
PAGES = {
    "": "title_en",
    "panel": "institution",
    "progress": "",
    "results": "",
    f"results/items/{RENAMED}": "name_zh",
    "results/reasons": "reason",
    "comments": "comment",
    "decisions": "name_en",
    f"decide/{RENAMED}": "rationale_zh",
    "publication": "name_en",
    "publication/effects": "",
    "reports": "",
    "reports/statements": "piloting_zh",
}
"""Pages of the consultation, and what was typed that each shows."""


@pytest.fixture
def here(app: Flask) -> str:
    """The address of the consultation."""
    editor = Client(app)
    editor.sign_in("editor")
    return tell(app, editor)


@pytest.fixture
def page(browser: Browser, live_server: str) -> Iterator[Page]:
    """A window in which an editor has signed in, and which notes what the content policy reports."""
    with a_page(browser, locale="en-GB") as page:
        page.add_init_script(LISTEN)
        page.goto(f"{live_server}/account/sign-in")
        page.fill("[name=email]", "editor@example.org")
        page.fill("[name=password]", PASSWORD)
        follow(page, page.locator("main [type=submit]"))
        yield page


def test_hostile_words_open_no_dialog_break_no_policy_and_are_shown_as_typed(
    here: str, live_server: str, page: Page
) -> None:
    dialogs: list[str] = []
    told: list[str] = []

    def close(one: Dialog) -> None:
        dialogs.append(one.message)
        one.dismiss()

    page.on("dialog", close)
    page.on("console", lambda one: told.append(one.text))
    page.on("pageerror", lambda one: told.append(str(one)))
    for path, name in PAGES.items():
        page.goto(f"{live_server}{here}{path}")
        assert page.evaluate("window.reports") == [], path
        assert page.locator("probe").count() == 0, path
        if name:
            shown = page.evaluate(
                "() => document.body.textContent + [...document.querySelectorAll('input, textarea')].map((one) => one.value)"
            )
            assert HOSTILE.get(name, "") in shown, path
    assert dialogs == []
    assert [one for one in told if "violates" in one or "Error" in one] == []
