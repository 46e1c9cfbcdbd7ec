"""Later rounds: opened by editors; experts confirm or change their last answer beside the group's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from lbsap.actions.consultations import tally_round
from lbsap.actions.experts.answering import Saved, save_item
from lbsap.actions.experts.desk import Desk
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.consultation import RuleVerdict, Verdict
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.store.audit import record
from lbsap.store.consultations import Round, add_round, advance_round, load_round, rounds_of
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found


@allowed_to("administrator", "editor")
def open_next_round(
    actor: Actor, engine: Engine, registry: Registry, round_id: int, closes_at: datetime | None = None
) -> int:
    """For editors: open the round after a closed one, under the same rule. Returns its id.

    Items are settled where the rule reached a verdict (``met``) that is not within chance (``robust`` not false);
    what an earlier round settled stays so. Raises ``BadInput`` where the round is not closed or has a successor.
    """
    with session_scope(engine, write=False) as session:
        last = load_round(session, round_id)
    if last.state not in ("closed", "published"):
        raise BadInput([problem("round_state", f"round {last.number}", state=last.state)])
    tallies = tally_round(actor, engine, registry, round_id).tallies
    settled = {item: one.verdict for item, one in tallies.verdicts.items() if _settles(one)}
    return _open(actor, engine, last, dict(last.settled) | settled, closes_at)


def confirm_item(
    engine: Engine, desk: Desk, item_id: str, revision: int, language: Lang, at: datetime
) -> Saved:
    """Give one's answer of the round before again, as it was. Raises as ``save_item``; ``NotFound`` where there is none."""
    last = desk.earlier.get(item_id)
    if last is None:
        raise not_found(Text("上一轮的答复", "answer of the round before"), item_id)
    return save_item(engine, desk, item_id, last.answer, revision, language, at)


def _settles(verdict: Verdict) -> bool:
    return verdict.verdict != "undecided" and verdict.met is True and verdict.robust is not False


def _open(
    actor: Actor,
    engine: Engine,
    last: Round,
    settled: dict[str, RuleVerdict],
    closes_at: datetime | None,
) -> int:
    new = Round(
        last.consultation,
        last.rule,
        last.rule_version,
        last.parameters,
        closes_at=closes_at,
        settled=settled,
    )
    with session_scope(engine) as session:
        if rounds_of(session, last.consultation)[-1].id != last.id:
            raise BadInput([problem("round_followed", f"round {last.number}")])
        new_id = add_round(session, new)
        advance_round(session, new_id, "open")
        record(session, actor.name, "round opened", f"round {new_id}", settled=len(settled))
    return new_id
