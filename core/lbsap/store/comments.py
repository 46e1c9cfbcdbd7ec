"""Comments, wherever they were made, and what became of each."""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast, get_args

from sqlalchemy import Index
from sqlmodel import Field, Session, col, select, update

from lbsap.model.comments import Comment, CommentSource, Fate
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now, one_of
from lbsap.store.faults import not_found

CORRECTED: Final = ("item", "words", "source", "said_in")
"""What an editor may correct in a comment that was typed wrongly."""


class CommentRow(Table, table=True):
    """A comment."""

    __tablename__ = "comment"
    __table_args__ = (
        one_of("source", get_args(CommentSource)),
        one_of("fate", get_args(Fate)),
        Index("ix_comment_origin", "consultation_id", "origin", unique=True),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    respondent_id: int | None = Field(foreign_key="respondent.id", ondelete="SET NULL")
    item: str
    words: str
    source: str
    said_in: str
    entered_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)
    fate: str | None = None
    fate_reason_zh: str = ""
    fate_reason_en: str = ""
    version: int = 0
    origin: str | None = Field(default=None)


def add_comment(session: Session, comment: Comment) -> int:
    """Keep a new comment, as yet unanswered. Returns its id."""
    row = CommentRow(
        consultation_id=comment.consultation,
        respondent_id=comment.respondent,
        item=comment.item,
        words=comment.words,
        source=comment.source,
        said_in=comment.said_in,
        entered_by=comment.entered_by,
        made_at=now(),
        origin=comment.origin or None,
    )
    session.add(row)
    session.flush()
    return row.id


def comments_on(session: Session, consultation_id: int) -> tuple[Comment, ...]:
    """The comments of a consultation in the order they came in."""
    rows = session.exec(
        select(CommentRow)
        .where(CommentRow.consultation_id == consultation_id)
        .order_by(col(CommentRow.id))
        .execution_options(populate_existing=True)
    )
    return tuple(_comment(row) for row in rows)


def correct_comment(session: Session, corrected: Comment) -> None:
    """Put other words, source or item in the place of those of a comment. ``corrected.version`` is the one seen.

    Raises ``BadInput`` where it was changed since, ``NotFound`` where there is no such comment.
    """
    values = {name: getattr(corrected, name) for name in CORRECTED}
    _change(session, corrected.id, corrected.version, values)


def answer_comment(session: Session, comment_id: int, fate: Fate, reason: Text, *, seen: int) -> None:
    """Say what becomes of a comment and why. ``seen`` is the version the editor had on the screen.

    Raises ``BadInput`` where somebody else has answered it since, ``NotFound`` where there is no such comment.
    """
    said = {"fate": fate, "fate_reason_zh": reason.zh, "fate_reason_en": reason.en}
    _change(session, comment_id, seen, said)


def _change(session: Session, comment_id: int, seen: int, values: dict[str, str]) -> None:
    done = session.exec(
        update(CommentRow)
        .where(col(CommentRow.id) == comment_id, col(CommentRow.version) == seen)
        .values(**values, version=seen + 1)
    )
    if done.rowcount == 1:
        return
    found = session.exec(select(CommentRow.version).where(CommentRow.id == comment_id)).one_or_none()
    if found is None:
        raise not_found(Text("意见", "comment"), comment_id)
    raise BadInput([problem("changed_meanwhile", f"comment {comment_id}", found=found, seen=seen)])


def _comment(row: CommentRow) -> Comment:
    return Comment(
        consultation=row.consultation_id,
        item=row.item,
        words=row.words,
        source=cast(CommentSource, row.source),
        said_in=row.said_in,
        entered_by=row.entered_by,
        respondent=row.respondent_id,
        fate=cast("Fate | None", row.fate),
        fate_reason=Text(row.fate_reason_zh, row.fate_reason_en),
        version=row.version,
        origin=row.origin or "",
        id=row.id,
    )
