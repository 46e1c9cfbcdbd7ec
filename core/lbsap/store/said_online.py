"""What experts said in words online, in rounds that have closed, and taking it over as comments, each once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session, col, or_, select, update

from lbsap.store.answers import AnswerRow
from lbsap.store.columns import insert_for
from lbsap.store.comments import CommentRow
from lbsap.store.consultations import ConsultationRow, RoundRow
from lbsap.store.proposals import ProposalRow
from lbsap.store.remarks import RemarkRow
from lbsap.store.respondents import RespondentRow

PROPOSAL: Final = "proposal"
_BESIDE: Final[tuple[tuple[Any, str], ...]] = ((ProposalRow, PROPOSAL), (RemarkRow, "remark"))


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an expert on an item (empty: on the whole). ``origin`` says where they stand: ``answer 12 reason``,
    ``answer 12 supplement``, ``proposal 3``, ``remark 8``."""

    origin: str
    item: str
    words: str
    respondent: int
    stratum: str
    at: datetime


def said_online(session: Session, consultation_id: int) -> tuple[Words, ...]:
    """All that was said in closed rounds, round by round; what an expert said again in the same words stands once."""
    found: dict[tuple[int, str, str], Words] = {}
    for one in (*_in_answers(session, consultation_id), *_beside_answers(session, consultation_id)):
        found.setdefault((one.respondent, one.item, one.words), one)
    return tuple(found.values())


def untaken(session: Session, consultation_id: int) -> tuple[Words, ...]:
    """What has not been taken over as a comment yet."""
    known = set(session.exec(select(CommentRow.origin).where(CommentRow.consultation_id == consultation_id)))
    return tuple(one for one in said_online(session, consultation_id) if one.origin not in known)


def take_over(session: Session, consultation_id: int) -> int:
    """Keep as a comment all that has not been taken over yet; returns how many came in. Once suffices.

    They come in an order that tells nothing of who said them, and in an anonymous consultation without the respondent.
    """
    new = sorted(untaken(session, consultation_id), key=lambda one: _shuffled(one.words))
    consultation = session.get_one(ConsultationRow, consultation_id)
    named = consultation.anonymity != "anonymous"
    rows: list[dict[str, Any]] = [
        {
            "consultation_id": consultation_id,
            "respondent_id": one.respondent if named else None,
            "item": one.item,
            "words": one.words,
            "source": "online",
            "said_in": "",
            "entered_by": "",
            "made_at": one.at,
            "fate_reason_zh": "",
            "fate_reason_en": "",
            "version": 0,
            "origin": one.origin,
        }
        for one in new
    ]
    if rows:
        once = insert_for(session, CommentRow).on_conflict_do_nothing(
            index_elements=["consultation_id", "origin"]
        )
        session.connection().execute(once, rows)
    return len(rows)


def forget_words(session: Session, consultation_id: int, respondent_id: int) -> None:
    """Empty the comments that hold words of a respondent, those without the respondent too.

    To be called before the words themselves are deleted. The comments stay, so that the words never come back.
    """
    answers = select(AnswerRow.id).where(AnswerRow.respondent_id == respondent_id)
    origins = [f"answer {id_} {part}" for id_ in session.exec(answers) for part in ("reason", "supplement")]
    for table, kind in _BESIDE:
        own = select(table.id).where(col(table.respondent_id) == respondent_id)
        origins += [f"{kind} {id_}" for id_ in session.exec(own)]
    theirs = or_(col(CommentRow.respondent_id) == respondent_id, col(CommentRow.origin).in_(origins))
    session.exec(
        update(CommentRow)
        .where(col(CommentRow.consultation_id) == consultation_id, theirs)
        .values(words="", respondent_id=None)
    )


def _closed(consultation_id: int) -> tuple[Any, ...]:
    return (
        RoundRow.consultation_id == consultation_id,
        col(RoundRow.state).in_(("closed", "published")),
    )


def _in_answers(session: Session, consultation_id: int) -> Iterator[Words]:
    chosen = (
        select(AnswerRow)
        .join(RoundRow, col(RoundRow.id) == AnswerRow.round_id)
        .where(*_closed(consultation_id), or_(AnswerRow.reason != "", AnswerRow.supplement != ""))
        .order_by(col(RoundRow.number), col(AnswerRow.id))
    )
    for row in session.exec(chosen):
        for part in ("reason", "supplement"):
            words = getattr(row, part)
            if words:
                origin = f"answer {row.id} {part}"
                yield Words(origin, row.item, words, row.respondent_id, row.stratum, row.saved_at)


def _beside_answers(session: Session, consultation_id: int) -> Iterator[Words]:
    for table, kind in _BESIDE:
        chosen = (
            select(table, RespondentRow.stratum)
            .join(RoundRow, col(RoundRow.id) == table.round_id)
            .join(RespondentRow, col(RespondentRow.id) == table.respondent_id)
            .where(*_closed(consultation_id))
            .order_by(col(RoundRow.number), col(table.id))
        )
        for row, stratum in session.exec(chosen):
            words = _proposed(row) if isinstance(row, ProposalRow) else row.words
            if words:
                yield Words(f"{kind} {row.id}", "", words, row.respondent_id, stratum, row.saved_at)


def _proposed(row: ProposalRow) -> str:
    name = " / ".join(filter(None, (row.name_zh, row.name_en)))
    return "\n".join(filter(None, (name, row.content, row.data_source, row.reason)))


def _shuffled(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
