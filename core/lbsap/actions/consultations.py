"""A consultation from its opening to the published revision; every step is written to the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.panel import Tallied
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import digest
from lbsap.model.consultation import Answer, ConsensusRule, Decision
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Tallies
from lbsap.model.problems import problem
from lbsap.registry import Registry
from lbsap.steps.aggregate import Groups, make_tallies
from lbsap.steps.catalogue import refuse_faulty
from lbsap.steps.judge import judge
from lbsap.steps.questionnaire import asked_items
from lbsap.steps.revise import revise, undecided
from lbsap.store import counts
from lbsap.store.answers import save_answers
from lbsap.store.audit import record
from lbsap.store.catalogues import publish_catalogue
from lbsap.store.consultations import (
    Consultation,
    Round,
    add_consultation,
    add_round,
    advance_round,
    load_consultation,
    load_round,
)
from lbsap.store.decisions import decide, decisions_in
from lbsap.store.engine import session_scope
from lbsap.store.respondents import Respondent, enrol


@allowed_to("administrator", "editor")
def open_consultation(
    actor: Actor,
    engine: Engine,
    consultation: Consultation,
    rule: ConsensusRule,
    panel: Iterable[Respondent],
    parameters: Mapping[str, float] | None = None,
) -> tuple[int, int]:
    """Keep a consultation with its panel and open its first round; the rule is fixed from here on.

    Returns the ids of consultation and round.
    """
    asked_items(consultation.questionnaire, consultation.catalogue)
    with session_scope(engine) as session:
        consultation_id = add_consultation(session, consultation)
        enrol(session, consultation_id, panel)
        new = Round(consultation_id, rule.id, rule.version, rule.values(parameters))
        round_id = add_round(session, new)
        advance_round(session, round_id, "open")
        record(session, actor.name, "round opened", f"round {round_id}", rule=f"{rule.id}@{rule.version}")
    return consultation_id, round_id


@allowed_to("administrator", "editor")
def enter_answers(actor: Actor, engine: Engine, round_id: int, answers: Iterable[Answer]) -> None:
    """Keep answers that came as a file. Raises ``BadInput`` where the round is not open."""
    with session_scope(engine) as session:
        save_answers(session, round_id, answers)
        record(session, actor.name, "answers entered", f"round {round_id}")


@allowed_to("administrator", "editor")
def close_round(actor: Actor, engine: Engine, round_id: int) -> None:
    """Close an open round; no answer comes in after it."""
    with session_scope(engine) as session:
        advance_round(session, round_id, "closed")
        record(session, actor.name, "round closed", f"round {round_id}")


@allowed_to("administrator", "editor", "viewer")
def tally_round(actor: Actor, engine: Engine, registry: Registry, round_id: int) -> Tallied:
    """The tallies of a round as it stands, judged by the rule that was fixed for it."""
    with session_scope(engine, write=False) as session:
        found = load_round(session, round_id)
        consultation = load_consultation(session, found.consultation)
        groups = _groups(session, round_id)
    items = [item.id for item in asked_items(consultation.questionnaire, consultation.catalogue)]
    tallies = make_tallies(items, groups)
    rule = registry.get(ConsensusRule, found.rule)
    verdicts, failures = judge(tallies, rule, registry.call, found.parameters)
    return Tallied(
        Tallies(consultation.catalogue, groups.respondents, tallies, rule.id, verdicts), failures, ()
    )


@allowed_to("administrator", "editor")
def decide_items(
    actor: Actor, engine: Engine, consultation_id: int, decisions: Iterable[Decision], seen: Tallies
) -> tuple[Decision, ...]:
    """Keep decisions, each with the counts the editor had on the screen. Returns them as kept."""
    counted = {tally.item: tally.counts for tally in seen.tallies}
    made = tuple(
        replace(one, tally=one.tally or counted.get(_item_id(seen.catalogue, one))) for one in decisions
    )
    with session_scope(engine) as session:
        for one in made:
            decide(session, consultation_id, one, actor.name)
        record(session, actor.name, "items decided", f"consultation {consultation_id}", items=len(made))
    return made


@allowed_to("administrator", "editor")
def publish_revision(actor: Actor, engine: Engine, round_id: int, version: str = "") -> Catalogue:
    """Revise the catalogue by the decisions taken and publish it; frozen from here on.

    Raises ``BadInput`` where an item has no decision, or the decisions do not fit together.
    """
    with session_scope(engine, write=False) as session:
        found = load_round(session, round_id)
        catalogue = load_consultation(session, found.consultation).catalogue
        made = tuple(
            {kept.decision.item: kept.decision for kept in decisions_in(session, found.consultation)}.values()
        )
    left = undecided(catalogue, made)
    if left:
        raise BadInput(problem("decision_missing", item, item=item) for item in left)
    revised = revise(catalogue, made, version)
    refuse_faulty(revised)
    with session_scope(engine) as session:
        publish_catalogue(session, revised)
        advance_round(session, round_id, "published")
        record(session, actor.name, "catalogue published", revised.reference, digest=digest(revised))
    return revised


def _item_id(catalogue: Catalogue, one: Decision) -> str:
    item = catalogue.find(one.item)
    return item.id if item else one.item


def _groups(session: Session, round_id: int) -> Groups:
    return Groups(
        strata=counts.count_respondents(session, round_id),
        verdicts=counts.count_verdicts(session, round_id),
        settings=counts.count_settings(session, round_id),
        troubles=counts.count_troubles(session, round_id),
        ratings=counts.count_ratings(session, round_id),
        names=counts.count_names(session, round_id),
    )
