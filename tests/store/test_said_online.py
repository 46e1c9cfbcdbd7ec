"""Words given online become comments, each once; deleted words are gone from comments too and never come back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.model.comments import Comment
from lbsap.model.consultation import Answer
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.store.answers import save_answers
from lbsap.store.comments import answer_comment, comments_on
from lbsap.store.consultations import (
    Consultation,
    Round,
    add_consultation,
    add_round,
    advance_round,
    load_round,
)
from lbsap.store.engine import session_scope
from lbsap.store.erasures import Erasure, erase
from lbsap.store.proposals import keep_proposal
from lbsap.store.remarks import keep_remarks
from lbsap.store.respondents import Respondent, enrol, panel
from lbsap.store.said_online import said_online, take_over, untaken
from tests.store.samples import CATALOGUE, QUESTIONNAIRE

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
PROPOSAL = Proposal(Text("夜空", "Night sky"), "", "Mean brightness", "Satellites", "Moths")


def consult(session: Session, anonymity: str = "confidential") -> int:
    """A consultation whose first round is open, with two experts who have said all that can be said; its id."""
    made = Consultation(Text("咨询", "Consultation"), QUESTIONNAIRE, CATALOGUE, anonymity=anonymity)  # type: ignore[arg-type]
    consultation = add_consultation(session, made)
    enrol(session, consultation, [Respondent("E01", "survey"), Respondent("E02", "planning")])
    first = open_next(session, consultation)
    answers = [
        Answer("E01", "budget", "drop", reason="Too vague", supplement="A table of costs"),
        Answer("E02", "budget", "keep", reason="Needed"),
        Answer("E02", "native-birds", "keep"),
    ]
    save_answers(session, first, answers)
    person = panel(session, consultation)[0].id
    keep_proposal(session, first, person, "key", PROPOSAL, language="en", at=AT)
    keep_remarks(session, first, person, {"end": "Well asked", "more": ""}, revision=1, language="en", at=AT)
    return consultation


def open_next(session: Session, consultation: int) -> int:
    round_id = add_round(session, Round(consultation, "majority", "1", {"threshold": 0.5}))
    advance_round(session, round_id, "open")
    return round_id


def words(comments: tuple[Comment, ...]) -> set[str]:
    return {one.words for one in comments}


def test_only_words_of_closed_rounds_become_comments(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = consult(session)
        assert take_over(session, consultation) == 0
        advance_round(session, 1, "closed")
        assert take_over(session, consultation) == 5
        found = {one.words: one for one in comments_on(session, consultation)}
    assert set(found) == {
        "Too vague",
        "A table of costs",
        "Needed",
        "夜空 / Night sky\nMean brightness\nSatellites\nMoths",
        "Well asked",
    }
    assert found["Too vague"].item == "budget"
    assert found["Well asked"].item == ""
    assert {one.source for one in found.values()} == {"online"}
    assert all(one.respondent and one.origin for one in found.values())


def test_taking_over_twice_takes_each_once_and_keeps_what_was_answered(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = consult(session)
        advance_round(session, 1, "closed")
        take_over(session, consultation)
        first = comments_on(session, consultation)[0]
        answer_comment(session, first.id, "noted", Text(en="Seen"), seen=0)
        assert take_over(session, consultation) == 0
        assert untaken(session, consultation) == ()
        comments = comments_on(session, consultation)
    assert len(comments) == 5
    assert comments[0].fate == "noted"


def test_what_an_expert_repeats_in_the_next_round_is_one_comment(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = consult(session)
        advance_round(session, 1, "closed")
        take_over(session, consultation)
        second = open_next(session, consultation)
        again = [
            Answer("E01", "budget", "drop", reason="Too vague"),
            Answer("E02", "budget", "drop", reason="Too vague"),
        ]
        save_answers(session, second, again)
        advance_round(session, second, "closed")
        assert take_over(session, consultation) == 1
        said = [one.respondent for one in comments_on(session, consultation) if one.words == "Too vague"]
    assert len(set(said)) == len(said) == 2


def test_in_an_anonymous_consultation_no_comment_leads_to_a_person_by_itself(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = consult(session, "anonymous")
        advance_round(session, 1, "closed")
        take_over(session, consultation)
        assert {one.respondent for one in comments_on(session, consultation)} == {None}
        assert {one.stratum for one in said_online(session, consultation)} == {"survey", "planning"}


@pytest.mark.parametrize("anonymity", ["anonymous", "confidential", "named"])
def test_words_that_a_person_had_deleted_are_gone_from_comments_and_never_come_back(
    engine: Engine, anonymity: str
) -> None:
    with session_scope(engine) as session:
        consultation = consult(session, anonymity)
        advance_round(session, 1, "closed")
        take_over(session, consultation)
    with session_scope(engine) as session:
        assert erase(session, Erasure(consultation, "E01", AT))
    with session_scope(engine) as session:
        assert take_over(session, consultation) == 0
        comments = comments_on(session, consultation)
    assert len(comments) == 5
    assert words(comments) == {"", "Needed"}
    assert [one.respondent for one in comments if not one.words] == [None] * 4


def test_words_deleted_before_the_round_closes_never_become_comments(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = consult(session)
        erase(session, Erasure(consultation, "E01", AT))
        advance_round(session, 1, "closed")
        take_over(session, consultation)
        assert load_round(session, 1).state == "closed"
        assert words(comments_on(session, consultation)) == {"Needed"}
