"""Deciding and answering in a real browser: axe, narrow and wide, both languages, without scripts, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from lbsap.model.consultation import Decision
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.decisions import decide
from lbsap.store.engine import session_scope
from tests.browser.pages import (
    DESK,
    LOCALES,
    PHONE,
    check_axe,
    check_states,
    check_width,
    follow,
    serve,
    signed_in,
)
from tests.web.conftest import Sample
from tests.web.workbench.conftest import make_answered

ITEM = "cbi2021_08"


@pytest.fixture
def closed(app: Flask, own_registry: Registry) -> Sample:
    """A consultation whose first round has closed."""
    return make_answered(app.extensions["lbsap_engine"], own_registry)


@pytest.fixture
def base(app: Flask, closed: Sample) -> Iterator[str]:
    """The address of its pages."""
    with serve(app) as url:
        yield f"{url}/w/c/{closed.consultation}"


def walk(page: Page, base: str) -> Iterator[str]:
    """Every page of decisions and comments: empty, filled, with errors and after an act."""
    for name in (f"decide/{ITEM}", f"decisions/{ITEM}", "decide-new", "comments/table", "elsewhere"):
        page.goto(f"{base}/{name}")
        yield f"empty-{name.replace('/', '-')}"
    for name in ("comments/new", "elsewhere/new", "comments"):
        page.goto(f"{base}/{name}")
        follow(page, page.locator("main form[method=post] .govuk-button:not(.govuk-button--secondary)").last)
        yield f"errors-{name.replace('/', '-')}"
    page.goto(f"{base}/decide/{ITEM}")
    follow(page, page.locator("[name=go][value=next]"))
    yield "errors-decide"
    follow(page, page.locator("[name=go][value=name-0]"))
    yield "named"
    page.fill("#rationale_zh", "多数专家主张更名，名称与现行规范一致。")
    page.check("[name=comments] >> nth=0")
    follow(page, page.locator("[name=go][value=save].govuk-button"))
    yield "decided"
    for name in (f"decisions/{ITEM}", "decisions"):
        page.goto(f"{base}/{name}")
        yield f"filled-{name.replace('/', '-')}"
    page.goto(f"{base}/comments")
    page.check("[name=chosen] >> nth=0")
    page.check("[name=fate][value=accepted]")
    page.fill("#reason_zh", "已按意见修改。")
    follow(page, page.locator("main form[method=post] .govuk-button").last)
    yield "comments-answered"
    follow(page, page.locator(".lbsap-comments__fate a >> nth=0"))
    yield "comment"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_is_accessible_and_fits(
    browser: Browser, base: str, screenshots: Path, width: int, lang: str
) -> None:
    with signed_in(browser, base, width, lang) as page:
        check_states(page, walk(page, base), screenshots, f"decisions-{lang}-{width}")


def test_every_page_works_without_scripts(browser: Browser, base: str) -> None:
    with signed_in(browser, base, scripts=False) as page:
        assert list(walk(page, base))[-1] == "comment"
        page.goto(f"{base}/decisions")
        expect(page.locator("main")).to_contain_text("1 of 28 items are decided.")


@pytest.mark.parametrize("lang", LOCALES)
def test_figures_and_form_stand_on_one_screen(browser: Browser, base: str, lang: str) -> None:
    with signed_in(browser, base, lang=lang) as page:
        page.goto(f"{base}/decide/{ITEM}")
        for part in (
            ".lbsap-decide__told",
            "#outcome",
            "#title_zh",
            "#title_en",
            "#rationale_en",
            "[value=next]",
        ):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 800, part
        said, form = (page.locator(one).bounding_box() for one in (".lbsap-decide__said", "#decision"))
        assert said is not None
        assert form is not None
        assert said["x"] + said["width"] <= form["x"]


def test_an_item_is_decided_by_the_keyboard_alone(browser: Browser, base: str) -> None:
    with signed_in(browser, base) as page:
        page.goto(f"{base}/decide/{ITEM}")
        page.focus("#outcome")
        page.keyboard.press("Space")
        page.focus("#rationale_en")
        page.keyboard.type("As the panel says.")
        for _ in range(6):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.value") == "next":
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("The decision is saved.")


def test_both_versions_stand_side_by_side_when_somebody_came_first(
    browser: Browser, base: str, closed: Sample, app: Flask, screenshots: Path
) -> None:
    engine: Engine = app.extensions["lbsap_engine"]
    with signed_in(browser, base, lang="zh") as page:
        page.goto(f"{base}/decide/{ITEM}")
        with session_scope(engine) as session:
            theirs = Decision(ITEM, "drop", Text("数据难以获取", "Data are hard to obtain"))
            decide(session, closed.consultation, theirs, "administrator@example.org")
        page.check("[name=outcome][value=keep]")
        page.fill("#rationale_zh", "多数专家主张保留。")
        follow(page, page.locator("[name=go][value=next]"))
        check_axe(page)
        check_width(page)
        page.screenshot(path=screenshots / "decisions-conflict-zh.png", full_page=True)
        expect(page.locator(".lbsap-versions")).to_contain_text("数据难以获取")
        expect(page.locator(".lbsap-versions")).to_contain_text("多数专家主张保留。")
        follow(page, page.locator(".lbsap-versions [name=go]"))
        expect(page.locator("main")).to_contain_text("处理结果已保存。")


def test_what_was_typed_stays_when_the_language_is_changed(browser: Browser, base: str) -> None:
    with signed_in(browser, base) as page:
        page.goto(f"{base}/decide/{ITEM}")
        page.fill("#rationale_en", "Half a sentence")
        page.check("[name=outcome][value=rename]")
        follow(page, page.locator("button[name=lang]"))
        expect(page.locator("main [role=status]")).to_have_text("您填写的内容仍在，但尚未保存。")
        assert page.input_value("#rationale_en") == "Half a sentence"
        assert page.is_checked("[name=outcome][value=rename]")
        check_axe(page)
        page.goto(f"{base}/decide/{ITEM}")  # it is put back once
        assert page.input_value("#rationale_en") == ""
        follow(page, page.locator("button[name=lang]"))
        assert not page.locator("main [role=status]").count()
