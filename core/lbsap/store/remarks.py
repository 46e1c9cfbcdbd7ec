"""The words of experts on the closing questions of a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session

from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, insert_for, rows_by, table_of

_PLACE: Final = ("round_id", "respondent_id", "question")


@dataclass(frozen=True, slots=True)
class KeptRemark:
    """The words on a closing question as they stand (empty: taken back), with their revision and moment."""

    words: str
    revision: int
    saved_at: datetime


class RemarkRow(Table, table=True):
    """The words that stand on a closing question."""

    __tablename__ = "remark"
    __table_args__ = (UniqueConstraint(*_PLACE), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    question: str
    words: str
    revision: int
    language: str
    saved_at: datetime = Field(sa_type=UtcDateTime)


_OF: Final = rows_by(RemarkRow, "round_id", "respondent_id")


def keep_remarks(
    session: Session,
    round_id: int,
    respondent_id: int,
    words: Mapping[str, str],
    *,
    revision: int,
    language: str,
    at: datetime,
) -> None:
    """Keep words by question id, each over an earlier revision only."""
    rows = [
        {
            "round_id": round_id,
            "respondent_id": respondent_id,
            "question": question,
            "words": said,
            "revision": revision,
            "language": language,
            "saved_at": at,
        }
        for question, said in sorted(words.items())
    ]
    statement = insert_for(session, RemarkRow)
    changed = {name: statement.excluded[name] for name in ("words", "revision", "language", "saved_at")}
    earlier = table_of(RemarkRow).c.revision < statement.excluded.revision
    if rows:
        session.connection().execute(
            statement.on_conflict_do_update(index_elements=_PLACE, set_=changed, where=earlier), rows
        )


def remarks_of(session: Session, round_id: int, respondent_id: int) -> dict[str, KeptRemark]:
    """The words of a respondent in a round, by question id."""
    rows = session.connection().execute(_OF, {"round_id": round_id, "respondent_id": respondent_id})
    return {row.question: KeptRemark(row.words, row.revision, row.saved_at) for row in rows}
