"""The public link of an open consultation: each answer set is a respondent of its own, with a code to resume."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from lbsap.actions.experts.link import Begun, LinkState, state_of, unknown_link
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.steps.asking.closing import closed_problem
from lbsap.steps.asking.visitor import coarse_agent
from lbsap.store.audit import record
from lbsap.store.engine import session_scope
from lbsap.store.public_links import (
    add_public_link,
    find_public_link,
    live_public_links,
    revoke_public_links,
)
from lbsap.store.respondents import enrol_one, find_by_code, give_code
from lbsap.store.visits import add_visit


@allowed_to("administrator", "editor")
def make_public_link(actor: Actor, engine: Engine, consultation_id: int, expires_at: datetime) -> str:
    """For editors: a public link of a consultation. Returns its token, which cannot be had again."""
    with session_scope(engine) as session:
        token = add_public_link(session, consultation_id, expires_at)
        record(session, actor.name, "public link made", f"consultation {consultation_id}")
    return token


@allowed_to("administrator", "editor")
def end_public_links(actor: Actor, engine: Engine, consultation_id: int) -> None:
    """For editors: end the public links of a consultation; who has begun by one goes on by the code."""
    with session_scope(engine) as session:
        revoke_public_links(session, consultation_id)
        record(session, actor.name, "public links ended", f"consultation {consultation_id}")


@allowed_to("administrator", "editor", "viewer")
def public_links_of(actor: Actor, engine: Engine, consultation_id: int, at: datetime) -> tuple[datetime, ...]:
    """For editors: when each public link that still works expires. The links themselves cannot be had again."""
    with session_scope(engine, write=False) as session:
        return live_public_links(session, consultation_id, at)


def open_public(engine: Engine, token: str, at: datetime) -> LinkState:
    """What a public link leads to at this moment. Reads only; ``greeting`` is empty."""
    with session_scope(engine, write=False) as session:
        consultation_id = find_public_link(session, token, at)
        return LinkState("unknown") if consultation_id is None else state_of(session, consultation_id, at)


def begin_public(engine: Engine, token: str, at: datetime, agent: str = "") -> Begun:
    """Begin as a new respondent, with a visit and the code to resume, which is shown this once.

    Raises ``NotFound`` for an unknown link, ``BadInput`` where the round is not open (``link_not_yet``,
    ``round_closed``).
    """
    device = coarse_agent(agent)
    with session_scope(engine) as session:
        consultation_id = find_public_link(session, token, at)
        if consultation_id is None:
            raise unknown_link()
        state = state_of(session, consultation_id, at)
        if state.state == "not_yet":
            raise BadInput([problem("link_not_yet")])
        if state.state == "closed":
            raise BadInput([closed_problem(state.closes_at or at, state.contact)])
        person, _ = enrol_one(session, consultation_id)
        return Begun(
            add_visit(session, consultation_id, person, at, agent=device), give_code(session, person)
        )


def resume(engine: Engine, code: str, at: datetime, agent: str = "") -> str | None:
    """Begin a visit by a code to resume, however it is spaced or cased. Returns its token, ``None`` for a wrong code."""
    device = coarse_agent(agent)
    with session_scope(engine, write=False) as session:
        found = find_by_code(session, code)
    if found is None:
        return None
    with session_scope(engine) as session:
        return add_visit(session, *found, at, agent=device)
