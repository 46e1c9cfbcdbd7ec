"""How a round goes, without names: who has come how far, which items have enough judgements, where people stop."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from lbsap.actions.editors.folder import Folder
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.consultation import ConsensusRule
from lbsap.model.errors import NotFound
from lbsap.registry import Registry
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.editing.following import DayRow, ItemRow, StageRow, day_rows, item_rows, stage_rows
from lbsap.store.consultations import Round
from lbsap.store.counts import count_ratings, count_verdicts
from lbsap.store.engine import session_scope
from lbsap.store.progress import count_stages, count_uninvited, first_visits, last_items, submitted_at


@dataclass(frozen=True, slots=True)
class Following:
    """A round as it goes. ``quorum`` is ``None`` where the rule asks for none; ``rated``: it counts ratings.

    ``uninvited`` have started without an invitation of their own; ``unsubmitted`` have started and not submitted.
    """

    round: Round
    strata: tuple[StageRow, ...]
    everybody: StageRow
    uninvited: int
    days: tuple[DayRow, ...]
    items: tuple[ItemRow, ...]
    quorum: float | None
    rated: bool

    @property
    def unsubmitted(self) -> int:
        """How many have answered something and not submitted."""
        return sum(row.stopped for row in self.items)

    @property
    def below(self) -> int:
        """How many items have fewer judgements than the quorum."""
        return sum(row.met is False for row in self.items)


@allowed_to("administrator", "editor", "viewer")
def follow_round(actor: Actor, engine: Engine, registry: Registry, folder: Folder, number: int) -> Following:
    """How a round of a consultation goes; the newest for a number that it has not. Reads only."""
    of = folder.round(number) or folder.latest
    consultation = folder.consultation
    reads = _reads(registry, of)
    with session_scope(engine, write=False) as session:
        strata, everybody = stage_rows(count_stages(session, of))
        uninvited = count_uninvited(session, of)
        days = day_rows(first_visits(session, of), submitted_at(session, of.id))
        verdicts, ratings = count_verdicts(session, of.id), count_ratings(session, of.id)
        stopped = last_items(session, of.id)
    asked = asked_items(consultation.questionnaire, consultation.catalogue)
    quorum = of.parameters.get("quorum")
    items = item_rows(
        [item for item in asked if item.id not in of.settled], verdicts, ratings, reads, quorum, stopped
    )
    return Following(of, strata, everybody, uninvited, days, items, quorum, reads != ("verdict",))


def _reads(registry: Registry, of: Round) -> tuple[str, ...]:
    """What the round's rule looks at; a rule that is not installed any more is taken to read verdicts."""
    try:
        return registry.get(ConsensusRule, of.rule).reads
    except NotFound:
        return ("verdict",)
