"""Answers from elsewhere: one by one, by a show of hands and by a table; kept apart from those given online."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from lbsap.actions.editors.elsewhere import brought_tallies
from lbsap.store.audit import trail
from lbsap.store.counts import count_verdicts
from lbsap.store.engine import session_scope
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import EDITOR
from tests.web.workbench.test_comments import upload


@pytest.fixture
def base(answered: Sample) -> str:
    return f"/w/c/{answered.consultation}"


def test_answers_from_elsewhere_are_kept_apart_with_their_source(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    with session_scope(engine, write=False) as session:
        before = count_verdicts(session, answered.round)
    table = "respondent,item,verdict\nA,8,keep\nA,9,drop\nB,8,drop\n"
    answer = upload(editor, f"{base}/elsewhere", "hands.csv", table.encode())
    editor.follow(answer)
    assert "Answers brought in: 3." in editor.text()
    assert "Minutes of 8 May" in editor.text()
    with session_scope(engine, write=False) as session:
        assert count_verdicts(session, answered.round) == before
    tally = brought_tallies(EDITOR, engine, answered.round)["cbi2021_08"]
    assert (tally.counts.keep, tally.counts.drop) == (1, 1)
    editor.get(f"{base}/decide/cbi2021_08")
    assert "30 of 36 retain" in editor.text()
    assert "From elsewhere: 2 (Keep 1, Drop 1)" in editor.text()


def test_the_same_answers_do_not_come_in_twice(editor: Client, answered: Sample, base: str) -> None:
    table = b"respondent,item,verdict\nA,8,keep\n"
    upload(editor, f"{base}/elsewhere", "hands.csv", table)
    upload(editor, f"{base}/elsewhere", "hands.csv", table, 400)
    assert "has already answered" in editor.text()


def test_an_answer_by_telephone_is_entered_by_hand_and_taken_out_again(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    page = f"{base}/elsewhere/new"
    editor.get(page)
    said = {"source": "telephone", "said_in": "Call of 2 May", "speaker": "call 1"}
    editor.post(page, {"go": "more", "item": "cbi2021_08", "verdict": "keep"} | said, 200)
    editor.post(page, {"go": "save", "item": "cbi2021_08", "verdict": "drop"} | said, 400)
    assert "has already answered" in editor.text()
    editor.post(page, {"go": "save", "item": "cbi2021_09", "verdict": ""} | said, 400)
    editor.get(f"{base}/elsewhere")
    assert "call 1" in editor.text()
    editor.post(f"{base}/elsewhere/take-out", {"speaker": "call 1", "said_in": "Call of 2 May"})
    assert brought_tallies(EDITOR, engine, answered.round) == {}
    with session_scope(engine, write=False) as session:
        assert [one.what for one in trail(session)][-1] == "answers from elsewhere taken out"


def test_a_show_of_hands_is_entered_at_once_and_its_numbers_go_on(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    page = f"{base}/elsewhere/new"
    said = {"source": "workshop", "said_in": "Workshop of 8 May", "speaker": "hand", "item": "cbi2021_08"}
    editor.get(page)
    editor.post(page, {"go": "more", "verdict": "keep", "persons": "１２"} | said, 200)
    editor.follow(editor.post(page, {"go": "save", "verdict": "drop", "persons": "3"} | said))
    assert "Answers brought in: 3." in editor.text()
    assert "hand 15" in editor.text()
    counts = brought_tallies(EDITOR, engine, answered.round)["cbi2021_08"].counts
    assert (counts.keep, counts.drop) == (12, 3)
    for wrong in ("0", "501", "-1", "many", "1.5"):
        editor.post(page, {"go": "save", "verdict": "drop", "persons": wrong} | said, 400)
        assert "a whole number from 1 to 500" in editor.text()


def test_a_row_of_a_table_can_stand_for_several_persons(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    table = "respondent,item,verdict,persons\nhand,8,keep,20\nhand,8,drop,4\nMs Li,8,keep,\n"
    upload(editor, f"{base}/elsewhere", "hands.csv", table.encode())
    counts = brought_tallies(EDITOR, engine, answered.round)["cbi2021_08"].counts
    assert (counts.keep, counts.drop) == (21, 4)
    upload(editor, f"{base}/elsewhere", "hands.csv", b"respondent,item,verdict,persons\nx,99,keep,30\n", 400)
    assert editor.text().count("hands.csv:2: item") == 1
    upload(editor, f"{base}/elsewhere", "hands.csv", b"respondent,item,verdict,persons\nx,9,keep,all\n", 400)
    assert "hands.csv:2: persons" in editor.text()


def test_answers_with_a_fault_are_refused_whole(
    editor: Client, engine: Engine, answered: Sample, base: str
) -> None:
    table = "respondent,item,verdict\nA,8,keep\nA,99,keep\nB,8,perhaps\n"
    upload(editor, f"{base}/elsewhere", "hands.csv", table.encode(), 400)
    assert "hands.csv:3: item" in editor.text()
    assert "hands.csv:4: verdict" in editor.text()
    assert brought_tallies(EDITOR, engine, answered.round) == {}
