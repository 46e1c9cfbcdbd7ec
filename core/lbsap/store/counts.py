"""Counts of a round's answers, each by one grouped query.

The shapes are those of the tally step: keys that say what is counted, and how many.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, func, select

from lbsap.store.answers import PROPOSES_A_NAME, AnswerRow, MarkKind, MarkRow
from lbsap.store.respondents import RespondentRow


def count_respondents(session: Session, round_id: int) -> dict[str, int]:
    """Those with at least one answer, blank ones included, by stratum."""
    answered = select(AnswerRow.id).where(
        AnswerRow.round_id == round_id, col(AnswerRow.respondent_id) == col(RespondentRow.id)
    )
    found = session.exec(
        select(RespondentRow.stratum, func.count())
        .where(answered.exists())
        .group_by(col(RespondentRow.stratum))
    )
    return dict(found.all())


def count_verdicts(session: Session, round_id: int) -> dict[tuple[str, str, str], int]:
    """Answers by (item, stratum, verdict); the verdict is empty for skipped items."""
    group = col(AnswerRow.item), col(AnswerRow.stratum), col(AnswerRow.verdict)
    found = session.exec(select(*group, func.count()).where(AnswerRow.round_id == round_id).group_by(*group))
    return {(item, stratum, verdict): n for item, stratum, verdict, n in found}


def count_verdicts_on(
    session: Session, round_id: int, items: Iterable[str]
) -> dict[str, dict[tuple[str, str], int]]:
    """The same on some items: by item, then by (stratum, verdict)."""
    group = col(AnswerRow.item), col(AnswerRow.stratum), col(AnswerRow.verdict)
    chosen = col(AnswerRow.item).in_(list(items))
    found = session.exec(
        select(*group, func.count()).where(AnswerRow.round_id == round_id, chosen).group_by(*group)
    )
    counted: dict[str, dict[tuple[str, str], int]] = {}
    for item, stratum, verdict, n in found:
        counted.setdefault(item, {})[stratum, verdict] = n
    return counted


def count_settings(session: Session, round_id: int) -> dict[tuple[str, str], int]:
    """Wishes to change a setting by (item, kind of setting)."""
    return {(item, mark): n for (item, mark, _), n in _count_marks(session, round_id, "setting").items()}


def count_troubles(session: Session, round_id: int) -> dict[tuple[str, str], int]:
    """Troubles met by (item, kind of trouble)."""
    return {(item, mark): n for (item, mark, _), n in _count_marks(session, round_id, "trouble").items()}


def count_ratings(session: Session, round_id: int) -> dict[tuple[str, str, int], int]:
    """Ratings by (item, rating id, value)."""
    return _count_marks(session, round_id, "rating")


def count_names(session: Session, round_id: int) -> dict[tuple[str, str, str], int]:
    """Proposed names by (item, Chinese name, English name)."""
    group = col(AnswerRow.item), col(AnswerRow.name_zh), col(AnswerRow.name_en)
    found = session.exec(
        select(*group, func.count()).where(AnswerRow.round_id == round_id, PROPOSES_A_NAME).group_by(*group)
    )
    return {(item, zh, en): n for item, zh, en, n in found}


def _count_marks(session: Session, round_id: int, kind: MarkKind) -> dict[tuple[str, str, int], int]:
    group = col(MarkRow.item), col(MarkRow.mark), col(MarkRow.value)
    found = session.exec(
        select(*group, func.count())
        .where(MarkRow.round_id == round_id, MarkRow.kind == kind)
        .group_by(*group)
    )
    return {(item, mark, value): n for item, mark, value, n in found}
