"""Drafts of catalogues: what editors are working on, before a version is frozen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Field, Session, col, delete, select, update

from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import canonical, from_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now
from lbsap.store.faults import not_found

_WHAT: Final = Text("草稿", "draft")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands after ``number`` changes, begun from the version ``based_on`` (empty: from nothing)."""

    id: int
    based_on: str
    catalogue: Catalogue
    number: int
    changed_by: str
    changed_at: datetime


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


def add_draft(session: Session, catalogue: Catalogue, based_on: str, by: str) -> Draft:
    """Begin a draft; ``based_on`` is the version it was begun from, empty where it was begun from nothing."""
    row = DraftRow(based_on=based_on, content=canonical(catalogue), number=1, changed_by=by, changed_at=now())
    session.add(row)
    session.flush()
    return _draft(row)


def load_draft(session: Session, draft_id: int, *, hold: bool = False) -> Draft:
    """The draft as it stands; with ``hold`` nobody else changes it within this unit of work. Raises ``NotFound``."""
    chosen = select(DraftRow).where(DraftRow.id == draft_id)
    row = session.exec(chosen.with_for_update() if hold else chosen).first()
    if row is None:
        raise not_found(_WHAT, draft_id)
    return _draft(row)


def save_draft(session: Session, draft_id: int, catalogue: Catalogue, by: str, *, seen: int) -> int:
    """Put ``catalogue`` in the place of a draft's content. ``seen`` is the number it rests on. Returns the new number.

    Raises ``BadInput`` where the draft has changed since, and ``NotFound``.
    """
    changed = session.exec(
        update(DraftRow)
        .where(col(DraftRow.id) == draft_id, col(DraftRow.number) == seen)
        .values(content=canonical(catalogue), number=seen + 1, changed_by=by, changed_at=now())
    )
    if changed.rowcount == 0:
        raise _overtaken(session, draft_id, seen)
    return seen + 1


def all_drafts(session: Session) -> tuple[Draft, ...]:
    """All drafts, the one changed last first."""
    rows = session.exec(select(DraftRow).order_by(col(DraftRow.changed_at).desc(), col(DraftRow.id).desc()))
    return tuple(_draft(row) for row in rows)


def drop_draft(session: Session, draft_id: int, *, seen: int) -> None:
    """Take a draft away. Raises ``BadInput`` where it has changed since ``seen``, and ``NotFound``."""
    gone = session.exec(delete(DraftRow).where(col(DraftRow.id) == draft_id, col(DraftRow.number) == seen))
    if gone.rowcount == 0:
        raise _overtaken(session, draft_id, seen)


def _overtaken(session: Session, draft_id: int, seen: int) -> BadInput:
    found = load_draft(session, draft_id).number
    return BadInput([problem("changed_meanwhile", f"draft {draft_id}", found=found, seen=seen)])


def _draft(row: DraftRow) -> Draft:
    catalogue = from_plain(Catalogue, json.loads(row.content), f"draft {row.id}")
    return Draft(row.id, row.based_on, catalogue, row.number, row.changed_by, row.changed_at)
