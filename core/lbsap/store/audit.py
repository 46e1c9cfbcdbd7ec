"""The audit trail: who did what to what, append only. No tokens, no answers, no contact data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, col, select

from lbsap.store.columns import Table, UtcDateTime, now
from lbsap.store.snapshots import append_only


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``actor`` did ``what`` to ``about``."""

    actor: str
    what: str
    about: str
    details: Mapping[str, Any]
    at: datetime


@append_only
class EventRow(Table, table=True):
    """An event."""

    __tablename__ = "audit_event"

    id: int = Field(default=None, primary_key=True)
    actor: str
    what: str
    about: str
    details: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcDateTime)


def record(session: Session, actor: str, what: str, about: str = "", **details: Any) -> None:
    """Add an event to the trail, within the unit of work that it tells of; ``details`` are plain data."""
    session.add(EventRow(actor=actor, what=what, about=about, details=details, at=now()))
    session.flush()


def trail(session: Session) -> tuple[Event, ...]:
    """The events in the order they were recorded."""
    rows = session.exec(select(EventRow).order_by(col(EventRow.id)))
    return tuple(Event(row.actor, row.what, row.about, dict(row.details), row.at) for row in rows)
