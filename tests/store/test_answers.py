from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlmodel import Session

from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.questionnaire import VERDICTS
from lbsap.model.text import Text
from lbsap.steps.measures.aggregate import Groups, group_answers
from lbsap.store.answers import load_answers, save_answers
from lbsap.store.consultations import advance_round
from lbsap.store.counts import (
    count_names,
    count_ratings,
    count_respondents,
    count_settings,
    count_troubles,
    count_verdicts,
)
from lbsap.store.engine import session_scope
from tests.services.statements import sent_to
from tests.store.samples import ITEMS, WORDS, open_round

PANEL = {"E01": "academia", "E02": "academia", "E03": "government", "E04": ""}
on_one_database = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])

RENAMED = Answer(
    respondent="E01",
    item="green-space",
    verdict="rename",
    name=Text("城市绿地率", "Share of green space"),
    settings=("scoring", "component"),
    troubles=("data",),
    applied=True,
    ratings={"relevance": 8, "clarity": 3},
    reason="定义不清",
    supplement="见附件",
    stratum="academia",
)


def a_panel_of_answers() -> st.SearchStrategy[list[Answer]]:
    """Answers of some of the panel on some of the items: the others were not shown."""
    one = st.builds(
        Answer,
        respondent=st.sampled_from(sorted(PANEL)),
        item=st.sampled_from(ITEMS),
        verdict=st.sampled_from((*VERDICTS, None)),
        name=st.builds(Text, st.sampled_from(("", "绿地", "鸟类")), st.sampled_from(("", "Birds"))),
        settings=st.lists(st.sampled_from(("scoring", "scope", "citation")), unique=True).map(tuple),
        troubles=st.lists(st.sampled_from(("data", "method")), unique=True).map(tuple),
        applied=st.sampled_from((True, False, None)),
        ratings=st.dictionaries(st.sampled_from(("relevance", "clarity")), st.integers(1, 9)),
        reason=WORDS,
        supplement=WORDS,
    )
    placed = one.map(lambda answer: replace(answer, stratum=PANEL[answer.respondent]))
    return st.lists(placed, unique_by=lambda answer: (answer.respondent, answer.item), min_size=1)


@on_one_database
@given(answers=a_panel_of_answers())
def test_answers_come_back_as_they_were_given(engine: Engine, answers: list[Answer]) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        assert save_answers(session, round_id, answers) == ()
        kept = load_answers(session, round_id)
    assert {(a.respondent, a.item): a for a in answers} == {
        (k.answer.respondent, k.answer.item): k.answer for k in kept
    }


@on_one_database
@given(answers=a_panel_of_answers())
def test_counts_in_the_database_are_those_of_a_plain_loop_each_by_one_query(
    engine: Engine, answers: list[Answer]
) -> None:
    with session_scope(engine) as session:
        other = open_round(session, PANEL)
        save_answers(session, other, [RENAMED])
        round_id = open_round(session, PANEL)
        save_answers(session, round_id, answers)
    with session_scope(engine, write=False) as session, sent_to(engine) as sent:
        found = Groups(
            count_respondents(session, round_id),
            count_verdicts(session, round_id),
            count_settings(session, round_id),
            count_troubles(session, round_id),
            count_ratings(session, round_id),
            count_names(session, round_id),
        )
    assert found == group_answers(answers)
    assert len(sent.reads) == 6


@on_one_database
@given(saves=st.lists(a_panel_of_answers(), min_size=1, max_size=4))
def test_what_is_counted_are_the_marks_that_stand_on_the_answers(
    engine: Engine, saves: list[list[Answer]]
) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        for revision, answers in enumerate(saves, 1):
            save_answers(session, round_id, answers, revision=revision)
        stand = group_answers(kept.answer for kept in load_answers(session, round_id))
        counted = (
            count_settings(session, round_id),
            count_troubles(session, round_id),
            count_ratings(session, round_id),
        )
    assert counted == (stand.settings, stand.troubles, stand.ratings)


# SQLite only: PostgreSQL plans by the statistics of the day.
@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("count", "index"),
    [
        (count_verdicts, "COVERING INDEX ix_answer_tally"),
        (count_ratings, "COVERING INDEX ix_answer_mark_tally"),
        (count_names, "INDEX ix_answer_named"),
    ],
)
def test_counting_a_round_reads_an_index_not_the_answers(
    engine: Engine, count: Callable[[Session, int], object], index: str
) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        with sent_to(engine) as sent:
            count(session, round_id)
        values = (round_id, "rating")[: sent.statements[-1].count("?")]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sent.statements[-1]}", values)
        assert index in plan.all()[0][3]


def test_an_answer_carries_its_revision_language_and_the_questionnaire_it_answers(engine: Engine) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        save_answers(session, round_id, [RENAMED], revision=3, language="zh")
        (kept,) = load_answers(session, round_id, "E01")
    assert (kept.revision, kept.language, kept.instrument) == (3, "zh", "small-questions@2")
    assert kept.saved_at.utcoffset() is not None


def test_the_stratum_of_an_answer_is_that_of_the_respondent(engine: Engine) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        save_answers(session, round_id, [Answer("E03", "budget", "keep", stratum="academia")])
        assert count_verdicts(session, round_id) == {("budget", "government", "keep"): 1}


@on_one_database
@given(saves=st.lists(st.tuples(st.integers(1, 6), st.sampled_from(VERDICTS), st.integers(1, 9)), min_size=1))
def test_whatever_the_order_of_saves_the_latest_revision_stands_and_a_differing_older_one_is_told(
    engine: Engine, saves: list[tuple[int, Any, int]]
) -> None:
    stands: tuple[int, Any, int] = (0, None, 0)
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        for save in saves:
            revision, verdict, rating = save
            answer = Answer("E04", "budget", verdict, ratings={"relevance": rating})
            told = save_answers(session, round_id, [answer], revision=revision)
            if revision > stands[0]:
                stands = save
            assert [kept.revision for kept in told] == ([] if save[1:] == stands[1:] else [stands[0]])
        (kept,) = load_answers(session, round_id)
    assert (kept.revision, kept.answer.verdict, kept.answer.ratings) == (
        *stands[:2],
        {"relevance": stands[2]},
    )


def test_a_page_saves_what_is_newer_and_tells_what_is_not(engine: Engine) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        save_answers(session, round_id, [Answer("E01", "budget", "drop")], revision=5)
        page = [Answer("E01", item, "keep") for item in ITEMS]
        told = save_answers(session, round_id, page, revision=4)
        assert [kept.answer.item for kept in told] == ["budget"]
        assert {k.answer.item: k.answer.verdict for k in load_answers(session, round_id)} == {
            "native-birds": "keep",
            "green-space": "keep",
            "budget": "drop",
        }


def test_a_large_panel_is_saved_in_one_call(engine: Engine) -> None:
    panel = {f"E{number:04}": "" for number in range(700)}
    with session_scope(engine) as session:
        round_id = open_round(session, panel)
        assert (
            save_answers(session, round_id, [Answer(code, item, "keep") for code in panel for item in ITEMS])
            == ()
        )
        assert count_verdicts(session, round_id) == {(item, "", "keep"): 700 for item in ITEMS}


@pytest.mark.parametrize("moves", [(), ("open", "closed"), ("open", "closed", "published")])
def test_answers_are_taken_only_while_the_round_is_open(engine: Engine, moves: tuple[Any, ...]) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        if moves:
            for move in moves[1:]:
                advance_round(session, round_id, move)
        else:
            session.connection().execute(text("UPDATE round SET state = 'draft'"))
            session.expire_all()
        with pytest.raises(BadInput) as refusal:
            save_answers(session, round_id, [RENAMED])
        assert refusal.value.problems[0].code == "round_state"
        assert load_answers(session, round_id) == ()


def test_an_unknown_round_or_respondent_is_named(engine: Engine) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        with pytest.raises(NotFound, match="no round “9999”"):
            save_answers(session, 9999, [RENAMED])
        with pytest.raises(NotFound, match="no respondent “E99”"):
            save_answers(session, round_id, [Answer("E99", "budget", "keep")])


def test_two_answers_of_one_expert_on_one_item_are_refused(engine: Engine) -> None:
    with session_scope(engine) as session:
        round_id = open_round(session, PANEL)
        with pytest.raises(BadInput, match="two answers of “E01” on “budget”"):
            save_answers(
                session, round_id, [Answer("E01", "budget", "keep"), Answer("E01", "budget", "drop")]
            )
