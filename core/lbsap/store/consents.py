"""Consent: to which text, in which language, when; and its withdrawal. Each giving is a row of its own."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import case
from sqlmodel import Field, Session, col, func, select, update

from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, rows_by
from lbsap.store.respondents import RespondentRow


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent to the notice ``version`` with ``digest``, as read in ``language``.

    ``abroad`` is the separate consent to a transfer abroad, ``named`` that to be listed by name in public; each ``None``
    where it was not asked.
    """

    version: str
    digest: str
    language: str
    given_at: datetime
    abroad: bool | None = None
    named: bool | None = None
    withdrawn_at: datetime | None = None


CONSENT_COLUMNS: Final = tuple(one.name for one in fields(Consent))
"""The columns that make a ``Consent``, in its order."""


class ConsentRow(Table, table=True):
    """A consent."""

    __tablename__ = "consent"
    __table_args__ = NEVER_REUSED

    id: int = Field(default=None, primary_key=True)
    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE", index=True)
    version: str
    digest: str
    language: str
    given_at: datetime = Field(sa_type=UtcDateTime)
    abroad: bool | None
    named: bool | None = None
    withdrawn_at: datetime | None = Field(sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class ConsentCount:
    """How many respondents of a consultation gave consent to a version of its notice, and what became of it.

    ``abroad`` counts those who agreed to a transfer abroad, ``None`` where nobody was asked.
    """

    consultation: int
    version: str
    stands: int
    withdrawn: int
    abroad: int | None


_OF: Final = rows_by(ConsentRow, "respondent_id")


def keep_consent(session: Session, respondent_id: int, consent: Consent) -> None:
    """Keep a consent that was given."""
    session.add(
        ConsentRow(
            respondent_id=respondent_id,
            version=consent.version,
            digest=consent.digest,
            language=consent.language,
            given_at=consent.given_at,
            abroad=consent.abroad,
            named=consent.named,
            withdrawn_at=None,
        )
    )
    session.flush()


def latest_consent(session: Session, respondent_id: int) -> Consent | None:
    """The consent given last, withdrawn or not."""
    rows = session.connection().execute(_OF, {"respondent_id": respondent_id}).all()
    if not rows:
        return None
    return Consent(*(getattr(rows[-1], name) for name in CONSENT_COLUMNS))


def withdraw(session: Session, respondent_id: int, at: datetime) -> bool:
    """Withdraw whatever consent stands. False where none does."""
    done = session.exec(
        update(ConsentRow)
        .where(col(ConsentRow.respondent_id) == respondent_id, col(ConsentRow.withdrawn_at).is_(None))
        .values(withdrawn_at=at)
    )
    return done.rowcount > 0


def agreed_to_be_named(session: Session, consultation_id: int) -> frozenset[str]:
    """The codes of the respondents whose consent to be listed by name in public stands."""
    found = session.exec(
        select(RespondentRow.code)
        .join(ConsentRow, col(ConsentRow.respondent_id) == RespondentRow.id)
        .where(
            RespondentRow.consultation_id == consultation_id,
            col(ConsentRow.named).is_(True),
            col(ConsentRow.withdrawn_at).is_(None),
        )
    )
    return frozenset(found)


def count_consents(session: Session) -> tuple[ConsentCount, ...]:
    """The consents of all consultations, by the version of the notice."""
    ended = case((col(ConsentRow.withdrawn_at).is_not(None), 1), else_=0)
    agreed = case((col(ConsentRow.abroad).is_(True), 1), else_=0)
    group = col(RespondentRow.consultation_id), col(ConsentRow.version)
    rows = session.exec(
        select(*group, func.count(), func.sum(ended), func.sum(agreed), func.count(col(ConsentRow.abroad)))  # type: ignore[call-overload]
        .join(RespondentRow, col(RespondentRow.id) == ConsentRow.respondent_id)
        .group_by(*group)
        .order_by(*group)
    )
    return tuple(
        ConsentCount(consultation, version, given - withdrawn, withdrawn, abroad if asked else None)
        for consultation, version, given, withdrawn, abroad, asked in rows
    )
