"""Answers that did not come online: from a workshop, a letter, paper or the telephone. Never counted with the others."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

from sqlalchemy import JSON
from sqlmodel import Field

from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, one_of
from lbsap.store.comments import CommentSource


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
