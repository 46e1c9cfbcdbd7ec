"""Counts of a round's answers, each by one grouped query, on all items or on one.

The shapes are those of the tally step: keys that say what is counted, and how many.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlmodel import Session, col, func, select

from lbsap.model.said import MarkKind
from lbsap.store.answers import PROPOSES_A_NAME, AnswerRow, MarkRow
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


def count_verdicts(
    session: Session, round_id: int, item: str | None = None
) -> dict[tuple[str, str, str], int]:
    """Answers by (item, stratum, verdict); the verdict is empty for skipped items."""
    group = col(AnswerRow.item), col(AnswerRow.stratum), col(AnswerRow.verdict)
    chosen = _on(AnswerRow, round_id, item)
    found = session.exec(select(*group, func.count()).where(*chosen).group_by(*group))
    return {(name, stratum, verdict): n for name, stratum, verdict, n in found}


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


def count_settings(session: Session, round_id: int, item: str | None = None) -> dict[tuple[str, str], int]:
    """Wishes to change a setting by (item, kind of setting)."""
    return _without_value(_count_marks(session, round_id, "setting", item))


def count_troubles(session: Session, round_id: int, item: str | None = None) -> dict[tuple[str, str], int]:
    """Troubles met by (item, kind of trouble)."""
    return _without_value(_count_marks(session, round_id, "trouble", item))


def count_ratings(
    session: Session, round_id: int, item: str | None = None, ratings: Collection[str] | None = None
) -> dict[tuple[str, str, int], int]:
    """Ratings by (item, rating id, value); only those of ``ratings``, if they are named."""
    if ratings is None:
        return _count_marks(session, round_id, "rating", item)
    return _count_marks(session, round_id, "rating", item, col(MarkRow.mark).in_(ratings)) if ratings else {}


def count_names(session: Session, round_id: int, item: str | None = None) -> dict[tuple[str, str, str], int]:
    """Proposed names by (item, Chinese name, English name)."""
    group = col(AnswerRow.item), col(AnswerRow.name_zh), col(AnswerRow.name_en)
    chosen = _on(AnswerRow, round_id, item)
    found = session.exec(select(*group, func.count()).where(*chosen, PROPOSES_A_NAME).group_by(*group))
    return {(name, zh, en): n for name, zh, en, n in found}


def _count_marks(
    session: Session, round_id: int, kind: MarkKind, item: str | None, *more: Any
) -> dict[tuple[str, str, int], int]:
    group = col(MarkRow.item), col(MarkRow.mark), col(MarkRow.value)
    chosen = _on(MarkRow, round_id, item)
    found = session.exec(
        select(*group, func.count()).where(*chosen, MarkRow.kind == kind, *more).group_by(*group)
    )
    return {(name, mark, value): n for name, mark, value, n in found}


def _on(row: type[AnswerRow] | type[MarkRow], round_id: int, item: str | None) -> list[Any]:
    chosen: list[Any] = [row.round_id == round_id]
    return chosen if item is None else [*chosen, row.item == item]


def _without_value(marks: dict[tuple[str, str, int], int]) -> dict[tuple[str, str], int]:
    return {(item, mark): n for (item, mark, _), n in marks.items()}
