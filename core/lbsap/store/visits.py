"""Visits of experts: a session each, begun by a link or a code; only the digest of its token is kept.

In an anonymous consultation a visit names no invitation, so that nothing leads from a person to answers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, bindparam, func, insert, or_
from sqlalchemy import select as sa_select
from sqlmodel import Field, Session, col, select, update

from lbsap.store.columns import Table, UtcDateTime, table_of
from lbsap.store.consents import CONSENT_COLUMNS, Consent, ConsentRow
from lbsap.store.invitations import InvitationRow
from lbsap.store.respondents import Respondent, RespondentRow, respondent
from lbsap.store.tokens import digest_of, new_token

IDLE: Final = timedelta(days=30)
LONGEST: Final = timedelta(days=90)
SEEN_EVERY: Final = timedelta(hours=1)
"""How exactly the last use is kept: a visit is not written to with every save."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An open visit, and when it was last kept as used."""

    id: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SeenVisit:
    """A visit as editors see it: the invitation it began by, the device, and its number among that link's visits."""

    invitation: int
    begun_at: datetime
    agent: str
    number: int
    not_me: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What the token of a visit opens: the visit, its consultation (the id), its respondent, and the consent that the
    respondent gave last, withdrawn or not."""

    visit: Visit
    consultation: int
    respondent: Respondent
    consent: Consent | None


class VisitRow(Table, table=True):
    """A visit."""

    __tablename__ = "visit"

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    respondent_id: int | None = Field(foreign_key="respondent.id", ondelete="CASCADE", index=True)
    invitation_id: int | None = Field(foreign_key="invitation.id", ondelete="SET NULL", index=True)
    token_digest: str = Field(unique=True)
    agent: str
    begun_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(sa_type=UtcDateTime)
    not_me: bool = False


def _open() -> Select[Any]:
    """The visit of a token with its respondent and consent, if it is open. Made once, as those of ``rows_by``."""
    visit, person, invitation = (table_of(row).c for row in (VisitRow, RespondentRow, InvitationRow))
    consent, any_consent = table_of(ConsentRow).c, table_of(ConsentRow).alias().c
    newest = sa_select(func.max(any_consent.id)).where(any_consent.respondent_id == person.id)
    given = (consent[name].label(f"consent_{name}") for name in CONSENT_COLUMNS)
    return (
        sa_select(visit.id.label("visit_id"), visit.seen_at, *person, *given)
        .join_from(visit.id.table, person.id.table, person.id == visit.respondent_id)
        .join(invitation.id.table, invitation.id == visit.invitation_id, isouter=True)
        .join(consent.id.table, consent.id == newest.scalar_subquery(), isouter=True)
        .where(
            visit.token_digest == bindparam("digest"),
            visit.ended_at.is_(None),
            visit.seen_at > bindparam("idle"),
            visit.begun_at > bindparam("oldest"),
            or_(
                invitation.id.is_(None),
                invitation.revoked.is_(False) & (invitation.expires_at > bindparam("at")),
            ),
        )
    )


_OPEN: Final = _open()
_ADD: Final = insert(table_of(VisitRow))


def add_visit(
    session: Session,
    consultation_id: int,
    respondent_id: int | None,
    at: datetime,
    *,
    invitation_id: int | None = None,
    agent: str = "",
    not_me: bool = False,
) -> str:
    """Begin a visit; one by somebody else (``not_me``) ends as it begins. Returns its token."""
    token = new_token()
    begun = {
        "consultation_id": consultation_id,
        "respondent_id": respondent_id,
        "invitation_id": invitation_id,
        "token_digest": digest_of(token),
        "agent": agent,
        "begun_at": at,
        "seen_at": at,
        "ended_at": at if not_me else None,
        "not_me": not_me,
    }
    session.connection().execute(_ADD, begun)
    return token


def find_visit(session: Session, token: str, at: datetime) -> Opened | None:
    """What a token opens at the moment ``at``.

    ``None`` alike for visits unknown, ended, idle or too old, and for those whose invitation was ended or ran out.
    """
    given = {"digest": digest_of(token), "idle": at - IDLE, "oldest": at - LONGEST, "at": at}
    found = session.connection().execute(_OPEN, given).one_or_none()
    if found is None:
        return None
    consent = found[-len(CONSENT_COLUMNS) :]
    return Opened(
        Visit(found.visit_id, found.seen_at),
        found.consultation_id,
        respondent(found),
        Consent(*consent) if found.consent_version is not None else None,
    )


def keep_seen(session: Session, visit: Visit, at: datetime) -> None:
    """Note that a visit is in use, not more often than each hour."""
    if at - visit.seen_at >= SEEN_EVERY:
        session.exec(update(VisitRow).where(col(VisitRow.id) == visit.id).values(seen_at=at))


def end_visit(session: Session, token: str, at: datetime, *, not_me: bool = False) -> bool:
    """End the visit of a token, noting where the visitor is somebody else. False where none is open."""
    done = session.exec(
        update(VisitRow)
        .where(col(VisitRow.token_digest) == digest_of(token), col(VisitRow.ended_at).is_(None))
        .values(ended_at=at, not_me=not_me)
    )
    return done.rowcount == 1


def visits_by_links(session: Session, consultation_id: int) -> tuple[SeenVisit, ...]:
    """The visits that began by personal links, newest first."""
    rows = session.exec(
        select(VisitRow)
        .where(VisitRow.consultation_id == consultation_id, col(VisitRow.invitation_id).is_not(None))
        .order_by(col(VisitRow.id))
    )
    numbers: Counter[int] = Counter()
    seen = []
    for row in rows:
        invitation = row.invitation_id or 0
        numbers[invitation] += 1
        seen.append(SeenVisit(invitation, row.begun_at, row.agent, numbers[invitation], row.not_me))
    return tuple(reversed(seen))
