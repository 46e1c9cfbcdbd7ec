"""What editors see of a round: the very figures of ``lbsap tally``, whatever the page, and statements that do not grow."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from lbsap.actions.consultations import tally_round
from lbsap.actions.editors.elsewhere import bring_answer
from lbsap.actions.editors.folder import Folder, open_folder
from lbsap.actions.editors.naming import group_names, part_names
from lbsap.actions.editors.results import begun, item_view, round_results
from lbsap.actions.editors.tagging import tag_reasons, untag_reason
from lbsap.actions.editors.written import read_proposals, read_remarks, read_words
from lbsap.cli.main import lbsap
from lbsap.data import shipped
from lbsap.model.actor import Actor
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.registry import Registry
from lbsap.steps.editing.naming import key_of
from lbsap.store.audit import trail
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.names import groups_on
from lbsap.store.schema import upgrade
from lbsap.store.worded import Sought
from tests.actions.editors.several_rounds import EDITOR, Several, several_rounds
from tests.services.statements import sent_to

VIEWER = Actor("viewer@example.org", frozenset({"viewer"}))
CITY = Actor("city@example.org", frozenset({"city"}))
NAMED = "cbi2021_08"


@pytest.fixture(scope="module")
def prepared(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Several]:
    """A database with two rounds that have closed on the demo's answers, made once and copied for each test."""
    file = tmp_path_factory.mktemp("results") / "lbsap.sqlite3"
    upgrade(f"sqlite:///{file}")
    engine = make_engine(f"sqlite:///{file}")
    several = several_rounds(engine, registry)
    engine.dispose()
    return file, several


@pytest.fixture
def engine(prepared: tuple[Path, Several], tmp_path: Path) -> Iterator[Engine]:
    """An engine for a copy of that database."""
    shutil.copy(prepared[0], tmp_path / "lbsap.sqlite3")
    made = make_engine(f"sqlite:///{tmp_path / 'lbsap.sqlite3'}")
    yield made
    made.dispose()


@pytest.fixture
def several(prepared: tuple[Path, Several]) -> Several:
    """What was put into it."""
    return prepared[1]


@pytest.fixture
def folder(engine: Engine, several: Several) -> Folder:
    """The folder of that consultation."""
    return open_folder(EDITOR, engine, several.consultation)


def test_all_items_have_the_counts_and_verdicts_of_the_command_line(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    told = CliRunner().invoke(
        lbsap,
        [
            "tally",
            "--json",
            "--questionnaire",
            "cbi-2021-review",
            str(shipped("templates", "demo", "answers-cbi.csv")),
        ],
    )
    printed = {one["item"]: one for one in json.loads(told.output)["items"]}
    results = round_results(VIEWER, engine, registry, folder, folder.rounds[0])
    assert len(results.items) == len(printed) == 28
    for one in results.items:
        counts, rule = one.tally.counts, printed[one.item.id]["rule"]
        assert printed[one.item.id]["counts"] == {
            name: getattr(counts, name) for name in printed[one.item.id]["counts"]
        }
        assert one.verdict is not None
        assert (one.verdict.verdict, one.verdict.met, one.verdict.robust) == (
            rule["verdict"],
            rule["met"],
            rule["robust"],
        )
        assert counts.interval is not None
        assert printed[one.item.id]["retain"]["interval"] == [counts.interval.low, counts.interval.high]


def test_the_page_of_an_item_has_the_whole_tally_of_the_round(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    first = folder.rounds[0]
    whole = {one.item: one for one in tally_round(VIEWER, engine, registry, first.id).tallies.tallies}
    for item in ("cbi2021_01", "cbi2021_06", NAMED):
        assert item_view(VIEWER, engine, registry, folder, first, item).result.tally == whole[item]


def test_a_settled_item_shows_the_round_that_settled_it_and_an_open_one_the_change(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    second = folder.rounds[1]
    results = {one.item.id: one for one in round_results(VIEWER, engine, registry, folder, second).items}
    settled, open_ = results["cbi2021_01"], results["cbi2021_06"]
    assert (settled.number, settled.settled, settled.tally_before) == (1, "keep", None)
    assert settled.tally.counts.judged == 35
    assert open_.number == 2
    assert open_.tally_before is not None
    assert open_.tally_before.counts.judged == 31
    view = item_view(VIEWER, engine, registry, folder, second, "cbi2021_06")
    assert [one.number for one in view.history] == [2, 1]
    assert view.change is not None
    assert view.change.paired <= open_.tally.counts.judged
    assert item_view(VIEWER, engine, registry, folder, second, "cbi2021_01").change is None


def test_answers_from_elsewhere_stand_beside_the_others_and_in_no_count_of_them(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    first = folder.rounds[0]
    before = item_view(VIEWER, engine, registry, folder, first, NAMED)
    assert before.elsewhere is None
    bring_answer(
        EDITOR,
        engine,
        first.id,
        Answer("周工", NAMED, "drop", reason="现场发言"),
        "workshop",
        "研讨会纪要",
    )
    after = item_view(VIEWER, engine, registry, folder, first, NAMED)
    assert after.elsewhere is not None
    assert after.elsewhere.counts.drop == 1
    assert replace(after, elsewhere=None) == before
    assert set(round_results(VIEWER, engine, registry, folder, first).elsewhere) == {NAMED}


def test_a_missing_rule_costs_the_verdicts_only(engine: Engine, folder: Folder) -> None:
    results = round_results(VIEWER, engine, Registry(), folder, folder.rounds[0])
    assert results.rule is None
    assert {one.verdict for one in results.items} == {None}
    assert results.items[0].tally.counts.judged == 35


def test_no_statement_is_asked_for_each_item_or_expert(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    with sent_to(engine) as sent:
        round_results(VIEWER, engine, registry, folder, folder.rounds[0])
    assert len(sent.reads) == 3  # respondents, verdicts, what came from elsewhere
    with sent_to(engine) as sent:
        round_results(VIEWER, engine, registry, folder, folder.rounds[1])
    assert len(sent.reads) == 5


def test_who_may_not_read_reads_nothing_and_viewers_change_nothing(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    first = folder.rounds[0]
    with pytest.raises(NotAllowed):
        round_results(CITY, engine, registry, folder, first)
    with pytest.raises(NotAllowed):
        read_words(CITY, engine, folder, first, Sought())
    with pytest.raises(NotAllowed):
        tag_reasons(VIEWER, engine, first, [1], "data")
    with pytest.raises(NotAllowed):
        group_names(VIEWER, engine, folder, NAMED, {})


def test_names_are_brought_together_and_parted_again_and_both_are_recorded(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    view = item_view(EDITOR, engine, registry, folder, folder.rounds[0], NAMED)
    together = [one.name for one in view.names.suggested[0][:2]]
    data = {"choices": [key_of(one) for one in together], "face_zh": ["自然保护地比例"], "face_en": [""]}
    group = group_names(EDITOR, engine, folder, NAMED, data)
    view = item_view(EDITOR, engine, registry, folder, folder.rounds[0], NAMED)
    assert view.names.confirmed[0].group.members == tuple(together)
    with pytest.raises(BadInput, match="another group"):
        group_names(EDITOR, engine, folder, NAMED, data)
    part_names(EDITOR, engine, folder, group)
    with session_scope(engine, write=False) as session:
        assert groups_on(session, folder.consultation.id, NAMED) == ()
        told = [(one.actor, one.what) for one in trail(session)][-2:]
    assert told == [(EDITOR.name, "names grouped"), (EDITOR.name, "names parted")]


def test_an_item_that_is_not_asked_is_not_there(
    engine: Engine,
    registry: Registry,
    folder: Folder,
) -> None:
    with pytest.raises(NotFound):
        item_view(VIEWER, engine, registry, folder, folder.rounds[0], "no-such-item")
    with pytest.raises(NotFound):
        group_names(EDITOR, engine, folder, "no-such-item", {})
    with pytest.raises(NotFound):
        read_remarks(VIEWER, engine, folder, folder.rounds[0], "no-such-question")


def test_reasons_come_in_pages_of_fifty_with_groups_of_five_or_more(engine: Engine, folder: Folder) -> None:
    first = folder.rounds[0]
    found = read_words(VIEWER, engine, folder, first, Sought())
    assert (found.page.total, found.page.count, len(found.words)) == (389, 8, 50)
    assert read_words(VIEWER, engine, folder, first, Sought(), 99).page.number == 8
    assert sorted(map(len, found.groups)) == [1, 1, 1, 2]
    assert read_proposals(VIEWER, engine, first) == ()


def test_reasons_are_tagged_by_a_word_and_both_acts_are_recorded(engine: Engine, folder: Folder) -> None:
    first = folder.rounds[0]
    one, two, *_rest = read_words(EDITOR, engine, folder, first, Sought()).words
    assert tag_reasons(EDITOR, engine, first, [one.answer, two.answer, 10**9], "　数据  来源 ") == 2
    found = read_words(EDITOR, engine, folder, first, Sought(tag="数据 来源"))
    assert {each.answer for each in found.words} == {one.answer, two.answer}
    untag_reason(EDITOR, engine, first, one.answer, "数据 来源")
    untag_reason(EDITOR, engine, first, one.answer, "数据 来源")
    with session_scope(engine, write=False) as session:
        told = trail(session)[-2:]
    assert [event_.what for event_ in told] == ["reasons tagged", "tag removed"]
    assert "来源" not in repr(told)  # an editor's own word may be a person's name, and the trail is for good


@pytest.mark.parametrize(
    ("answers", "tag", "places"),
    [([], "data", ["choices"]), ([1], " ", ["tag"]), ([], "", ["choices", "tag"]), ([1], "长" * 41, ["tag"])],
)
def test_a_tag_without_reasons_or_words_is_refused(
    engine: Engine, folder: Folder, answers: list[int], tag: str, places: list[str]
) -> None:
    with pytest.raises(BadInput) as bad:
        tag_reasons(EDITOR, engine, folder.rounds[0], answers, tag)
    assert [one.where for one in bad.value.problems] == places


def test_a_round_that_is_a_draft_has_no_results(folder: Folder) -> None:
    draft = replace(folder.rounds[1], state="draft")
    assert begun(replace(folder, rounds=(folder.rounds[0], draft))) == folder.rounds[:1]
