"""Consultations and their rounds. The questionnaire and the catalogue it is about are kept whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, cast, get_args

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, Session, col, func, select

from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, one_of
from lbsap.store.faults import not_found
from lbsap.store.snapshots import content_and_digest, restored

Anonymity = Literal["anonymous", "confidential", "named"]
"""Nobody can link answer and person; only the editors can; names are published with consent."""
RoundState = Literal["draft", "open", "closed", "published"]
STATES: tuple[RoundState, ...] = get_args(RoundState)


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation on one catalogue version by one questionnaire; ``id`` 0 until it is kept."""

    title: Text
    questionnaire: Questionnaire
    catalogue: Catalogue
    host: Text = Text()
    contact: str = ""
    anonymity: Anonymity = "confidential"
    id: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its consensus rule and parameters, which are fixed once it opens; ``id`` 0 until it is kept."""

    consultation: int
    rule: str
    rule_version: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    number: int = 0
    state: RoundState = "draft"
    id: int = 0


class ConsultationRow(Table, table=True):
    """A consultation."""

    __tablename__ = "consultation"
    __table_args__ = (one_of("anonymity", get_args(Anonymity)), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    title_zh: str
    title_en: str
    host_zh: str
    host_en: str
    contact: str
    anonymity: str
    instrument: str
    questionnaire: str
    questionnaire_digest: str
    catalogue: str
    catalogue_digest: str


class RoundRow(Table, table=True):
    """A round of a consultation; never deleted."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("consultation_id", "number"), one_of("state", STATES), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id")
    number: int
    state: str
    rule: str
    rule_version: str
    parameters: dict[str, float] = Field(sa_type=JSON)
    opens_at: datetime | None = Field(sa_type=UtcDateTime)
    closes_at: datetime | None = Field(sa_type=UtcDateTime)


def add_consultation(session: Session, consultation: Consultation) -> int:
    """Keep a new consultation with its questionnaire and catalogue as they are now. Returns its id."""
    questionnaire, catalogue = consultation.questionnaire, consultation.catalogue
    content, digest = content_and_digest(questionnaire)
    catalogue_content, catalogue_digest = content_and_digest(catalogue)
    row = ConsultationRow(
        title_zh=consultation.title.zh,
        title_en=consultation.title.en,
        host_zh=consultation.host.zh,
        host_en=consultation.host.en,
        contact=consultation.contact,
        anonymity=consultation.anonymity,
        instrument=f"{questionnaire.id}@{questionnaire.version}",
        questionnaire=content,
        questionnaire_digest=digest,
        catalogue=catalogue_content,
        catalogue_digest=catalogue_digest,
    )
    session.add(row)
    session.flush()
    return row.id


def load_consultation(session: Session, consultation_id: int) -> Consultation:
    """The consultation as it was kept. Raises ``NotFound``."""
    row = session.get(ConsultationRow, consultation_id)
    if row is None:
        raise not_found(Text("咨询", "consultation"), consultation_id)
    where = f"consultation {row.id}"
    return Consultation(
        title=Text(row.title_zh, row.title_en),
        questionnaire=restored(Questionnaire, row.questionnaire, row.questionnaire_digest, where),
        catalogue=restored(Catalogue, row.catalogue, row.catalogue_digest, where),
        host=Text(row.host_zh, row.host_en),
        contact=row.contact,
        anonymity=cast(Anonymity, row.anonymity),
        id=row.id,
    )


def add_round(session: Session, new: Round) -> int:
    """Keep a new round as a draft; its number follows the last one's. Returns its id."""
    last = session.exec(
        select(func.max(RoundRow.number)).where(RoundRow.consultation_id == new.consultation)
    ).one()
    row = RoundRow(
        consultation_id=new.consultation,
        number=(last or 0) + 1,
        state="draft",
        rule=new.rule,
        rule_version=new.rule_version,
        parameters=dict(new.parameters),
        opens_at=new.opens_at,
        closes_at=new.closes_at,
    )
    session.add(row)
    session.flush()
    return row.id


def load_round(session: Session, round_id: int) -> Round:
    """The round as it is now. Raises ``NotFound``."""
    return _round(_found(session, round_id))


def rounds_of(session: Session, consultation_id: int) -> tuple[Round, ...]:
    """The rounds of a consultation in order."""
    rows = session.exec(
        select(RoundRow).where(RoundRow.consultation_id == consultation_id).order_by(col(RoundRow.number))
    )
    return tuple(_round(row) for row in rows)


def advance_round(session: Session, round_id: int, to: RoundState) -> Round:
    """Move a round one state on (draft, open, closed, published). Raises ``BadInput`` for any other move.

    Waits for answers that are just being saved, so that none arrives after the close.
    """
    row = _found(session, round_id, lock=True)
    if STATES.index(to) != STATES.index(cast(RoundState, row.state)) + 1:
        raise BadInput([problem("round_state", f"round {row.number}", state=row.state)])
    row.state = to
    session.flush()
    return _round(row)


def _found(session: Session, round_id: int, *, lock: bool = False) -> RoundRow:
    row = session.get(RoundRow, round_id, with_for_update=lock)
    if row is None:
        raise not_found(Text("轮次", "round"), round_id)
    return row


def _round(row: RoundRow) -> Round:
    return Round(
        consultation=row.consultation_id,
        rule=row.rule,
        rule_version=row.rule_version,
        parameters=dict(row.parameters),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        number=row.number,
        state=cast(RoundState, row.state),
        id=row.id,
    )
