"""Answers from elsewhere come back as they were said, with their source."""

from __future__ import annotations

from sqlalchemy import Engine

from lbsap.model.consultation import Answer
from lbsap.model.text import Text
from lbsap.store.brought import Said, add_brought, brought_in, remove_brought
from lbsap.store.engine import session_scope
from tests.store.samples import open_round

SAID = Said("workshop", "Minutes of 8 May", "editor-1")


def test_answers_from_elsewhere_come_back_with_source_and_editor(engine: Engine) -> None:
    given = (
        Answer("hand 1", "budget", "rename", Text("预算", "Budget"), settings=("scope",), reason="Clearer"),
        Answer("hand 2", "budget", "drop", stratum="survey", ratings={"relevance": 7}),
    )
    with session_scope(engine) as session:
        round_id = open_round(session, {"E01": ""})
        add_brought(session, round_id, given, SAID)
        add_brought(session, round_id, [Answer("hand 1", "green-space", "keep")], SAID)
    with session_scope(engine, write=False) as session:
        found = brought_in(session, round_id)
        assert brought_in(session, round_id + 1) == ()
    assert tuple(one.answer for one in found[:2]) == given
    assert {one.said for one in found} == {SAID}


def test_all_that_a_speaker_said_in_one_place_is_taken_out_and_no_more(engine: Engine) -> None:
    other = Said("letter", "Letter of 3 June", "editor-1")
    with session_scope(engine) as session:
        round_id = open_round(session, {"E01": ""})
        add_brought(session, round_id, [Answer("A", "budget", "keep"), Answer("B", "budget", "drop")], SAID)
        add_brought(session, round_id, [Answer("A", "green-space", "keep")], other)
        assert remove_brought(session, round_id, "A", SAID.said_in) == 1
        left = [(one.answer.respondent, one.said.source) for one in brought_in(session, round_id)]
    assert left == [("B", "workshop"), ("A", "letter")]
