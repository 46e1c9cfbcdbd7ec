"""Whom a link or a reminder goes to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lbsap.model.panel import Invited, Message, Person
from lbsap.steps.editing.handing import (
    PAUSE,
    History,
    histories,
    is_unusual,
    kind_for,
    members,
    reminded_lately,
    state_of,
)

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def one(id_: int = 1, **more: Any) -> Invited:
    made = Invited(id_, Person(f"专家{id_}"), AT + timedelta(days=9))
    return replace(made, **more)


def message(kind: Any = "invitation", fortune: Any = "sent", days: float = 1, invitation: int = 1) -> Message:
    return Message(1, invitation, kind, "smtp", fortune, "editor", AT - timedelta(days=days))


def had(*messages: Message) -> History:
    return History(messages)


SENT, FAILED, MADE = message(), message(fortune="failed"), message(fortune="made")


@pytest.mark.parametrize(
    ("person", "history", "groups"),
    [
        (one(), had(), {"waiting"}),
        (one(begun=True), had(), {"reminder"}),
        (one(), had(FAILED), {"failed"}),
        (one(), had(SENT), {"reminder"}),
        (one(), had(MADE), {"reminder"}),
        (one(), had(SENT, FAILED), {"failed", "reminder"}),
        (one(begun=True), had(SENT), {"reminder"}),
        (one(begun=True, submitted=True), had(SENT), set()),
        (one(revoked=True), had(SENT), set()),
        (one(revoked=True), had(), set()),
        (one(person=None), had(SENT), set()),
    ],
)
def test_each_person_belongs_to_the_groups_that_concern_them(
    person: Invited, history: History, groups: set[str]
) -> None:
    found = {
        group
        for group in ("waiting", "failed", "reminder")
        if members(group, [person], {1: history}, anonymous=False)
    }
    assert found == groups


def test_where_answers_are_anonymous_whoever_has_begun_is_spared() -> None:
    people = [one(1, begun=True), one(2)]
    sent = {1: had(SENT), 2: had(SENT)}
    assert [person.id for person in members("reminder", people, sent, anonymous=True)] == [2]


@pytest.mark.parametrize(
    ("person", "history", "state"),
    [
        (one(person=None, revoked=True), had(SENT), "deleted"),
        (one(revoked=True, submitted=True), had(SENT), "ended"),
        (one(begun=True, submitted=True), had(SENT), "submitted"),
        (one(expires_at=AT), had(SENT), "expired"),
        (one(begun=True), had(SENT, FAILED), "begun"),
        (one(), had(SENT, FAILED), "failed"),
        (one(), had(SENT), "handed"),
        (one(), had(), "waiting"),
    ],
)
def test_the_state_is_the_most_telling_one(person: Invited, history: History, state: str) -> None:
    assert state_of(person, history, AT) == state


def test_nobody_is_reminded_twice_within_a_day() -> None:
    lately = {1: had(SENT, message("reminder", days=0.9))}
    assert reminded_lately(one(), lately, AT)
    assert not reminded_lately(one(), lately, AT + PAUSE)
    assert not reminded_lately(one(), {1: had(message("reminder", "failed", days=0.1))}, AT)
    assert not reminded_lately(one(), {}, AT)


def test_the_first_link_that_arrives_is_the_invitation() -> None:
    assert kind_for("waiting", had()) == "invitation"
    assert kind_for("failed", had(FAILED)) == "invitation"
    assert kind_for(None, had(SENT)) == "again"
    assert kind_for("reminder", had(SENT)) == "reminder"


def test_messages_are_told_apart_by_invitation_and_cut_off_ones_left_out() -> None:
    cut_off = Message(3, None, "invitation", "smtp", "sent", "editor", AT)
    found = histories([SENT, message(invitation=2), FAILED, cut_off])
    assert {invitation: len(one.messages) for invitation, one in found.items()} == {1: 2, 2: 1}


def test_three_devices_or_somebody_else_are_worth_a_look() -> None:
    assert not is_unusual(["WeChat, Android", "Edge, Windows", "Edge, Windows"], not_me=False)
    assert is_unusual(["WeChat, Android", "Edge, Windows", "Safari, iOS"], not_me=False)
    assert is_unusual([], not_me=True)
