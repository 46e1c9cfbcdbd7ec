"""What the demo adds for the pages: consultations under way, invited sample experts, an account for each role."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from lbsap.actions.accounts import ROLES
from lbsap.actions.demo_pages import add_sample_accounts, run_live
from lbsap.actions.editors.folder import open_folder
from lbsap.actions.experts.desk import load_desk
from lbsap.actions.experts.link import begin, open_link
from lbsap.model.actor import Actor
from lbsap.registry import Registry, files, installed
from lbsap.store.accounts import has_account
from lbsap.store.columns import now
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.schema import upgrade

ACTOR = Actor.local()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty database with our tables."""
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    upgrade(url)
    return make_engine(url)


def test_the_demo_has_a_consultation_with_two_closed_rounds_and_one_open(engine: Engine) -> None:
    registry = Registry()
    for candidate in (*(one for one in installed() if one.own), files()):
        registry.admit(candidate)
    index, framework = run_live(ACTOR, engine, registry)
    for one, states in ((index, ("closed", "closed", "open")), (framework, ("closed", "open"))):
        assert open_link(engine, one.token, now()).state == "ready"
        desk = load_desk(engine, begin(engine, one.token, now()).visit, now())
        assert desk is not None
        folder = open_folder(ACTOR, engine, desk.consultation.id)
        assert tuple(found.state for found in folder.rounds) == states
        assert desk.consultation.title == one.title
        assert desk.earlier
        assert not desk.answers
        assert "cbi2021_23" in {item.id for item in desk.items} or one is framework


def test_the_rounds_of_the_demo_lead_to_agreement(engine: Engine) -> None:
    registry = Registry()
    for candidate in (*(one for one in installed() if one.own), files()):
        registry.admit(candidate)
    run_live(ACTOR, engine, registry)
    folder = open_folder(ACTOR, engine, 1)
    asked = [28 - len(one.settled) for one in folder.rounds]
    assert asked == [28, 3, 2]


def test_each_role_gets_an_account(engine: Engine) -> None:
    addresses = add_sample_accounts(ACTOR, engine)
    assert len(addresses) == len(ROLES)
    with session_scope(engine, write=False) as session:
        assert all(has_account(session, address) for address in addresses)
