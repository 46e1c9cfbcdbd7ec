"""Setting up a consultation: a draft that changes freely until its first round opens, and never after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine

from lbsap.actions.consultations import keep_draft
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import digest
from lbsap.model.consultation import ConsensusRule
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.notice import Anonymity, Notice
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.asking.questionnaire_making import choose_stratum
from lbsap.steps.editing.setup import Dates, Titles, lacking
from lbsap.store.audit import record
from lbsap.store.consultations import (
    Consultation,
    Round,
    change_consultation,
    change_words,
    load_consultation,
)
from lbsap.store.engine import session_scope

Part = Literal["titles", "questionnaire", "stratum", "anonymity", "notice", "words"]
"""A part of the set-up, as the audit trail names it."""
USUAL_RULE = "majority"


@allowed_to("administrator", "editor")
def start_consultation(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    titles: Titles,
    catalogue: Catalogue,
    questionnaire: Questionnaire,
) -> int:
    """Keep a new consultation whose first round is a draft under the usual rule. Returns its id."""
    consultation = Consultation(
        titles.title, questionnaire, catalogue, host=titles.host, contact=titles.contact
    )
    rule = registry.get(ConsensusRule, USUAL_RULE)
    with session_scope(engine) as session:
        return keep_draft(session, actor, consultation, rule)[0]


@allowed_to("administrator", "editor")
def change_titles(actor: Actor, engine: Engine, consultation_id: int, titles: Titles) -> None:
    """Change title, host and contact. This and what follows raise ``BadInput`` once the first round has opened."""

    def change(one: Consultation) -> Consultation:
        return replace(one, title=titles.title, host=titles.host, contact=titles.contact)

    _change(actor, engine, consultation_id, "titles", change)


@allowed_to("administrator", "editor")
def change_questionnaire(
    actor: Actor, engine: Engine, consultation_id: int, catalogue: Catalogue, questionnaire: Questionnaire
) -> None:
    """Change what is asked, and about which catalogue."""
    asked_items(questionnaire, catalogue)

    def change(one: Consultation) -> Consultation:
        return replace(one, catalogue=catalogue, questionnaire=questionnaire)

    _change(actor, engine, consultation_id, "questionnaire", change)


@allowed_to("administrator", "editor")
def change_stratum(actor: Actor, engine: Engine, consultation_id: int, question: str) -> None:
    """Let a question on the expert give the strata of the results (empty: no strata)."""

    def change(one: Consultation) -> Consultation:
        return replace(one, questionnaire=choose_stratum(one.questionnaire, question))

    _change(actor, engine, consultation_id, "stratum", change)


@allowed_to("administrator", "editor")
def change_anonymity(actor: Actor, engine: Engine, consultation_id: int, level: Anonymity) -> None:
    """Change the level of anonymity."""
    _change(actor, engine, consultation_id, "anonymity", lambda one: replace(one, anonymity=level))


@allowed_to("administrator", "editor")
def change_notice(actor: Actor, engine: Engine, consultation_id: int, notice: Notice) -> None:
    """Change the parts of the notice."""
    _change(actor, engine, consultation_id, "notice", lambda one: replace(one, notice=notice))


@allowed_to("administrator", "editor")
def change_report_words(
    actor: Actor, engine: Engine, consultation_id: int, words: Mapping[str, Text]
) -> None:
    """Change the host's own words for the report: what is stated beforehand is not reworded after the answers."""
    _change(actor, engine, consultation_id, "words", lambda one: one, words)


def _change(
    actor: Actor,
    engine: Engine,
    consultation_id: int,
    part: Part,
    change: Callable[[Consultation], Consultation],
    words: Mapping[str, Text] | None = None,
) -> None:
    with session_scope(engine) as session:
        change_consultation(session, change(load_consultation(session, consultation_id)))
        if words:
            change_words(session, consultation_id, words)
        record(session, actor.name, "consultation changed", f"consultation {consultation_id}", part=part)


def lacking_in(
    consultation: Consultation, draft: Round, registry: Registry, at: datetime
) -> dict[str, tuple[Problem, ...]]:
    """What must be mended before a draft round may open, by part of the set-up. Empty where it may."""
    titles = Titles(consultation.title, consultation.host, consultation.contact)
    dates = Dates(draft.opens_at, draft.closes_at)
    rule = rule_of(draft, registry)
    found = lacking(titles, consultation.notice, consultation.questionnaire, rule, dates, at)
    if not left_to_ask(consultation, draft):
        found["items"] = (problem("nothing_asked", "items"),)
    return found


def left_to_ask(consultation: Consultation, draft: Round) -> tuple[str, ...]:
    """The ids of the items that a round asks: those not settled, in order."""
    items = asked_items(consultation.questionnaire, consultation.catalogue)
    return tuple(item.id for item in items if item.id not in draft.settled)


def rule_of(draft: Round, registry: Registry) -> ConsensusRule | None:
    """The rule of a draft round; ``None`` where no plugin offers it in this version any more."""
    try:
        rule = registry.get(ConsensusRule, draft.rule)
    except NotFound:
        return None
    return rule if rule.version == draft.rule_version else None


def seal_of(consultation: Consultation, draft: Round) -> str:
    """A digest over all that opening a round fixes: what an editor has read is what is opened."""
    return digest({"consultation": consultation, "round": draft})


def refuse_unready(
    consultation: Consultation, draft: Round, registry: Registry, at: datetime, seen: str
) -> None:
    """Raise ``BadInput`` where the round may not open, or is not what the editor has ``seen`` (by its seal)."""
    wanting = lacking_in(consultation, draft, registry, at)
    if wanting:
        raise BadInput(one for problems in wanting.values() for one in problems)
    if seal_of(consultation, draft) != seen:
        raise BadInput([problem("draft_changed", f"round {draft.number}")])
