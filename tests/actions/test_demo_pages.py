"""What the demo adds for the pages: consultations under way, invited sample experts, an account for each role."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from lbsap.actions.accounts import ROLES, list_accounts
from lbsap.actions.cities.reviews import open_book
from lbsap.actions.cities.workspace import open_city
from lbsap.actions.demo_cities import CITIES, add_sample_city, run_review, sample_city
from lbsap.actions.demo_pages import add_sample_accounts, run_live
from lbsap.actions.editors.folder import open_folder
from lbsap.actions.experts.desk import load_desk
from lbsap.actions.experts.link import begin, open_link
from lbsap.model.actor import Actor
from lbsap.model.blocks import Cover, Document
from lbsap.model.draft import DraftSettings
from lbsap.model.plugin_items import Plan
from lbsap.store.columns import now
from lbsap.store.engine import make_engine
from lbsap.store.schema import upgrade
from tests.services.plugins import built_in

ACTOR = Actor.local()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty database with our tables."""
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    upgrade(url)
    return make_engine(url)


def test_the_demo_has_a_consultation_with_two_closed_rounds_and_one_open(engine: Engine) -> None:
    registry = built_in()
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
    registry = built_in()
    run_live(ACTOR, engine, registry)
    folder = open_folder(ACTOR, engine, 1)
    asked = [28 - len(one.settled) for one in folder.rounds]
    assert asked == [28, 3, 2]


def test_each_role_gets_an_account(engine: Engine) -> None:
    made = add_sample_accounts(ACTOR, engine)
    assert [one.roles for one in list_accounts(ACTOR, engine)] == [(role,) for role in ROLES]
    assert [one.email for one in list_accounts(ACTOR, engine)] == [one.email for one in made]


def test_the_account_of_the_role_city_works_for_the_sample_city(engine: Engine) -> None:
    for name in CITIES:
        data, pictures = sample_city(name)
        settings = DraftSettings()
        add_sample_city(ACTOR, engine, data, pictures, settings, Plan(Document(Cover(data.city), ())))
    add_sample_accounts(ACTOR, engine)
    (official,) = (one for one in list_accounts(ACTOR, engine) if one.roles == ("city",))
    assert [open_city(ACTOR, engine, one).data.city.en for one in official.cities] == ["Sample City"]


def test_every_picture_of_the_sample_city_is_there(engine: Engine) -> None:
    data, pictures = sample_city("sample-city")
    assert {one.file for one in data.pictures} == set(pictures)


def test_a_review_of_the_sample_city_has_finished_and_every_comment_has_an_answer(engine: Engine) -> None:
    data, pictures = sample_city("sample-city")
    plan = Plan(Document(Cover(data.city), ()))
    city, draft = add_sample_city(ACTOR, engine, data, pictures, DraftSettings(), plan)
    run_review(ACTOR, engine, city, draft)
    (review,) = open_book(ACTOR, engine, city).reviews
    assert review.review.closed
    assert review.comments
    assert review.unanswered == 0
