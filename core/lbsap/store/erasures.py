"""Deleting what is kept of a person, and the ledger of it, by which a restored backup is brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, delete, select, update

from lbsap.store.answers import AnswerRow
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime
from lbsap.store.consents import ConsentRow
from lbsap.store.consultations import ConsultationRow, RoundRow
from lbsap.store.invitations import forget
from lbsap.store.names import keep_proposed
from lbsap.store.proposals import ProposalRow
from lbsap.store.remarks import RemarkRow
from lbsap.store.respondents import RespondentRow, change, find_respondent
from lbsap.store.said_online import forget_words
from lbsap.store.snapshots import append_only
from lbsap.store.submissions import SubmissionRow
from lbsap.store.tags import remove_tags_of
from lbsap.store.tokens import new_code
from lbsap.store.visits import VisitRow

_WORDS: dict[str, Any] = {"reason": "", "supplement": "", "name_zh": "", "name_en": ""}


@dataclass(frozen=True, slots=True)
class Erasure:
    """A line of the ledger: the respondent of a consultation whose data were deleted, by the code they had."""

    consultation: int
    respondent: str
    erased_at: datetime


@append_only
class ErasureRow(Table, table=True):
    """A line of the ledger."""

    __tablename__ = "erasure"
    __table_args__ = (UniqueConstraint("consultation_id", "respondent"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id")
    respondent: str
    erased_at: datetime = Field(sa_type=UtcDateTime)


def erase(session: Session, erasure: Erasure) -> bool:
    """Delete the data of a respondent and enter it in the ledger. False where there is no such respondent (any more),
    or no such consultation: then nothing is entered either.

    Answers of rounds that have not closed are deleted. Of others only the bare choices stay, under a new random
    code, without words, profile, consent, visits, submission or contact.
    """
    if session.get(ConsultationRow, erasure.consultation) is None:
        return False
    if erasure.respondent not in {line.respondent for line in ledger(session, erasure.consultation)}:
        session.add(
            ErasureRow(
                consultation_id=erasure.consultation,
                respondent=erasure.respondent,
                erased_at=erasure.erased_at,
            )
        )
    person = find_respondent(session, erasure.consultation, erasure.respondent)
    if person is None:
        session.flush()
        return False
    _delete_what_is_theirs(session, erasure.consultation, person.id)
    _strip_what_is_counted(session, person.id)
    keep_proposed(session, erasure.consultation)
    return True


def ledger(session: Session, consultation_id: int | None = None) -> tuple[Erasure, ...]:
    """The ledger, of one consultation or all, in order."""
    chosen = select(ErasureRow).order_by(col(ErasureRow.id))
    if consultation_id is not None:
        chosen = chosen.where(ErasureRow.consultation_id == consultation_id)
    rows = session.exec(chosen)
    return tuple(Erasure(row.consultation_id, row.respondent, row.erased_at) for row in rows)


def _delete_what_is_theirs(session: Session, consultation_id: int, person: int) -> None:
    forget(session, person)
    forget_words(session, consultation_id, person)
    for table in (VisitRow, ConsentRow, SubmissionRow, ProposalRow, RemarkRow):
        session.exec(delete(table).where(col(table.respondent_id) == person))
    not_closed = select(RoundRow.id).where(col(RoundRow.state).in_(("draft", "open")))
    session.exec(
        delete(AnswerRow).where(
            col(AnswerRow.respondent_id) == person, col(AnswerRow.round_id).in_(not_closed)
        )
    )


def _strip_what_is_counted(session: Session, person: int) -> None:
    counted = select(AnswerRow.id).where(AnswerRow.respondent_id == person).limit(1)
    if session.exec(counted).first() is None:
        session.exec(delete(RespondentRow).where(col(RespondentRow.id) == person))
        return
    remove_tags_of(session, person)
    session.exec(update(AnswerRow).where(col(AnswerRow.respondent_id) == person).values(**_WORDS))
    change(
        session,
        person,
        code=f"erased-{new_code(8)}",
        profile={},
        language="",
        judged=None,
        resume_digest=None,
    )
