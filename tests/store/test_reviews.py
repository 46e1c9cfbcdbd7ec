"""Reviews of drafts, their links and comments, on both databases."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from lbsap.actions import reviewing
from lbsap.model.blocks import Cover, Document
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.plugin_items import Plan
from lbsap.model.text import Text
from lbsap.store.cities import add_city
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap.store.plans import Draft, draft_head, drafts_of, load_draft, save_draft
from lbsap.store.reviews import (
    add_comment,
    answer_comment,
    change_words,
    close_review,
    comments_of,
    invitation_by,
    invitations_of,
    invite_body,
    mark_done,
    move_last_day,
    open_review,
    renew_body,
    review,
    reviews_of,
    revoke_body,
)

CITY = CityData(Text("示例市", "Sample City"))
WATER = Text("市水务局", "Water bureau")
PLAN = Plan(Document(Cover(Text("计划", "Plan")), ()))
LATER = timedelta(days=30)
BEFORE = datetime(2027, 1, 20, tzinfo=UTC)
"""A moment at which the review takes comments."""


@pytest.fixture
def ids(engine: Engine) -> tuple[int, int, int]:
    """A city, a draft of its plan, and a review of it by the sectoral level."""
    with session_scope(engine) as session:
        city = add_city(session, CITY)
        plan = save_draft(session, city, PLAN, Draft(CITY, version=1, made_by="li"))
        made = open_review(session, city, plan, "sectoral", date(2027, 1, 31), "li", reason="in a hurry")
    return city, plan, made


def test_a_draft_is_kept_with_all_that_made_it_and_hidden_from_others(
    engine: Engine, ids: tuple[int, int, int]
) -> None:
    city, plan, _ = ids
    with session_scope(engine, write=False) as session:
        assert load_draft(session, city, plan) == (PLAN, Draft(CITY, version=1, made_by="li"))
        head = draft_head(session, city, plan)
        assert drafts_of(session, city) == (head,)
        assert (head.version, head.gaps, head.made_by) == (1, 0, "li")
        for foreign in (load_draft, draft_head):
            with pytest.raises(NotFound):
                foreign(session, city + 1, plan)


def test_a_review_says_which_draft_whom_and_why_so_early(engine: Engine, ids: tuple[int, int, int]) -> None:
    city, plan, made = ids
    with session_scope(engine) as session:
        (found,) = reviews_of(session, city)
        assert (found.id, found.plan, found.layer, found.closes_on, found.closed, found.reason) == (
            made,
            plan,
            "sectoral",
            date(2027, 1, 31),
            False,
            "in a hurry",
        )
        close_review(session, city, made)
        assert review(session, city, made).closed
        with pytest.raises(NotFound):
            close_review(session, city + 1, made)


def test_a_link_is_found_by_its_token_only_and_only_its_digest_is_kept(
    engine: Engine, ids: tuple[int, int, int]
) -> None:
    with session_scope(engine) as session:
        token = invite_body(session, ids[2], WATER, now() + LATER)
        found = invitation_by(session, token)
        assert found is not None
        assert (found[0].body, found[1].id, found[0].revoked) == (WATER, ids[2], False)
        assert invitation_by(session, f"{token}x") is None
        raw = session.connection().exec_driver_sql("SELECT * FROM review_invitation").all()
    assert len(token) >= 43
    assert token not in repr(raw)


def test_a_new_link_ends_the_old_one_and_keeps_the_comments(
    engine: Engine, ids: tuple[int, int, int]
) -> None:
    with session_scope(engine) as session:
        old = invite_body(session, ids[2], WATER, now() + LATER)
        (one,) = invitations_of(session, ids[2])
        add_comment(session, ids[2], "foreword", WATER, "Say more.", by="visitor", invitation=one.id)
        revoke_body(session, ids[2], one.id)
        assert invitations_of(session, ids[2])[0].revoked
        new = renew_body(session, ids[2], one.id, now() + LATER)
        assert invitation_by(session, old) is None
        found = invitation_by(session, new)
        assert found is not None
        assert (found[0].id, found[0].revoked) == (one.id, False)
        assert [said.invitation for said in comments_of(session, ids[0])] == [one.id]
        with pytest.raises(NotFound):
            revoke_body(session, ids[2] + 1, one.id)
        with pytest.raises(NotFound):
            renew_body(session, ids[2] + 1, one.id, now() + LATER)


def test_a_body_says_that_it_is_done(engine: Engine, ids: tuple[int, int, int]) -> None:
    with session_scope(engine) as session:
        invite_body(session, ids[2], WATER, now() + LATER)
        (one,) = invitations_of(session, ids[2])
        mark_done(session, one.id)
    with session_scope(engine, write=False) as session:
        assert [body.done for body in invitations_of(session, ids[2])] == [True]


def test_a_comment_is_changed_by_its_own_link_until_it_is_answered(
    engine: Engine, ids: tuple[int, int, int]
) -> None:
    with session_scope(engine) as session:
        for body in (WATER, Text("市教育局", "Education bureau")):
            invite_body(session, ids[2], body, now() + LATER)
        own, other = (one.id for one in invitations_of(session, ids[2]))
        made = add_comment(session, ids[2], "", WATER, "More water.", by="visitor", invitation=own)
        change_words(session, made, own, "Much more water.", seen=0)
        with pytest.raises(NotFound):
            change_words(session, made, other, "Less.", seen=1)
        with pytest.raises(BadInput) as stale:
            change_words(session, made, own, "Some water.", seen=0)
        answer_comment(session, ids[0], made, "part", Text(en="In action 3."), by="li", seen=1)
        with pytest.raises(BadInput) as late:
            change_words(session, made, own, "No.", seen=2)
        (kept,) = comments_of(session, ids[0])
    assert [error.value.problems[0].code for error in (stale, late)] == [
        "changed_meanwhile",
        "review_comment_answered",
    ]
    assert (kept.comment.words, kept.comment.fate, kept.version) == ("Much more water.", "part", 2)


def test_an_answer_to_words_that_have_changed_since_is_refused(
    engine: Engine, ids: tuple[int, int, int]
) -> None:
    with session_scope(engine) as session:
        invite_body(session, ids[2], WATER, now() + LATER)
        (one,) = invitations_of(session, ids[2])
        made = add_comment(session, ids[2], "", WATER, "Yes.", by="visitor", invitation=one.id)
        change_words(session, made, one.id, "No.", seen=0)
        with pytest.raises(BadInput):
            answer_comment(session, ids[0], made, "accepted", Text(en="Done."), by="li", seen=0)
        with pytest.raises(NotFound):
            answer_comment(session, ids[0] + 1, made, "accepted", Text(en="Done."), by="li", seen=1)


def test_comments_stand_in_the_order_of_the_layers(engine: Engine, ids: tuple[int, int, int]) -> None:
    city, plan, sectoral = ids
    with session_scope(engine) as session:
        add_comment(session, sectoral, "", WATER, "third", by="li", invitation=None)
        for layer in ("leadership", "expert"):
            made = open_review(session, city, plan, layer, date(2027, 1, 31), "li")
            add_comment(session, made, "", WATER, layer, by="li", invitation=None)
        assert [one.comment.words for one in comments_of(session, city)] == ["expert", "third", "leadership"]
        assert comments_of(session, city + 1) == ()


def test_of_two_answers_at_once_one_wins_and_the_other_is_told(
    engine: Engine, ids: tuple[int, int, int]
) -> None:
    with session_scope(engine) as session:
        made = add_comment(session, ids[2], "", WATER, "Yes.", by="li", invitation=None)
    told: list[str] = []

    def answer(who: str) -> None:
        try:
            with session_scope(engine) as session:
                answer_comment(session, ids[0], made, "noted", Text(en=who), by=who, seen=0)
            told.append("kept")
        except BadInput as error:
            told.append(error.problems[0].code)

    threads = [threading.Thread(target=answer, args=(who,)) for who in ("li", "wang")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(told) == ["changed_meanwhile", "kept"]


def spoken(engine: Engine, token: str, words: Sequence[str]) -> list[str]:
    """What became of comments that a link sends all at the same time: ``kept``, or the code of what was wrong."""

    def say(one: str) -> str:
        try:
            reviewing.say(engine, token, {"part": "", "words": one}, BEFORE)
        except BadInput as error:
            return error.problems[0].code
        return "kept"

    with ThreadPoolExecutor(len(words)) as pool:
        return sorted(pool.map(say, words))


def test_a_form_sent_several_times_at_once_says_one_thing(engine: Engine, ids: tuple[int, int, int]) -> None:
    with session_scope(engine) as session:
        token = invite_body(session, ids[2], WATER, BEFORE + LATER)
    assert spoken(engine, token, ["More water."] * 4) == ["kept"] * 4
    with session_scope(engine, write=False) as session:
        assert [one.comment.words for one in comments_of(session, ids[0])] == ["More water."]


def test_a_link_makes_so_many_comments_and_no_more_and_others_go_on(
    engine: Engine, ids: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "MOST_COMMENTS", 2)
    with session_scope(engine) as session:
        first, second = (
            invite_body(session, ids[2], body, BEFORE + LATER) for body in (WATER, Text("市教育局"))
        )
    told = spoken(engine, first, ["one", "two", "three", "four"])
    assert told == ["kept", "kept", "review_comments_full", "review_comments_full"]
    assert spoken(engine, second, ["mine"]) == ["kept"]
    with session_scope(engine, write=False) as session:
        assert len(comments_of(session, ids[0])) == 3


def test_the_last_day_is_moved_with_the_links_that_were_not_ended(
    engine: Engine, ids: tuple[int, int, int]
) -> None:
    day, end = date(2027, 3, 1), now() + 2 * LATER
    with session_scope(engine) as session:
        before = now() + LATER
        for body in (WATER, Text("市教育局")):
            invite_body(session, ids[2], body, before)
        ended, standing = invitations_of(session, ids[2])
        revoke_body(session, ids[2], ended.id)
        move_last_day(session, ids[0], ids[2], day, end)
        with pytest.raises(NotFound):
            move_last_day(session, ids[0] + 1, ids[2], day, end)
    with session_scope(engine, write=False) as session:
        assert review(session, ids[0], ids[2]).closes_on == day
        found = {one.id: one.expires_at for one in invitations_of(session, ids[2])}
    assert found == {ended.id: before, standing.id: end}
