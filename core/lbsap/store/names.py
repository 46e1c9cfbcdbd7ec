"""Proposed names that an editor has confirmed to be one and the same, under one face."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime


class NameGroupRow(Table, table=True):
    """A group of proposed names on an item; ``members`` are the names as they were proposed."""

    __tablename__ = "name_group"
    __table_args__ = NEVER_REUSED

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    item: str
    name_zh: str
    name_en: str
    members: list[dict[str, Any]] = Field(sa_type=JSON)
    made_by: str
    made_at: datetime = Field(sa_type=UtcDateTime)
