"""The pages of indices and outlines in a real browser: every state, both languages, narrow and wide, without scripts
and by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from lbsap.actions.editors.catalogue_drafts import begin_blank, begin_draft, open_draft, save_item
from lbsap.actions.editors.catalogue_files import version_file
from lbsap.actions.editors.catalogue_publishing import freeze_draft
from lbsap.model.actor import Actor
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.catalogues.cells import item_cells
from lbsap.steps.common.merge import marks
from tests.browser.pages import DESK, PHONE, a_page, check_axe, check_width, follow
from tests.web.conftest import PASSWORD

EDITOR = Actor("editor@example.org", frozenset({"editor"}))
LI = Actor("li@example.org", frozenset({"editor"}))
SHELF = "/w/catalogues"
LOCALES = {"zh": "zh-CN", "en": "en"}


@pytest.fixture
def drafts(app: Flask, own_registry: Registry) -> dict[str, int]:
    """Drafts of the index and of the outline, one without anything in it, and a version published by hand."""
    engine = app.extensions["lbsap_engine"]
    frozen = begin_draft(EDITOR, engine, own_registry, "cbi-2021@2021", "cbi-cn", "1")
    change_behind(app, frozen, title_zh="新名称", reason_zh="更短")
    freeze_draft(EDITOR, engine, own_registry, frozen, 2)
    return {
        "index": begin_draft(EDITOR, engine, own_registry, "cbi-2021@2021", "cbi-2021", "2026"),
        "outline": begin_draft(
            EDITOR, engine, own_registry, "lbsap-framework@2026", "lbsap-framework", "2027"
        ),
        "empty": begin_blank(EDITOR, engine, "index", "our-index", "1", Text("指数", "Index")),
    }


def change_behind(app: Flask, draft: int, **cells: str) -> None:
    engine = app.extensions["lbsap_engine"]
    shown = open_draft(LI, engine, draft).catalogue
    seen = item_cells(shown.items[0], shown)
    assert save_item(LI, engine, draft, shown.items[0].id, marks(seen), seen | cells).saved


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/account/sign-in")
    page.locator("input[name=email]").fill("editor@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    follow(page, page.locator("main button[type=submit]").first)


def judge(page: Page) -> None:
    check_axe(page)
    check_width(page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_is_sound_in_both_languages_narrow_and_wide(
    browser: Browser, live_server: str, drafts: dict[str, int], lang: str, width: int, screenshots: Path
) -> None:
    index, outline, empty = (f"/drafts/{drafts[name]}" for name in ("index", "outline", "empty"))
    paths = [
        "", "/versions/cbi-cn@1", "/versions/lbsap-framework@2026", "/new", "/upload",
        index, f"{index}/title", f"{index}/bands", f"{index}/publish", f"{index}/delete",
        f"{index}/items/cbi2021_07", f"{index}/items/new", f"{index}/items/cbi2021_24/bands",
        f"{index}/items/cbi2021_12/bands", f"{index}/items/cbi2021_01/remove",
        outline, f"{outline}/items/about-terms", empty, f"{empty}/title", f"{empty}/publish",
    ]  # fmt: skip
    with a_page(browser, width, locale=LOCALES[lang]) as page:
        sign_in(page, live_server)
        for number, path in enumerate(paths if width == PHONE else paths[::3]):
            answer = page.goto(f"{live_server}{SHELF}{path}")
            assert answer is not None
            assert answer.status == 200, path
            for folded in page.locator("main details:not([open]) > summary").all()[:2]:
                folded.click()
            judge(page)
            page.screenshot(path=screenshots / f"catalogues-{number:02}-{lang}-{width}.png", full_page=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_faults_previews_and_choices_are_sound_too(
    browser: Browser,
    live_server: str,
    app: Flask,
    own_registry: Registry,
    drafts: dict[str, int],
    lang: str,
    screenshots: Path,
) -> None:
    content = version_file(
        EDITOR, app.extensions["lbsap_engine"], own_registry, "cbi-2021@2021", "xlsx", "zh"
    )
    item = f"{live_server}{SHELF}/drafts/{drafts['index']}/items/cbi2021_01"
    with a_page(browser, PHONE, locale=LOCALES[lang]) as page:
        sign_in(page, live_server)
        send = page.locator("main button.govuk-button").first
        for name, file in (("faults", b"id: x"), ("preview", content)):
            page.goto(f"{live_server}{SHELF}/upload")
            suffix = ".yaml" if name == "faults" else ".xlsx"
            page.locator("input[type=file]").set_input_files(
                {"name": f"a{suffix}", "mimeType": "", "buffer": file}
            )
            follow(page, send)
            judge(page)
            page.screenshot(path=screenshots / f"catalogues-{name}-{lang}.png", full_page=True)
        page.goto(f"{item}")
        page.locator("[name=decimals]").fill("many")
        follow(page, page.locator("main .govuk-button-group button").first)
        judge(page)
        assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
        page.goto(f"{item}")
        page.locator("[name=title_zh]").fill("我的名称")
        change_behind(app, drafts["index"], title_zh="李的名称")
        follow(page, page.locator("main .govuk-button-group button").first)
        judge(page)
        assert ("两位编辑" in page.locator("h1").inner_text()) == (lang == "zh")
        page.screenshot(path=screenshots / f"catalogues-both-{lang}.png", full_page=True)
        follow(page, send)  # nothing chosen
        judge(page)
        page.locator("input[value=mine]").check()
        follow(page, send)
        assert "我的名称" in page.locator("main").inner_text()


def test_without_scripts_bands_are_corrected_and_the_draft_is_published(
    browser: Browser, live_server: str, drafts: dict[str, int]
) -> None:
    draft = f"{live_server}{SHELF}/drafts/{drafts['index']}"
    with a_page(browser, scripts=False) as page:
        sign_in(page, live_server)
        page.goto(f"{draft}")
        follow(page, page.locator("#item-cbi2021_01 button[value$=':down']"))
        assert page.locator("#item-cbi2021_01 .lbsap-code").inner_text() == "2"
        page.goto(f"{draft}/items/cbi2021_24/bands")
        page.locator("[name='bands-1-upper']").fill("5")
        page.locator("[name='bands-2-lower']").fill("6")
        page.locator("[name='bands-checked'][value=yes]").check()
        page.locator("[name='bands-source']").fill("Handbook, page 34")
        follow(page, page.get_by_role("button", name="Save", exact=True))
        assert "18 of 28" in page.locator("main").inner_text()
        page.goto(f"{draft}/publish")
        judge(page)
        follow(page, page.get_by_role("button", name="Publish this version"))
        assert "This version never changes" in page.locator("main").inner_text()
        judge(page)


def test_by_keyboard_alone_an_item_is_renamed(
    browser: Browser, live_server: str, drafts: dict[str, int]
) -> None:
    with a_page(browser) as page:
        sign_in(page, live_server)
        page.goto(f"{live_server}{SHELF}/drafts/{drafts['index']}")
        tab_to(page, "#item-cbi2021_01 a")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        tab_to(page, "[name=title_en]")
        page.keyboard.press("Control+A")
        page.keyboard.type("Natural areas")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Natural areas" in page.locator("#item-cbi2021_01").inner_text()


def tab_to(page: Page, target: str) -> None:
    """Press Tab until the focus is there; it must be seen where it stands."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(target) => document.activeElement === document.querySelector(target)", target):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert (outline, shadow) != ("none", "none")
            return
    raise AssertionError(f"Tab does not lead to {target}")
