"""The answers of a round, respondent by respondent in the order of their codes, a few hundred respondents at a time.

The order tells nothing of when a person was invited or answered, and no moment is among the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeVar

from sqlalchemy import Engine, Select, bindparam, select

from lbsap.model.said import Speaker
from lbsap.store.answers import AnswerRow
from lbsap.store.columns import table_of
from lbsap.store.engine import session_scope
from lbsap.store.respondents import RespondentRow

AT_ONCE: Final = 250
"""How many respondents' answers are in memory at a time."""
Made = TypeVar("Made")


def stream_answers(engine: Engine, consultation_id: int, round_id: int) -> Iterator[list[Speaker]]:
    """The respondents who answered in a round, some at a time."""
    return stream_made(engine, consultation_id, round_id, _whole)


def stream_made(
    engine: Engine, consultation_id: int, round_id: int, make: Callable[[Speaker], Made]
) -> Iterator[list[Made]]:
    """What ``make`` makes of each respondent who answered in a round, some at a time.

    ``make`` reads the answers as the database gives them, once: a row that is not kept costs less than one that is.
    Each list is read in a unit of work of its own, so that a slow line to whoever saves the file holds no connection.
    """
    with session_scope(engine, write=False) as session:
        people = session.connection().execute(_PEOPLE, {"consultation_id": consultation_id}).all()
    for start in range(0, len(people), AT_ONCE):
        part = {one.id: one for one in people[start : start + AT_ONCE]}
        made = {}
        with session_scope(engine, write=False) as session:
            given = {"round_id": round_id, "people": list(part)}
            # The cursor itself: rows of the library take longer to make than to read.
            rows: Any = session.connection().execute(_ANSWERS, given).cursor
            for number, answers in groupby(rows, itemgetter(0)):
                one = part[number]
                made[number] = make(Speaker(one.code, one.stratum, one.profile, answers))
        yield [made[number] for number in part if number in made]


def _whole(speaker: Speaker) -> Speaker:
    return replace(speaker, answers=tuple(speaker.answers))


def _answers() -> Select[Any]:
    answer = table_of(AnswerRow).c
    columns = (
        answer.respondent_id, answer.item, answer.verdict, answer.name_zh, answer.name_en, answer.applied,
        answer.reason, answer.supplement, answer.language, answer.marks,
    )  # fmt: skip
    return (
        select(*columns)
        .where(
            answer.round_id == bindparam("round_id"),
            answer.respondent_id.in_(bindparam("people", expanding=True)),
        )
        .order_by(answer.respondent_id, answer.item)
    )


def _people() -> Select[Any]:
    person = table_of(RespondentRow).c
    return (
        select(person.id, person.code, person.stratum, person.profile)
        .where(person.consultation_id == bindparam("consultation_id"))
        .order_by(person.code)
    )


_ANSWERS: Final = _answers()
_PEOPLE: Final = _people()
