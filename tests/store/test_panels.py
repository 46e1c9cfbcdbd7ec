"""The panel in the store: invitations with their state, the log of messages, and how far people have come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from lbsap.model.consultation import Answer
from lbsap.model.errors import NotFound
from lbsap.model.panel import Person
from lbsap.store.answers import save_answers, write_answers
from lbsap.store.consultations import Round, load_round
from lbsap.store.engine import session_scope
from lbsap.store.invitations import (
    Contact,
    correct_invited,
    find_invitation,
    forget,
    invite,
    invited,
    leads,
    renew,
    restore,
    revoke,
    take,
)
from lbsap.store.messages import batches_of, claim_message, messages_of, settle_message
from lbsap.store.progress import count_stages, count_uninvited, first_visits, last_items, submitted_at
from lbsap.store.respondents import panel
from lbsap.store.submissions import keep_submission
from lbsap.store.tokens import new_token, token_from
from lbsap.store.visits import add_visit
from tests.store.samples import ITEMS, open_round

LATER = datetime(2027, 5, 1, tzinfo=UTC)
AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
PANEL = {"E01": "survey", "E02": "survey", "E03": "policy", "E04": ""}


def people_of(session: Session, of: Round) -> dict[str, int]:
    """The ids of respondents by code."""
    return {one.code: one.id for one in panel(session, of.consultation)}


def begun(session: Session, codes: dict[str, str] | None = None) -> tuple[Round, dict[str, int]]:
    """An open round and the ids of its respondents by code."""
    of = load_round(session, open_round(session, PANEL if codes is None else codes))
    return of, people_of(session, of)


def invite_one(session: Session, of: Round, person: int | None, **more: Any) -> int:
    """The id of a new invitation."""
    token = invite(
        session, of.consultation, Contact("王小明", "某大学", "w@example.org"), person, LATER, **more
    )
    found = find_invitation(session, token, AT)
    assert found is not None
    return found.id


# --- tokens and links --------------------------------------------------------------------------------------------


def test_a_key_gives_each_number_one_token_as_long_as_any() -> None:
    key = new_token()
    made = [token_from(key, number) for number in range(50)]
    assert made == [token_from(key, number) for number in range(50)]
    assert len({*made, *(token_from(new_token(), number) for number in range(50)), key}) == 101
    assert {len(one) for one in made} == {len(key)}


def test_a_link_that_reached_nobody_is_taken_back_unless_another_followed(engine: Engine) -> None:
    with session_scope(engine) as session:
        of, people = begun(session)
        invitation = invite_one(session, of, people["E01"], token="first")  # noqa: S106 - of the test
        old = renew(session, invitation, "second", LATER + timedelta(days=1))
        assert (leads(session, "first"), leads(session, "second")) == (False, True)
        restore(session, invitation, "second", old)
        session.expire_all()
        assert (leads(session, "first"), leads(session, "second")) == (True, False)
        found = find_invitation(session, "first", AT)
        assert found is not None
        assert found.expires_at == LATER
        stale = renew(session, invitation, "third", LATER)
        renew(session, invitation, "fourth", LATER)
        restore(session, invitation, "third", stale)
        assert leads(session, "fourth")


def test_two_invitations_never_share_a_token(engine: Engine) -> None:
    with session_scope(engine) as session:
        of, _ = begun(session)
        key = new_token()
        invite_one(session, of, None, token=key)
    with session_scope(engine) as session, pytest.raises(IntegrityError), session.begin_nested():
        invite_one(session, of, None, token=key)


# --- the people invited ------------------------------------------------------------------------------------------


def test_the_people_invited_come_with_what_they_have_done_in_the_round(engine: Engine) -> None:
    with session_scope(engine) as session:
        of, people = begun(session)
        first = invite_one(session, of, people["E01"], language="zh", stratum="policy")
        second = invite_one(session, of, None)
        take(session, first)
        revoke(session, second)
        keep_submission(session, of.id, people["E01"], AT)
        session.expire_all()
        one, other = invited(session, of.consultation, of.id)
    assert one.person == Person("王小明", "某大学", "w@example.org", "policy", "zh")
    assert (one.id, one.code, one.begun, one.submitted, one.revoked) == (first, "E01", True, True, False)
    assert (other.id, other.code, other.begun, other.submitted, other.revoked) == (
        second,
        "",
        False,
        False,
        True,
    )


def test_a_correction_changes_contact_language_and_stratum(engine: Engine) -> None:
    mended = Person("王晓明", "", "x@example.org", "survey", "en")
    with session_scope(engine) as session:
        of, people = begun(session)
        invitation = invite_one(session, of, people["E01"])
        correct_invited(session, invitation, mended)
        assert invited(session, of.consultation, of.id)[0].person == mended
        forget(session, people["E01"])
        session.expire_all()
        assert invited(session, of.consultation, of.id)[0].person is None
        with pytest.raises(NotFound):
            correct_invited(session, invitation, mended)


# --- messages ----------------------------------------------------------------------------------------------------


def test_of_two_that_have_seen_the_same_messages_one_may_send(engine: Engine) -> None:
    with session_scope(engine) as session:
        of, people = begun(session)
        invitation, other = invite_one(session, of, people["E01"]), invite_one(session, of, people["E02"])
        first = claim_message(session, invitation, "invitation", "smtp", "editor", AT, seen=0)
        assert first is not None
        assert claim_message(session, invitation, "invitation", "smtp", "editor", AT, seen=0) is None
        assert claim_message(session, other, "invitation", "smtp", "editor", AT, seen=0) is not None
        assert claim_message(session, invitation, "again", "page", "editor", AT, seen=first) is not None


def test_the_log_groups_what_was_sent_at_once(engine: Engine) -> None:
    with session_scope(engine) as session:
        of, people = begun(session)
        invitations = [invite_one(session, of, person) for person in people.values()]
        ids = [
            claim_message(session, one, "invitation", "smtp", "a@example.org", AT, seen=0)
            for one in invitations
        ]
        settle_message(session, ids[0] or 0, "")
        settle_message(session, ids[1] or 0, "refused: 550 no")
        later = AT + timedelta(hours=1)
        claim_message(session, invitations[1], "invitation", "page", "b@example.org", later, seen=99)
        session.expire_all()
        newest, oldest = batches_of(session, of.consultation)
        messages = messages_of(session, of.consultation)
    assert (newest.sent_at, newest.sent_by, newest.channel) == (later, "b@example.org", "page")
    assert (newest.total, newest.failed, newest.in_doubt) == (1, 0, 0)
    assert (oldest.sent_at, oldest.total, oldest.failed, oldest.in_doubt) == (AT, 4, 1, 2)
    assert [one.fortune for one in messages] == ["sent", "failed", "made", "made", "made"]
    assert messages[1].fault == "refused: 550 no"


# --- how far people have come ------------------------------------------------------------------------------------


def test_stages_are_counted_by_the_stratum_of_the_profile_or_else_the_editors(engine: Engine) -> None:
    with session_scope(engine) as session:
        of, people = begun(session)
        invite_one(session, of, people["E01"], stratum="policy")
        fourth = invite_one(session, of, people["E04"], stratum="policy")
        revoke(session, invite_one(session, of, None, stratum="survey"))
        moment = (of.opened_at or AT) + timedelta(minutes=1)
        add_visit(session, of.consultation, people["E01"], moment)
        add_visit(session, of.consultation, people["E04"], moment, invitation_id=fourth)
        add_visit(session, of.consultation, people["E03"], moment, not_me=True)
        add_visit(session, of.consultation, people["E02"], (of.opened_at or AT) - timedelta(days=1))
        save_answers(session, of.id, [Answer(code, ITEMS[0], "keep") for code in ("E03", "E04")])
        keep_submission(session, of.id, people["E04"], AT)
        found = count_stages(session, of)
        assert count_uninvited(session, of) == 1
        assert first_visits(session, of) == (moment, moment)
        assert submitted_at(session, of.id) == (AT,)
    assert found == {
        "invited": {"survey": 1, "policy": 1},
        "opened": {"survey": 1, "policy": 2},
        "started": {"policy": 2},
        "submitted": {"policy": 1},
    }


def test_a_person_with_two_invitations_is_counted_once_where_they_act(engine: Engine) -> None:
    with session_scope(engine) as session:
        of, people = begun(session)
        for _number in range(2):
            invite_one(session, of, people["E01"])
        save_answers(session, of.id, [Answer("E01", ITEMS[0], "keep")])
        assert count_stages(session, of)["started"] == {"survey": 1}


def test_where_people_stop_is_the_item_they_answered_last(engine: Engine) -> None:
    with session_scope(engine) as session:
        of, people = begun(session)
        for code, items in (("E01", (0, 1)), ("E02", (1, 0)), ("E03", (0, 2)), ("E04", (2,))):
            for place in items:
                save_answers(session, of.id, [Answer(code, ITEMS[place], "keep")])
        save_answers(session, of.id, [Answer("E01", ITEMS[2], None)])
        write_answers(
            session, of.id, [Answer("E02", ITEMS[2], "outside")], revision=1, language="zh", by_group=True
        )
        keep_submission(session, of.id, people["E04"], AT)
        assert last_items(session, of.id) == {ITEMS[1]: 1, ITEMS[0]: 1, ITEMS[2]: 1}


def test_another_consultation_counts_for_nothing(engine: Engine) -> None:
    with session_scope(engine) as session:
        other, _ = begun(session)
        save_answers(session, other.id, [Answer("E01", ITEMS[0], "keep")])
        of, _ = begun(session)
        assert all(not by for by in count_stages(session, of).values())
        assert last_items(session, of.id) == {}
        assert invited(session, of.consultation, of.id) == ()
