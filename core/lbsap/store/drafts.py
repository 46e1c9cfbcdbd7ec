"""Drafts of catalogues: what editors are working on, before a version is frozen."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime


class DraftRow(Table, table=True):
    """A draft; ``number`` counts its changes, ``based_on`` is the version it was begun from (empty: from nothing)."""

    __tablename__ = "catalogue_draft"
    __table_args__ = NEVER_REUSED

    id: int = Field(default=None, primary_key=True)
    based_on: str
    content: str
    number: int
    changed_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)
