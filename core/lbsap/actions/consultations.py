"""A consultation from its opening to the published revision; every step is written to the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.counting import groups_of
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
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.catalogues.catalogue import refuse_faulty
from lbsap.steps.catalogues.revise import revise, undecided
from lbsap.steps.measures.aggregate import make_tallies
from lbsap.steps.measures.judge import judge
from lbsap.store.answers import save_answers
from lbsap.store.audit import record
from lbsap.store.catalogues import publish_catalogue, published_from
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
from lbsap.store.said_online import take_over


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
    with session_scope(engine) as session:
        consultation_id, round_id = keep_draft(session, actor, consultation, rule, parameters)
        enrol(session, consultation_id, panel)
        open_draft(session, actor, round_id)
    return consultation_id, round_id


def keep_draft(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    rule: ConsensusRule,
    parameters: Mapping[str, float] | None = None,
) -> tuple[int, int]:
    """Within a unit of work: keep a new consultation with its first round as a draft. Returns the ids of both."""
    asked_items(consultation.questionnaire, consultation.catalogue)
    consultation_id = add_consultation(session, consultation)
    round_id = add_round(session, Round(consultation_id, rule.id, rule.version, rule.values(parameters)))
    record(session, actor.name, "consultation drafted", f"consultation {consultation_id}")
    return consultation_id, round_id


def open_draft(session: Session, actor: Actor, round_id: int) -> None:
    """Within a unit of work: open a draft round; rule and questionnaire are fixed from here on."""
    opened = advance_round(session, round_id, "open")
    rule = f"{opened.rule}@{opened.rule_version}"
    record(session, actor.name, "round opened", f"round {round_id}", rule=rule, settled=len(opened.settled))


@allowed_to("administrator", "editor")
def enter_answers(actor: Actor, engine: Engine, round_id: int, answers: Iterable[Answer]) -> None:
    """Keep answers that came as a file. Raises ``BadInput`` where the round is not open."""
    with session_scope(engine) as session:
        save_answers(session, round_id, answers)
        record(session, actor.name, "answers entered", f"round {round_id}")


@allowed_to("administrator", "editor")
def close_round(actor: Actor, engine: Engine, round_id: int) -> None:
    """Close an open round; no answer comes in after it. What was said in words becomes comments to be answered."""
    with session_scope(engine) as session:
        closed = advance_round(session, round_id, "closed")
        take_over(session, closed.consultation)
        record(session, actor.name, "round closed", f"round {round_id}")


@allowed_to("administrator", "editor", "viewer")
def tally_round(actor: Actor, engine: Engine, registry: Registry, round_id: int) -> Tallied:
    """The tallies of a round as it stands, judged by the rule that was fixed for it."""
    with session_scope(engine, write=False) as session:
        found = load_round(session, round_id)
        consultation = load_consultation(session, found.consultation)
        groups = groups_of(session, round_id)
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
def publish_revision(
    actor: Actor, engine: Engine, round_id: int, version: str = "", seen: str = ""
) -> Catalogue:
    """Revise the catalogue by the decisions taken and publish it; frozen from here on. Twice is once.

    ``seen`` is the digest of the revision that the editor had on the screen. Raises ``BadInput`` where an item has no
    decision, the decisions do not fit together or have changed since, or another version was published meanwhile.
    """
    with session_scope(engine, write=False) as session:
        consultation = load_consultation(session, load_round(session, round_id).consultation)
        made = decisions_in(session, consultation.id)
    revised = revised_by((kept.decision for kept in made), consultation.catalogue, version)
    if seen and seen != digest(revised):
        raise BadInput([problem("revision_changed", revised.reference)])
    try:
        with session_scope(engine) as session:
            advance_round(session, round_id, "published")
            if decisions_in(session, consultation.id) != made:
                raise BadInput([problem("revision_changed", revised.reference)])
            publish_catalogue(session, revised, round_id)
            record(session, actor.name, "catalogue published", revised.reference, digest=digest(revised))
    except BadInput as refused:
        _take_twice_as_once(engine, round_id, revised, refused)
    return revised


def revised_by(decisions: Iterable[Decision], catalogue: Catalogue, version: str = "") -> Catalogue:
    """The revision that may be published. Raises ``BadInput`` where a decision is missing or they do not fit."""
    made = tuple(decisions)
    left = undecided(catalogue, made)
    if left:
        raise BadInput(problem("decision_missing", item, item=item) for item in left)
    revised = revise(catalogue, made, version)
    refuse_faulty(revised)
    return revised


def _take_twice_as_once(engine: Engine, round_id: int, revised: Catalogue, refused: BadInput) -> None:
    """Return where this very revision is published from the round already; else tell what stands in the way."""
    with session_scope(engine, write=False) as session:
        found = published_from(session, round_id)
    if found is None:
        raise refused
    if found.digest != digest(revised):
        raise BadInput([problem("published_meanwhile", found.reference, reference=found.reference)])


def _item_id(catalogue: Catalogue, one: Decision) -> str:
    item = catalogue.find(one.item)
    return item.id if item else one.item
