"""Consultations and their rounds. The questionnaire and the catalogue it is about are kept whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final, Literal, cast, get_args

from sqlalchemy import JSON, Row, UniqueConstraint
from sqlmodel import Field, Session, func, select

from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.consultation import RuleVerdict
from lbsap.model.errors import BadInput
from lbsap.model.notice import Anonymity, Notice
from lbsap.model.problems import problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now, one_of, rows_by, table_of
from lbsap.store.faults import not_found
from lbsap.store.snapshots import content_and_digest, restored

RoundState = Literal["draft", "open", "closed", "published"]
STATES: tuple[RoundState, ...] = get_args(RoundState)
_MOST_RECALLED: Final = 64
_recalled: dict[tuple[str, str], tuple[Questionnaire, Catalogue]] = {}


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation on one catalogue version by one questionnaire; ``id`` 0 until it is kept.

    ``words`` are the host's own texts by name: those of the report (``selection``, ``stopping``, ``funding``) and of
    the messages to experts (``invitation.subject``, ``reminder.body`` …); where one is missing the usual text stands.
    """

    title: Text
    questionnaire: Questionnaire
    catalogue: Catalogue
    host: Text = Text()
    contact: str = ""
    anonymity: Anonymity = "confidential"
    notice: Notice = field(default_factory=Notice)
    words: Mapping[str, Text] = field(default_factory=dict)
    id: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """A round with its consensus rule and parameters, which are fixed once it opens; ``id`` 0 until it is kept.

    ``settled`` holds the rule's verdict by item for those that earlier rounds have settled: not asked again.
    """

    consultation: int
    rule: str
    rule_version: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    number: int = 0
    state: RoundState = "draft"
    settled: Mapping[str, RuleVerdict] = field(default_factory=dict)
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    id: int = 0

    def begun(self, at: datetime) -> bool:
        """Whether it has been opened by the moment ``at``; it may have closed since."""
        return self.state != "draft" and (self.opens_at is None or self.opens_at <= at)

    def takes_answers(self, at: datetime) -> bool:
        """Whether it takes answers at the moment ``at``: opened, not closed, and before its deadline."""
        return self.state == "open" and self.begun(at) and (self.closes_at is None or at < self.closes_at)

    def ended(self, at: datetime) -> datetime | None:
        """When it ceased to take answers: at its deadline, or closed before; ``None`` where it has not by ``at``."""
        moments = [one for one in (self.closes_at, self.closed_at) if one and one <= at]
        return min(moments) if moments else at if self.state in ("closed", "published") else None


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
    notice: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    words: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


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
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settled: dict[str, str] = Field(default_factory=dict, sa_type=JSON)


_ROUND_COLUMNS: Final = tuple(column.name for column in table_of(RoundRow).c)
_WHOLE: Final = ("questionnaire", "catalogue")
_LIGHT: Final = rows_by(ConsultationRow, "id").with_only_columns(
    *(column for column in table_of(ConsultationRow).c if column.name not in _WHOLE)
)
_WITH_ROUNDS: Final = (
    _LIGHT.add_columns(*(column.label(f"round_{column.name}") for column in table_of(RoundRow).c))
    .join_from(table_of(ConsultationRow), table_of(RoundRow), isouter=True)
    .order_by(None)
    .order_by(table_of(RoundRow).c.id)
)
_HELD: Final = rows_by(RoundRow, "id").with_for_update(read=True)
_ROUNDS: Final = rows_by(RoundRow, "consultation_id")


def add_consultation(session: Session, consultation: Consultation) -> int:
    """Keep a new consultation with its questionnaire and catalogue as they are now. Returns its id."""
    row = ConsultationRow(**_columns(consultation))
    session.add(row)
    session.flush()
    return row.id


def change_consultation(session: Session, changed: Consultation) -> None:
    """Put ``changed`` in the place of what is kept under its id, words left out: they have a function of their own.

    Raises ``BadInput`` once its first round has opened: from then on nothing of it changes. Raises ``NotFound``.
    """
    row = session.get(ConsultationRow, changed.id, with_for_update=True)
    if row is None:
        raise not_found(Text("咨询", "consultation"), changed.id)
    rounds = session.exec(
        select(RoundRow).where(RoundRow.consultation_id == changed.id).with_for_update()
    ).all()
    for begun in (one for one in rounds if one.state != "draft"):
        raise BadInput([problem("round_state", f"round {begun.number}", state=begun.state)])
    for name, value in _columns(changed).items():
        if name != "words":
            setattr(row, name, value)
    session.flush()


def change_words(session: Session, consultation_id: int, words: Mapping[str, Text]) -> None:
    """Keep texts of the host by name beside those under other names, at any time; an empty one is taken out."""
    row = session.get(ConsultationRow, consultation_id, with_for_update=True)
    if row is None:
        raise not_found(Text("咨询", "consultation"), consultation_id)
    kept = from_plain(dict[str, Text], row.words, f"consultation {row.id}") | dict(words)
    row.words = to_plain({name: text for name, text in kept.items() if text})
    session.flush()


def _columns(consultation: Consultation) -> dict[str, Any]:
    questionnaire, catalogue = consultation.questionnaire, consultation.catalogue
    content, digest = content_and_digest(questionnaire)
    catalogue_content, catalogue_digest = content_and_digest(catalogue)
    return {
        "title_zh": consultation.title.zh,
        "title_en": consultation.title.en,
        "host_zh": consultation.host.zh,
        "host_en": consultation.host.en,
        "contact": consultation.contact,
        "anonymity": consultation.anonymity,
        "instrument": f"{questionnaire.id}@{questionnaire.version}",
        "questionnaire": content,
        "questionnaire_digest": digest,
        "catalogue": catalogue_content,
        "catalogue_digest": catalogue_digest,
        "notice": to_plain(consultation.notice),
        "words": to_plain(consultation.words),
    }


def load_consultation(session: Session, consultation_id: int) -> Consultation:
    """The consultation as it was kept. Raises ``NotFound``."""
    row = session.get(ConsultationRow, consultation_id)
    if row is None:
        raise not_found(Text("咨询", "consultation"), consultation_id)
    where = f"consultation {row.id}"
    questionnaire = restored(Questionnaire, row.questionnaire, row.questionnaire_digest, where)
    return _consultation(row, questionnaire, restored(Catalogue, row.catalogue, row.catalogue_digest, where))


def recall_consultation(session: Session, consultation_id: int) -> Consultation:
    """The same, but questionnaire and catalogue, which never change, are read and checked once per process."""
    row = session.connection().execute(_LIGHT, {"id": consultation_id}).one_or_none()
    if row is None:
        raise not_found(Text("咨询", "consultation"), consultation_id)
    return _recalled_whole(session, row)


def recall_with_rounds(session: Session, consultation_id: int) -> tuple[Consultation, tuple[Round, ...]]:
    """The same with its rounds in order, by one query: every page of an expert asks for both."""
    rows = session.connection().execute(_WITH_ROUNDS, {"id": consultation_id}).all()
    if not rows:
        raise not_found(Text("咨询", "consultation"), consultation_id)
    cells = (row[-len(_ROUND_COLUMNS) :] for row in rows if row.round_id is not None)
    rounds = (SimpleNamespace(**dict(zip(_ROUND_COLUMNS, one, strict=True))) for one in cells)
    return _recalled_whole(session, rows[0]), tuple(_round(one) for one in rounds)


def _recalled_whole(session: Session, row: Row[Any]) -> Consultation:
    known = _recalled.get((row.questionnaire_digest, row.catalogue_digest))
    if known is None:
        whole = load_consultation(session, row.id)
        known = whole.questionnaire, whole.catalogue
        if len(_recalled) >= _MOST_RECALLED:
            _recalled.clear()
        _recalled[row.questionnaire_digest, row.catalogue_digest] = known
    return _consultation(row, *known)


def _consultation(row: Any, questionnaire: Questionnaire, catalogue: Catalogue) -> Consultation:
    return Consultation(
        title=Text(row.title_zh, row.title_en),
        questionnaire=questionnaire,
        catalogue=catalogue,
        host=Text(row.host_zh, row.host_en),
        contact=row.contact,
        anonymity=cast(Anonymity, row.anonymity),
        notice=from_plain(Notice, row.notice, f"consultation {row.id}"),
        words=from_plain(dict[str, Text], row.words, f"consultation {row.id}"),
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
        settled=dict(new.settled),
    )
    session.add(row)
    session.flush()
    return row.id


def hold_round(session: Session, round_id: int) -> Round:
    """The round as it is now; it cannot close until the unit of work ends. Raises ``NotFound``."""
    row = session.connection().execute(_HELD, {"id": round_id}).one_or_none()
    if row is None:
        raise not_found(Text("轮次", "round"), round_id)
    return _round(row)


def load_round(session: Session, round_id: int) -> Round:
    """The round as it is now. Raises ``NotFound``."""
    return _round(_found(session, round_id))


def rounds_of(session: Session, consultation_id: int) -> tuple[Round, ...]:
    """The rounds of a consultation in order."""
    rows = session.connection().execute(_ROUNDS, {"consultation_id": consultation_id})
    return tuple(_round(row) for row in rows)


def advance_round(session: Session, round_id: int, to: RoundState) -> Round:
    """Move a round one state on (draft, open, closed, published). Raises ``BadInput`` for any other move.

    Waits for answers that are just being saved, so that none arrives after the close.
    """
    row = _found(session, round_id, lock=True)
    if STATES.index(to) != STATES.index(cast(RoundState, row.state)) + 1:
        raise BadInput([problem("round_state", f"round {row.number}", state=row.state)])
    row.state = to
    if to == "open":
        row.opened_at = now()
    elif to == "closed":
        row.closed_at = now()
    session.flush()
    return _round(row)


def change_round(session: Session, changed: Round) -> None:
    """Put rule, parameters, dates and settled items of ``changed`` in the place of those kept under its id.

    Raises ``BadInput`` unless it is a draft: a rule is fixed once its round has opened.
    """
    row = _in_state(session, changed.id, "draft")
    row.rule, row.rule_version = changed.rule, changed.rule_version
    row.parameters, row.settled = dict(changed.parameters), dict(changed.settled)
    row.opens_at, row.closes_at = changed.opens_at, changed.closes_at
    session.flush()


def change_deadline(session: Session, round_id: int, closes_at: datetime) -> None:
    """Set the deadline of an open round. Raises ``BadInput`` for a round in any other state."""
    _in_state(session, round_id, "open").closes_at = closes_at
    session.flush()


def _in_state(session: Session, round_id: int, state: RoundState) -> RoundRow:
    row = _found(session, round_id, lock=True)
    if row.state != state:
        raise BadInput([problem("round_state", f"round {row.number}", state=row.state)])
    return row


def _found(session: Session, round_id: int, *, lock: bool = False) -> RoundRow:
    row = session.get(RoundRow, round_id, with_for_update=lock)
    if row is None:
        raise not_found(Text("轮次", "round"), round_id)
    return row


def _round(row: Any) -> Round:
    return Round(
        consultation=row.consultation_id,
        rule=row.rule,
        rule_version=row.rule_version,
        parameters=dict(row.parameters),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        number=row.number,
        state=cast(RoundState, row.state),
        settled=cast("dict[str, RuleVerdict]", dict(row.settled)),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        id=row.id,
    )


def consultation_titles(session: Session) -> dict[int, Text]:
    """The titles of all consultations by id."""
    rows = session.exec(select(ConsultationRow.id, ConsultationRow.title_zh, ConsultationRow.title_en))
    return {number: Text(zh, en) for number, zh, en in rows}
