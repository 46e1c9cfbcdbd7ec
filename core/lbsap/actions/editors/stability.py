"""Whether opinions settled: two rounds of a consultation compared over the experts who answered in both."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.rounds import RoundChange
from lbsap.model.text import Text
from lbsap.steps.asking.questionnaire import asked_items, strata_in_order
from lbsap.steps.measures.rounds import Paired, change_between
from lbsap.store import pairs
from lbsap.store.consultations import Consultation, Round, recall_consultation, rounds_of
from lbsap.store.counts import count_respondents
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found


@allowed_to("administrator", "editor", "viewer")
def between_rounds(actor: Actor, engine: Engine, consultation_id: int, number: int) -> RoundChange:
    """The change from the round before to the round ``number``, as it stands now. Reads only.

    Raises ``NotFound`` where the consultation has no such round, or none before it.
    """
    with session_scope(engine, write=False) as session:
        consultation = recall_consultation(session, consultation_id)
        rounds = {one.number: one for one in rounds_of(session, consultation_id)}
        earlier, later = rounds.get(number - 1), rounds.get(number)
        if earlier is None or later is None:
            raise not_found(Text("轮次", "round"), number)
        return change_of(session, consultation, earlier, later)


def change_of(
    session: Session, consultation: Consultation, earlier: Round, later: Round, item_id: str | None = None
) -> RoundChange:
    """The change between two rounds, on all items or on one, within a unit of work."""
    asked = asked_items(consultation.questionnaire, consultation.catalogue)
    retained = pairs.count_retained(session, earlier.id, later.id)
    paired = Paired(
        strata={one: retained[one] for one in strata_in_order(consultation.questionnaire, retained)},
        answered_later=sum(count_respondents(session, later.id).values()),
        verdicts=pairs.pair_verdicts(session, earlier.id, later.id, item_id),
        ratings=pairs.pair_ratings(session, earlier.id, later.id, item_id),
    )
    items = [item.id for item in asked if item.id not in later.settled and item_id in (None, item.id)]
    return change_between(earlier.number, later.number, items, paired)
