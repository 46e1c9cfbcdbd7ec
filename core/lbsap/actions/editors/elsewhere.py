"""What was said elsewhere, in a workshop, a letter, on paper or by telephone: brought in with its source.

Such answers are kept apart from those given online, and no count ever holds both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast, get_args

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_bytes
from lbsap.model.actor import Actor
from lbsap.model.comments import CommentSource
from lbsap.model.consultation import Answer, Tally
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import problem
from lbsap.registry import Registry
from lbsap.steps.asking.answers import read_answers
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.editing.spoken import of_each, rows_of_each
from lbsap.steps.measures.aggregate import group_answers, make_tallies
from lbsap.store.audit import record
from lbsap.store.brought import Brought, Said, add_brought, brought_in, remove_brought
from lbsap.store.consultations import Consultation, load_round, recall_consultation, rounds_of
from lbsap.store.engine import session_scope

SOURCES: tuple[CommentSource, ...] = tuple(one for one in get_args(CommentSource) if one != "online")
"""Where words and answers may come from that were not given online."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who gave answers elsewhere, with where that was, how many items were spoken of, and when it was entered."""

    name: str
    said: Said
    answers: int
    entered_at: datetime


@allowed_to("administrator", "editor", "viewer")
def brought_tallies(actor: Actor, engine: Engine, round_id: int) -> Mapping[str, Tally]:
    """The tallies of the answers from elsewhere beside a round, by item; items nobody spoke of are not among them."""
    with session_scope(engine, write=False) as session:
        return tallies_beside(session, round_id)


def tallies_beside(session: Session, round_id: int) -> dict[str, Tally]:
    """The same within a unit of work."""
    answers = [one.answer for one in brought_in(session, round_id)]
    items = list(dict.fromkeys(one.item for one in answers))
    return {tally.item: tally for tally in make_tallies(items, group_answers(answers))}


@allowed_to("administrator", "editor", "viewer")
def speakers(actor: Actor, engine: Engine, round_id: int) -> tuple[Speaker, ...]:
    """Those who gave answers elsewhere beside a round, in the order they were entered."""
    with session_scope(engine, write=False) as session:
        brought = brought_in(session, round_id)
    found: dict[tuple[str, str], Speaker] = {}
    for one in brought:
        key = one.answer.respondent, one.said.said_in
        known = found.get(key, Speaker(one.answer.respondent, one.said, 0, one.entered_at))
        found[key] = replace(known, answers=known.answers + 1)
    return tuple(found.values())


@allowed_to("administrator", "editor")
def bring_answers(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    round_id: int,
    name: str,
    content: bytes,
    source: CommentSource,
    said_in: str,
) -> int:
    """Keep the answers of a table (columns as for ``lbsap tally``, and ``persons``) with their source. Returns how many.

    All or nothing: raises ``BadInput`` with each fault at its row and column, and where the source is not named.
    """
    rows = cast(tuple[Row, ...], import_bytes(name, content, "rows", registry).value)
    with session_scope(engine, write=False) as session:
        consultation = _consultation(session, round_id)
    try:
        answers = read_answers(rows_of_each(rows), consultation.questionnaire, consultation.catalogue)
    except BadInput as fault:  # a row that stands for several persons is at fault once
        raise BadInput(dict.fromkeys(fault.problems)) from None
    if not answers:
        raise BadInput([problem("file_empty", name)])
    return _keep(actor, engine, round_id, answers, source, said_in)


@allowed_to("administrator", "editor")
def bring_answer(
    actor: Actor,
    engine: Engine,
    round_id: int,
    answer: Answer,
    source: CommentSource,
    said_in: str,
    persons: int = 1,
) -> None:
    """Keep one answer with its source, or the same one of several ``persons``, as a show of hands gives it.

    Raises ``BadInput`` where its speaker has spoken of the item already.
    """
    with session_scope(engine, write=False) as session:
        known = {
            one.answer.respondent for one in brought_in(session, round_id) if one.answer.item == answer.item
        }
    _keep(actor, engine, round_id, of_each(answer, persons, known), source, said_in)


@allowed_to("administrator", "editor")
def take_out(actor: Actor, engine: Engine, round_id: int, speaker: str, said_in: str) -> None:
    """Take out what was entered by mistake: all that a speaker said in one place. The audit trail keeps that it was."""
    with session_scope(engine) as session:
        _refuse_published(session, round_id)
        gone = remove_brought(session, round_id, speaker, said_in)
        record(session, actor.name, "answers from elsewhere taken out", f"round {round_id}", answers=gone)


def check_source(source: str, said_in: str) -> None:
    """Raises ``BadInput`` where it is not said where the words come from."""
    faults = []
    if source not in SOURCES:
        faults.append(problem("choice_wanted", "source"))
    if not said_in.strip():
        faults.append(problem("said_in_wanted", "said_in"))
    if faults:
        raise BadInput(faults)


def _keep(
    actor: Actor,
    engine: Engine,
    round_id: int,
    answers: Sequence[Answer],
    source: CommentSource,
    said_in: str,
) -> int:
    check_source(source, said_in)
    said = Said(source, said_in.strip(), actor.name)
    with session_scope(engine) as session:
        _refuse_published(session, round_id)
        _refuse_twice(answers, brought_in(session, round_id))
        add_brought(session, round_id, answers, said)
        record(
            session,
            actor.name,
            "answers from elsewhere",
            f"round {round_id}",
            source=source,
            answers=len(answers),
        )
    return len(answers)


def _refuse_published(session: Session, round_id: int) -> None:
    """What a published revision rests on stays as it was."""
    last = rounds_of(session, load_round(session, round_id).consultation)[-1]
    if last.state == "published":
        raise BadInput([problem("round_state", f"round {last.number}", state=last.state)])


def _refuse_twice(answers: Iterable[Answer], known: Iterable[Brought]) -> None:
    earlier = {(one.answer.respondent, one.answer.item): one.said.said_in for one in known}
    twice = [
        problem("answer_twice", one.item, respondent=one.respondent, item=one.item, earlier=place)
        for one in answers
        if (place := earlier.get((one.respondent, one.item))) is not None
    ]
    if twice:
        raise BadInput(twice)


def _consultation(session: Session, round_id: int) -> Consultation:
    """The consultation of a round. Raises ``BadInput`` for a questionnaire about another catalogue, ``NotFound``."""
    found = recall_consultation(session, load_round(session, round_id).consultation)
    asked_items(found.questionnaire, found.catalogue)
    return found
