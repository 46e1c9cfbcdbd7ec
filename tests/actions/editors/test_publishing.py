"""Publishing a revision, on both databases: what it rests on, once only, and against others at the same time."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest
from sqlalchemy import Engine

from lbsap.actions.catalogues import read_decisions
from lbsap.actions.consultations import close_round, decide_items, open_consultation, tally_round
from lbsap.actions.editors.effects import effects_of
from lbsap.actions.editors.folder import Folder, open_folder
from lbsap.actions.editors.guides import draft_guide, evaluation_guide, guide_changes
from lbsap.actions.editors.publishing import Revision, open_revision, publish
from lbsap.actions.resolve import resolve
from lbsap.data import read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.codec import digest
from lbsap.model.consultation import ConsensusRule, Decision
from lbsap.model.errors import BadInput, NotAllowed, NotFound, PluginFailed
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.scoring import ScoringVariant
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.audit import trail
from lbsap.store.catalogues import load_catalogue, published_catalogues, published_from
from lbsap.store.cities import add_city
from lbsap.store.consultations import Consultation, load_round
from lbsap.store.decisions import decide
from lbsap.store.engine import session_scope
from lbsap.store.respondents import Respondent

EDITOR = Actor("editor@example.org", frozenset({"editor"}))
DECISIONS = read_decisions(shipped("templates", "demo", "decisions-cbi.yaml"))


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    """Publishing is tried on both databases."""
    return either_engine


def consult(engine: Engine, registry: Registry, *, decided: bool = True) -> int:
    """A consultation on the CBI whose round has closed, without answers; with a decision on every item."""
    questionnaire = registry.get(Questionnaire, "cbi-2021-review")
    consultation = Consultation(
        questionnaire.title,
        questionnaire,
        resolve(Catalogue, questionnaire.about, registry),
        host=Text("示例研究院", "Sample Institute"),
    )
    rule = registry.get(ConsensusRule, "majority")
    made, round_id = open_consultation(EDITOR, engine, consultation, rule, [Respondent("E1", "survey")])
    close_round(EDITOR, engine, round_id)
    if decided:
        seen = tally_round(EDITOR, engine, registry, round_id).tallies
        decide_items(EDITOR, engine, made, DECISIONS, seen)
    return made


@pytest.fixture
def folder(engine: Engine, registry: Registry) -> Folder:
    """The folder of a consultation that is ready to be published."""
    return open_folder(EDITOR, engine, consult(engine, registry))


def codes(caught: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [one.code for one in caught.value.problems]


def test_what_is_shown_is_what_is_frozen_with_its_round_and_its_digest(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    shown = open_revision(EDITOR, engine, registry, folder)
    assert shown.ready
    assert shown.suggested == "2021-r1"
    publish(EDITOR, engine, registry, folder, shown.suggested, shown.digest)
    with session_scope(engine, write=False) as session:
        kept = load_catalogue(session, "cbi-2021@2021-r1")
        found = published_from(session, folder.latest.id)
        events = [(one.actor, one.about, one.details) for one in trail(session)][-1]
    assert kept == shown.new
    assert found is not None
    assert (found.digest, found.round) == (shown.digest, folder.latest.id)
    assert events == (EDITOR.name, "cbi-2021@2021-r1", {"digest": digest(kept)})
    again = open_revision(EDITOR, engine, registry, open_folder(EDITOR, engine, folder.consultation.id))
    assert (again.published, again.changes) == (found, shown.changes)
    assert not again.ready


def test_a_round_that_nothing_was_published_from_has_no_version(
    engine: Engine,
    folder: Folder,
) -> None:
    with session_scope(engine, write=False) as session:
        assert published_from(session, folder.latest.id) is None


def test_items_without_a_decision_stop_the_publication_and_nothing_is_kept(
    engine: Engine,
    registry: Registry,
) -> None:
    folder = open_folder(EDITOR, engine, consult(engine, registry, decided=False))
    shown = open_revision(EDITOR, engine, registry, folder)
    assert len(shown.undecided) == 28
    assert not shown.ready
    with pytest.raises(BadInput) as caught:
        publish(EDITOR, engine, registry, folder, "2021-r1", shown.digest)
    assert set(codes(caught)) == {"decision_missing"}
    with session_scope(engine, write=False) as session:
        assert published_catalogues(session) == ()
        assert load_round(session, folder.latest.id).state == "closed"


@pytest.mark.parametrize(
    ("version", "code"), [("2021", "version_same"), ("a b", "version_form"), ("2021-r1", "version_taken")]
)
def test_a_version_that_cannot_be_is_told_and_the_next_free_one_shown(
    engine: Engine,
    registry: Registry,
    folder: Folder,
    version: str,
    code: str,
) -> None:
    first = open_revision(EDITOR, engine, registry, folder)
    publish(EDITOR, engine, registry, folder, "2021-r1", first.digest)
    other = open_folder(EDITOR, engine, consult(engine, registry))
    shown = open_revision(EDITOR, engine, registry, other, version)
    assert [one.code for one in shown.version_problems] == [code]
    assert shown.new is not None
    assert (shown.suggested, shown.new.version) == ("2021-r2", "2021-r2")
    with pytest.raises(BadInput) as caught:
        publish(EDITOR, engine, registry, other, version, shown.digest)
    assert codes(caught) == [code]


def test_of_two_at_the_same_moment_one_publishes_and_the_other_is_told(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    shown = {name: open_revision(EDITOR, engine, registry, folder, name) for name in ("2021-a", "2021-b")}
    results: dict[str, str] = {}
    gate = threading.Barrier(2)

    def work(name: str) -> None:
        gate.wait()
        try:
            publish(EDITOR, engine, registry, folder, name, shown[name].digest)
            results[name] = "published"
        except BadInput as refused:
            results[name] = refused.problems[0].code

    threads = [threading.Thread(target=work, args=(name,)) for name in shown]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(results.values()) == ["published", "published_meanwhile"]
    with session_scope(engine, write=False) as session:
        (only,) = published_catalogues(session)
    assert results[only.reference.partition("@")[2]] == "published"


def test_the_same_publication_sent_five_times_at_once_is_one(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    shown = open_revision(EDITOR, engine, registry, folder)
    faults: list[BadInput] = []

    def work() -> None:
        try:
            publish(EDITOR, engine, registry, folder, "2021-r1", shown.digest)
        except BadInput as refused:
            faults.append(refused)

    threads = [threading.Thread(target=work) for _ in range(5)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not faults
    with session_scope(engine, write=False) as session:
        assert len(published_catalogues(session)) == 1


def test_a_decision_taken_after_the_look_stops_the_publication(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    shown = open_revision(EDITOR, engine, registry, folder)
    with session_scope(engine) as session:
        decide(session, folder.consultation.id, Decision("cbi2021_05", "drop"), "other", seen=1)
    with pytest.raises(BadInput) as caught:
        publish(EDITOR, engine, registry, folder, "2021-r1", shown.digest)
    assert codes(caught) == ["revision_changed"]


def test_faults_of_a_revision_name_the_items_and_leave_nothing_to_publish(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    with session_scope(engine) as session:
        decide(session, folder.consultation.id, Decision("cbi2021_23", "drop"), "other", seen=1)
    shown = open_revision(EDITOR, engine, registry, folder)
    assert (shown.new, shown.ready) == (None, False)
    assert [(one.code, one.where) for one in shown.problems] == [("decision_into_unknown", "cbi2021_24")]
    with pytest.raises(NotFound):
        draft_guide(EDITOR, registry, folder, shown, "clean", "zh")


def test_a_viewer_may_look_and_neither_publish_nor_see_cities(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    viewer = Actor("viewer@example.org", frozenset({"viewer"}))
    shown = open_revision(viewer, engine, registry, folder)
    with pytest.raises(NotAllowed):
        publish(viewer, engine, registry, folder, "2021-r1", shown.digest)
    with pytest.raises(NotAllowed):
        effects_of(viewer, engine, registry, shown.old, cast(Catalogue, shown.new))


# --- effects and Word files ------------------------------------------------------------------------------------------


def test_a_city_that_fails_is_named_and_the_others_are_computed(
    engine: Engine,
    registry: Registry,
    folder: Folder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    with session_scope(engine) as session:
        add_city(session, good)
        add_city(session, CityData(Text("坏", "Bad"), 2025, True))
    call = Registry.call

    def failing(self: Registry, item: Any, *arguments: Any) -> Any:
        if isinstance(item, ScoringVariant) and arguments[1][0].state == "not_started":
            raise PluginFailed("scoring", item.id, "boom")
        return call(self, item, *arguments)

    monkeypatch.setattr(Registry, "call", failing)
    shown = open_revision(EDITOR, engine, registry, folder)
    effects = effects_of(EDITOR, engine, registry, shown.old, cast(Catalogue, shown.new))
    assert [
        (one.city.en, one.scores is None, [two.code for two in one.problems]) for one in effects.cities
    ] == [
        ("Sample City", False, []),
        ("Bad", True, ["plugin_failed"]),
    ]


def test_the_word_files_of_a_version_are_the_same_each_time_and_in_both_languages(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    shown: Revision = open_revision(EDITOR, engine, registry, folder)
    draft = draft_guide(EDITOR, registry, folder, shown, "changes", "zh")
    assert draft.name == "cbi-2021-2021-r1-评价指南-新旧对照.docx"
    publish(EDITOR, engine, registry, folder, "2021-r1", shown.digest)
    for write in (evaluation_guide, guide_changes):
        made = [write(EDITOR, engine, registry, "cbi-2021@2021-r1", lang) for lang in ("zh", "zh", "en")]
        assert made[0] == made[1]
        assert made[0].content != made[2].content
    with pytest.raises(NotFound):
        guide_changes(EDITOR, engine, registry, "cbi-2021@2021", "zh")
