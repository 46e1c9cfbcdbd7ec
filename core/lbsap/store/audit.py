"""The audit trail: who did what to what, append only. No tokens, no answers, no contact data.

What was recorded can never be deleted, so details are ids, numbers and the names of fields. Free words stand here only where
the record itself is the purpose: why an item is asked again, and the legal ground of an export of contacts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, insert, or_
from sqlmodel import Field, Session, col, func, select

from lbsap.store.columns import Table, UtcDateTime, now, table_of
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


_ADD: Final = insert(table_of(EventRow))


def record(session: Session, actor: str, what: str, about: str = "", **details: Any) -> None:
    """Add an event to the trail, within the unit of work that it tells of; ``details`` are plain data."""
    event = {"actor": actor, "what": what, "about": about, "details": details, "at": now()}
    session.connection().execute(_ADD, event)


def events(session: Session, words: str, *, after: int, most: int) -> tuple[tuple[Event, ...], int]:
    """Events newest first, ``most`` of them after the first ``after``, and how many there are in all.

    ``words`` (empty: any) stand in the actor, in what was done or in what it was done to; case does not matter.
    """
    said = [
        func.lower(column).contains(words.lower(), autoescape=True)
        for column in (col(EventRow.actor), col(EventRow.what), col(EventRow.about))
    ]
    chosen = or_(*said)
    number = session.exec(select(func.count()).select_from(EventRow).where(chosen)).one()
    rows = session.exec(
        select(EventRow).where(chosen).order_by(col(EventRow.id).desc()).offset(after).limit(most)
    )
    return tuple(_event(row) for row in rows), number


def told_of(session: Session, what: str, about: str) -> tuple[Event, ...]:
    """The events of one kind about one thing, in order."""
    chosen = select(EventRow).where(EventRow.about == about, EventRow.what == what)
    return tuple(_event(row) for row in session.exec(chosen.order_by(col(EventRow.id))))


def trail(session: Session) -> tuple[Event, ...]:
    """The events in the order they were recorded."""
    rows = session.exec(select(EventRow).order_by(col(EventRow.id)))
    return tuple(_event(row) for row in rows)


def _event(row: EventRow) -> Event:
    return Event(row.actor, row.what, row.about, dict(row.details), row.at)
