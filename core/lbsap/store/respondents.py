"""Those who answer: a code, a profile and a stratum, and nothing that says who they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, col, select

from lbsap.store.columns import NEVER_REUSED, Table


@dataclass(frozen=True, slots=True)
class Respondent:
    """A member of the panel. ``profile`` is the answers to the profile questions by id; ``stratum`` one of them."""

    code: str
    stratum: str = ""
    profile: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0


class RespondentRow(Table, table=True):
    """A respondent of a consultation."""

    __tablename__ = "respondent"
    __table_args__ = (UniqueConstraint("consultation_id", "code"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id")
    code: str
    stratum: str
    profile: dict[str, Any] = Field(sa_type=JSON)


def enrol(session: Session, consultation_id: int, respondents: Iterable[Respondent]) -> None:
    """Add respondents to the panel of a consultation. Codes are new to it."""
    session.add_all(
        RespondentRow(
            consultation_id=consultation_id, code=one.code, stratum=one.stratum, profile=dict(one.profile)
        )
        for one in respondents
    )
    session.flush()


def panel(session: Session, consultation_id: int) -> tuple[Respondent, ...]:
    """All respondents of a consultation in the order they were enrolled."""
    rows = session.exec(
        select(RespondentRow)
        .where(RespondentRow.consultation_id == consultation_id)
        .order_by(col(RespondentRow.id))
    )
    return tuple(Respondent(row.code, row.stratum, dict(row.profile), row.id) for row in rows)
