"""The pages of results in a real browser: axe, narrow and wide, both languages, without scripts, by keyboard, in grey."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap.store.proposals import keep_proposal
from lbsap.store.remarks import keep_remarks
from lbsap.store.respondents import panel as panel_of
from tests.actions.editors.several_rounds import Several, several_rounds
from tests.browser.pages import DESK, LOCALES, PHONE, check_states, follow, signed_in
from tests.web.conftest import Sample

NAMED = "cbi2021_08"
GROUP, TAG = "main form[action$='/names?round=1'] button", "#tagging button"


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The application's database."""
    found: Engine = app.extensions["lbsap_engine"]
    return found


@pytest.fixture
def several(engine: Engine, own_registry: Registry) -> Several:
    """Two rounds that have closed, with a proposal and a closing word in the first."""
    made = several_rounds(engine, own_registry)
    with session_scope(engine) as session:
        first, *_rest = panel_of(session, made.consultation)
        new = Proposal(Text("夜间光污染程度"), "governance_management", "平均辐射亮度", reason="影响鸟类迁徙")
        keep_proposal(session, made.rounds[0], first.id, "k", new, language="zh", at=now())
        keep_remarks(
            session, made.rounds[0], first.id, {"overall": "总体合理。"}, revision=1, language="zh", at=now()
        )
    return made


def walk(page: Page, base: str, empty: str) -> Iterator[str]:
    """Every page of results: empty, filled, with errors, and after an act."""
    for name, path in (
        ("empty", f"{empty}"),
        ("empty-item", f"{empty}/items/{NAMED}"),
        ("empty-reasons", f"{empty}/reasons"),
        ("empty-new-items", f"{empty}/new-items"),
        ("contested", f"{base}?round=1&sort=contested"),
        ("second", f"{base}?round=2&sort=changed"),
        ("settled", f"{base}/items/{NAMED}?round=2"),
        ("changed", f"{base}/items/cbi2021_06?round=2"),
        ("stability", f"{base}/stability?round=2"),
        ("new-items", f"{base}/new-items?round=1"),
        ("remarks", f"{base}/remarks?round=1"),
        ("reasons-none", f"{base}/reasons?round=1&words=%F0%A0%AE%B7"),
    ):
        page.goto(path)
        yield name
    page.goto(f"{base}/items/{NAMED}?round=1")
    for table in page.locator("details.lbsap-chart__table").all():
        table.evaluate("one => { one.open = true }")
    yield "item"
    page.locator("[name=face_zh]").first.fill("")
    page.locator("[name=face_en]").first.fill("")
    follow(page, page.locator(GROUP).first)
    yield "names-error"
    page.locator("#face_zh").fill("自然保护地面积比例")
    for box in page.locator("details[open] [name=choices]").all():
        box.check()
    follow(page, page.locator(f"details[open] {GROUP.removeprefix('main ')}"))
    yield "names"
    page.goto(f"{base}/reasons?round=1&item={NAMED}")
    follow(page, page.locator(TAG))
    yield "tag-error"
    page.locator("[name=choices]").first.check()
    page.fill("#tag", "重复考核")
    follow(page, page.locator(TAG))
    yield "tagged"


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_every_state_is_accessible_and_fits(
    browser: Browser,
    live_server: str,
    several: Several,
    sample: Sample,
    screenshots: Path,
    width: int,
    lang: str,
) -> None:
    base, empty = (f"{live_server}/w/c/{one}/results" for one in (several.consultation, sample.consultation))
    with signed_in(browser, live_server, width, lang) as page:
        check_states(page, walk(page, base, empty), screenshots, f"results-{lang}-{width}")


def test_names_and_tags_work_without_scripts(
    browser: Browser, live_server: str, several: Several, sample: Sample
) -> None:
    base, empty = (f"{live_server}/w/c/{one}/results" for one in (several.consultation, sample.consultation))
    with signed_in(browser, live_server, scripts=False) as page:
        page.goto(f"{base}/items/{NAMED}?round=1")
        follow(page, page.locator(GROUP).first)
        expect(page.locator("main")).to_contain_text("Brought together by editor@example.org")
        follow(page, page.get_by_role("button", name="Part these names again"))
        expect(page.locator("main")).not_to_contain_text("Brought together")
        page.goto(f"{base}/reasons?round=1")
        page.locator("[name=choices]").nth(3).check()
        page.fill("#tag", "data")
        follow(page, page.locator(TAG))
        expect(page.locator("main")).to_contain_text("1 reason got the tag.")
        follow(page, page.locator("[name=untag]"))
        expect(page.locator("[name=untag]")).to_have_count(0)
        page.goto(empty)
        expect(page.locator("h1")).to_have_text("Results of round 1")


def test_a_reason_is_tagged_by_the_keyboard_alone(
    browser: Browser, live_server: str, several: Several
) -> None:
    with signed_in(browser, live_server) as page:
        page.goto(
            f"{live_server}/w/c/{several.consultation}/results/reasons?round=1&item={NAMED}&verdict=drop"
        )
        page.locator("[name=choices]").first.focus()
        page.keyboard.press("Space")
        page.focus("#tag")
        page.keyboard.type("overlap")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text("1 reason got the tag.")
        page.focus("#tag")
        page.keyboard.type("second")
        page.locator("[name=choices]").first.focus()
        page.keyboard.press("Space")
        page.focus("#tag")
        with page.expect_navigation():
            page.keyboard.press(
                "Enter"
            )  # sends the form of the tag, though buttons that remove tags stand before it
        expect(page.locator("[name=untag]")).to_have_count(2)


def test_parts_of_a_bar_are_told_apart_in_grey(browser: Browser, live_server: str, several: Several) -> None:
    with signed_in(browser, live_server) as page:
        page.goto(f"{live_server}/w/c/{several.consultation}/results/items/{NAMED}?round=1")
        fills: list[str] = page.evaluate(
            """() => ["keep", "rename", "drop"].map(kind =>
                 getComputedStyle(document.querySelector("rect.lbsap-shares__" + kind)).fill)"""
        )
        greys = [grey(one) for one in fills]
        assert greys == sorted(greys)
        assert all(later - earlier > 50 for earlier, later in pairwise(greys)), greys


def grey(colour: str) -> float:
    """How light ``rgb(…)`` prints, 0 to 255 (ITU-R BT.601)."""
    red, green, blue = (int(one) for one in colour.removeprefix("rgb(").removesuffix(")").split(","))
    return 0.299 * red + 0.587 * green + 0.114 * blue
