"""Drafts of plans as they were made: frozen, with their digest, the city's data and the names of all they rest on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import JSON, func
from sqlmodel import Field, Session, col, select

from lbsap.model.city import CityData
from lbsap.model.codec import canonical, from_plain
from lbsap.model.draft import DraftSettings
from lbsap.model.plugin_items import Plan
from lbsap.model.text import Text
from lbsap.store.columns import Table, UtcDateTime, now
from lbsap.store.faults import not_found
from lbsap.store.snapshots import append_only, content_and_digest, plain_of, restored


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft was made from. ``version`` is that of the city's data."""

    data: CityData
    settings: DraftSettings = field(default_factory=DraftSettings)
    version: int = 0
    name: str = ""
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A draft in a list, without its content. ``gaps`` is how many it has."""

    id: int
    name: str
    settings: DraftSettings
    version: int
    gaps: int
    made_from: tuple[str, ...]
    made_by: str
    made_at: datetime


@append_only
class PlanRow(Table, table=True):
    """A draft of a city's plan."""

    __tablename__ = "plan_snapshot"

    id: int = Field(default=None, primary_key=True)
    city_id: int = Field(foreign_key="city.id", index=True)
    content: str
    digest: str
    made_from: list[str] = Field(sa_type=JSON)
    made_at: datetime = Field(sa_type=UtcDateTime)
    name: str
    settings: str
    data: str
    version: int
    gaps: int
    made_by: str


def save_draft(session: Session, city_id: int, plan: Plan, draft: Draft) -> int:
    """Freeze a plan with what made it. Returns its id."""
    content, digest = content_and_digest(plan)
    row = PlanRow(
        city_id=city_id,
        content=content,
        digest=digest,
        made_from=list(plan.document.made_from),
        made_at=now(),
        name=draft.name,
        settings=canonical(draft.settings),
        data=canonical(draft.data),
        version=draft.version,
        gaps=len(plan.gaps),
        made_by=draft.made_by,
    )
    session.add(row)
    session.flush()
    return row.id


def load_draft(session: Session, city_id: int, plan_id: int) -> tuple[Plan, Draft]:
    """The plan as it was made, and what it was made from. Raises ``NotFound``, also for another city's."""
    row = _found(session, city_id, plan_id)
    data = from_plain(CityData, plain_of(row.data), f"plan {plan_id}")
    return _plan(row), Draft(data, _settings(row), row.version, row.name, row.made_by)


def load_plan(session: Session, city_id: int, plan_id: int) -> Plan:
    """The plan alone. Raises ``NotFound``, also for another city's."""
    return _plan(_found(session, city_id, plan_id))


def draft_head(session: Session, city_id: int, plan_id: int) -> DraftHead:
    """The head of one draft. Raises ``NotFound``, also for another city's."""
    return _head(_found(session, city_id, plan_id))


def drafts_of(session: Session, city_id: int) -> tuple[DraftHead, ...]:
    """The heads of a city's drafts, the newest first."""
    rows = session.exec(select(PlanRow).where(PlanRow.city_id == city_id).order_by(col(PlanRow.id).desc()))
    return tuple(map(_head, rows))


def names_in_drafts(session: Session, city_id: int, names: Collection[str]) -> frozenset[str]:
    """Those of the names (SHA-256 of pictures) that stand in the data of a draft of the city."""
    drafts = select(PlanRow.id).where(PlanRow.city_id == city_id).limit(1)
    return frozenset(
        name
        for name in names
        if session.exec(drafts.where(col(PlanRow.data).contains(name, autoescape=True))).first()
    )


def draft_counts(session: Session, city_ids: Collection[int]) -> dict[int, int]:
    """How many drafts each of these cities has; a city without any is left out."""
    counted = (
        select(PlanRow.city_id, func.count())
        .where(col(PlanRow.city_id).in_(city_ids))
        .group_by(col(PlanRow.city_id))
    )
    return dict(session.exec(counted).all())


def _head(row: PlanRow) -> DraftHead:
    return DraftHead(
        row.id,
        row.name,
        _settings(row),
        row.version,
        row.gaps,
        tuple(row.made_from),
        row.made_by,
        row.made_at,
    )


def _plan(row: PlanRow) -> Plan:
    return restored(Plan, row.content, row.digest, f"plan {row.id}")


def _settings(row: PlanRow) -> DraftSettings:
    return from_plain(DraftSettings, plain_of(row.settings), f"plan {row.id}")


def _found(session: Session, city_id: int, plan_id: int) -> PlanRow:
    row = session.get(PlanRow, plan_id)
    if row is None or row.city_id != city_id:
        raise not_found(Text("方案", "plan"), plan_id)
    return row
