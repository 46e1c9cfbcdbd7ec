"""Handing out links and reminders: by mail, in a file or on a page; and the texts that go with them.

A token is never kept. It is made from the key of the form that is sent, so that sending the form twice gives the same
links; and an invitation that has had a message since the form was opened is passed over, so that nobody gets two.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.editors.inviting import LINKS_LAST, Panel, check_key, panel_in
from lbsap.actions.editors.smtp import Mailer, MailServer
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput
from lbsap.model.panel import Channel, Invited, Message, Person
from lbsap.model.problems import problem
from lbsap.model.text import Text, same
from lbsap.steps.common.printed import minute
from lbsap.steps.common.words import whole_number
from lbsap.steps.editing.handing import GROUPS, Group, History, kind_for, members, reminded_lately
from lbsap.steps.editing.messages import (
    INVITATION,
    NO_DEADLINE,
    REMINDER,
    Letter,
    holds_link,
    letter,
    read_texts,
)
from lbsap.store.audit import record
from lbsap.store.consultations import change_words
from lbsap.store.engine import session_scope
from lbsap.store.invitations import leads, renew, restore
from lbsap.store.messages import claim_message, settle_message
from lbsap.store.tokens import token_from

_log = logging.getLogger(__name__)
SECONDS_OF_A_RUN: Final = 20
"""How long mails are sent for one page; who is left is told, and sent to by the next."""
Addresses = Callable[[str], str]
"""The address of a link by its token."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a form to hand out links names: a group, or an invitation's id; the form's own key; and the newest message
    that the panel had when the form was opened."""

    to: str
    key: str
    seen: int


@dataclass(frozen=True, slots=True)
class Aim:
    """Whom a message goes to, and what it would be. ``spared`` were reminded too lately to be asked again."""

    panel: Panel
    group: Group | None
    people: tuple[Invited, ...]
    spared: int = 0

    @property
    def text(self) -> str:
        """Which of the host's texts it goes with."""
        return REMINDER if self.group == "reminder" else INVITATION

    @property
    def with_address(self) -> tuple[Invited, ...]:
        """Those who can be reached by mail."""
        return tuple(one for one in self.people if one.person and one.person.email)

    @property
    def follows_links(self) -> bool:
        """Whether any of them may hold a link already."""
        return any(one.begun or self.panel.had.get(one.id, History()).reached for one in self.people)

    def letter_to(self, person: Person, link: str) -> Letter:
        """The message to a person."""
        return letter(
            self.panel.consultation.words, self.text, person.language, _values(self.panel, person, link)
        )


@dataclass(frozen=True, slots=True)
class Handed:
    """A link that is shown this once, with the message it goes with and when it ends."""

    person: Person
    link: str
    letter: Letter
    expires_at: datetime


@allowed_to("administrator", "editor")
def aim_at(actor: Actor, engine: Engine, consultation_id: int, to: str, at: datetime) -> Aim:
    """Whom a message to a group, or to one person by the invitation's id, would go to. Reads only.

    Raises ``NotFound`` for neither, ``BadInput`` for a reminder while the round takes no answers.
    """
    with session_scope(engine, write=False) as session:
        panel = panel_in(session, consultation_id)
    return _aim(panel, to, panel.seen, at)


@allowed_to("administrator", "editor")
def hand_out(
    actor: Actor,
    engine: Engine,
    consultation_id: int,
    order: Order,
    channel: Channel,
    address: Addresses,
    at: datetime,
) -> tuple[Handed, ...]:
    """Make links and give them back, to be shown or written to a file this once. Earlier links end.

    Raises as ``aim_at``.
    """
    check_key(order.key)
    with session_scope(engine) as session:
        aim = _aim(panel_in(session, consultation_id), order.to, order.seen, at)
        tokens = {one.id: token_from(order.key, one.id) for one in aim.people}
        made = [one.id for one in aim.people if _claim(session, aim, one, channel, actor, order, at)]
        for invitation in made:
            renew(session, invitation, tokens[invitation], at + LINKS_LAST)
        standing = [one for one in aim.people if one.id in made or leads(session, tokens[one.id])]
        if made:
            _record(session, actor, aim, channel, people=len(made))
    people = [(cast(Person, one.person), address(tokens[one.id])) for one in standing]
    return tuple(Handed(one, link, aim.letter_to(one, link), at + LINKS_LAST) for one, link in people)


@allowed_to("administrator", "editor")
def send_mails(
    actor: Actor,
    engine: Engine,
    server: MailServer | None,
    consultation_id: int,
    order: Order,
    address: Addresses,
    at: datetime,
) -> None:
    """Send mails, each with a link of its own; what became of each stands in the log (``see_sent``).

    Stops after some seconds, or where the server goes away; who is left has had nothing. Raises ``BadInput`` where the
    server cannot be reached at all, and as ``aim_at``.
    """
    check_key(order.key)
    if server is None:
        raise BadInput([problem("mail_unset", "by")])
    with session_scope(engine, write=False) as session:
        aim = _aim(panel_in(session, consultation_id), order.to, order.seen, at)
    run = _Run(engine, actor, aim, order, address, at)
    try:
        with Mailer(server) as mailer:
            run.send_all(mailer)
    finally:
        run.tell()


@allowed_to("administrator", "editor")
def see_sent(
    actor: Actor, engine: Engine, consultation_id: int, after: int
) -> tuple[tuple[Message, Invited], ...]:
    """The messages after that of id ``after``, in order, with the people they went to. Reads only."""
    with session_scope(engine, write=False) as session:
        panel = panel_in(session, consultation_id)
    sent = [
        (message, one)
        for one in panel.people
        for message in panel.had.get(one.id, History()).messages
        if message.id > after
    ]
    return tuple(sorted(sent, key=lambda pair: pair[0].id))


@allowed_to("administrator", "editor")
def change_texts(actor: Actor, engine: Engine, consultation_id: int, given: Mapping[str, Text]) -> None:
    """Keep the texts of messages by name; where one is empty, the usual text stands. Raises ``BadInput``."""
    texts, problems = read_texts(given)
    if problems:
        raise BadInput(problems)
    with session_scope(engine) as session:
        change_words(session, consultation_id, texts)
        about = f"consultation {consultation_id}"
        record(session, actor.name, "texts of messages changed", about, texts=sorted(texts))


def _aim(panel: Panel, to: str, seen: int, at: datetime) -> Aim:
    had = {
        invitation: History(tuple(one for one in history.messages if one.id <= seen))
        for invitation, history in panel.had.items()
    }
    panel = replace(panel, had=had)
    if to not in GROUPS:
        one = panel.person(whole_number(to) or 0)
        return Aim(panel, None, (one,) if one.person else ())
    if to == "reminder" and not panel.round.takes_answers(at):
        raise BadInput([problem("remind_closed", "to")])
    anonymous = panel.consultation.anonymity == "anonymous"
    people = members(to, panel.people, had, anonymous=anonymous)
    lately = {one.id for one in people if to == "reminder" and reminded_lately(one, had, at)}
    return Aim(panel, to, tuple(one for one in people if one.id not in lately), len(lately))


def _values(panel: Panel, person: Person, link: str) -> dict[str, Text]:
    asked, closes_at = panel.consultation, panel.round.closes_at
    return {
        "name": same(person.name),
        "title": asked.title,
        "host": asked.host,
        "link": same(link),
        "deadline": minute(closes_at) if closes_at else NO_DEADLINE,
        "contact": same(asked.contact) if asked.contact else asked.host,
    }


def _claim(
    session: Session, aim: Aim, one: Invited, channel: Channel, actor: Actor, order: Order, at: datetime
) -> int | None:
    kind = kind_for(aim.group, aim.panel.had.get(one.id, History()))
    return claim_message(session, one.id, kind, channel, actor.name, at, seen=order.seen)


@dataclass(slots=True)
class _Run:
    """Mails of one page, sent one after the other, and how many were tried and failed so far."""

    engine: Engine
    actor: Actor
    aim: Aim
    order: Order
    address: Addresses
    at: datetime
    tried: int = 0
    failed: int = 0

    def send_all(self, mailer: Mailer) -> None:
        """Send until all have theirs, time is up or the server is gone."""
        until = time.monotonic() + SECONDS_OF_A_RUN
        for one in self.aim.with_address:
            if time.monotonic() > until:
                return
            try:
                mailer.ready()
            except BadInput:
                if self.tried:
                    return
                raise
            self._send(mailer, one, token_from(self.order.key, one.id))

    def _send(self, mailer: Mailer, one: Invited, token: str) -> None:
        """Send one mail between two units of work; nothing where somebody else was faster.

        The link is in force before the mail is out, and the old one is put back where the mail was refused.
        """
        person, asked, old = cast(Person, one.person), self.aim.panel.consultation, None
        with session_scope(self.engine) as session:
            message = _claim(session, self.aim, one, "smtp", self.actor, self.order, self.at)
            if message is None:
                return
            if holds_link(asked.words, self.aim.text):
                old = renew(session, one.id, token, self.at + LINKS_LAST)
        letter = self.aim.letter_to(person, self.address(token))
        host = asked.host.plain("en" if person.language == "en" else "zh")
        posted = mailer.post(person, letter, host, asked.contact)
        with session_scope(self.engine) as session:
            settle_message(session, message, posted.fault)
            if posted.fault and not posted.lost and old is not None:
                restore(session, one.id, token, old)
        self.tried, self.failed = self.tried + 1, self.failed + bool(posted.fault)

    def tell(self) -> None:
        """Write to the audit trail and the log how it went."""
        if self.tried:
            with session_scope(self.engine) as session:
                _record(session, self.actor, self.aim, "smtp", people=self.tried, failed=self.failed)
        _log.info("mail: %d tried, %d failed, of %d", self.tried, self.failed, len(self.aim.with_address))


def _record(session: Session, actor: Actor, aim: Aim, channel: Channel, **counts: int) -> None:
    about = f"consultation {aim.panel.consultation.id}"
    record(session, actor.name, "links handed out", about, to=aim.group or "one", channel=channel, **counts)
