"""A database filled under the first schema is led on to the newest one and loses nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, column, insert, table, text

from lbsap.model.consultation import Answer
from lbsap.model.text import Text
from lbsap.store import schema
from lbsap.store.answers import load_answers
from lbsap.store.catalogues import published_catalogues
from lbsap.store.consultations import load_consultation, load_round
from lbsap.store.counts import count_ratings, count_settings, count_troubles
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.plans import drafts_of
from lbsap.store.respondents import find_respondent
from lbsap.store.snapshots import content_and_digest
from tests.store.samples import CATALOGUE, QUESTIONNAIRE

FIRST = "0001_first_schema.py"
DAY = "2026-05-04 03:02:01+00:00"
ANSWER = {"round_id": 1, "respondent_id": 1, "stratum": "academia", "name_zh": "", "name_en": "", "applied": None} | {
    "reason": "", "supplement": "", "revision": 1, "saved_at": DAY, "instrument": "small-questions@2", "language": "zh",
}  # fmt: skip
MARKS = (
    ("setting", "scoring", 1), ("setting", "component", 1), ("trouble", "data", 1), ("rating", "relevance", 8),
    ("rating", "clarity", 3),
)  # fmt: skip
FILLED: dict[str, list[dict[str, Any]]] = {
    "consultation": [
        {"id": 1, "title_zh": "咨询", "title_en": "Consultation", "host_zh": "", "host_en": "", "contact": ""}
        | {"anonymity": "confidential", "instrument": "small-questions@2"}
        | dict(zip(("questionnaire", "questionnaire_digest"), content_and_digest(QUESTIONNAIRE), strict=True))
        | dict(zip(("catalogue", "catalogue_digest"), content_and_digest(CATALOGUE), strict=True))
    ],
    "round": [
        {"id": 1, "consultation_id": 1, "number": 1, "state": "closed"}
        | {"rule": "majority", "rule_version": "1", "parameters": "{}"}
    ],
    "respondent": [{"id": 1, "consultation_id": 1, "code": "E01", "stratum": "academia", "profile": "{}"}],
    "answer": [
        ANSWER
        | {"id": 1, "item": "budget", "verdict": "rename", "name_zh": "预算", "applied": True}
        | {"reason": "含义不清", "revision": 4},
        ANSWER | {"id": 2, "item": "green-space", "verdict": "keep"},
    ],
    "answer_mark": [
        {
            "id": number,
            "answer_id": 1,
            "round_id": 1,
            "item": "budget",
            "kind": kind,
            "mark": mark,
            "value": value,
        }
        for number, (kind, mark, value) in enumerate(MARKS, 1)
    ],
    "catalogue_version": [
        {"id": 1, "catalogue": "small-index", "version": "1", "kind": "index", "title_zh": "小指数"}
        | {"title_en": "A small index", "content": "{}", "digest": "d", "published_at": DAY}
    ],
    "city": [{"id": 1, "name_zh": "市", "name_en": "City", "profile": "{}", "version": 1, "saved_at": DAY}],
    "plan_snapshot": [
        {"id": 1, "city_id": 1, "content": "{}", "digest": "d", "made_from": "{}", "made_at": DAY}
    ],
    "audit_event": [
        {"id": number, "actor": "host", "what": what, "about": "round 1", "details": "{}", "at": DAY}
        for number, what in enumerate(("round opened", "round closed"), 1)
    ],
}


def test_a_filled_database_of_the_first_schema_keeps_all_it_holds(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newest = schema.MIGRATIONS
    only_first = tmp_path / "migrations"
    shutil.copytree(newest, only_first, ignore=lambda folder, names: _later(names))
    monkeypatch.setattr(schema, "MIGRATIONS", only_first)
    assert schema.upgrade(empty_url) == "0001"
    engine = make_engine(empty_url)
    _fill(engine)
    monkeypatch.setattr(schema, "MIGRATIONS", newest)
    schema.upgrade(empty_url)
    assert schema.check(empty_url) == ()
    with session_scope(engine, write=False) as session:
        consultation, round_ = load_consultation(session, 1), load_round(session, 1)
        renamed, kept = load_answers(session, 1)
        assert (consultation.questionnaire, consultation.catalogue) == (QUESTIONNAIRE, CATALOGUE)
        assert round_.state == "closed"
        assert find_respondent(session, 1, "E01") is not None
        assert renamed.answer == Answer(
            "E01",
            "budget",
            "rename",
            Text("预算"),
            ("scoring", "component"),
            ("data",),
            applied=True,
            ratings={"relevance": 8, "clarity": 3},
            reason="含义不清",
            stratum="academia",
        )
        assert renamed.revision == 4
        assert kept.answer == Answer("E01", "green-space", "keep", stratum="academia")
        assert count_settings(session, 1) == {("budget", "scoring"): 1, ("budget", "component"): 1}
        assert count_troubles(session, 1) == {("budget", "data"): 1}
        assert count_ratings(session, 1) == {("budget", "relevance", 8): 1, ("budget", "clarity", 3): 1}
        assert [one.reference for one in published_catalogues(session)] == ["small-index@1"]
        assert [one.id for one in drafts_of(session, 1)] == [1]
    with engine.connect() as connection:
        moments = connection.execute(text("SELECT opened_at, closed_at FROM round")).one()
        assert None not in moments
    engine.dispose()


def _later(names: list[str]) -> set[str]:
    return {name for name in names if name[:1].isdigit() and name != FIRST} | ({"__pycache__"} & {*names})


def _fill(engine: Engine) -> None:
    """Facts of every kind that later migrations touch."""
    with engine.begin() as connection:
        for name, rows in FILLED.items():
            place = table(name, *(column(one) for one in rows[0]))
            connection.execute(insert(place), rows)
