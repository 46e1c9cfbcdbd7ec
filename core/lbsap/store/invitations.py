"""Invitations: contact data, and the link that leads a person to the answers; only the digest of its token is kept.

The contact table hangs on the invitation alone. Nothing an answer refers to leads back to it, so an export of
answers cannot carry a name, and a contact can be deleted while the answers stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, col, delete, select, update

from lbsap.model.text import Text
from lbsap.store.columns import Table, UtcDateTime
from lbsap.store.faults import not_found
from lbsap.store.tokens import digest_of, new_token


@dataclass(frozen=True, slots=True)
class Contact:
    """Who is invited."""

    name: str
    institution: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that may be used: which consultation, which respondent (its id; ``None`` where anonymous).

    ``begun``: somebody has begun by it. ``name`` is that of the person invited.
    """

    id: int
    consultation: int
    respondent: int | None
    expires_at: datetime
    begun: bool = False
    name: str = ""


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
    begun: bool = False
    language: str = ""
    stratum: str = ""


def invite(
    session: Session,
    consultation_id: int,
    contact: Contact,
    respondent_id: int | None,
    expires_at: datetime,
    *,
    language: str = "",
    stratum: str = "",
) -> str:
    """Keep an invitation and its contact. Returns the token, which cannot be had again.

    ``language`` (``zh``, ``en`` or empty) is that of the messages sent; ``stratum`` is where the editors count the
    person before a profile is filled in.
    """
    person = ContactRow(name=contact.name, institution=contact.institution, email=contact.email)
    session.add(person)
    session.flush()
    token = new_token()
    session.add(
        InvitationRow(
            consultation_id=consultation_id,
            respondent_id=respondent_id,
            contact_id=person.id,
            token_digest=digest_of(token),
            expires_at=expires_at,
            language=language,
            stratum=stratum,
        )
    )
    session.flush()
    return token


def find_invitation(session: Session, token: str, at: datetime) -> Invitation | None:
    """The invitation a token opens at the moment ``at``; ``None`` alike for unknown, revoked and expired ones."""
    found = session.exec(
        select(InvitationRow, ContactRow.name)
        .join(ContactRow, col(ContactRow.id) == InvitationRow.contact_id, isouter=True)
        .where(InvitationRow.token_digest == digest_of(token))
    ).one_or_none()
    if found is None or found[0].revoked or found[0].expires_at <= at:
        return None
    row, name = found
    return Invitation(row.id, row.consultation_id, row.respondent_id, row.expires_at, row.begun, name or "")


def take(session: Session, invitation_id: int) -> bool:
    """Mark an invitation as begun; false where it was so before. Of several at once, one gets true."""
    done = session.exec(
        update(InvitationRow)
        .where(col(InvitationRow.id) == invitation_id, col(InvitationRow.begun).is_(False))
        .values(begun=True)
    )
    return done.rowcount == 1


def lead_to(session: Session, invitation_id: int, respondent_id: int) -> None:
    """Let an invitation lead to a respondent."""
    _found(session, invitation_id).respondent_id = respondent_id
    session.flush()


def contact_of(session: Session, respondent_id: int) -> Contact | None:
    """Who a respondent is, where an invitation leads to them."""
    row = session.exec(_contacts(respondent_id)).first()
    return None if row is None else Contact(row.name, row.institution, row.email)


def correct(session: Session, respondent_id: int, contact: Contact) -> None:
    """Put ``contact`` in the place of what is kept of a respondent."""
    for row in session.exec(_contacts(respondent_id)):
        row.name, row.institution, row.email = contact.name, contact.institution, contact.email
    session.flush()


def forget(session: Session, respondent_id: int) -> None:
    """Delete who a respondent is, and end the links that lead there."""
    invitations = session.exec(
        select(InvitationRow).where(InvitationRow.respondent_id == respondent_id)
    ).all()
    people = [row.contact_id for row in invitations if row.contact_id is not None]
    for row in invitations:
        row.respondent_id, row.contact_id, row.revoked = None, None, True
    session.flush()
    session.exec(delete(ContactRow).where(col(ContactRow.id).in_(people)))


def renew(session: Session, invitation_id: int, expires_at: datetime) -> str:
    """Give an invitation a new token, for sending again. The old link ends. Returns the token."""
    row, token = _found(session, invitation_id), new_token()
    row.token_digest, row.expires_at, row.revoked = digest_of(token), expires_at, False
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


def _contacts(respondent_id: int) -> Any:
    return (
        select(ContactRow)
        .join(InvitationRow, col(InvitationRow.contact_id) == ContactRow.id)
        .where(InvitationRow.respondent_id == respondent_id)
    )
