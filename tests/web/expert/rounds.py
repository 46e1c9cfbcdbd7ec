"""A second round on a few answers of a first one, for tests of what experts see of each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from lbsap.actions.consultations import close_round, enter_answers, open_consultation
from lbsap.actions.editors.inviting import invite_expert
from lbsap.actions.experts.later_rounds import open_next_round
from lbsap.actions.resolve import resolve
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer, ConsensusRule
from lbsap.model.questionnaire import Questionnaire, VerdictWord
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.consultations import Consultation
from lbsap.store.invitations import Contact
from lbsap.store.respondents import Respondent

SETTLED, SPLIT, FEW = "cbi2021_01", "cbi2021_02", "cbi2021_03"
"""Items: kept by all, split (asked again), answered by too few to be shown."""
LARGE, SMALL = "survey", "policy"
"""Strata: of eight experts, and of two, whose reasons are never shown."""
LARGE_REASON, SMALL_REASON = "A reason from the large group.", "A reason from the small group."


@dataclass(frozen=True)
class Second:
    """A consultation whose second round is open: ids, and the token of the link of ``E00``, who said drop on SPLIT."""

    consultation: int
    first: int
    second: int
    token: str


def second_round(engine: Engine, registry: Registry) -> Second:
    """Ten experts answered in round 1; round 2 asks again what the rule did not settle."""
    actor = Actor.local()
    questionnaire = registry.get(Questionnaire, "cbi-2021-review")
    catalogue = resolve(Catalogue, questionnaire.about, registry)
    made = Consultation(
        Text("两轮咨询", "Two rounds"), questionnaire, catalogue, host=Text("主办方", "The host")
    )
    panel = [Respondent(f"E{n:02}", LARGE if n < 8 else SMALL) for n in range(10)]
    rule = registry.get(ConsensusRule, "majority")
    consultation, first = open_consultation(actor, engine, made, rule, panel)
    enter_answers(actor, engine, first, [one for person in panel for one in _answers(person)])
    close_round(actor, engine, first)
    second = open_next_round(actor, engine, registry, first, now() + timedelta(days=14))
    token = invite_expert(actor, engine, consultation, Contact("李专家"), now() + timedelta(days=30), "E00")
    return Second(consultation, first, second, token)


def _answers(person: Respondent) -> list[Answer]:
    number = int(person.code[1:])
    verdict: VerdictWord = ("drop", "keep", "rename", "outside")[number % 4]
    name = Text("新名称", "A new name") if verdict == "rename" else Text()
    reason = LARGE_REASON if person.stratum == LARGE else SMALL_REASON
    split = Answer(person.code, SPLIT, verdict, name, reason=reason, stratum=person.stratum)
    settled = Answer(person.code, SETTLED, "keep", stratum=person.stratum)
    few = (
        [Answer(person.code, FEW, "drop", reason=LARGE_REASON, stratum=person.stratum)] if number < 4 else []
    )
    return [settled, split, *few]
