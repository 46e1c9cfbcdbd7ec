"""The report of a consultation, read from the store: several rounds, who came back, who left, what silence hides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lbsap.actions.consultations import tally_round
from lbsap.actions.editors.reporting import change_statements, consultation_report
from lbsap.actions.editors.stability import between_rounds
from lbsap.actions.experts.later_rounds import open_next_round
from lbsap.model.actor import Actor
from lbsap.model.blocks import Gap, Paragraph
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.model.report import ConsultationReport
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.model.validate import texts
from lbsap.registry import Registry
from lbsap.steps.reports.report import make_report
from lbsap.steps.reports.statements import STATEMENTS
from lbsap.store.columns import now
from lbsap.store.consultations import RoundRow, load_round
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.proposals import keep_proposal
from lbsap.store.remarks import keep_remarks
from lbsap.store.respondents import panel
from lbsap.store.schema import upgrade
from tests.actions.editors.several_rounds import EDITOR, LEFT, Several, several_rounds
from tests.services.plugins import built_in

VIEWER = Actor("viewer", frozenset({"viewer"}))


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory, registry: Registry) -> Iterator[tuple[Engine, Several]]:
    url = f"sqlite:///{tmp_path_factory.mktemp('rounds') / 'lbsap.sqlite3'}"
    upgrade(url)
    engine = make_engine(url)
    yield engine, several_rounds(engine, registry)
    engine.dispose()


@pytest.fixture
def engine(_kept: tuple[Engine, Several]) -> Engine:
    return _kept[0]


@pytest.fixture
def made(_kept: tuple[Engine, Several]) -> Several:
    return _kept[1]


@pytest.fixture
def report(engine: Engine, registry: Registry, made: Several) -> ConsultationReport:
    return consultation_report(EDITOR, engine, registry, made.consultation)


def test_each_item_is_reported_by_the_last_round_that_asked_it(
    engine: Engine, registry: Registry, made: Several, report: ConsultationReport
) -> None:
    with session_scope(engine, write=False) as session:
        settled = load_round(session, made.rounds[1]).settled
    first, second = (tally_round(EDITOR, engine, registry, one).tallies for one in made.rounds)
    for tally in report.tallies:
        source = first if tally.item in settled else second
        assert tally in source.tallies
        assert report.verdicts[tally.item] == source.verdicts[tally.item]
    assert len(report.tallies) == len(first.tallies)
    assert [len(one.tallies) for one in report.rounds] == [
        len(first.tallies),
        len(first.tallies) - len(settled),
    ]


def test_rounds_stand_with_their_own_times_and_the_rule_with_the_first_ones_opening(
    engine: Engine, made: Several, report: ConsultationReport
) -> None:
    with session_scope(engine, write=False) as session:
        rounds = [load_round(session, one) for one in made.rounds]
    assert [(one.opened, one.closed) for one in report.rounds] == [
        (one.opened_at, one.closed_at) for one in rounds
    ]
    assert report.rule.fixed == rounds[0].opened_at
    assert report.rule.parameters == rounds[0].parameters


def test_the_change_between_rounds_is_that_of_the_answers_by_hand(
    engine: Engine, made: Several, report: ConsultationReport
) -> None:
    first, second = ({(one.respondent, one.item): one for one in given} for given in made.answers)
    [change] = report.changes
    assert change == between_rounds(VIEWER, engine, made.consultation, 2)
    for one in change.items:
        pairs = [
            (first[key].verdict, now_.verdict)
            for key, now_ in second.items()
            if key[1] == one.item and {first[key].verdict, now_.verdict} <= {"keep", "rename", "drop"}
        ]
        assert one.paired == len(pairs)
        assert one.changed == sum(was != is_now for was, is_now in pairs)
    assert (change.answered_earlier, change.both, change.newcomers) == (36, 36 - LEFT, 0)


def test_there_is_no_change_before_the_second_round(engine: Engine, made: Several) -> None:
    for number in (1, 3):
        with pytest.raises(NotFound):
            between_rounds(EDITOR, engine, made.consultation, number)


def test_those_who_left_are_compared_by_what_they_had_said(made: Several, report: ConsultationReport) -> None:
    [left] = report.leaving
    gone = {one.respondent for one in made.answers[0]} - {one.respondent for one in made.answers[1]}
    said = Counter(one.verdict for one in made.answers[0] if one.respondent in gone)
    assert (left.left, left.stayed) == (LEFT, 36 - LEFT)
    assert (left.left_counts.keep, left.left_counts.drop) == (said["keep"], said["drop"])
    assert left.left_apart + left.stayed_apart == sum(
        min(tally.counts.retained, tally.counts.drop) for tally in report.rounds[0].tallies
    )


def test_silence_that_would_turn_a_verdict_is_named(report: ConsultationReport) -> None:
    first, against, carried = report.sensitivity
    assert (first.number, first.assumption, first.absent) == (1, "against", 0)
    assert (against.number, against.assumption, against.absent) == (2, "against", LEFT)
    assert (carried.assumption, carried.absent) == ("carried", LEFT)
    assert first.flips == ()
    words = "".join(text.en for _, text in texts(make_report(report)))
    assert f"Round 2: the {LEFT} who did not answer vote to drop" in words


def test_reasons_of_those_who_changed_stand_without_them(report: ConsultationReport) -> None:
    assert report.rounds[0].turned == ()
    assert report.rounds[1].turned
    assert all(one.words.startswith("改为保留") for one in report.rounds[1].turned)


def test_a_round_that_is_open_is_told_and_not_counted(tmp_path: Path, registry: Registry) -> None:
    url = f"sqlite:///{tmp_path / 'lbsap.sqlite3'}"
    upgrade(url)
    engine = make_engine(url)
    made = several_rounds(engine, registry, rounds=1)
    before = consultation_report(EDITOR, engine, registry, made.consultation)
    open_next_round(EDITOR, engine, registry, made.rounds[0])
    report = consultation_report(EDITOR, engine, registry, made.consultation)
    engine.dispose()
    assert report == replace(before, still_open=2)
    words = "".join(text.zh for _, text in texts(make_report(report)))
    assert "第 2 轮尚未截止" in words


def test_proposals_and_closing_words_stand_in_the_report_without_persons(
    tmp_path: Path, registry: Registry
) -> None:
    url = f"sqlite:///{tmp_path / 'lbsap.sqlite3'}"
    upgrade(url)
    engine = make_engine(url)
    made = several_rounds(engine, registry, rounds=1)
    with session_scope(engine) as session:
        person = panel(session, made.consultation)[0]
        proposal = Proposal(Text("夜间灯光", "Night lights"), "", "卫星影像", "公开数据", "影响鸟类")
        keep_proposal(session, made.rounds[0], person.id, "k1", proposal, language="zh", at=now())
        keep_remarks(
            session, made.rounds[0], person.id, {"framework": "总体可行"}, revision=1, language="zh", at=now()
        )
    report = consultation_report(VIEWER, engine, registry, made.consultation)
    engine.dispose()
    assert report.proposals == (proposal,)
    assert [one.words for one in report.closing] == ["总体可行"]
    words = "".join(text.zh for _, text in texts(make_report(report)))
    assert "夜间灯光 / Night lights" in words
    assert person.code not in words


def test_what_the_host_states_takes_the_place_of_the_gap(
    engine: Engine, registry: Registry, made: Several
) -> None:
    words = {name: Text(f"说明 {name}", f"words on {name}") for name in STATEMENTS}
    with pytest.raises(NotAllowed):
        change_statements(VIEWER, engine, made.consultation, words)
    change_statements(EDITOR, engine, made.consultation, words)
    document = make_report(consultation_report(VIEWER, engine, registry, made.consultation))
    change_statements(EDITOR, engine, made.consultation, dict.fromkeys(STATEMENTS, Text()))
    blocks = [block for part in document.parts for block in part.blocks]
    assert not any(isinstance(block, Gap) for block in blocks)
    told = [one for block in blocks if isinstance(block, Paragraph) for one in block.content]
    assert all(said in told for said in words.values())


def test_a_consultation_without_a_closed_round_has_no_report(tmp_path: Path, registry: Registry) -> None:
    url = f"sqlite:///{tmp_path / 'lbsap.sqlite3'}"
    upgrade(url)
    engine = make_engine(url)
    made = several_rounds(engine, registry, rounds=1)
    with session_scope(engine) as session:
        session.get_one(RoundRow, made.rounds[0]).state = "open"
    with pytest.raises(BadInput, match="once the first round has closed"):
        consultation_report(EDITOR, engine, registry, made.consultation)
    with pytest.raises(NotFound):
        consultation_report(EDITOR, engine, registry, 99)
    engine.dispose()


def test_no_code_of_an_expert_stands_in_the_report(report: ConsultationReport, made: Several) -> None:
    codes = {one.respondent for one in made.answers[0]}
    said = [getattr(text, lang) for _, text in texts(make_report(report)) for lang in ("zh", "en")]
    assert not any(code in words for words in said for code in codes)


def test_a_report_is_made_all_the_same_where_the_plugin_of_the_rule_is_gone(
    engine: Engine, made: Several
) -> None:
    report = consultation_report(EDITOR, engine, built_in(without="consensus"), made.consultation)
    assert report.rule.missing
    assert report.verdicts == {}
    assert all(one.flips == () for one in report.sensitivity)
    words = "".join(text.en for _, text in texts(make_report(report)))
    assert "The plugin that offers the rule majority is not installed" in words
    assert "none: the rule failed" in words


def test_a_rule_of_another_version_than_the_fixed_one_is_told(
    engine: Engine, registry: Registry, made: Several
) -> None:
    with session_scope(engine) as session:
        session.get_one(RoundRow, made.rounds[1]).rule_version = "0"
    report = consultation_report(EDITOR, engine, registry, made.consultation)
    with session_scope(engine) as session:
        session.get_one(RoundRow, made.rounds[1]).rule_version = "1"
    words = "".join(text.en for _, text in texts(make_report(report)))
    assert "locked in version 0; the proposals in this report were made by version 1" in words
