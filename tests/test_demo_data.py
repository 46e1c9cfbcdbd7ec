"""The demonstration's sample answers and decisions are fit for use, and say what the demonstration shows."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime

import pytest

import lbsap_docx
from lbsap.actions.catalogues import read_decisions
from lbsap.actions.panel import tally_answers
from lbsap.data import shipped
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule
from lbsap.model.plugin_items import Tallies
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.report import LEAST_GROUP, ConsultationReport, FixedRule, RoundReport, StratumResponse
from lbsap.model.text import LANGS, Lang, Text, same
from lbsap.model.validate import faults, missing_languages, texts
from lbsap.registry import Registry, load
from lbsap.steps.asking.answers import read_answers
from lbsap.steps.catalogues.revise import revise, undecided
from lbsap.steps.measures.aggregate import group_answers
from lbsap.steps.measures.round_input import overall_agreement, reasons_in, supplements_in
from lbsap.steps.reports.report import make_report
from lbsap.steps.reports.results import retained
from lbsap_docx.lint import lint

DEMOS = {"cbi": "cbi-2021-review", "framework": "lbsap-framework-review"}
SPLIT = {"cbi": "cbi2021_08", "framework": "safeguards-technology"}
"""The item that 16 keep, 14 rename and 6 drop."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.fixture(params=DEMOS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tallies(registry: Registry, name: str) -> Tallies:
    path = shipped("templates", "demo", f"answers-{name}.csv")
    result = tally_answers(Actor.local(), registry, DEMOS[name], path)
    assert not result.warnings
    assert not result.failures
    return result.tallies


def rows(name: str) -> list[dict[str, str]]:
    with shipped("templates", "demo", f"answers-{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_thirty_six_sample_experts_answer_by_code_only(tallies: Tallies, name: str) -> None:
    assert tallies.respondents == 36
    assert {row["respondent"] for row in rows(name)} == {f"S{n:02d}" for n in range(1, 37)}


def test_strata_are_uneven_known_to_the_questionnaire_and_one_is_too_small_to_show(
    registry: Registry, name: str
) -> None:
    strata = Counter({row["respondent"]: row["stratum"] for row in rows(name)}.values())
    [asked] = [question for question in registry.get(Questionnaire, DEMOS[name]).profile if question.stratum]
    assert set(strata) == {choice.id for choice in asked.choices}
    assert sum(count < LEAST_GROUP for count in strata.values()) == 1
    assert len(set(strata.values())) == len(strata)


def test_all_states_of_an_answer_occur(tallies: Tallies) -> None:
    for state in ("keep", "drop", "rename", "outside", "skipped", "not_shown"):
        assert any(getattr(tally.counts, state) for tally in tallies.tallies), state


def test_one_item_is_retained_by_30_of_36_with_its_name_open(tallies: Tallies, name: str) -> None:
    [tally] = [tally for tally in tallies.tallies if tally.item == SPLIT[name]]
    assert (tally.counts.keep, tally.counts.rename, tally.counts.drop) == (16, 14, 6)
    assert retained(tally.counts) == Text("36 人中 30 人主张保留（83.3%）", "30 of 36 retain (83.3%)")
    assert tallies.verdicts[tally.item].verdict == "keep"


def test_the_panel_keeps_most_items_and_is_at_odds_over_some(tallies: Tallies) -> None:
    verdicts = Counter(verdict.verdict for verdict in tallies.verdicts.values())
    assert verdicts["keep"] > 0.75 * len(tallies.tallies)
    assert min(verdicts["rename"], verdicts["drop"], verdicts["undecided"]) >= 1


def test_proposed_names_come_in_one_language_or_both_and_some_are_nearly_alike(tallies: Tallies) -> None:
    names = [one for tally in tallies.tallies for one in tally.names]
    assert any(one.near for one in names)
    assert {len(one.name.missing) for one in names} == {0, 1}


def test_whoever_would_drop_or_rename_an_item_says_why(name: str) -> None:
    assert all(row["reason"] for row in rows(name) if row["verdict"] in ("drop", "rename"))


def test_sample_decisions_decide_on_every_item_and_revise_without_a_fault(
    tallies: Tallies, name: str
) -> None:
    decisions = read_decisions(shipped("templates", "demo", f"decisions-{name}.yaml"))
    assert undecided(tallies.catalogue, decisions) == ()
    assert [place for one in decisions for place in missing_languages(one, one.item)] == []
    assert all(one.rationale for one in decisions)
    revised = revise(tallies.catalogue, decisions)
    assert [one for one in faults(revised) if one.severity == "error"] == []
    kinds = {line.kind for line in revised.lineage}
    assert {"kept", "renamed", "settings", "merged", "dropped", "new"} <= kinds


def test_no_decision_goes_against_what_the_panel_clearly_says(tallies: Tallies, name: str) -> None:
    for one in read_decisions(shipped("templates", "demo", f"decisions-{name}.yaml")):
        if one.outcome != "new" and tallies.verdicts[one.item].verdict != "undecided":
            assert (one.outcome == "drop") == (tallies.verdicts[one.item].verdict == "drop"), one.item


def test_the_new_indicator_is_scored_by_provisional_bands(registry: Registry) -> None:
    decisions = read_decisions(shipped("templates", "demo", "decisions-cbi.yaml"))
    revised = revise(registry.get(Catalogue, "cbi-2021"), decisions)
    item = revised.item("native_greening_plants")
    assert item is not None
    assert item.indicator is not None
    assert [band.score for band in item.indicator.bands] == [0, 1, 2, 3, 4]
    assert {band.provenance for band in item.indicator.bands} == {"provisional"}
    assert {one.symbol for one in item.indicator.inputs} == {"N_native_planted", "N_planted"}
    assert revised.maximum == 108


def sample_report(registry: Registry, tallies: Tallies, name: str) -> ConsultationReport:
    asked = registry.get(Questionnaire, DEMOS[name])
    answers = read_answers([(str(n), row) for n, row in enumerate(rows(name))], asked, tallies.catalogue)
    decisions = read_decisions(shipped("templates", "demo", f"decisions-{name}.yaml"))
    day = datetime(2026, 9, 1, tzinfo=UTC)
    strata = group_answers(answers).strata
    items = [tally.item for tally in tallies.tallies]
    response = tuple(StratumResponse(one, n, n, n, n) for one, n in strata.items())
    return ConsultationReport(
        title=asked.title,
        host=same("sample"),
        questionnaire=asked,
        catalogue=tallies.catalogue,
        rounds=(RoundReport(1, day, day, response, agreement=overall_agreement(answers, items, asked)),),
        anonymity=same("sample"),
        rule=FixedRule(registry.get(ConsensusRule, "majority"), {}, day),
        tallies=tallies.tallies,
        verdicts=tallies.verdicts,
        reasons=reasons_in(answers),
        supplements=supplements_in(answers),
        decisions=decisions,
        revised=revise(tallies.catalogue, decisions),
        demonstration=True,
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_report_on_the_sample_is_a_sound_word_file(
    registry: Registry, tallies: Tallies, name: str, lang: Lang
) -> None:
    document = make_report(sample_report(registry, tallies, name))
    assert [place for place, text in texts(document) if text and text.missing] == []
    assert lint(lbsap_docx.write(document, lang)) == []
