"""Tags that editors put on the reasons of answers, to find them again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime


class TagRow(Table, table=True):
    """A tag on the reason of an answer."""

    __tablename__ = "reason_tag"
    __table_args__ = (UniqueConstraint("answer_id", "tag"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    answer_id: int = Field(foreign_key="answer.id", ondelete="CASCADE", index=True)
    tag: str
    made_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)
