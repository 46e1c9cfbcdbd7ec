"""Invitations: contact data, and the link that leads a person to the answers; only the digest of its token is kept.

The contact table hangs on the invitation alone. Nothing an answer refers to leads back to it, so an export of
answers cannot carry a name, and a contact can be deleted while the answers stay.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Field, Session, select

from lbsap.model.text import Text
from lbsap.store.columns import Table, UtcDateTime
from lbsap.store.faults import not_found

TOKEN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Contact:
    """Who is invited."""

    name: str
    institution: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that may be used: which consultation, which respondent (its id; ``None`` where anonymous)."""

    id: int
    consultation: int
    respondent: int | None
    expires_at: datetime


class ContactRow(Table, table=True):
    """Name, institution and address of an invited person."""

    __tablename__ = "contact"

    id: int = Field(default=None, primary_key=True)
    name: str
    institution: str
    email: str


class InvitationRow(Table, table=True):
    """A personal link."""

    __tablename__ = "invitation"

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    respondent_id: int | None = Field(foreign_key="respondent.id", ondelete="SET NULL", index=True)
    contact_id: int | None = Field(foreign_key="contact.id", ondelete="SET NULL", index=True)
    token_digest: str = Field(unique=True)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked: bool = False


def invite(
    session: Session, consultation_id: int, contact: Contact, respondent_id: int | None, expires_at: datetime
) -> str:
    """Keep an invitation and its contact. Returns the token, which cannot be had again."""
    person = ContactRow(name=contact.name, institution=contact.institution, email=contact.email)
    session.add(person)
    session.flush()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(
        InvitationRow(
            consultation_id=consultation_id,
            respondent_id=respondent_id,
            contact_id=person.id,
            token_digest=_digest(token),
            expires_at=expires_at,
        )
    )
    session.flush()
    return token


def find_invitation(session: Session, token: str, at: datetime) -> Invitation | None:
    """The invitation a token opens at the moment ``at``; ``None`` alike for unknown, revoked and expired ones."""
    row = session.exec(
        select(InvitationRow).where(InvitationRow.token_digest == _digest(token))
    ).one_or_none()
    if row is None or row.revoked or row.expires_at <= at:
        return None
    return Invitation(row.id, row.consultation_id, row.respondent_id, row.expires_at)


def renew(session: Session, invitation_id: int, expires_at: datetime) -> str:
    """Give an invitation a new token, for sending again. The old link ends. Returns the token."""
    row, token = _found(session, invitation_id), secrets.token_urlsafe(TOKEN_BYTES)
    row.token_digest, row.expires_at, row.revoked = _digest(token), expires_at, False
    session.flush()
    return token


def revoke(session: Session, invitation_id: int) -> None:
    """End the link of an invitation."""
    _found(session, invitation_id).revoked = True
    session.flush()


def _found(session: Session, invitation_id: int) -> InvitationRow:
    row = session.get(InvitationRow, invitation_id)
    if row is None:
        raise not_found(Text("邀请", "invitation"), invitation_id)
    return row


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
