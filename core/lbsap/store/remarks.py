"""The words of experts on the closing questions of a round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Executable, UniqueConstraint
from sqlmodel import Field, Session, col, func, select

from lbsap.store.columns import NEVER_REUSED, Table, Upsert, UtcDateTime, insert_made_once, rows_by, table_of

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


def _or_replace_earlier(statement: Upsert) -> Executable:
    changed = {name: statement.excluded[name] for name in ("words", "revision", "language", "saved_at")}
    earlier = table_of(RemarkRow).c.revision < statement.excluded.revision
    return statement.on_conflict_do_update(index_elements=_PLACE, set_=changed, where=earlier)


_SAVE: Final = insert_made_once(RemarkRow, _or_replace_earlier)
_OF: Final = rows_by(RemarkRow, "round_id", "respondent_id")
_IN: Final = rows_by(RemarkRow, "round_id")


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
    if rows:
        session.connection().execute(_SAVE(session), rows)


def remarks_of(session: Session, round_id: int, respondent_id: int) -> dict[str, KeptRemark]:
    """The words of a respondent in a round, by question id."""
    rows = session.connection().execute(_OF, {"round_id": round_id, "respondent_id": respondent_id})
    return {row.question: KeptRemark(row.words, row.revision, row.saved_at) for row in rows}


def words_on(
    session: Session, round_id: int, question: str, start: int, most: int
) -> tuple[tuple[str, str], ...]:
    """At most ``most`` of the words said on a closing question, from the place ``start`` on, each with its language;
    in the order of the alphabet, so that nothing tells who said them."""
    found = session.exec(
        select(RemarkRow.words, RemarkRow.language)
        .where(RemarkRow.round_id == round_id, RemarkRow.question == question, RemarkRow.words != "")
        .order_by(col(RemarkRow.words), col(RemarkRow.id))
        .offset(start)
        .limit(most)
    )
    return tuple(found.all())


def count_remarks(session: Session, round_id: int) -> dict[str, int]:
    """How many said something, by closing question."""
    found = session.exec(
        select(RemarkRow.question, func.count())
        .where(RemarkRow.round_id == round_id, RemarkRow.words != "")
        .group_by(col(RemarkRow.question))
    )
    return dict(found.all())


def remarks_in(session: Session, round_id: int) -> tuple[tuple[str, str], ...]:
    """All words in a round by question id, without those who said them, in the order of the words."""
    rows = session.connection().execute(_IN, {"round_id": round_id})
    return tuple(sorted((row.question, row.words) for row in rows if row.words))
