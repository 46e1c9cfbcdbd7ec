"""How far the people of a consultation have come in a round, each count by one grouped query."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlmodel import Session

from lbsap.store.answers import AnswerRow
from lbsap.store.columns import table_of
from lbsap.store.consultations import Round
from lbsap.store.invitations import InvitationRow
from lbsap.store.respondents import RespondentRow
from lbsap.store.submissions import SubmissionRow
from lbsap.store.visits import VisitRow

_answer, _invitation, _person, _submission, _visit = (
    table_of(row).c for row in (AnswerRow, InvitationRow, RespondentRow, SubmissionRow, VisitRow)
)


def count_stages(session: Session, of: Round) -> dict[str, dict[str, int]]:
    """How many are ``invited``, have ``opened``, ``started`` and ``submitted`` a round, by stratum (``""``: unknown).

    The stratum is that of the profile or, before it is filled in, the one the editors gave. Invited are those whose
    link stands or was used; opened are those with a visit in the round, by whatever link, and all who started.
    """
    started, submitted = _said(of), _submitted(of)
    people = {"opened": or_(_visited(of), started), "started": started, "submitted": submitted}
    counted = {stage: _counted(session, _of_people(of, reached)) for stage, reached in people.items()}
    return {"invited": _counted(session, _of_invitations(of.consultation)), **counted}


def count_uninvited(session: Session, of: Round) -> int:
    """How many have started who hold no invitation of their own: by a public link, anonymously or from a file."""
    held = exists().where(_invitation.respondent_id == _person.id)
    chosen = (_person.consultation_id == of.consultation, _said(of), ~held)
    return session.connection().execute(select(func.count()).where(*chosen)).scalar_one()


def last_items(session: Session, round_id: int) -> dict[str, int]:
    """How many have started and not submitted, by the item they answered last.

    Items left blank, or set together with their group by one choice, do not count as answered.
    """
    place = func.row_number().over(
        partition_by=_answer.respondent_id, order_by=(_answer.saved_at.desc(), _answer.id.desc())
    )
    submitted = exists().where(
        _submission.respondent_id == _answer.respondent_id, _submission.round_id == round_id
    )
    ranked = (
        select(_answer.item, place.label("place"))
        .where(_answer.round_id == round_id, _answer.verdict != "", _answer.by_group.is_(False), ~submitted)
        .subquery()
    )
    counted = select(ranked.c.item, func.count()).where(ranked.c.place == 1).group_by(ranked.c.item)
    return _counted(session, counted)


def first_visits(session: Session, of: Round) -> tuple[datetime, ...]:
    """When each person first opened the questionnaire in a round, in order."""
    first = func.min(_visit.begun_at)
    chosen = (
        select(first).where(_in_round(of), _visit.respondent_id.is_not(None)).group_by(_visit.respondent_id)
    )
    return tuple(session.connection().execute(chosen.order_by(first)).scalars())


def submitted_at(session: Session, round_id: int) -> tuple[datetime, ...]:
    """When each submission of a round came in, in order."""
    chosen = select(_submission.submitted_at).where(_submission.round_id == round_id)
    return tuple(session.connection().execute(chosen.order_by(_submission.submitted_at)).scalars())


def _counted(session: Session, chosen: Select[Any, Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in session.connection().execute(chosen)}


def _of_invitations(consultation_id: int) -> Select[Any, Any]:
    stratum = func.coalesce(func.nullif(_person.stratum, ""), _invitation.stratum)
    return (
        select(stratum, func.count())
        .select_from(
            _invitation.id.table.outerjoin(_person.id.table, _person.id == _invitation.respondent_id)
        )
        .where(
            _invitation.consultation_id == consultation_id,
            or_(_invitation.revoked.is_(False), _invitation.begun.is_(True)),
        )
        .group_by(stratum)
    )


def _of_people(of: Round, reached: ColumnElement[bool]) -> Select[Any, Any]:
    given = (
        select(func.max(_invitation.stratum)).where(_invitation.respondent_id == _person.id).scalar_subquery()
    )
    stratum = func.coalesce(func.nullif(_person.stratum, ""), given, "").label("stratum")
    people = select(stratum).where(_person.consultation_id == of.consultation, reached).subquery()
    return select(people.c.stratum, func.count()).group_by(people.c.stratum)


def _said(of: Round) -> ColumnElement[bool]:
    return exists().where(_answer.respondent_id == _person.id, _answer.round_id == of.id)


def _submitted(of: Round) -> ColumnElement[bool]:
    return exists().where(_submission.respondent_id == _person.id, _submission.round_id == of.id)


def _visited(of: Round) -> ColumnElement[bool]:
    return exists().where(_visit.respondent_id == _person.id, _in_round(of))


def _in_round(of: Round) -> ColumnElement[bool]:
    """Visits in use after a round opened and begun before it closed, by the person they were meant for."""
    bounds = [_visit.consultation_id == of.consultation, _visit.not_me.is_(False)]
    if of.opened_at:
        bounds.append(_visit.seen_at >= of.opened_at)
    if of.closed_at:
        bounds.append(_visit.begun_at < of.closed_at)
    return and_(*bounds)
