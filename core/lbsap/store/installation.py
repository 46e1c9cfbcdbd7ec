"""What administrators set for this installation: one value a name, kept as plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session

from lbsap.store.columns import Table, UtcDateTime, insert_for, now


class SettingRow(Table, table=True):
    """A setting."""

    __tablename__ = "installation"
    __table_args__ = ()

    name: str = Field(primary_key=True)
    content: Any = Field(sa_type=JSON)
    changed_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)


def setting(session: Session, name: str, default: Any) -> Any:
    """The plain data kept under a name, or the default."""
    row = session.get(SettingRow, name)
    return default if row is None else row.content


def held_setting(session: Session, name: str, default: Any) -> Any:
    """The same, with nobody else changing it until the unit of work ends; so a change can be made to what stands."""
    first = {"name": name, "content": default, "changed_by": "", "changed_at": now()}
    session.execute(insert_for(session, SettingRow).on_conflict_do_nothing(index_elements=["name"]), first)
    return session.get_one(SettingRow, name, with_for_update=True, populate_existing=True).content


def keep_setting(session: Session, name: str, content: Any, by: str) -> None:
    """Keep plain data under a name, in place of any before."""
    session.merge(SettingRow(name=name, content=content, changed_by=by, changed_at=now()))
    session.flush()
