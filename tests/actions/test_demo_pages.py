"""What ``lbsap demo --serve`` adds: open second rounds, invited sample experts, an account for each role."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from lbsap.actions.accounts import ROLES
from lbsap.actions.consultations import close_round, enter_answers, open_consultation
from lbsap.actions.demo_pages import add_sample_accounts, open_second_round
from lbsap.actions.experts.desk import load_desk
from lbsap.actions.experts.link import begin, open_link
from lbsap.actions.resolve import resolve
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer, ConsensusRule
from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import Registry, files, installed
from lbsap.store.accounts import has_account
from lbsap.store.columns import now
from lbsap.store.consultations import Consultation
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.respondents import Respondent
from lbsap.store.schema import upgrade

ACTOR = Actor.local()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty database with our tables."""
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    upgrade(url)
    return make_engine(url)


def test_the_sample_expert_comes_back_to_a_second_round_with_the_answers_of_the_first(engine: Engine) -> None:
    registry = Registry()
    for candidate in (*(one for one in installed() if one.own), files()):
        registry.admit(candidate)
    questionnaire = registry.get(Questionnaire, "cbi-2021-review")
    catalogue = resolve(Catalogue, questionnaire.about, registry)
    consultation = Consultation(questionnaire.title, questionnaire, catalogue)
    rule = registry.get(ConsensusRule, "majority")
    _, first = open_consultation(ACTOR, engine, consultation, rule, [Respondent("S01", "survey")])
    enter_answers(
        ACTOR, engine, first, [Answer("S01", "cbi2021_02", "drop", reason="重复。", stratum="survey")]
    )
    close_round(ACTOR, engine, first)
    link = open_second_round(ACTOR, engine, registry, first)
    assert link.title == questionnaire.title
    assert open_link(engine, link.token, now()).state == "ready"
    desk = load_desk(engine, begin(engine, link.token, now()).visit, now())
    assert desk is not None
    assert desk.round.number == 2
    assert desk.open
    assert desk.earlier["cbi2021_02"].answer.verdict == "drop"


def test_each_role_gets_an_account(engine: Engine) -> None:
    addresses = add_sample_accounts(ACTOR, engine)
    assert len(addresses) == len(ROLES)
    with session_scope(engine, write=False) as session:
        assert all(has_account(session, address) for address in addresses)
