"""Decisions of editors: append only. The newest on an item holds; all earlier ones stay in sight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, col, func, select

from lbsap.model.codec import from_plain, to_plain
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now
from lbsap.store.snapshots import append_only


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision as it was taken: the ``number``-th on its item, by whom and when."""

    decision: Decision
    number: int
    decided_by: str
    decided_at: datetime


@append_only
class DecisionRow(Table, table=True):
    """A decision on an item."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("consultation_id", "item", "number"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id")
    item: str
    number: int
    content: dict[str, Any] = Field(sa_type=JSON)
    decided_by: str
    decided_at: datetime = Field(sa_type=UtcDateTime)


def decide(
    session: Session, consultation_id: int, decision: Decision, decided_by: str, *, seen: int = 0
) -> int:
    """Add a decision. ``seen`` is the number of the one the editor had on the screen (0: none). Returns its number.

    Raises ``BadInput`` where somebody else has decided on the item since; ``decisions_on`` shows both.
    """
    last = session.exec(
        select(func.max(DecisionRow.number)).where(
            DecisionRow.consultation_id == consultation_id, DecisionRow.item == decision.item
        )
    ).one()
    overtaken = BadInput([problem("decided_meanwhile", decision.item, item=decision.item)])
    if (last or 0) != seen:
        raise overtaken
    row = DecisionRow(
        consultation_id=consultation_id,
        item=decision.item,
        number=seen + 1,
        content=to_plain(decision),
        decided_by=decided_by,
        decided_at=now(),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise overtaken from None
    return row.number


def decisions_in(session: Session, consultation_id: int) -> tuple[KeptDecision, ...]:
    """The decisions that hold: the newest on each item, in the order the items were first decided on.

    A new item that was dropped again leaves none.
    """
    rows = _rows(session, consultation_id)
    added = {row.item for row in rows if row.content["outcome"] == "new"}
    newest = {row.item: _kept(row) for row in rows}
    return tuple(
        one for item, one in newest.items() if not (item in added and one.decision.outcome == "drop")
    )


def decisions_on(session: Session, consultation_id: int, item: str) -> tuple[KeptDecision, ...]:
    """The history of an item: every decision on it, the first one first."""
    return tuple(_kept(row) for row in _rows(session, consultation_id) if row.item == item)


def _rows(session: Session, consultation_id: int) -> list[DecisionRow]:
    chosen = select(DecisionRow).where(DecisionRow.consultation_id == consultation_id)
    return list(session.exec(chosen.order_by(col(DecisionRow.id))))


def _kept(row: DecisionRow) -> KeptDecision:
    decision = from_plain(Decision, row.content, f"decision {row.id}")
    return KeptDecision(decision, row.number, row.decided_by, row.decided_at)
