"""Invitations: contact data, and the link that leads a person to the answers; only the digest of its token is kept.

The contact table hangs on the invitation alone. Nothing an answer refers to leads back to it, so an export of
answers cannot carry a name, and a contact can be deleted while the answers stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Update, bindparam
from sqlalchemy import select as sa_select
from sqlalchemy import update as sa_update
from sqlmodel import Field, Session, col, delete, select, update

from lbsap.model.panel import Invited, Person
from lbsap.model.text import Text
from lbsap.store.columns import Table, UtcDateTime, table_of
from lbsap.store.faults import not_found
from lbsap.store.respondents import RespondentRow
from lbsap.store.submissions import SubmissionRow
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


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stood: the digest of its token, when it ends, and whether it was ended."""

    digest: str
    expires_at: datetime
    revoked: bool


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


def _by_token() -> tuple[Select[Any], Update]:
    """The invitation of a token with the name of whom it invites, and its taking. Made once, as those of ``rows_by``."""
    invitation, contact = (table_of(row).c for row in (InvitationRow, ContactRow))
    found = sa_select(*invitation, contact.name).join_from(
        invitation.id.table, contact.id.table, contact.id == invitation.contact_id, isouter=True
    )
    fresh = (invitation.id == bindparam("invitation")) & invitation.begun.is_(False)
    return found.where(invitation.token_digest == bindparam("digest")), sa_update(invitation.id.table).where(
        fresh
    ).values(begun=True)


_FOUND, _TAKE = _by_token()


def invite(
    session: Session,
    consultation_id: int,
    contact: Contact,
    respondent_id: int | None,
    expires_at: datetime,
    *,
    language: str = "",
    stratum: str = "",
    token: str = "",
) -> str:
    """Keep an invitation and its contact. Returns the token (a new one, if none is given), which cannot be had again.

    ``language`` (``zh``, ``en`` or empty) is that of the messages sent; ``stratum`` is where the editors count the
    person before a profile is filled in.
    """
    person = ContactRow(name=contact.name, institution=contact.institution, email=contact.email)
    session.add(person)
    session.flush()
    token = token or new_token()
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
    row = session.connection().execute(_FOUND, {"digest": digest_of(token)}).one_or_none()
    if row is None or row.revoked or row.expires_at <= at:
        return None
    return Invitation(
        row.id, row.consultation_id, row.respondent_id, row.expires_at, row.begun, row.name or ""
    )


def take(session: Session, invitation_id: int) -> bool:
    """Mark an invitation as begun; false where it was so before. Of several at once, one gets true."""
    done = session.connection().execute(_TAKE, {"invitation": invitation_id})
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


def renew(session: Session, invitation_id: int, token: str, expires_at: datetime) -> Link:
    """Let a new ``token`` lead to an invitation. The old link ends; returns what it was, for ``restore``."""
    row = _found(session, invitation_id)
    old = Link(row.token_digest, row.expires_at, row.revoked)
    row.token_digest, row.expires_at, row.revoked = digest_of(token), expires_at, False
    session.flush()
    return old


def restore(session: Session, invitation_id: int, token: str, old: Link) -> None:
    """Put the old link back where ``token``, which reached nobody, has not been followed by another one."""
    session.exec(
        update(InvitationRow)
        .where(col(InvitationRow.id) == invitation_id, col(InvitationRow.token_digest) == digest_of(token))
        .values(token_digest=old.digest, expires_at=old.expires_at, revoked=old.revoked)
    )


def leads(session: Session, token: str) -> bool:
    """Whether a token leads to an invitation, whatever its state."""
    chosen = select(InvitationRow.id).where(InvitationRow.token_digest == digest_of(token))
    return session.exec(chosen).first() is not None


def invited(session: Session, consultation_id: int, round_id: int) -> tuple[Invited, ...]:
    """The invitations of a consultation in the order they were made, and who has submitted in a round."""
    submission = (col(SubmissionRow.respondent_id) == RespondentRow.id) & (SubmissionRow.round_id == round_id)
    rows = session.exec(
        select(InvitationRow, ContactRow, RespondentRow.code, SubmissionRow.id)
        .join(ContactRow, col(ContactRow.id) == InvitationRow.contact_id, isouter=True)
        .join(RespondentRow, col(RespondentRow.id) == InvitationRow.respondent_id, isouter=True)
        .join(SubmissionRow, submission, isouter=True)
        .where(InvitationRow.consultation_id == consultation_id)
        .order_by(col(InvitationRow.id))
    )
    return tuple(_invited(*row) for row in rows)


def correct_invited(session: Session, invitation_id: int, person: Person) -> None:
    """Put ``person`` in the place of what is kept of an invited one. Raises ``NotFound`` where the contact is gone."""
    row = _found(session, invitation_id)
    contact = session.get(ContactRow, row.contact_id) if row.contact_id is not None else None
    if contact is None:
        raise not_found(Text("邀请", "invitation"), invitation_id)
    contact.name, contact.institution, contact.email = person.name, person.institution, person.email
    row.language, row.stratum = person.language, person.stratum
    session.flush()


def revoke(session: Session, invitation_id: int) -> None:
    """End the link of an invitation."""
    _found(session, invitation_id).revoked = True
    session.flush()


def _found(session: Session, invitation_id: int) -> InvitationRow:
    row = session.get(InvitationRow, invitation_id)
    if row is None:
        raise not_found(Text("邀请", "invitation"), invitation_id)
    return row


def _invited(
    row: InvitationRow, contact: ContactRow | None, code: str | None, submission: int | None
) -> Invited:
    person = (
        Person(contact.name, contact.institution, contact.email, row.stratum, row.language)
        if contact
        else None
    )
    return Invited(row.id, person, row.expires_at, code or "", row.begun, submission is not None, row.revoked)


def _contacts(respondent_id: int) -> Any:
    return (
        select(ContactRow)
        .join(InvitationRow, col(InvitationRow.contact_id) == ContactRow.id)
        .where(InvitationRow.respondent_id == respondent_id)
    )
