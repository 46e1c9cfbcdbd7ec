"""A consultation with the demo's answers in a first round, and a second one that most of its experts answered again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import Engine

from lbsap.actions.consultations import close_round, enter_answers, open_consultation
from lbsap.actions.experts.later_rounds import open_next_round
from lbsap.actions.resolve import import_file, resolve
from lbsap.data import shipped
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer, ConsensusRule
from lbsap.model.plugin_items import Row
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.asking.answers import read_answers
from lbsap.store.consultations import Consultation, load_round
from lbsap.store.engine import session_scope
from lbsap.store.respondents import Respondent

EDITOR = Actor("editor@example.org", frozenset({"editor"}))
QUESTIONNAIRES = {"cbi": "cbi-2021-review", "framework": "lbsap-framework-review"}
LEFT = 6
"""How many experts of the first round do not answer in the second."""


@dataclass(frozen=True)
class Several:
    """The ids of a consultation and of its rounds, and the answers that went into each."""

    consultation: int
    rounds: tuple[int, ...]
    answers: tuple[tuple[Answer, ...], ...]


def sample_answers(registry: Registry, name: str = "cbi") -> tuple[Answer, ...]:
    """The answers that are shipped with the demo."""
    questionnaire = registry.get(Questionnaire, QUESTIONNAIRES[name])
    source = shipped("templates", "demo", f"answers-{name}.csv")
    rows = cast(tuple[Row, ...], import_file(source, "rows", registry).value)
    return read_answers(rows, questionnaire, resolve(Catalogue, questionnaire.about, registry))


def several_rounds(engine: Engine, registry: Registry, name: str = "cbi", rounds: int = 2) -> Several:
    """Make the consultation; its rounds have closed."""
    questionnaire = registry.get(Questionnaire, QUESTIONNAIRES[name])
    first = sample_answers(registry, name)
    consultation = Consultation(
        questionnaire.title,
        questionnaire,
        resolve(Catalogue, questionnaire.about, registry),
        host=Text("示例研究院", "Sample Institute"),
    )
    panel = {one.respondent: Respondent(one.respondent, one.stratum) for one in first}
    rule = registry.get(ConsensusRule, "majority")
    made, round_id = open_consultation(EDITOR, engine, consultation, rule, panel.values())
    ids, given = [round_id], [first]
    enter_answers(EDITOR, engine, round_id, first)
    close_round(EDITOR, engine, round_id)
    while len(ids) < rounds:
        ids.append(open_next_round(EDITOR, engine, registry, ids[-1]))
        given.append(_later(engine, ids[-1], given[-1]))
        enter_answers(EDITOR, engine, ids[-1], given[-1])
        close_round(EDITOR, engine, ids[-1])
    return Several(made, tuple(ids), tuple(given))


def _later(engine: Engine, round_id: int, before: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """All but the last experts answer again on what is asked; every third who would drop an item keeps it now."""
    with session_scope(engine, write=False) as session:
        settled = load_round(session, round_id).settled
    codes = sorted({one.respondent for one in before})
    stay = set(codes[:-LEFT])
    again = (one for one in before if one.respondent in stay and one.item not in settled)
    return tuple(_turned(one, codes.index(one.respondent)) for one in again)


def _turned(one: Answer, place: int) -> Answer:
    if one.verdict == "drop" and place % 3 == 0:
        return replace(one, verdict="keep", reason=f"改为保留 {place}")
    return one
