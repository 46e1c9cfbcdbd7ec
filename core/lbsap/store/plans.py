"""Plans as they were made: frozen, with their digest and the names of all they rest on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, Session

from lbsap.model.plugin_items import Plan
from lbsap.model.text import Text
from lbsap.store.columns import Table, UtcDateTime, now
from lbsap.store.faults import not_found
from lbsap.store.snapshots import append_only, content_and_digest, restored


@append_only
class PlanRow(Table, table=True):
    """A plan of a city."""

    __tablename__ = "plan_snapshot"

    id: int = Field(default=None, primary_key=True)
    city_id: int = Field(foreign_key="city.id", index=True)
    content: str
    digest: str
    made_from: list[str] = Field(sa_type=JSON)
    made_at: datetime = Field(sa_type=UtcDateTime)


def save_plan(session: Session, city_id: int, plan: Plan) -> int:
    """Freeze a plan. Returns its id."""
    content, digest = content_and_digest(plan)
    row = PlanRow(
        city_id=city_id,
        content=content,
        digest=digest,
        made_from=list(plan.document.made_from),
        made_at=now(),
    )
    session.add(row)
    session.flush()
    return row.id


def load_plan(session: Session, plan_id: int) -> Plan:
    """The plan as it was made. Raises ``NotFound``."""
    row = session.get(PlanRow, plan_id)
    if row is None:
        raise not_found(Text("方案", "plan"), plan_id)
    return restored(Plan, row.content, row.digest, f"plan {plan_id}")
