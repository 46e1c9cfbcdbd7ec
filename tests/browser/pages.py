"""Opening pages in Chromium as people do, and what axe says of them."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from weakref import WeakSet

from flask import Flask
from playwright.sync_api import Browser, Locator, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.web.conftest import PASSWORD

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE: Final = 320
DESK: Final = 1280
LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}
_plain: Final[WeakSet[Page]] = WeakSet()
"""The pages of windows in which no scripts run."""


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the name is werkzeug's
        """Say nothing of each request."""


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine, and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def a_page(browser: Browser, width: int = DESK, *, scripts: bool = True, **more: Any) -> Iterator[Page]:
    """A window of a person who has not been here before."""
    size: Any = {"width": width, "height": 800}
    context = browser.new_context(viewport=size, java_script_enabled=scripts, **more)
    try:
        page = context.new_page()
        if not scripts:
            _plain.add(page)
        yield page
    finally:
        context.close()


@contextmanager
def signed_in(
    browser: Browser, url: str, width: int = DESK, lang: str = "en", role: str = "editor", **more: Any
) -> Iterator[Page]:
    """A window in which the sample account of a role has signed in; ``url`` is any address of the workbench."""
    with a_page(browser, width, locale=LOCALES[lang], **more) as page:
        page.goto(f"{url.partition('/w/')[0]}/account/sign-in")
        page.fill("[name=email]", f"{role}@example.org")
        page.fill("[name=password]", PASSWORD)
        follow(page, page.locator("main [type=submit]"))
        yield page


def follow(page: Page, target: Locator) -> None:
    """Press a button or link that leads to another page, and wait until that page stands.

    A click alone comes back before the next page has taken the place of the old one, which axe would then look at.
    """
    with page.expect_navigation():
        target.click()


def check_axe(page: Page) -> None:
    """Let axe judge the page as it stands. Raises ``AssertionError`` with each rule that is broken, and where."""
    if page in _plain:
        _check_copy(page)
        return
    page.evaluate(AXE)
    result = page.evaluate("(rules) => axe.run({runOnly: rules})", RULES)
    faults = [
        f"{one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in result["violations"]
        for node in one["nodes"]
    ]
    assert result["passes"], "axe looked at nothing"
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def _check_copy(page: Page) -> None:
    """Judge a page of a window without scripts in a window where axe can run, but the page's own scripts do not."""
    assert page.context.browser is not None
    assert page.viewport_size is not None
    with a_page(page.context.browser, page.viewport_size["width"]) as copy:
        copy.route("**/*.js*", lambda route: route.abort())
        copy.route(
            page.url,
            lambda route: route.fulfill(body=page.content(), content_type="text/html; charset=utf-8"),
        )
        copy.goto(page.url)
        check_axe(copy)


def check_width(page: Page) -> None:
    """Nothing makes the page scroll sideways, nor stands out of it."""
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          const faults = document.documentElement.scrollWidth > width ? ["the page scrolls sideways"] : [];
          for (const one of document.querySelectorAll("body *")) {
            const box = one.getBoundingClientRect();
            const hidden = box.width <= 1 || one.closest("details:not([open]) > :not(summary)");
            if (!hidden && (box.right > width + 1 || box.left < -1)) faults.push(one.outerHTML.slice(0, 120));
          }
          return faults;
        }"""
    )
    assert not found, f"{page.url}\n" + "\n".join(found)


def check_states(page: Page, states: Iterable[str], pictures: Path, name: str) -> None:
    """Judge a page in each of its states, which ``states`` leads through by name, and keep pictures of them."""
    for state in states:
        check_axe(page)
        check_width(page)
        page.screenshot(path=pictures / f"{name}-{state}.png", full_page=True)
