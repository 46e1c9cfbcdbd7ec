"""For editors: invite an expert, and see how links are used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.audit import record
from lbsap.store.consultations import recall_consultation
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.invitations import Contact, invite
from lbsap.store.respondents import enrol_one, find_respondent
from lbsap.store.visits import SeenVisit, visits_by_links


@allowed_to("administrator", "editor")
def invite_expert(
    actor: Actor, engine: Engine, consultation_id: int, contact: Contact, expires_at: datetime, code: str = ""
) -> str:
    """Invite a person, as the respondent ``code`` of the panel or a new one. Returns the token of the link.

    In an anonymous consultation the invitation leads to no respondent, and ``code`` must be empty. Raises
    ``NotFound`` for an unknown consultation or code.
    """
    with session_scope(engine) as session:
        anonymous = recall_consultation(session, consultation_id).anonymity == "anonymous"
        if anonymous and code:
            raise BadInput([problem("value_refused", "code", reason="anonymous")])
        person: int | None = None
        if code:
            found = find_respondent(session, consultation_id, code)
            if found is None:
                raise not_found(Text("专家", "respondent"), code)
            person = found.id
        elif not anonymous:
            person, _ = enrol_one(session, consultation_id)
        token = invite(session, consultation_id, contact, person, expires_at)
        record(session, actor.name, "expert invited", f"consultation {consultation_id}")
    return token


@allowed_to("administrator", "editor")
def visits_of(actor: Actor, engine: Engine, consultation_id: int) -> tuple[SeenVisit, ...]:
    """The visits by personal links, newest first: invitation, time, coarse agent, the how-manieth by that link,
    and whether the visitor said to be somebody else."""
    with session_scope(engine, write=False) as session:
        return visits_by_links(session, consultation_id)
