"""Later rounds: opened by editors; experts confirm or change their last answer beside the group's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine

from lbsap.actions.consultations import open_draft
from lbsap.actions.editors.rounds import draft_next_round
from lbsap.actions.experts.answering import Saved, save_item
from lbsap.actions.experts.desk import Desk
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.store.consultations import change_round, load_round
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found


@allowed_to("administrator", "editor")
def open_next_round(
    actor: Actor, engine: Engine, registry: Registry, round_id: int, closes_at: datetime | None = None
) -> int:
    """For editors: draft the round after a closed one and open it at once. Returns its id; raises as
    ``draft_next_round``."""
    new_id = draft_next_round(actor, engine, registry, round_id)
    with session_scope(engine) as session:
        change_round(session, replace(load_round(session, new_id), closes_at=closes_at))
        open_draft(session, actor, new_id)
    return new_id


def confirm_item(
    engine: Engine, desk: Desk, item_id: str, revision: int, language: Lang, at: datetime
) -> Saved:
    """Give one's answer of the round before again, as it was. Raises as ``save_item``; ``NotFound`` where there is none."""
    last = desk.earlier.get(item_id)
    if last is None:
        raise not_found(Text("上一轮的答复", "answer of the round before"), item_id)
    return save_item(engine, desk, item_id, last.answer, revision, language, at)
