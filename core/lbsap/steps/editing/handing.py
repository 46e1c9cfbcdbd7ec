"""Whom a link or a reminder goes to, by what they have had and done so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from lbsap.model.panel import Invited, Message, MessageKind

Group = Literal["waiting", "failed", "reminder"]
"""Those who have had no link yet; those whose last mail failed; those who have one and have not submitted."""
GROUPS: Final[tuple[Group, ...]] = ("waiting", "failed", "reminder")
PAUSE: Final = timedelta(hours=24)
"""How long nobody is reminded again."""
State = Literal["deleted", "ended", "submitted", "expired", "begun", "failed", "handed", "waiting"]
USUAL_DEVICES: Final = 2
"""A telephone and a computer; more by one link are worth a look."""


@dataclass(frozen=True, slots=True)
class History:
    """The messages of one invitation, in order."""

    messages: tuple[Message, ...] = ()

    @property
    def last(self) -> Message | None:
        """The newest message."""
        return self.messages[-1] if self.messages else None

    @property
    def failed(self) -> bool:
        """Whether the newest message did not go out."""
        return self.last is not None and self.last.fortune == "failed"

    @property
    def reached(self) -> bool:
        """Whether a link was handed out, as far as is known."""
        return any(one.fortune != "failed" for one in self.messages)

    @property
    def reminded_at(self) -> datetime | None:
        """When the person was last reminded."""
        sent = [one.sent_at for one in self.messages if one.kind == "reminder" and one.fortune != "failed"]
        return sent[-1] if sent else None


def histories(messages: Iterable[Message]) -> dict[int, History]:
    """The messages by invitation."""
    found: dict[int, list[Message]] = {}
    for one in messages:
        if one.invitation is not None:
            found.setdefault(one.invitation, []).append(one)
    return {invitation: History(tuple(those)) for invitation, those in found.items()}


def state_of(one: Invited, history: History, at: datetime) -> State:
    """How far an invitation has come by the moment ``at``, in a word."""
    if one.person is None:
        return "deleted"
    if one.revoked:
        return "ended"
    if one.submitted:
        return "submitted"
    if one.expires_at <= at:
        return "expired"
    if one.begun:
        return "begun"
    if history.failed:
        return "failed"
    return "handed" if history.reached else "waiting"


def is_unusual(devices: Iterable[str], not_me: bool) -> bool:
    """Whether a link was used in a way worth a look: by somebody else, or from several devices."""
    return not_me or len(set(devices)) > USUAL_DEVICES


def members(
    group: Group, people: Sequence[Invited], had: Mapping[int, History], *, anonymous: bool
) -> tuple[Invited, ...]:
    """The people of a group. Where answers are anonymous nobody knows who has submitted: whoever has begun is spared."""
    return tuple(one for one in people if _belongs(group, one, had.get(one.id, History()), anonymous))


def reminded_lately(one: Invited, had: Mapping[int, History], at: datetime) -> bool:
    """Whether a person was reminded so lately that it would be too soon to do so again."""
    last = had.get(one.id, History()).reminded_at
    return last is not None and at - last < PAUSE


def kind_for(group: Group | None, history: History) -> MessageKind:
    """What a message would be: a reminder to that group, else the first link or one given anew."""
    if group == "reminder":
        return "reminder"
    return "again" if history.reached else "invitation"


def _belongs(group: Group, one: Invited, history: History, anonymous: bool) -> bool:
    if one.person is None or one.revoked:
        return False
    if group == "failed":
        return history.failed
    if group == "waiting":
        return not (history.messages or one.begun)
    return (history.reached or one.begun) and not (one.begun if anonymous else one.submitted)
