"""Answers that did not come online: from a workshop, a letter, paper or the telephone. Never counted with the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast, get_args

from sqlalchemy import JSON
from sqlmodel import Field, Session, col, delete, select

from lbsap.model.codec import from_plain, to_plain
from lbsap.model.comments import CommentSource
from lbsap.model.consultation import Answer
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now, one_of


@dataclass(frozen=True, slots=True)
class Said:
    """Where something was said that did not come online, and who entered it: ``said_in`` names minutes or letter."""

    source: CommentSource
    said_in: str
    entered_by: str


@dataclass(frozen=True, slots=True)
class Brought:
    """An answer from elsewhere; its ``respondent`` is the word by which its speaker is told apart from others."""

    answer: Answer
    said: Said
    entered_at: datetime
    id: int


class BroughtRow(Table, table=True):
    """An answer from elsewhere: ``speaker`` tells apart those who gave answers, ``content`` is the ``Answer``."""

    __tablename__ = "brought_answer"
    __table_args__ = (one_of("source", get_args(CommentSource)), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    item: str
    speaker: str
    content: dict[str, Any] = Field(sa_type=JSON)
    source: str
    said_in: str
    entered_by: str
    entered_at: datetime = Field(sa_type=UtcDateTime)


def add_brought(session: Session, round_id: int, answers: Iterable[Answer], said: Said) -> None:
    """Keep answers from elsewhere beside a round."""
    session.add_all(
        BroughtRow(
            round_id=round_id,
            item=one.item,
            speaker=one.respondent,
            content=to_plain(one),
            source=said.source,
            said_in=said.said_in,
            entered_by=said.entered_by,
            entered_at=now(),
        )
        for one in answers
    )
    session.flush()


def brought_in(session: Session, round_id: int) -> tuple[Brought, ...]:
    """The answers from elsewhere beside a round, in the order they were entered."""
    rows = session.exec(
        select(BroughtRow).where(BroughtRow.round_id == round_id).order_by(col(BroughtRow.id))
    )
    return tuple(
        Brought(
            from_plain(Answer, row.content, f"brought answer {row.id}"),
            Said(cast(CommentSource, row.source), row.said_in, row.entered_by),
            row.entered_at,
            row.id,
        )
        for row in rows
    )


def remove_brought(session: Session, round_id: int, speaker: str, said_in: str) -> int:
    """Take out all that a speaker said in one place, as it was entered by mistake. Returns how many answers went."""
    done = session.exec(
        delete(BroughtRow).where(
            col(BroughtRow.round_id) == round_id,
            col(BroughtRow.speaker) == speaker,
            col(BroughtRow.said_in) == said_in,
        )
    )
    return done.rowcount
