"""Answers: one row per respondent and item of a round, whole in itself, its marks (setting, trouble, rating) included.

Beside it stands one row per mark, for counting alone: whoever reads an answer reads ``AnswerRow.marks``. Both are
written by ``write_answers`` in one unit of work. A row repeats the respondent's stratum, and a mark its answer's round
and item, so that each count of a tally is one grouped query over an index that holds all it reads (names apart: few
answers propose one).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import (
    Executable,
    Index,
    Row,
    Select,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    text,
    update,
)
from sqlalchemy import select as sa_select
from sqlmodel import Field, Session, col, select

from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.questionnaire import VERDICTS, VerdictWord
from lbsap.model.said import marks_in, marks_of, marks_text
from lbsap.model.text import Text
from lbsap.store.columns import (
    NEVER_REUSED,
    Table,
    Upsert,
    UtcDateTime,
    insert_made_once,
    now,
    one_of,
    table_of,
)
from lbsap.store.consultations import ConsultationRow, RoundRow
from lbsap.store.faults import not_found
from lbsap.store.respondents import RespondentRow

SKIPPED: Final = ""
_PLACE: Final = ("round_id", "respondent_id", "item")
_AT_ONCE: Final = 500
PROPOSES_A_NAME: Final = text("(name_zh <> '' OR name_en <> '')")
"""Written out, because SQLite uses a partial index only where the query repeats its condition to the letter."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it stands, with its revision, moment, and the questionnaire and language it was given in.

    ``by_group``: it was set together with all of its group, by choosing what one cannot judge.
    """

    answer: Answer
    revision: int
    saved_at: datetime
    instrument: str
    language: str
    by_group: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was not written, and the one of the same revision or a later one that stands."""

    standing: KeptAnswer
    given: Answer

    @property
    def differs(self) -> bool:
        """Whether it is more than a repetition of what stands."""
        return self.standing.answer != replace(self.given, stratum=self.standing.answer.stratum)


class AnswerRow(Table, table=True):
    """The answer that stands; ``verdict`` is empty where the item was shown and left blank."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint(*_PLACE),
        Index("ix_answer_tally", "round_id", "item", "stratum", "verdict"),
        Index(
            "ix_answer_named",
            "round_id",
            "item",
            sqlite_where=PROPOSES_A_NAME,
            postgresql_where=PROPOSES_A_NAME,
        ),
        one_of("verdict", (*VERDICTS, SKIPPED)),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    item: str
    stratum: str
    verdict: str
    name_zh: str
    name_en: str
    applied: bool | None
    reason: str
    supplement: str
    marks: str
    revision: int
    saved_at: datetime = Field(sa_type=UtcDateTime)
    instrument: str
    language: str
    by_group: bool = False


class MarkRow(Table, table=True):
    """A setting or a trouble ticked (``value`` 1), or a rating given: a mark of an answer, kept again to be counted."""

    __tablename__ = "answer_mark"
    __table_args__ = (
        UniqueConstraint("answer_id", "kind", "mark"),
        Index("ix_answer_mark_tally", "round_id", "kind", "item", "mark", "value"),
        one_of("kind", ("setting", "trouble", "rating")),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    answer_id: int = Field(foreign_key="answer.id", ondelete="CASCADE")
    round_id: int = Field(foreign_key="round.id")
    item: str
    kind: str
    mark: str
    value: int


def _round_and_people() -> tuple[Select[Any], Select[Any]]:
    """A round with what its consultation asks, held until the unit of work ends; members of a panel by code."""
    round_, consultation, person = (table_of(row).c for row in (RoundRow, ConsultationRow, RespondentRow))
    found = (
        sa_select(round_.state, consultation.id, consultation.instrument)
        .join_from(round_.id.table, consultation.id.table, consultation.id == round_.consultation_id)
        .where(round_.id == bindparam("round_id"))
        .with_for_update(read=True, of=round_.id.table)
    )
    return found, sa_select(person.id, person.code, person.stratum).where(
        person.consultation_id == bindparam("consultation_id"),
        person.code.in_(bindparam("codes", expanding=True)),
    )


def _or_replace_earlier(statement: Upsert) -> Executable:
    answer = table_of(AnswerRow).c
    new = {column.name: column for column in statement.excluded if column.name not in ("id", *_PLACE)}
    return statement.on_conflict_do_update(
        index_elements=_PLACE, set_=new, where=answer.revision < statement.excluded.revision
    ).returning(answer.id, answer.respondent_id, answer.item)


_ROUND, _PEOPLE = _round_and_people()
_SAVE: Final = insert_made_once(AnswerRow, _or_replace_earlier)
_CARRY: Final = update(table_of(AnswerRow)).where(table_of(AnswerRow).c.respondent_id == bindparam("person"))
_MARK: Final = insert(table_of(MarkRow))
_UNMARK: Final = delete(table_of(MarkRow)).where(
    table_of(MarkRow).c.answer_id.in_(bindparam("answers", expanding=True))
)


def save_answers(
    session: Session,
    round_id: int,
    answers: Iterable[Answer],
    *,
    revision: int | Mapping[str, int] = 1,
    language: str = "",
) -> tuple[KeptAnswer, ...]:
    """Save answers and return those that stand in place of refused ones: of the same revision or a later one, and
    different. See ``write_answers``."""
    refused = write_answers(session, round_id, answers, revision=revision, language=language)
    return tuple(one.standing for one in refused if one.differs)


def write_answers(
    session: Session,
    round_id: int,
    answers: Iterable[Answer],
    *,
    revision: int | Mapping[str, int],
    language: str,
    by_group: bool = False,
) -> tuple[Refused, ...]:
    """Save answers of one page or file under a revision number, one for all or one for each item by its id.

    Revisions count up from page to page: an answer is written only over an earlier one. The stratum is that of the
    respondent. Returns the answers that were not written. Raises ``BadInput`` where the round is not open or an
    answer comes twice, ``NotFound`` for a respondent who is not on the panel.
    """
    given = _by_place(answers)
    consultation_id, instrument = _open_round(session, round_id)
    common = {
        "round_id": round_id,
        "saved_at": now(),
        "instrument": instrument,
        "language": language,
        "by_group": by_group,
    }
    refused: list[Refused] = []
    places = sorted(given)  # one order for all writers, so that no two wait for each other
    for start in range(0, len(places), _AT_ONCE):
        part = {place: given[place] for place in places[start : start + _AT_ONCE]}
        refused += _save_part(session, consultation_id, part, common, revision)
    return tuple(refused)


def load_answers(session: Session, round_id: int, respondent: str | None = None) -> tuple[KeptAnswer, ...]:
    """The answers that stand in a round, of one respondent (by code) or of all, by respondent and item."""
    chosen = (
        select(AnswerRow, RespondentRow.code)
        .join(RespondentRow, col(RespondentRow.id) == AnswerRow.respondent_id)
        .where(AnswerRow.round_id == round_id)
        .order_by(col(AnswerRow.respondent_id), col(AnswerRow.item))
    )
    if respondent is not None:
        chosen = chosen.where(RespondentRow.code == respondent)
    found = session.exec(chosen.execution_options(populate_existing=True)).all()
    return tuple(kept_answer(row, code) for row, code in found)


def take_back_group(session: Session, round_id: int, respondent_id: int, items: Iterable[str]) -> None:
    """Delete the answers on ``items`` that were set with their group."""
    session.exec(
        delete(AnswerRow).where(
            col(AnswerRow.round_id) == round_id,
            col(AnswerRow.respondent_id) == respondent_id,
            col(AnswerRow.item).in_(list(items)),
            col(AnswerRow.by_group).is_(True),
        )
    )


def carry_stratum(session: Session, respondent_id: int, stratum: str) -> None:
    """Let all answers of a respondent bear the stratum that the respondent now has."""
    session.connection().execute(_CARRY, {"person": respondent_id, "stratum": stratum})


def reasons_on(session: Session, round_id: int, items: Iterable[str]) -> tuple[Answer, ...]:
    """What was said for a reason on ``items`` in a round: verdict, stratum and reason, and nobody's code."""
    found = session.exec(
        select(AnswerRow.item, AnswerRow.verdict, AnswerRow.reason, AnswerRow.stratum).where(
            AnswerRow.round_id == round_id, col(AnswerRow.item).in_(list(items)), AnswerRow.reason != ""
        )
    )
    return tuple(
        Answer("", item, cast("VerdictWord | None", verdict or None), reason=reason, stratum=stratum)
        for item, verdict, reason, stratum in found
    )


def _by_place(answers: Iterable[Answer]) -> dict[tuple[str, str], Answer]:
    given: dict[tuple[str, str], Answer] = {}
    for one in answers:
        if given.setdefault((one.respondent, one.item), one) is not one:
            raise BadInput([problem("answers_twice", one.item, respondent=one.respondent, item=one.item)])
    return given


def _open_round(session: Session, round_id: int) -> tuple[int, str]:
    """The consultation's id and questionnaire; the round cannot close until the unit of work ends."""
    found = session.connection().execute(_ROUND, {"round_id": round_id}).one_or_none()
    if found is None:
        raise not_found(Text("轮次", "round"), round_id)
    state, consultation_id, instrument = found
    if state != "open":
        raise BadInput([problem("round_state", f"round {round_id}", state=state)])
    return consultation_id, instrument


def _save_part(
    session: Session,
    consultation_id: int,
    part: dict[tuple[str, str], Answer],
    common: dict[str, Any],
    revision: int | Mapping[str, int],
) -> list[Refused]:
    people = _people(session, consultation_id, {code for code, _ in part})
    places = {(people[code].id, item): answer for (code, item), answer in part.items()}
    rows = [
        _columns(answer, people[answer.respondent])
        | common
        | {"revision": revision if isinstance(revision, int) else revision[answer.item]}
        for answer in part.values()
    ]
    written = session.connection().execute(_SAVE(session), rows).all()
    _save_marks(
        session, common["round_id"], [(id_, places.pop((person, item))) for id_, person, item in written]
    )
    return _standing(session, common["round_id"], list(places.values()))


def _people(session: Session, consultation_id: int, codes: set[str]) -> dict[str, Row[Any]]:
    wanted = {"consultation_id": consultation_id, "codes": sorted(codes)}
    people = {row.code: row for row in session.connection().execute(_PEOPLE, wanted)}
    if unknown := sorted(codes - people.keys()):
        raise not_found(Text("专家", "respondent"), unknown[0])
    return people


def _columns(answer: Answer, person: Row[Any]) -> dict[str, Any]:
    return {
        "respondent_id": person.id,
        "item": answer.item,
        "stratum": person.stratum,
        "verdict": answer.verdict or SKIPPED,
        "name_zh": answer.name.zh,
        "name_en": answer.name.en,
        "applied": answer.applied,
        "reason": answer.reason,
        "supplement": answer.supplement,
        "marks": marks_text(answer),
    }


def _save_marks(session: Session, round_id: int, written: Sequence[tuple[int, Answer]]) -> None:
    if written:
        session.connection().execute(_UNMARK, {"answers": [id_ for id_, _ in written]})
    rows = [
        {
            "answer_id": id_,
            "round_id": round_id,
            "item": answer.item,
            "kind": kind,
            "mark": mark,
            "value": value,
        }
        for id_, answer in written
        for kind, mark, value in marks_of(answer)
    ]
    if rows:
        session.connection().execute(_MARK, rows)


def _standing(session: Session, round_id: int, refused: list[Answer]) -> list[Refused]:
    """Refused answers, each with what stands in its place."""
    standing = {
        (one.answer.respondent, one.answer.item): one
        for code in {answer.respondent for answer in refused}
        for one in load_answers(session, round_id, code)
    }
    return [Refused(standing[answer.respondent, answer.item], answer) for answer in refused]


def kept_answer(row: AnswerRow | Row[Any], code: str) -> KeptAnswer:
    """The value a row holds, of the respondent with this code."""
    settings, troubles, ratings = marks_in(row.marks)
    answer = Answer(
        respondent=code,
        item=row.item,
        verdict=cast("VerdictWord | None", row.verdict or None),
        name=Text(row.name_zh, row.name_en),
        settings=settings,
        troubles=troubles,
        applied=row.applied,
        ratings=ratings,
        reason=row.reason,
        supplement=row.supplement,
        stratum=row.stratum,
    )
    return KeptAnswer(answer, row.revision, row.saved_at, row.instrument, row.language, row.by_group)
