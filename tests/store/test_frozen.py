"""What is published, decided, made or recorded never changes: not through the store, and not by raw SQL."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from lbsap.model.blocks import Bullets, Column, Cover, Document, Figure, Gap, Paragraph, Part, Strong, Table
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.codec import digest
from lbsap.model.consultation import Counts, Decision
from lbsap.model.draft import DraftSettings
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.plugin_items import Plan
from lbsap.model.text import Text
from lbsap.store.audit import EventRow, record, trail
from lbsap.store.catalogues import CatalogueRow, load_catalogue, publish_catalogue, published_catalogues
from lbsap.store.cities import add_city
from lbsap.store.decisions import DecisionRow, decide, decisions_in, decisions_on
from lbsap.store.engine import session_scope
from lbsap.store.plans import Draft, PlanRow, draft_head, drafts_of, load_draft, save_draft
from tests.store.samples import CATALOGUE, new_consultation, values_of

FROZEN = {
    "catalogue_version": (CatalogueRow, "digest"),
    "decision": (DecisionRow, "decided_by"),
    "plan_snapshot": (PlanRow, "digest"),
    "audit_event": (EventRow, "actor"),
}
GAP = Gap(Text("本地物种数", "Native species"), where="observations")
MAP = Figure(Text("位置图", "Location"), Text("示意图", "sketch"), b"\x89PNG", "image/png")
PLAN = Plan(
    Document(
        Cover(Text("行动方案", "Plan")),
        (
            Part(
                "overview",
                Text("概况", "Overview"),
                0,
                (
                    Paragraph((Text("全市", "The city"), Strong(Text("重点", "Key")), GAP)),
                    Bullets(((Text("一", "One"),),)),
                    Table(Text("表", "Table"), (Column(Text("列", "Head")),), (((GAP,),),)),
                ),
            ),
        ),
        made_from=("cbi-2021@1", "lbsap-framework@1"),
    )
)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """A database with one row in each of the frozen tables."""
    with session_scope(engine) as session:
        publish_catalogue(session, CATALOGUE)
        decide(session, new_consultation(session), Decision("budget", "keep"), "editor-1")
        save_draft(
            session,
            add_city(session, CityData(Text(en="Sample City"))),
            PLAN,
            Draft(CityData(Text(en="Sample City"))),
        )
        record(session, "editor-1", "published")
    return engine


@pytest.mark.parametrize(("kept", "column"), FROZEN.values(), ids=FROZEN)
def test_the_store_refuses_to_change_or_delete(filled: Engine, kept: type[SQLModel], column: str) -> None:
    def change(session: Session) -> None:
        setattr(session.get_one(kept, 1), column, "forged")

    def remove(session: Session) -> None:
        session.delete(session.get_one(kept, 1))

    for attempt in (change, remove):
        with pytest.raises(TypeError, match="never changed"), session_scope(filled) as session:
            attempt(session)


@pytest.mark.parametrize("table", FROZEN)
def test_the_database_refuses_to_change_or_delete(filled: Engine, table: str) -> None:
    before = _rows(filled, table)
    attempts = [f"UPDATE {table} SET id = 7", f"DELETE FROM {table}"]  # noqa: S608
    attempts += {
        "sqlite": [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"],  # noqa: S608
        "postgresql": [f"TRUNCATE {table} CASCADE"],
    }[filled.dialect.name]
    for attempt in attempts:
        with pytest.raises(DBAPIError, match="append only"), filled.begin() as connection:
            connection.execute(text(attempt))
    assert _rows(filled, table) == before


def test_a_published_version_is_not_published_again_with_other_content(engine: Engine) -> None:
    with session_scope(engine) as session:
        assert publish_catalogue(session, CATALOGUE) == "small-index@1"
        assert publish_catalogue(session, CATALOGUE) == "small-index@1"
        with pytest.raises(BadInput) as refusal:
            publish_catalogue(session, replace(CATALOGUE, title=Text(en="Another")))
        assert refusal.value.problems[0].code == "version_taken"
        assert load_catalogue(session, "small-index@1") == CATALOGUE
        assert len(published_catalogues(session)) == 1


def test_a_catalogue_is_loaded_by_reference_or_the_newest_by_its_id(engine: Engine) -> None:
    second = replace(CATALOGUE, version="0-corrected")
    with session_scope(engine) as session:
        publish_catalogue(session, CATALOGUE)
        publish_catalogue(session, second)
        publish_catalogue(session, replace(CATALOGUE, id="other"))
        assert load_catalogue(session, "small-index").version == "0-corrected"
        assert load_catalogue(session, "small-index@1") == CATALOGUE
        found = published_catalogues(session)
        with pytest.raises(NotFound, match="small-index@1, small-index@0-corrected, other@1"):
            load_catalogue(session, "small-index@3")
    assert [one.reference for one in found] == ["small-index@1", "small-index@0-corrected", "other@1"]
    assert found[0].digest == digest(CATALOGUE)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(catalogue=values_of(Catalogue))
def test_any_catalogue_comes_back_with_the_digest_it_was_published_with(
    engine: Engine, catalogue: Catalogue
) -> None:
    with session_scope(engine) as session:
        new = replace(catalogue, id="any", version=str(len(published_catalogues(session))))
        publish_catalogue(session, new)
        assert digest(load_catalogue(session, new.reference)) == digest(new)


def test_content_that_was_tampered_with_is_not_used(filled: Engine) -> None:
    with filled.begin() as connection:
        if filled.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER catalogue_version_no_update"))
        else:
            connection.execute(text("ALTER TABLE catalogue_version DISABLE TRIGGER USER"))
        connection.execute(
            text("UPDATE catalogue_version SET content = replace(content, 'budget', 'bridge')")
        )
    with session_scope(filled, write=False) as session, pytest.raises(BadInput, match="digest"):
        load_catalogue(session, "small-index@1")


@pytest.mark.parametrize(
    "plan",
    [
        PLAN,
        replace(PLAN, gaps=(("overview", GAP),)),
        replace(PLAN, document=replace(PLAN.document, parts=(Part("map", Text("图", "Map"), 0, (MAP,)),))),
    ],
    ids=["without gaps", "with gaps", "with a picture"],
)
def test_a_plan_comes_back_as_it_was_made(engine: Engine, plan: Plan) -> None:
    city = CityData(Text(en="Sample City"))
    draft = Draft(city, DraftSettings(stage="submission"), 1, "for the meeting", "city@example.org")
    with session_scope(engine) as session:
        city_id, other = add_city(session, city), add_city(session, city)
        plan_id = save_draft(session, city_id, plan, draft)
    with session_scope(engine, write=False) as session:
        assert load_draft(session, city_id, plan_id) == (plan, draft)
        assert drafts_of(session, city_id) == (draft_head(session, city_id, plan_id),)
        assert drafts_of(session, other) == ()
        for wrong in ((city_id, plan_id + 1), (other, plan_id)):
            with pytest.raises(NotFound):
                load_draft(session, *wrong)


def test_the_newest_decision_on_an_item_holds_and_all_stay_in_sight(engine: Engine) -> None:
    first = Decision("budget", "keep", Text("保留", "Keep"), tally=Counts(keep=16, rename=14, drop=6))
    second = Decision("budget", "drop", settings={"bands": [{"score": 0}]}, into=(), comments=("1", "2"))
    with session_scope(engine) as session:
        consultation = new_consultation(session)
        assert decide(session, consultation, first, "editor-1") == 1
        decide(session, consultation, Decision("native-birds", "keep"), "editor-1")
        assert decide(session, consultation, second, "editor-2", seen=1) == 2
        history = decisions_on(session, consultation, "budget")
        holding = decisions_in(session, consultation)
    assert [(one.decision, one.number, one.decided_by) for one in history] == [
        (first, 1, "editor-1"),
        (second, 2, "editor-2"),
    ]
    assert [one.decision for one in holding] == [second, Decision("native-birds", "keep")]


def test_of_two_editors_who_decide_at_once_exactly_one_wins_and_the_other_is_told(engine: Engine) -> None:
    with session_scope(engine) as session:
        consultation = new_consultation(session)
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def editor(name: str, seen: int) -> None:
        ready.wait()
        try:
            with session_scope(engine) as session:
                decide(session, consultation, Decision("budget", "keep"), name, seen=seen)
            outcomes.append("won")
        except BadInput as told:
            outcomes.append(told.problems[0].code)

    for seen in range(10):
        threads = [threading.Thread(target=editor, args=(name, seen)) for name in ("editor-1", "editor-2")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["decided_meanwhile", "won"]
        outcomes.clear()
    with session_scope(engine, write=False) as session:
        assert [one.number for one in decisions_on(session, consultation, "budget")] == list(range(1, 11))


def test_the_audit_trail_says_who_did_what_in_order(engine: Engine) -> None:
    with session_scope(engine) as session:
        record(session, "editor-1", "round-opened", "round 1", panel=36)
        record(session, "editor-2", "exported\nforged line")
    with session_scope(engine, write=False) as session:
        first, second = trail(session)
    assert (first.actor, first.what, first.about, first.details) == (
        "editor-1",
        "round-opened",
        "round 1",
        {"panel": 36},
    )
    assert second.what == "exported\nforged line"
    assert first.at.utcoffset() is not None


def _rows(engine: Engine, table: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(f"SELECT * FROM {table}")))  # noqa: S608
