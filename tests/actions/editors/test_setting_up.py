from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

import lbsap_tables
from lbsap.actions.editors import rounds, setup
from lbsap.actions.editors.folder import Folder, open_folder
from lbsap.actions.editors.questionnaires import (
    questionnaire_file,
    questionnaire_form,
    questionnaires_about,
    read_questionnaire,
)
from lbsap.model.actor import Actor
from lbsap.model.errors import BadInput, NotAllowed
from lbsap.model.notice import Notice
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.registry import Registry, from_modules
from lbsap.registry import load as load_registry
from lbsap.steps.asking.questionnaire_making import make_questionnaire, stratum_of
from lbsap.steps.editing.setup import Dates, Titles
from lbsap.store.audit import trail
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from tests.actions.experts.setting import CATALOGUE, QUESTIONNAIRE, registry

EDITOR = Actor("editor@example.org", frozenset({"editor"}))
VIEWER = Actor("viewer@example.org", frozenset({"viewer"}))
TITLES = Titles(Text("指数修订咨询", "Revising the index"), Text("某中心", "A centre"), "help@example.org")
NOTICE = Notice(
    purpose=Text("修订", "Revision"), kept_until=date(2035, 12, 31), place=Text("境内", "In the country")
)
DAY = timedelta(days=1)
TABLES = Registry()
TABLES.admit(from_modules([("tables", lbsap_tables)], own=True)[0])
"""The importers and exporters of tables."""


@pytest.fixture
def offered() -> Registry:
    return registry()


@pytest.fixture
def draft(engine: Engine, offered: Registry) -> int:
    return setup.start_consultation(EDITOR, engine, offered, TITLES, CATALOGUE, QUESTIONNAIRE)


def folder(engine: Engine, number: int) -> Folder:
    return open_folder(EDITOR, engine, number)


def complete(engine: Engine, number: int) -> Folder:
    setup.change_notice(EDITOR, engine, number, NOTICE)
    rounds.change_dates(EDITOR, engine, folder(engine, number).latest.id, Dates(None, now() + 9 * DAY))
    return folder(engine, number)


def events(engine: Engine) -> list[str]:
    with session_scope(engine, write=False) as session:
        return [one.what for one in trail(session)]


def test_a_new_consultation_is_a_draft_under_the_usual_rule(engine: Engine, draft: int) -> None:
    kept = folder(engine, draft)
    assert (kept.latest.number, kept.latest.state, kept.latest.rule) == (1, "draft", "majority")
    assert kept.latest.parameters == {"threshold": 0.75, "quorum": 5}
    assert kept.consultation.title == TITLES.title
    assert kept.consultation.anonymity == "confidential"
    assert events(engine) == ["consultation drafted"]


def test_each_part_of_a_draft_changes_by_itself_and_is_recorded(engine: Engine, draft: int) -> None:
    other = make_questionnaire(CATALOGUE)
    setup.change_titles(EDITOR, engine, draft, replace(TITLES, contact="new@example.org"))
    setup.change_questionnaire(EDITOR, engine, draft, CATALOGUE, other)
    setup.change_stratum(EDITOR, engine, draft, "institution")
    setup.change_anonymity(EDITOR, engine, draft, "anonymous")
    setup.change_notice(EDITOR, engine, draft, NOTICE)
    setup.change_report_words(EDITOR, engine, draft, {"funding": Text("财政经费", "Public money")})
    kept = folder(engine, draft).consultation
    assert kept.contact == "new@example.org"
    assert (kept.questionnaire.id, stratum_of(kept.questionnaire)) == (other.id, "institution")
    assert (kept.anonymity, kept.notice) == ("anonymous", NOTICE)
    assert kept.words == {"funding": Text("财政经费", "Public money")}
    with session_scope(engine, write=False) as session:
        parts = [one.details.get("part") for one in trail(session)[1:]]
    assert parts == ["titles", "questionnaire", "stratum", "anonymity", "notice", "words"]


def test_a_questionnaire_about_another_catalogue_is_refused(engine: Engine, draft: int) -> None:
    with pytest.raises(BadInput, match="about"):
        setup.change_questionnaire(EDITOR, engine, draft, replace(CATALOGUE, version="2"), QUESTIONNAIRE)


def test_nobody_but_editors_sets_anything_up(engine: Engine, offered: Registry, draft: int) -> None:
    for attempt in (
        lambda: setup.start_consultation(VIEWER, engine, offered, TITLES, CATALOGUE, QUESTIONNAIRE),
        lambda: setup.change_titles(VIEWER, engine, draft, TITLES),
        lambda: setup.change_anonymity(VIEWER, engine, draft, "named"),
        lambda: rounds.change_dates(VIEWER, engine, 1, Dates(None, None)),
        lambda: rounds.open_round(VIEWER, engine, offered, 1, now(), ""),
        lambda: rounds.ask_again(VIEWER, engine, 1, "birds", "why"),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_after_the_opening_nothing_of_the_set_up_changes(
    engine: Engine, offered: Registry, draft: int
) -> None:
    ready = complete(engine, draft)
    seen = setup.seal_of(ready.consultation, ready.latest)
    rounds.open_round(EDITOR, engine, offered, ready.latest.id, now(), seen)
    before = folder(engine, draft)
    attempts: tuple[Callable[[], None], ...] = (
        lambda: setup.change_titles(EDITOR, engine, draft, replace(TITLES, contact="late@example.org")),
        lambda: setup.change_questionnaire(EDITOR, engine, draft, CATALOGUE, make_questionnaire(CATALOGUE)),
        lambda: setup.change_stratum(EDITOR, engine, draft, ""),
        lambda: setup.change_anonymity(EDITOR, engine, draft, "named"),
        lambda: setup.change_notice(EDITOR, engine, draft, Notice()),
        lambda: setup.change_report_words(EDITOR, engine, draft, {"stopping": Text("改口", "Reworded")}),
    )
    for attempt in attempts:
        with pytest.raises(BadInput) as refusal:
            attempt()
        assert [one.code for one in refusal.value.problems] == ["round_state"]
    assert folder(engine, draft) == before
    assert events(engine)[-1] == "round opened"


def test_a_draft_says_what_it_lacks_until_it_lacks_nothing(
    engine: Engine, offered: Registry, draft: int
) -> None:
    kept = folder(engine, draft)
    assert set(setup.lacking_in(kept.consultation, kept.latest, offered, now())) == {"notice", "dates"}
    ready = complete(engine, draft)
    assert setup.lacking_in(ready.consultation, ready.latest, offered, now()) == {}


def test_a_rule_that_no_plugin_offers_any_more_must_be_chosen_anew(
    engine: Engine, offered: Registry, draft: int
) -> None:
    ready = complete(engine, draft)
    for gone in (replace(ready.latest, rule="dice"), replace(ready.latest, rule_version="0")):
        assert setup.rule_of(gone, offered) is None
        assert list(setup.lacking_in(ready.consultation, gone, offered, now())) == ["rule"]


def test_a_questionnaire_taken_away_as_a_file_comes_back_as_it_was(engine: Engine) -> None:
    content = questionnaire_file(QUESTIONNAIRE)
    assert read_questionnaire(EDITOR, TABLES, "q.yaml", content, CATALOGUE) == QUESTIONNAIRE


def test_a_questionnaire_taken_away_as_a_form_comes_back_as_it_was() -> None:
    made = questionnaire_form(VIEWER, TABLES, QUESTIONNAIRE, CATALOGUE, "zh")
    assert made.name == f"{QUESTIONNAIRE.id}-{QUESTIONNAIRE.version}.xlsx"
    assert read_questionnaire(EDITOR, TABLES, made.name, made.content, CATALOGUE) == QUESTIONNAIRE


def test_a_form_about_other_items_is_refused_at_their_rows() -> None:
    made = questionnaire_form(EDITOR, TABLES, QUESTIONNAIRE, CATALOGUE, "zh")
    fewer = replace(CATALOGUE, items=CATALOGUE.items[1:])
    with pytest.raises(BadInput) as refusal:
        read_questionnaire(EDITOR, TABLES, "q.xlsx", made.content, fewer)
    (told,) = refusal.value.problems
    assert told.code == "unknown_id"
    assert told.where.startswith("q.xlsx: survey!")


def test_a_file_in_a_chinese_encoding_is_read() -> None:
    content = questionnaire_file(QUESTIONNAIRE).decode().encode("gb18030")
    assert read_questionnaire(EDITOR, TABLES, "q.yaml", content, CATALOGUE) == QUESTIONNAIRE


def places(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refusal:
        read_questionnaire(EDITOR, TABLES, "q.yaml", content, CATALOGUE)
    return [(one.code, one.where) for one in refusal.value.problems]


def test_each_fault_in_a_file_is_told_with_line_and_field() -> None:
    text = questionnaire_file(QUESTIONNAIRE).decode()
    lines = text.splitlines()
    line = next(i for i, one in enumerate(lines) if one.strip() == "en: Scoring")
    without = "\n".join(lines[:line] + lines[line + 1 :])
    ((code, where),) = places(without.encode())
    assert code == "language_missing"
    assert where.startswith("q.yaml:")
    assert where.endswith("items.settings[1].title")
    told = int(where.split(":")[1])
    assert abs(told - line) <= 2
    assert places(b"id: [")[0][0] == "yaml_syntax"
    assert places(text.replace("minutes: 25", "minutes: soon").encode())[0][0] == "not_a_number"
    assert places(text.replace("small-index@1", "cbi").encode()) == [
        (
            "questionnaire_about",
            f"q.yaml:{1 + next(i for i, one in enumerate(lines) if 'about' in one)}: about",
        )
    ]


def test_the_questionnaires_on_offer_are_those_about_the_version() -> None:
    everything = load_registry()
    catalogue = next(one for one in everything.all(type(CATALOGUE)) if one.id == "cbi-2021")
    found = questionnaires_about(EDITOR, everything, catalogue)
    assert "cbi-2021-review" in {one.id for one in found}
    assert "lbsap-framework-review" not in {one.id for one in found}
    assert questionnaires_about(EDITOR, everything, CATALOGUE) == ()
    assert all(isinstance(one, Questionnaire) for one in found)


def test_moments_are_kept_in_utc(engine: Engine, draft: int) -> None:
    closes = datetime(2036, 1, 1, 10, 0, tzinfo=UTC)
    rounds.change_dates(EDITOR, engine, folder(engine, draft).latest.id, Dates(closes - DAY, closes))
    kept = folder(engine, draft).latest
    assert (kept.opens_at, kept.closes_at) == (closes - DAY, closes)
