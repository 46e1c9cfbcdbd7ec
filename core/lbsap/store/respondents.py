"""Those who answer: a code, a profile and a stratum, and nothing that says who they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Row, UniqueConstraint
from sqlmodel import Field, Session, col, func, select, update

from lbsap.store.columns import NEVER_REUSED, Table, table_of
from lbsap.store.tokens import digest_of_code, new_code


@dataclass(frozen=True, slots=True)
class Respondent:
    """A member of the panel. ``profile`` is the answers to the profile questions by id; ``stratum`` one of them.

    ``language`` is the one preferred, or empty. ``judged`` names the groups of items chosen as within the expertise
    (``None``: no choice made yet).
    """

    code: str
    stratum: str = ""
    profile: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
    language: str = ""
    judged: tuple[str, ...] | None = None


class RespondentRow(Table, table=True):
    """A respondent of a consultation."""

    __tablename__ = "respondent"
    __table_args__ = (UniqueConstraint("consultation_id", "code"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id")
    code: str
    stratum: str
    profile: dict[str, Any] = Field(sa_type=JSON)
    language: str = ""
    judged: list[str] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    resume_digest: str | None = Field(default=None, unique=True, index=True)


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
    return tuple(respondent(row) for row in rows)


def enrol_one(session: Session, consultation_id: int, code: str = "") -> tuple[int, str]:
    """Add one respondent, under a random code where none is given. Returns its id and code."""
    row = RespondentRow(consultation_id=consultation_id, code=code or new_code(8), stratum="", profile={})
    session.add(row)
    session.flush()
    return row.id, row.code


def find_respondent(session: Session, consultation_id: int, code: str) -> Respondent | None:
    """The respondent of a consultation by its code."""
    row = session.exec(
        select(RespondentRow).where(
            RespondentRow.consultation_id == consultation_id, RespondentRow.code == code
        )
    ).one_or_none()
    return None if row is None else respondent(row)


def give_code(session: Session, respondent_id: int) -> str:
    """Give a respondent a code to resume. Returns it; it cannot be had again."""
    code = new_code()
    change(session, respondent_id, resume_digest=digest_of_code(code))
    return code


def find_by_code(session: Session, code: str) -> tuple[int, int] | None:
    """The consultation and the respondent (their ids) that a code to resume belongs to."""
    found = session.exec(
        select(RespondentRow.consultation_id, RespondentRow.id).where(
            RespondentRow.resume_digest == digest_of_code(code)
        )
    ).one_or_none()
    return None if found is None else (found[0], found[1])


def change(session: Session, respondent_id: int, **columns: Any) -> None:
    """Put new values in columns of a respondent."""
    of = table_of(RespondentRow)
    session.connection().execute(update(of).where(of.c.id == respondent_id).values(**columns))


def respondent(row: RespondentRow | Row[Any]) -> Respondent:
    """The value a row holds."""
    judged = None if row.judged is None else tuple(row.judged)
    return Respondent(row.code, row.stratum, dict(row.profile), row.id, row.language, judged)


def panel_size(session: Session, consultation_id: int) -> int:
    """How many respondents a consultation has."""
    of = RespondentRow.consultation_id == consultation_id
    return session.exec(select(func.count()).select_from(RespondentRow).where(of)).one()
