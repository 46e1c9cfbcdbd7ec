"""Who is invited: people added to the panel, corrected, their links ended; and how links are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_bytes
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput
from lbsap.model.panel import Invited, Person
from lbsap.model.plugin_items import Row
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.editing.handing import History, histories
from lbsap.steps.editing.panel_rows import PanelReading, judge_person, read_panel
from lbsap.store.audit import Event, record, told_of
from lbsap.store.consultations import Consultation, Round, recall_consultation, rounds_of
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.invitations import Contact, correct_invited, invite, invited, leads, revoke
from lbsap.store.messages import Batch, batches_of, messages_of
from lbsap.store.respondents import enrol_one, find_respondent
from lbsap.store.tokens import TOKEN_BYTES, token_from
from lbsap.store.visits import SeenVisit, visits_by_links

LINKS_LAST: Final = timedelta(days=180)
"""How long a link is good for; handing it out anew begins the time again."""
LOGGED: Final = (
    "expert invited",
    "people invited",
    "invited person corrected",
    "link ended",
    "public link made",
    "texts of messages changed",
)
"""What the log of a panel tells beside the messages, as the audit trail words it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of people as a file. ``before`` lines were put in front of those that its sender knows."""

    name: str
    content: bytes
    before: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel in its newest round: the people invited, what each was sent by invitation, and the visits by links.

    ``seen`` is the id of the newest message: acts on the panel as it was then name it.
    """

    consultation: Consultation
    round: Round
    people: tuple[Invited, ...]
    had: Mapping[int, History]
    visits: tuple[SeenVisit, ...]
    seen: int

    def person(self, invitation_id: int) -> Invited:
        """One of the people. Raises ``NotFound``."""
        found = next((one for one in self.people if one.id == invitation_id), None)
        if found is None:
            raise not_found(Text("邀请", "invitation"), invitation_id)
        return found


@dataclass(frozen=True, slots=True)
class PanelLog:
    """What was sent, and what else was done to the panel, each newest first."""

    batches: tuple[Batch, ...]
    events: tuple[Event, ...]


@allowed_to("administrator", "editor")
def open_panel(actor: Actor, engine: Engine, consultation_id: int) -> Panel:
    """The panel with names. Raises ``NotFound``. Reads only."""
    with session_scope(engine, write=False) as session:
        return panel_in(session, consultation_id)


@allowed_to("administrator", "editor", "viewer")
def see_log(actor: Actor, engine: Engine, consultation_id: int) -> PanelLog:
    """What was sent and done, without names. Reads only."""
    about = f"consultation {consultation_id}"
    with session_scope(engine, write=False) as session:
        done = [event for what in LOGGED for event in told_of(session, what, about)]
        return PanelLog(
            batches_of(session, consultation_id),
            tuple(sorted(done, key=lambda event: event.at, reverse=True)),
        )


@allowed_to("administrator", "editor")
def read_people(
    actor: Actor, engine: Engine, registry: Registry, consultation_id: int, listing: Listing
) -> PanelReading:
    """The people in a list, judged row by row against the panel as it stands; nothing is kept.

    Raises ``BadInput`` where the file is no table at all.
    """
    rows = _rows(registry, listing)
    with session_scope(engine, write=False) as session:
        return _judged(session, consultation_id, rows)


@allowed_to("administrator", "editor")
def add_people(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    consultation_id: int,
    listing: Listing,
    key: str,
    at: datetime,
) -> PanelReading:
    """Put the people of a list on the panel, all or none: none where the reading given back is faulty.

    ``key`` is of the form sent: one sent twice adds its people once.
    """
    check_key(key)
    rows = _rows(registry, listing)
    with session_scope(engine) as session:
        if leads(session, token_from(key, 0)):
            return PanelReading(())
        reading = _judged(session, consultation_id, rows)
        if reading.faulty:
            return reading
        anonymous = recall_consultation(session, consultation_id).anonymity == "anonymous"
        for number, person in enumerate(reading.people):
            invite(
                session,
                consultation_id,
                Contact(person.name, person.institution, person.email),
                None if anonymous else enrol_one(session, consultation_id)[0],
                at + LINKS_LAST,
                language=person.language,
                stratum=person.stratum,
                token=token_from(key, number),
            )
        about = f"consultation {consultation_id}"
        record(session, actor.name, "people invited", about, people=len(reading.people))
    return reading


@allowed_to("administrator", "editor")
def invite_expert(
    actor: Actor, engine: Engine, consultation_id: int, contact: Contact, expires_at: datetime, code: str = ""
) -> str:
    """Invite a person, as the respondent ``code`` of the panel (and in its stratum) or a new one. Returns the token of
    the link.

    In an anonymous consultation the invitation leads to no respondent, and ``code`` must be empty. Raises
    ``NotFound`` for an unknown consultation or code.
    """
    with session_scope(engine) as session:
        anonymous = recall_consultation(session, consultation_id).anonymity == "anonymous"
        if anonymous and code:
            raise BadInput([problem("value_refused", "code", reason="anonymous")])
        person, stratum = None, ""
        if code:
            found = find_respondent(session, consultation_id, code)
            if found is None:
                raise not_found(Text("专家", "respondent"), code)
            person, stratum = found.id, found.stratum
        elif not anonymous:
            person, _ = enrol_one(session, consultation_id)
        token = invite(session, consultation_id, contact, person, expires_at, stratum=stratum)
        record(session, actor.name, "expert invited", f"consultation {consultation_id}")
    return token


@allowed_to("administrator", "editor")
def correct_person(
    actor: Actor, engine: Engine, consultation_id: int, invitation_id: int, given: Person
) -> None:
    """Correct what is kept of an invited person. Raises ``BadInput`` with each fault at its column, ``NotFound``."""
    with session_scope(engine) as session:
        panel = panel_in(session, consultation_id)
        panel.person(invitation_id)
        person, faults = judge_person(given, panel.consultation.questionnaire)
        if faults:
            raise BadInput(fault for _, fault in faults)
        correct_invited(session, invitation_id, person)
        about = f"consultation {consultation_id}"
        record(session, actor.name, "invited person corrected", about, invitation=invitation_id)


@allowed_to("administrator", "editor")
def end_link(actor: Actor, engine: Engine, consultation_id: int, invitation_id: int) -> None:
    """End the link of an invitation; answers given stay. Raises ``NotFound``."""
    with session_scope(engine) as session:
        panel_in(session, consultation_id).person(invitation_id)
        revoke(session, invitation_id)
        record(session, actor.name, "link ended", f"consultation {consultation_id}", invitation=invitation_id)


def panel_in(session: Session, consultation_id: int) -> Panel:
    """The panel as a unit of work sees it. Raises ``NotFound``."""
    consultation = recall_consultation(session, consultation_id)
    latest = rounds_of(session, consultation_id)[-1]
    messages = messages_of(session, consultation_id)
    return Panel(
        consultation,
        latest,
        invited(session, consultation_id, latest.id),
        histories(messages),
        visits_by_links(session, consultation_id),
        messages[-1].id if messages else 0,
    )


def check_key(key: str) -> None:
    """Raises ``BadInput`` for a key that our forms did not make: it is as long as a token."""
    if not key.isascii() or len(key) < TOKEN_BYTES:
        raise BadInput([problem("revision_wrong", "key")])


def _rows(registry: Registry, listing: Listing) -> tuple[Row, ...]:
    """The rows, each at the line that its sender knows. Raises ``BadInput``."""
    rows = import_bytes(listing.name, listing.content, "rows", registry).value
    return tuple(
        (f"{listing.name}:{int(where.rpartition(':')[2]) - listing.before}", cells)
        for where, cells in cast(tuple[Row, ...], rows)
    )


def _judged(session: Session, consultation_id: int, rows: tuple[Row, ...]) -> PanelReading:
    panel = panel_in(session, consultation_id)
    standing = [one.person for one in panel.people if one.person is not None]
    return read_panel(rows, panel.consultation.questionnaire, standing)
