"""Proposed names that an editor has confirmed to be one and the same, under one face."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Session, col, select

from lbsap.model.codec import from_plain, to_plain
from lbsap.model.naming import NameGroup
from lbsap.model.text import Text
from lbsap.store.answers import PROPOSES_A_NAME, AnswerRow
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now
from lbsap.store.consultations import ConsultationRow, RoundRow
from lbsap.store.faults import not_found


class NameGroupRow(Table, table=True):
    """A group of proposed names on an item, or (``apart``) names told apart; ``members`` as they were proposed."""

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
    apart: bool = False


def add_group(session: Session, consultation_id: int, new: NameGroup, by: str) -> int:
    """Keep a new group that ``by`` confirmed. Returns its id."""
    row = NameGroupRow(
        consultation_id=consultation_id,
        item=new.item,
        name_zh=new.face.zh,
        name_en=new.face.en,
        members=[to_plain(one) for one in new.members],
        made_by=by,
        made_at=now(),
        apart=new.apart,
    )
    session.add(row)
    session.flush()
    return row.id


def groups_on(
    session: Session, consultation_id: int, item: str, *, hold: bool = False
) -> tuple[NameGroup, ...]:
    """The groups of an item and the names told apart, in the order they were made.

    With ``hold``, no other is made until the unit of work ends.
    """
    if hold:
        chosen = select(ConsultationRow.id).where(ConsultationRow.id == consultation_id)
        session.exec(chosen.with_for_update()).one()
    rows = select(NameGroupRow).where(
        NameGroupRow.consultation_id == consultation_id, NameGroupRow.item == item
    )
    return tuple(map(_group, session.exec(rows.order_by(col(NameGroupRow.id)))))


def part_group(session: Session, consultation_id: int, group_id: int) -> NameGroup:
    """Take a group back: its names stand alone again. Returns what it was; raises ``NotFound``."""
    row = session.get(NameGroupRow, group_id)
    if row is None or row.consultation_id != consultation_id:
        raise not_found(Text("名称分组", "group of names"), group_id)
    session.delete(row)
    session.flush()
    return _group(row)


def keep_proposed(session: Session, consultation_id: int) -> None:
    """Take from the groups of a consultation every name that nobody proposes any more, as after the data of a person
    are deleted; a group left with fewer than two names goes."""
    rows = session.exec(select(NameGroupRow).where(NameGroupRow.consultation_id == consultation_id)).all()
    for row in rows:
        group = _group(row)
        known = names_proposed(session, consultation_id, row.item)
        left = [one for one in group.members if one in known]
        if len(left) < 2:
            session.delete(row)
        elif len(left) < len(group.members):
            row.members = [to_plain(one) for one in left]
    session.flush()


def names_proposed(session: Session, consultation_id: int, item: str) -> set[Text]:
    """Every name that is proposed for an item, in any round."""
    found = session.exec(
        select(AnswerRow.name_zh, AnswerRow.name_en)
        .join(RoundRow, col(RoundRow.id) == AnswerRow.round_id)
        .where(RoundRow.consultation_id == consultation_id, AnswerRow.item == item, PROPOSES_A_NAME)
        .distinct()
    )
    return {Text(zh, en) for zh, en in found}


def _group(row: NameGroupRow) -> NameGroup:
    members = from_plain(tuple[Text, ...], row.members, f"name group {row.id}")
    return NameGroup(
        row.item, Text(row.name_zh, row.name_en), members, row.made_by, row.made_at, row.id, row.apart
    )
