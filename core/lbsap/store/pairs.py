"""Answers of the same respondents in two rounds, counted in pairs, each by one grouped query."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import case, func
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from lbsap.model.consultation import Answer
from lbsap.model.questionnaire import VerdictWord
from lbsap.store.answers import AnswerRow, MarkRow
from lbsap.store.respondents import RespondentRow

_Was, _Is = aliased(AnswerRow), aliased(AnswerRow)
_WasMark, _IsMark = aliased(MarkRow), aliased(MarkRow)


def pair_verdicts(
    session: Session, earlier: int, later: int, item: str | None = None
) -> dict[tuple[str, str, str], int]:
    """Pairs on all items or one by (item, verdict in the round ``earlier``, verdict in ``later``; empty for skipped)."""
    group = col(_Was.item), col(_Was.verdict), col(_Is.verdict)
    found = session.execute(_paired(earlier, later, *group, func.count(), item=item).group_by(*group))
    return {(item, was, now): n for item, was, now, n in found}


def pair_ratings(
    session: Session, earlier: int, later: int, item: str | None = None
) -> dict[tuple[str, str, int, int], int]:
    """Pairs of ratings on all items or one by (item, rating id, value in the round ``earlier``, value in ``later``)."""
    group = col(_Was.item), col(_WasMark.mark), col(_WasMark.value), col(_IsMark.value)
    found = session.execute(
        _paired(earlier, later, *group, func.count(), item=item)
        .join(_WasMark, (col(_WasMark.answer_id) == col(_Was.id)) & (col(_WasMark.kind) == "rating"))
        .join(
            _IsMark,
            (col(_IsMark.answer_id) == col(_Is.id))
            & (col(_IsMark.kind) == "rating")
            & (col(_IsMark.mark) == col(_WasMark.mark)),
        )
        .group_by(*group)
    )
    return {(item, rating, was, now): n for item, rating, was, now, n in found}


def count_retained(session: Session, earlier: int, later: int) -> dict[str, tuple[int, int]]:
    """By stratum: those who answered in the round ``earlier``, and those of them who answered in ``later`` too."""
    again = _answered(later)
    found = session.execute(
        sa_select(col(RespondentRow.stratum), func.count(), func.sum(case((again, 1), else_=0)))
        .where(_answered(earlier))
        .group_by(col(RespondentRow.stratum))
    )
    return {stratum: (before, both) for stratum, before, both in found}


def left_verdicts(session: Session, earlier: int, later: int) -> dict[tuple[str, str, str], int]:
    """Answers in the round ``earlier`` of those who did not answer in ``later``, by (item, stratum, verdict)."""
    group = col(AnswerRow.item), col(AnswerRow.stratum), col(AnswerRow.verdict)
    found = session.execute(
        _left(earlier, later, *group, func.count()).select_from(AnswerRow).group_by(*group)
    )
    return {(item, stratum, verdict): n for item, stratum, verdict, n in found}


def left_ratings(session: Session, earlier: int, later: int) -> dict[tuple[str, str, int], int]:
    """Their ratings by (item, rating id, value)."""
    group = col(MarkRow.item), col(MarkRow.mark), col(MarkRow.value)
    found = session.execute(
        _left(earlier, later, *group, func.count())
        .select_from(AnswerRow)
        .join(MarkRow, (col(MarkRow.answer_id) == col(AnswerRow.id)) & (col(MarkRow.kind) == "rating"))
        .group_by(*group)
    )
    return {(item, rating, value): n for item, rating, value, n in found}


def turned_reasons(session: Session, earlier: int, later: int) -> tuple[Answer, ...]:
    """Verdict and reason in the round ``later`` of those who had chosen another verdict in ``earlier``, and nobody's
    code."""
    found = session.execute(
        _paired(earlier, later, col(_Is.item), col(_Is.verdict), col(_Is.reason)).where(
            col(_Is.verdict) != col(_Was.verdict), col(_Is.reason) != ""
        )
    )
    return tuple(
        Answer("", item, cast("VerdictWord | None", verdict or None), reason=reason)
        for item, verdict, reason in found
    )


def _paired(earlier: int, later: int, *columns: Any, item: str | None = None) -> Any:
    chosen = (
        sa_select(*columns)
        .select_from(_Was)
        .join(_Is, (col(_Is.respondent_id) == col(_Was.respondent_id)) & (col(_Is.item) == col(_Was.item)))
        .where(col(_Was.round_id) == earlier, col(_Is.round_id) == later)
    )
    return chosen if item is None else chosen.where(col(_Was.item) == item)


def _left(earlier: int, later: int, *columns: Any) -> Any:
    came_back = sa_select(col(_Is.respondent_id)).where(col(_Is.round_id) == later)
    return sa_select(*columns).where(
        col(AnswerRow.round_id) == earlier, col(AnswerRow.respondent_id).not_in(came_back)
    )


def _answered(round_id: int) -> Any:
    return (
        select(AnswerRow.id)
        .where(AnswerRow.round_id == round_id, col(AnswerRow.respondent_id) == col(RespondentRow.id))
        .exists()
    )
