"""Answers in a stream: every one once, by code, some respondents at a time."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from lbsap.model.consultation import Answer
from lbsap.model.text import Text
from lbsap.steps.editing.export_answers import answer_of
from lbsap.store import answer_stream
from lbsap.store.answer_stream import stream_answers
from lbsap.store.answers import load_answers, save_answers
from lbsap.store.consultations import load_round
from lbsap.store.engine import session_scope
from tests.store.samples import ITEMS, open_round

PANEL = {"Z9": "academia", "A1": "", "M5": "government", "B2": "academia", "none": ""}
GIVEN = [
    Answer(
        code,
        item,
        "rename" if place else None,
        Text("新名", "New") if place else Text(),
        settings=("scope",) if place else (),
        troubles=("data", "method") if place == 2 else (),
        applied=[True, False, None][place],
        ratings={"relevance": 7 + place, "clarity": 1} if place else {},
        reason="=1+1" if place else "",
        stratum=PANEL[code],
    )
    for code in PANEL
    if code != "none"
    for place, item in enumerate(ITEMS)
]


def test_each_answer_comes_once_in_the_order_of_codes(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_stream, "AT_ONCE", 2)
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        save_answers(session, round_id, GIVEN, language="zh")
        consultation = load_round(session, round_id).consultation
        kept = {
            (one.answer.respondent, one.answer.item): one.answer for one in load_answers(session, round_id)
        }
    parts = list(stream_answers(engine, consultation, round_id))
    assert [[one.code for one in part] for part in parts] == [["A1", "B2"], ["M5", "Z9"], []]
    found = [answer_of(one, said) for part in parts for one in part for said in one.answers]
    assert len(found) == len(kept) == len(GIVEN)
    for one in found:
        expected = kept[one.respondent, one.item]
        assert one.ratings == expected.ratings
        assert {*one.settings, *one.troubles} == {*expected.settings, *expected.troubles}
        assert (one.verdict, one.name, one.applied, one.reason, one.stratum) == (
            expected.verdict, expected.name, expected.applied, expected.reason, expected.stratum,
        )  # fmt: skip
    assert {said[8] for part in parts for one in part for said in one.answers} == {"zh"}
