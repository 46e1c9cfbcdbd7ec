"""The personal link: look at it (changes nothing), begin a visit, leave it, say that one is somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.model.errors import BadInput
from lbsap.model.notice import Anonymity
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.steps.asking.closing import closed_problem
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.asking.tasks import minutes_for
from lbsap.steps.asking.visitor import coarse_agent, masked
from lbsap.store.audit import record
from lbsap.store.consultations import Round, recall_with_rounds
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.invitations import Invitation, find_invitation, lead_to, take
from lbsap.store.respondents import enrol_one, give_code
from lbsap.store.visits import add_visit, end_visit

LinkWord = Literal["ready", "not_yet", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class LinkState:
    """What a link leads to. ``unknown`` alike for links never made, revoked and expired: then all else is empty.

    ``purpose`` says what is asked, ``greeting`` is the masked name, ``minutes`` the estimate for this round. ``begun``:
    somebody has begun by this link before; where ``needs_code`` too (anonymous consultations), only the code to resume
    leads back. ``closed`` may still be begun, for reading; ``closes_at`` is then when it closed.
    """

    state: LinkWord
    title: Text = Text()
    host: Text = Text()
    purpose: Text = Text()
    contact: str = ""
    greeting: str = ""
    anonymity: Anonymity = "confidential"
    round: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    minutes: int = 0
    begun: bool = False
    needs_code: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """The token of a visit that has begun and, shown this once, the code to resume (``""`` where none is needed)."""

    visit: str
    code: str = ""


def open_link(engine: Engine, token: str, at: datetime) -> LinkState:
    """What a personal link leads to at this moment. Reads only."""
    with session_scope(engine, write=False) as session:
        invitation = find_invitation(session, token, at)
        if invitation is None:
            return LinkState("unknown")
        return state_of(session, invitation.consultation, at, invitation)


def begin(engine: Engine, token: str, at: datetime, agent: str = "") -> Begun:
    """Begin a visit by a personal link; ``agent`` is the User-Agent, kept coarsely ("WeChat, Android").

    Raises ``NotFound`` for an unknown link, ``BadInput`` where the round is not open yet (``link_not_yet``) or only
    the code leads back (``code_needed``).
    """
    device = coarse_agent(agent)
    with session_scope(engine) as session:
        invitation = find_invitation(session, token, at)
        if invitation is None:
            raise unknown_link()
        state = state_of(session, invitation.consultation, at, invitation)
        if state.state == "not_yet":
            raise BadInput([problem("link_not_yet")])
        first = take(session, invitation.id)
        if state.anonymity == "anonymous":
            return _begin_unlinked(session, invitation, state, first, at)
        person = invitation.respondent
        if person is None:
            person, _ = enrol_one(session, invitation.consultation)
            lead_to(session, invitation.id, person)
        visit = add_visit(
            session, invitation.consultation, person, at, invitation_id=invitation.id, agent=device
        )
        return Begun(visit)


def leave(engine: Engine, visit: str, at: datetime) -> None:
    """End a visit; nothing where it has ended."""
    with session_scope(engine) as session:
        end_visit(session, visit, at)


def not_me(engine: Engine, token: str, at: datetime, agent: str = "") -> None:
    """The person greeted is somebody else: ``token`` is that of the link or of the visit, which ends.

    Editors see the note among the visits. Nothing for an unknown token.
    """
    device = coarse_agent(agent)
    with session_scope(engine) as session:
        if end_visit(session, token, at, not_me=True):
            return
        invitation = find_invitation(session, token, at)
        if invitation is not None:
            add_visit(
                session,
                invitation.consultation,
                None,
                at,
                invitation_id=invitation.id,
                agent=device,
                not_me=True,
            )
            record(session, "visitor", "not the person invited", f"invitation {invitation.id}")


def state_of(
    session: Session, consultation_id: int, at: datetime, invitation: Invitation | None = None
) -> LinkState:
    """What a link to a consultation shows at this moment, greeting the person invited, if any."""
    consultation, rounds = recall_with_rounds(session, consultation_id)
    current = round_at(rounds, at)
    shown = current or (rounds[0] if rounds else None)
    ended = current.ended(at) if current else None
    state: LinkWord = "not_yet" if current is None else "closed" if ended else "ready"
    begun = invitation is not None and invitation.begun
    questions = consultation.questionnaire
    items = len(asked_items(questions, consultation.catalogue))
    return LinkState(
        state,
        title=consultation.title,
        host=consultation.host,
        purpose=questions.purpose,
        contact=consultation.contact,
        greeting=masked(invitation.name) if invitation else "",
        anonymity=consultation.anonymity,
        round=shown.number if shown else 0,
        opens_at=shown.opens_at if shown else None,
        closes_at=ended or (shown.closes_at if shown else None),
        minutes=minutes_for(questions.minutes, items - len(shown.settled if shown else ()), items),
        begun=begun,
        needs_code=begun and consultation.anonymity == "anonymous",
    )


def round_at(rounds: tuple[Round, ...], at: datetime) -> Round | None:
    """The round that experts see at a moment: the newest that has begun."""
    return next((one for one in reversed(rounds) if one.begun(at)), None)


def unknown_link() -> Exception:
    """The one error for links never made, revoked and expired."""
    return not_found(Text("链接", "link"), "…")


def _begin_unlinked(
    session: Session, invitation: Invitation, state: LinkState, first: bool, at: datetime
) -> Begun:
    """Begin where nothing may lead from the person to the answers: neither visit nor respondent names the invitation."""
    if not first:
        raise BadInput([problem("code_needed")])
    if state.state == "closed":
        raise BadInput([closed_problem(state.closes_at or at, state.contact)])
    person, _ = enrol_one(session, invitation.consultation)
    return Begun(add_visit(session, invitation.consultation, person, at), give_code(session, person))
