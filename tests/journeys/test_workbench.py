"""The workbench from end to end by pages: experts are asked, editors judge and publish, and a city's score follows."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from docx import Document
from flask import Flask
from sqlalchemy import Engine

from lbsap.actions.city_files import read_city
from lbsap.actions.resolve import resolve
from lbsap.data import shipped
from lbsap.model.catalogue import Catalogue
from lbsap.model.scoring import ScoringVariant
from lbsap.registry import Registry
from lbsap.steps.common.moments import write_moment
from lbsap.steps.scoring.observation_rows import scoring_input
from lbsap.steps.scoring.score import make_scorecard
from lbsap.store.audit import trail
from lbsap.store.catalogues import load_catalogue
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap_docx.lint import lint
from tests.web.conftest import Client, _prepared, app, make_app
from tests.web.workbench.story import (
    ASKED,
    DROPPED,
    KEPT,
    RENAMED,
    WORDS,
    answer,
    come_in,
    decide,
    fill,
    invite,
    post,
    publish,
    respond,
    set_up,
)

__all__ = ["_prepared", "app", "make_app"]

PEOPLE = ("王小明", "李四", "张三", "欧阳修", "赵六", "钱七")
EVENTS = {
    "consultation drafted", "consultation changed", "round opened", "people invited", "links handed out",
    "consent given", "answers submitted", "round closed", "comment added", "comments answered", "item decided",
    "catalogue published",
}  # fmt: skip


def _signed_in(app: Flask, lang: str = "zh") -> Client:
    client = Client(app, lang)
    client.sign_in("editor")
    return client


def _experts_answer(app: Flask, links: list[str]) -> None:
    """Six experts: five keep the first item, five drop the second, all rename the third."""
    for place, link in enumerate(links):
        odd = place == len(links) - 1
        verdicts = {
            KEPT: "drop" if odd else "keep",
            DROPPED: "keep" if odd else "drop",
            RENAMED: "rename",
        }
        answer(come_in(app, link), verdicts, WORDS)


def _words_of(content: bytes) -> str:
    body = Document(BytesIO(content)).element.body
    return "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def test_what_experts_said_becomes_an_index_by_which_a_city_scores_otherwise(
    app: Flask, own_registry: Registry
) -> None:
    editor = _signed_in(app)
    engine: Engine = app.extensions["lbsap_engine"]

    here = set_up(editor, WORDS)
    links = invite(editor, here, PEOPLE, WORDS["institution"])
    assert len(set(links)) == len(PEOPLE)
    _experts_answer(app, links)
    fill(editor, f"{here}round/1/close", {})

    editor.get(f"{here}results/items/{KEPT}")
    assert "6 人中 5 人主张保留" in editor.text()
    editor.get(f"{here}results/items/{DROPPED}")
    assert "6 人中 1 人主张保留" in editor.text()
    editor.get(f"{here}results/reasons")
    assert WORDS["reason"] in editor.text()

    answered = respond(editor, here, WORDS)
    editor.get(answered)
    assert WORDS["fate_zh"] in editor.text()

    editor.get(f"{here}publication")
    assert "28 个条目" in editor.text() or "28 项" in editor.text()
    decide(editor, here, WORDS)
    editor.get(f"{here}publication/effects")
    before_and_after = editor.text()
    publish(editor, here, "2026-r1")

    editor.get("/w/catalogues")
    assert editor.page is not None
    assert "cbi-2021@2026-r1" in " ".join(editor.page.xpath("//main//@href")).replace("%40", "@")
    _the_city_scores_without_what_was_dropped(engine, own_registry, before_and_after)
    _the_files_are_sound(editor, here)

    with session_scope(engine, write=False) as session:
        told = [event.what for event in trail(session)]
    assert set(told) >= EVENTS
    assert told.count("item decided") == len(ASKED)
    assert told.count("answers submitted") == len(PEOPLE)


def test_a_second_round_asks_what_is_not_settled_beside_what_the_group_said(app: Flask) -> None:
    editor = _signed_in(app, "en")
    here = set_up(editor, WORDS)
    links = invite(editor, here, PEOPLE, WORDS["institution"])
    _experts_answer(app, links)
    fill(editor, f"{here}round/1/close", {})
    post(editor, f"{here}next-round", {})
    fill(editor, f"{here}round/2/dates", {"closes_at": write_moment(now() + timedelta(days=30))})
    fill(editor, f"{here}round/2/open", {})

    expert = Client(app)
    expert.get(links[0])
    expert.follow(expert.post(links[0]))
    expert.get(f"/e/item/{KEPT}")
    assert WORDS["reason"] in expert.text()
    answer(expert, {KEPT: "drop"}, WORDS)
    fill(editor, f"{here}round/2/close", {})
    editor.get(f"{here}results/items/{KEPT}?round=2")
    assert "0 of 1" in editor.text()
    editor.get(f"{here}results/items/{KEPT}?round=1")
    assert "5 of 6 retain" in editor.text()
    editor.get(f"{here}results/stability?round=2")


def _the_city_scores_without_what_was_dropped(engine: Engine, registry: Registry, shown: str) -> None:
    city, _place = read_city(shipped("templates", "demo", "sample-city.yaml"))
    variant = registry.get(ScoringVariant, "handbook")
    with session_scope(engine, write=False) as session:
        new = load_catalogue(session, "cbi-2021@2026-r1")
    old = resolve(Catalogue, "cbi-2021@2021", registry)
    first, second = (make_scorecard(one, scoring_input(city), variant, registry.call) for one in (old, new))
    assert {item.id for item in new.items} == set(ASKED) - {DROPPED}
    lost = first.indicator(DROPPED)
    assert lost is not None
    assert lost.score is not None
    assert second.total.score == (first.total.score or 0) - lost.score
    for card in (first, second):
        assert f"{card.total.score} 分，可评满分 {card.total.attainable} 分" in shown


def _the_files_are_sound(editor: Client, here: str) -> None:
    for address, words in (
        (f"{here}reports/report-zh.docx", WORDS["title_zh"]),
        (f"{here}reports/report-en.docx", WORDS["title_en"]),
        ("/w/catalogues/versions/cbi-2021@2026-r1/guide.docx", WORDS["name_zh"]),
        ("/w/catalogues/versions/cbi-2021@2026-r1/changes.docx", WORDS["rationale_zh"]),
        (f"{here}comments/matrix.docx", WORDS["comment"]),
    ):
        content = editor.get(address).data
        assert lint(content) == [], address
        assert words in _words_of(content), address
