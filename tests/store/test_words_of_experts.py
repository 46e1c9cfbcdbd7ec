"""What experts wrote, with tags and groups of names, as editors find it: on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from lbsap.model.consultation import Answer
from lbsap.model.errors import NotFound
from lbsap.model.naming import NameGroup
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.store.answers import save_answers
from lbsap.store.columns import now
from lbsap.store.consultations import advance_round, load_round
from lbsap.store.counts import (
    count_names,
    count_ratings,
    count_settings,
    count_troubles,
    count_verdicts,
)
from lbsap.store.engine import session_scope
from lbsap.store.erasures import Erasure, erase
from lbsap.store.names import add_group, groups_on, keep_proposed, part_group
from lbsap.store.proposals import keep_proposal, proposals_in
from lbsap.store.remarks import count_remarks, keep_remarks, words_on
from lbsap.store.respondents import panel as panel_of
from lbsap.store.tags import add_tag, count_tags, remove_tag, tags_on
from lbsap.store.worded import Sought, Worded, count_words, find_words
from tests.store.samples import ITEMS, new_consultation, open_round

PANEL = {"E01": "academia", "E02": "academia", "E03": "government"}
BIRDS, GREEN, BUDGET = ITEMS
ANSWERS = (
    Answer("E01", BIRDS, "drop", reason="重复 100%", stratum="academia"),
    Answer("E02", BIRDS, "rename", Text("鸟类", "Birds"), reason="Zones are unclear", stratum="academia"),
    Answer("E03", BIRDS, "rename", Text("鸟", ""), reason="a better name", stratum="government"),
    Answer("E01", GREEN, "keep", reason="clear", supplement="一张地图", stratum="academia"),
    Answer("E02", GREEN, None, reason="no judgement, but words"),
    Answer("E03", BUDGET, "keep"),
)


@pytest.fixture
def round_id(engine: Engine) -> int:
    """A round with six answers, five of which give a reason."""
    with session_scope(engine) as session:
        made = open_round(session, PANEL)
        save_answers(session, made, ANSWERS, language="zh")
    return made


@pytest.fixture
def other_round(engine: Engine) -> int:
    """A round of another consultation, with a reason in it."""
    with session_scope(engine) as session:
        made = open_round(session, PANEL)
        save_answers(session, made, ANSWERS[:1])
    return made


def found(engine: Engine, round_id: int, start: int = 0, most: int = 50, **sought: Any) -> tuple[Worded, ...]:
    """Words sought, in the order of the items."""
    with session_scope(engine, write=False) as session:
        wanted = Sought(**sought)
        assert count_words(session, round_id, wanted) >= 0
        return find_words(session, round_id, wanted, ITEMS, start, most)


def words(engine: Engine, round_id: int, **sought: Any) -> list[str]:
    """The words alone; their number is what ``count_words`` says."""
    said = [one.words for one in found(engine, round_id, **sought)]
    with session_scope(engine, write=False) as session:
        assert count_words(session, round_id, Sought(**sought)) == len(said)
    return said


def test_words_stand_by_item_and_verdict_and_bear_no_code(engine: Engine, round_id: int) -> None:
    said = found(engine, round_id)
    assert [(one.item, one.verdict) for one in said] == [
        (BIRDS, "drop"), (BIRDS, "rename"), (BIRDS, "rename"), (GREEN, None), (GREEN, "keep"),
    ]  # fmt: skip
    assert {one.stratum for one in said if one.item == BIRDS} == {"academia", "government"}
    assert {one.language for one in said} == {"zh"}
    assert not {"respondent", "code"} & set(Worded.__dataclass_fields__)


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ({"item": GREEN}, ["no judgement, but words", "clear"]),
        ({"verdict": "drop"}, ["重复 100%"]),
        ({"verdict": "none"}, ["no judgement, but words"]),
        ({"words": "CLEAR"}, ["Zones are unclear", "clear"]),
        ({"words": "100%"}, ["重复 100%"]),
        ({"words": "0_%"}, []),
        ({"words": "%"}, ["重复 100%"]),
        ({"words": "'; drop table answer; --"}, []),
        ({"kind": "supplement"}, ["一张地图"]),
        ({"kind": "supplement", "words": "clear"}, []),
    ],
)
def test_filters_take_words_as_they_are_typed(
    engine: Engine, round_id: int, sought: dict[str, str], expected: list[str]
) -> None:
    assert words(engine, round_id, **sought) == expected


def test_pages_follow_each_other_without_gap_or_repetition(engine: Engine, round_id: int) -> None:
    whole = [one.answer for one in found(engine, round_id)]
    parts = [one.answer for start in (0, 2, 4) for one in found(engine, round_id, start, 2)]
    assert parts == whole
    assert len(set(whole)) == 5


def test_a_tag_is_put_once_on_reasons_of_its_round_only(
    engine: Engine, round_id: int, other_round: int
) -> None:
    own = [one.answer for one in found(engine, round_id, item=BIRDS)]
    foreign = [one.answer for one in found(engine, other_round)]
    with session_scope(engine) as session:
        assert add_tag(session, round_id, [*own, *foreign], "data", "editor") == 3
        assert add_tag(session, round_id, own, "data", "another") == 0
        assert add_tag(session, round_id, own[:1], "重复", "editor") == 1
        assert tags_on(session, own + foreign) == {
            own[0]: ("data", "重复"),
            own[1]: ("data",),
            own[2]: ("data",),
        }
        assert count_tags(session, round_id) == {"data": 3, "重复": 1}
        assert count_tags(session, round_id, GREEN) == {}
        assert count_tags(session, other_round) == {}
    assert [one.tags for one in found(engine, round_id, tag="重复")] == [("data", "重复")]
    assert words(engine, round_id, tag="none such") == []


def test_an_answer_without_a_reason_takes_no_tag(engine: Engine, round_id: int) -> None:
    with session_scope(engine) as session:
        [silent] = session.execute(text("select id from answer where reason = ''")).scalars()
        assert add_tag(session, round_id, [silent], "data", "editor") == 0


def test_a_tag_is_taken_away_from_its_own_round_only(engine: Engine, round_id: int, other_round: int) -> None:
    [answer] = [one.answer for one in found(engine, round_id, verdict="drop")]
    with session_scope(engine) as session:
        add_tag(session, round_id, [answer], "data", "editor")
        assert not remove_tag(session, other_round, answer, "data")
        assert not remove_tag(session, round_id, answer, "other")
        assert remove_tag(session, round_id, answer, "data")
        assert not remove_tag(session, round_id, answer, "data")
        assert count_tags(session, round_id) == {}


def test_a_deleted_answer_takes_its_tags_along(engine: Engine, round_id: int) -> None:
    [answer] = [one.answer for one in found(engine, round_id, verdict="drop")]
    with session_scope(engine) as session:
        add_tag(session, round_id, [answer], "data", "editor")
        session.execute(text("delete from answer where id = :id"), {"id": answer})
        assert session.execute(text("select count(*) from reason_tag")).scalar_one() == 0


def test_tags_go_with_the_words_of_a_person_who_has_them_deleted_after_the_round(
    engine: Engine, round_id: int
) -> None:
    answers = [one.answer for one in found(engine, round_id, item=BIRDS)]
    with session_scope(engine) as session:
        add_tag(session, round_id, answers, "data", "editor")
        advance_round(session, round_id, "closed")
        erase(session, Erasure(load_round(session, round_id).consultation, "E01", now()))
        assert count_tags(session, round_id) == {"data": 2}
        assert session.execute(text("select count(*) from reason_tag")).scalar_one() == 2


def test_names_are_grouped_and_parted_within_their_own_consultation(engine: Engine) -> None:
    with session_scope(engine) as session:
        own, other = new_consultation(session), new_consultation(session)
        new = NameGroup(BIRDS, Text("鸟类", "Birds"), (Text("鸟类", "Birds"), Text("鸟")))
        group = add_group(session, own, new, "editor")
        [kept] = groups_on(session, own, BIRDS, hold=True)
        assert kept.made_at is not None
        assert replace(kept, made_at=None) == replace(new, id=group, made_by="editor")
        assert groups_on(session, own, GREEN) == groups_on(session, other, BIRDS) == ()
        with pytest.raises(NotFound):
            part_group(session, other, group)
        assert part_group(session, own, group) == kept
        assert groups_on(session, own, BIRDS) == ()
        with pytest.raises(NotFound):
            part_group(session, own, group)


def test_names_of_people_who_had_their_data_deleted_leave_the_groups(engine: Engine, round_id: int) -> None:
    birds, bird, birds_too = Text("鸟类", "Birds"), Text("鸟"), Text("鸟群")
    with session_scope(engine) as session:
        save_answers(
            session, round_id, [Answer("E01", BIRDS, "rename", birds_too, reason="重复")], revision=2
        )
        consultation = load_round(session, round_id).consultation
        three = add_group(session, consultation, NameGroup(BIRDS, birds, (birds, bird, birds_too)), "editor")
        keep_proposed(session, consultation)
        assert groups_on(session, consultation, BIRDS)[0].members == (birds, bird, birds_too)
        erase(session, Erasure(consultation, "E03", now()))
        [left] = groups_on(session, consultation, BIRDS)
        assert (left.id, left.members) == (three, (birds, birds_too))
        erase(session, Erasure(consultation, "E01", now()))
        assert groups_on(session, consultation, BIRDS) == ()


def test_proposals_of_a_round_stand_in_an_order_that_tells_nothing_of_who_made_them(
    engine: Engine, round_id: int
) -> None:
    with session_scope(engine) as session:
        people = {one.code: one.id for one in panel_of(session, load_round(session, round_id).consultation)}
        for code, name in (("E03", "甲"), ("E01", "乙"), ("E02", "甲")):
            proposal = Proposal(Text(name), content=code[::-1])
            keep_proposal(session, round_id, people[code], "k", proposal, language="zh", at=now())
        assert [(one.name.zh, one.content) for one in proposals_in(session, round_id)] == [
            ("乙", "10E"), ("甲", "20E"), ("甲", "30E"),
        ]  # fmt: skip
        assert proposals_in(session, round_id + 1) == ()


def test_closing_words_are_counted_and_read_by_question(engine: Engine, round_id: int) -> None:
    with session_scope(engine) as session:
        people = panel_of(session, load_round(session, round_id).consultation)
        for person, said in zip(people, ("b", "", "a"), strict=True):
            keep_remarks(
                session, round_id, person.id, {"overall": said, "weights": "w"},
                revision=1, language="en", at=now(),
            )  # fmt: skip
        assert count_remarks(session, round_id) == {"overall": 2, "weights": 3}
        assert words_on(session, round_id, "overall", 0, 50) == (("a", "en"), ("b", "en"))
        assert words_on(session, round_id, "overall", 1, 1) == (("b", "en"),)


def test_counts_of_one_item_are_those_of_all_items_cut_down_to_it(engine: Engine, round_id: int) -> None:
    marked = Answer(
        "E02", BUDGET, "keep", settings=("scope",), troubles=("data",), ratings={"relevance": 8, "clarity": 3}
    )
    with session_scope(engine) as session:
        save_answers(session, round_id, [marked, replace(marked, respondent="E01", item=GREEN)], revision=2)
        for count in (count_verdicts, count_settings, count_troubles, count_ratings, count_names):
            every = count(session, round_id)
            for item in (*ITEMS, "no such item"):
                own = {key: n for key, n in every.items() if key[0] == item}
                assert count(session, round_id, item) == own, count.__name__
        some = count_ratings(session, round_id, ratings=("clarity",))
        assert some == {(BUDGET, "clarity", 3): 1, (GREEN, "clarity", 3): 1}
        assert count_ratings(session, round_id, ratings=()) == {}
