"""Submissions: one per respondent and round, under a reference number that a person can read out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session

from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, insert_made_once, rows_by
from lbsap.store.tokens import new_code

REFERENCE_LETTERS: Final = 8
_PLACE: Final = ("round_id", "respondent_id")


@dataclass(frozen=True, slots=True)
class Submission:
    """That the answers of a round were submitted: reference number and time."""

    reference: str
    submitted_at: datetime


class SubmissionRow(Table, table=True):
    """A submission."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint(*_PLACE), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    reference: str = Field(unique=True)
    submitted_at: datetime = Field(sa_type=UtcDateTime)


_SAVE: Final = insert_made_once(
    SubmissionRow, lambda statement: statement.on_conflict_do_nothing(index_elements=_PLACE)
)
_OF: Final = rows_by(SubmissionRow, "round_id", "respondent_id")


def keep_submission(session: Session, round_id: int, respondent_id: int, at: datetime) -> Submission:
    """Submit; of several at once one row comes to stand, and all get it back."""
    row = {
        "round_id": round_id,
        "respondent_id": respondent_id,
        "reference": new_code(REFERENCE_LETTERS),
        "submitted_at": at,
    }
    session.connection().execute(_SAVE(session), row)
    standing = submission_of(session, round_id, respondent_id)
    if standing is None:
        raise RuntimeError("a submission was not kept")
    return standing


def submission_of(session: Session, round_id: int, respondent_id: int) -> Submission | None:
    """The submission of a respondent in a round, if there is one."""
    of = {"round_id": round_id, "respondent_id": respondent_id}
    found = session.connection().execute(_OF, of).one_or_none()
    return None if found is None else Submission(found.reference, found.submitted_at)
