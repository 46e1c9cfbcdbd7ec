"""Rounds: drafted, opened, extended, closed, followed by the next. States only go forward; nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.consultations import open_draft, tally_round
from lbsap.actions.editors.setup import refuse_unready
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.consultation import ConsensusRule, RuleVerdict, Verdict
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.registry import Registry
from lbsap.steps.common.moments import write_moment
from lbsap.steps.editing.setup import Dates
from lbsap.steps.measures.judge import checked_parameters
from lbsap.store.audit import record, told_of
from lbsap.store.consultations import (
    Round,
    add_round,
    change_deadline,
    change_round,
    load_consultation,
    load_round,
    rounds_of,
)
from lbsap.store.engine import session_scope


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A settled item that an editor has put to the experts again, and why."""

    item: str
    reason: str
    editor: str
    at: datetime


@allowed_to("administrator", "editor")
def change_rule(
    actor: Actor, engine: Engine, round_id: int, rule: ConsensusRule, parameters: Mapping[str, float]
) -> None:
    """Choose the rule of a draft round. Raises ``BadInput`` for any other round and for parameters out of bounds."""
    values = checked_parameters(rule, parameters)
    with session_scope(engine) as session:
        draft = load_round(session, round_id)
        change_round(session, replace(draft, rule=rule.id, rule_version=rule.version, parameters=values))
        _record_change(session, actor, round_id, rule=f"{rule.id}@{rule.version}", parameters=values)


@allowed_to("administrator", "editor")
def change_dates(actor: Actor, engine: Engine, round_id: int, dates: Dates) -> None:
    """Set when a draft round opens and closes. Raises ``BadInput`` for any other round."""
    with session_scope(engine) as session:
        draft = load_round(session, round_id)
        change_round(session, replace(draft, opens_at=dates.opens_at, closes_at=dates.closes_at))
        _record_change(session, actor, round_id, closes=write_moment(dates.closes_at))


def _record_change(session: Session, actor: Actor, round_id: int, **details: object) -> None:
    record(session, actor.name, "round changed", f"round {round_id}", **details)


@allowed_to("administrator", "editor")
def extend_deadline(actor: Actor, engine: Engine, round_id: int, closes_at: datetime) -> None:
    """Give an open round a later deadline. Raises ``BadInput`` for an earlier one, and unless the round is open."""
    with session_scope(engine) as session:
        before = load_round(session, round_id).closes_at
        if before and closes_at <= before:
            raise BadInput([problem("deadline_earlier", "closes_at")])
        change_deadline(session, round_id, closes_at)
        moments = {"before": write_moment(before), "after": write_moment(closes_at)}
        record(session, actor.name, "deadline extended", f"round {round_id}", **moments)


@allowed_to("administrator", "editor")
def open_round(
    actor: Actor, engine: Engine, registry: Registry, round_id: int, at: datetime, seen: str
) -> None:
    """Open a draft round: questionnaire, rule and parameters are fixed from here on.

    ``seen`` is the seal (``setup.seal_of``) of what the editor has read. Raises ``BadInput`` where something is
    wanting, where the draft has changed since, and unless the round is a draft.
    """
    with session_scope(engine) as session:
        draft = load_round(session, round_id)
        if draft.state == "draft":
            refuse_unready(load_consultation(session, draft.consultation), draft, registry, at, seen)
        open_draft(session, actor, round_id)


@allowed_to("administrator", "editor")
def draft_next_round(actor: Actor, engine: Engine, registry: Registry, round_id: int) -> int:
    """Draft the round after a closed one, under the same rule, without dates. Returns its id.

    Items are settled where the rule reached a verdict (``met``) that is not within chance (``robust`` not false);
    what an earlier round settled stays so. Raises ``BadInput`` where the round is not closed, its revision is published,
    or it has a successor.
    """
    with session_scope(engine, write=False) as session:
        last = _closed(session, round_id)
    settled = dict(last.settled) | _settled(actor, engine, registry, last)
    following = Round(last.consultation, last.rule, last.rule_version, last.parameters, settled=settled)
    with session_scope(engine) as session:
        if rounds_of(session, _closed(session, last.id).consultation)[-1].id != last.id:
            raise BadInput([problem("round_followed", f"round {last.number}")])
        new_id = add_round(session, following)
        record(session, actor.name, "round drafted", f"round {new_id}", settled=len(settled))
    return new_id


def _closed(session: Session, round_id: int) -> Round:
    found = load_round(session, round_id)
    if found.state != "closed":
        raise BadInput([problem("round_state", f"round {found.number}", state=found.state)])
    return found


def _settled(actor: Actor, engine: Engine, registry: Registry, last: Round) -> dict[str, RuleVerdict]:
    tallies = tally_round(actor, engine, registry, last.id).tallies
    return {item: one.verdict for item, one in tallies.verdicts.items() if _settles(one)}


def _settles(verdict: Verdict) -> bool:
    return verdict.verdict != "undecided" and verdict.met is True and verdict.robust is not False


@allowed_to("administrator", "editor")
def ask_again(actor: Actor, engine: Engine, round_id: int, item: str, reason: str) -> None:
    """Put a settled item to the experts again in a draft round; the reason is recorded.

    Raises ``BadInput`` where the item is not settled, and unless the round is a draft.
    """
    with session_scope(engine) as session:
        draft = load_round(session, round_id)
        if item not in draft.settled:
            raise BadInput([problem("item_not_settled", "item", item=item)])
        settled = {one: verdict for one, verdict in draft.settled.items() if one != item}
        change_round(session, replace(draft, settled=settled))
        verdict = draft.settled[item]
        record(
            session,
            actor.name,
            "item asked again",
            f"round {round_id}",
            item=item,
            reason=reason,
            verdict=verdict,
        )


@allowed_to("administrator", "editor")
def leave_settled(actor: Actor, engine: Engine, round_id: int, item: str) -> None:
    """Take back that a settled item is asked again in a draft round; both stand on record.

    Raises ``BadInput`` where it has not been put to the experts again, and unless the round is a draft.
    """
    about = f"round {round_id}"
    with session_scope(engine) as session:
        draft = load_round(session, round_id)
        told = [one for one in told_of(session, "item asked again", about) if one.details["item"] == item]
        if not told or item in draft.settled:
            raise BadInput([problem("item_not_settled", "item", item=item)])
        settled = {**draft.settled, item: told[-1].details["verdict"]}
        change_round(session, replace(draft, settled=settled))
        record(session, actor.name, "item left settled", about, item=item)


@allowed_to("administrator", "editor", "viewer")
def asked_again(actor: Actor, engine: Engine, round_id: int) -> tuple[AskedAgain, ...]:
    """The settled items that editors have put to the experts of a round again, in order."""
    with session_scope(engine, write=False) as session:
        told = told_of(session, "item asked again", f"round {round_id}")
    return tuple(AskedAgain(one.details["item"], one.details["reason"], one.actor, one.at) for one in told)
