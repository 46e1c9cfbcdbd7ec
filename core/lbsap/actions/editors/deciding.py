"""Deciding on items: where each stands, one item with all that was said on it, and keeping a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.counting import groups_of
from lbsap.actions.editors.commenting import numbered
from lbsap.actions.editors.folder import Folder
from lbsap.actions.editors.results import ItemView, item_view, round_results
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.comments import Comment
from lbsap.model.consultation import Counts, Decision
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.catalogues.revise import as_new
from lbsap.steps.editing.decision_form import new_faults, revision_faults
from lbsap.steps.editing.decision_rows import Standing, standings
from lbsap.steps.measures.aggregate import make_tallies
from lbsap.steps.reports.comment_rows import Entry
from lbsap.store.audit import record
from lbsap.store.comments import comments_on
from lbsap.store.consultations import Round, hold_round
from lbsap.store.decisions import KeptDecision, decide, decisions_in, decisions_on
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.proposals import find_proposal
from lbsap.store.said_online import PROPOSAL


@dataclass(frozen=True, slots=True)
class Overview:
    """Where all items stand, the decisions that hold by item, those that add one, and what does not fit together yet."""

    standings: tuple[Standing, ...]
    kept: Mapping[str, KeptDecision]
    added: tuple[KeptDecision, ...]
    faults: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class DecisionDesk:
    """All that is needed to decide on one item.

    ``view`` is ``None`` where nobody was asked about it; ``round`` is the one its figures come from. ``history`` ends
    with the newest decision; ``others`` are those that hold on other items. ``added``: a decision brought it in.
    """

    item: Item
    added: bool
    view: ItemView | None
    round: Round | None
    comments: tuple[Entry, ...]
    history: tuple[KeptDecision, ...]
    others: tuple[Decision, ...]

    @property
    def holding(self) -> KeptDecision | None:
        """The decision that holds, if there is one."""
        return self.history[-1] if self.history else None

    @property
    def seen(self) -> int:
        """The number of the decision that holds; 0 where there is none."""
        return self.history[-1].number if self.history else 0


@allowed_to("administrator", "editor", "viewer")
def overview(actor: Actor, engine: Engine, registry: Registry, folder: Folder) -> Overview:
    """Where every item stands. Reads only."""
    catalogue = folder.consultation.catalogue
    results = round_results(actor, engine, registry, folder, folder.judged).items if folder.judged else ()
    with session_scope(engine, write=False) as session:
        kept = {one.decision.item: one for one in decisions_in(session, folder.consultation.id)}
    decisions = [one.decision for one in kept.values()]
    return Overview(
        standings(catalogue.items, results, decisions),
        kept,
        tuple(one for one in kept.values() if catalogue.item(one.decision.item) is None),
        revision_faults(catalogue, decisions),
    )


@allowed_to("administrator", "editor", "viewer")
def decision_desk(
    actor: Actor, engine: Engine, registry: Registry, folder: Folder, item_id: str
) -> DecisionDesk:
    """One item with all that was said on it. Raises ``NotFound`` for an id that neither an item nor a decision has."""
    consultation = folder.consultation
    asked = {one.id for one in asked_items(consultation.questionnaire, consultation.catalogue)}
    view = None
    if folder.judged and item_id in asked:
        view = item_view(actor, engine, registry, folder, folder.judged, item_id)
    with session_scope(engine, write=False) as session:
        history = decisions_on(session, consultation.id, item_id)
        item = consultation.catalogue.item(item_id) or _added(consultation.catalogue, history)
        if item is None:
            raise not_found(Text("条目", "item"), item_id)
        said = numbered(session, consultation)
        kept = decisions_in(session, consultation.id)
    return DecisionDesk(
        item,
        consultation.catalogue.item(item_id) is None,
        view,
        folder.round(view.result.number) if view else None,
        tuple(one for one in said if one.comment.item == item_id),
        history,
        tuple(one.decision for one in kept if one.decision.item != item_id),
    )


@allowed_to("administrator", "editor", "viewer")
def decisions_so_far(actor: Actor, engine: Engine, consultation_id: int) -> tuple[Decision, ...]:
    """The decisions that hold. Reads only."""
    with session_scope(engine, write=False) as session:
        return tuple(kept.decision for kept in decisions_in(session, consultation_id))


@allowed_to("administrator", "editor", "viewer")
def proposal_behind(actor: Actor, engine: Engine, comment: Comment) -> Proposal | None:
    """The proposal that a comment was taken over from; ``None`` where it was none, or is gone. Reads only."""
    kind, _, number = comment.origin.partition(" ")
    if kind != PROPOSAL:
        return None
    with session_scope(engine, write=False) as session:
        return find_proposal(session, int(number))


@allowed_to("administrator", "editor")
def decide_item(
    actor: Actor, engine: Engine, folder: Folder, decision: Decision, *, seen: int, round_id: int = 0
) -> KeptDecision:
    """Keep a decision with the counts of the round that the editor had on the screen (0: none). Returns it as kept.

    Comments of other consultations are left out. ``seen`` is the number of the decision that the page showed as holding
    (0: none). Raises ``BadInput`` where somebody
    has decided meanwhile (``decided_meanwhile``), where it does not fit, or nothing may be decided (any more).
    """
    consultation = folder.consultation
    closed = {one.id: one for one in folder.rounds if one.state in ("closed", "published")}
    if not closed:
        raise BadInput([problem("no_round_closed")])
    with session_scope(engine) as session:
        if hold_round(session, folder.latest.id).state == "published":
            raise BadInput([problem("decided_when_published")])
        kept = decisions_in(session, consultation.id)
        _refuse_unfit(consultation.catalogue, decision, kept)
        own = {str(one.id) for one in comments_on(session, consultation.id)}
        made = replace(
            decision,
            tally=_counted(session, closed.get(round_id), decision.item),
            comments=tuple(one for one in decision.comments if one in own),
        )
        number = decide(session, consultation.id, made, actor.name, seen=seen)
        about = f"consultation {consultation.id}"
        record(
            session, actor.name, "item decided", about, item=made.item, number=number, outcome=made.outcome
        )
        return decisions_on(session, consultation.id, decision.item)[-1]


def _added(catalogue: Catalogue, history: tuple[KeptDecision, ...]) -> Item | None:
    """The item that decisions added, as the newest of them says."""
    made = [one.decision for one in history if one.decision.outcome == "new"]
    return as_new(catalogue, made[-1]) if made else None


def _refuse_unfit(catalogue: Catalogue, decision: Decision, kept: tuple[KeptDecision, ...]) -> None:
    """Raise ``BadInput`` where a decision cannot stand beside the others; a new item can always be taken back."""
    if decision.outcome == "drop" and catalogue.item(decision.item) is None:
        return
    others = [one.decision for one in kept if one.decision.item != decision.item]
    faults = new_faults(catalogue, others, decision)
    if faults:
        raise BadInput(faults)


def _counted(session: Session, found: Round | None, item: str) -> Counts | None:
    return make_tallies([item], groups_of(session, found.id, item))[0].counts if found else None
