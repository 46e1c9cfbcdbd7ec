"""The plan checks as a whole, on scores, on alignment, and on what a real city has made public."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lbsap.model.catalogue import Link
from lbsap.model.city import (
    CityData,
    Explanation,
    Observation,
)
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.problems import Problem
from lbsap.model.text import LANGS, Text, same
from lbsap.steps.checking.check import check_city
from lbsap.steps.checking.findings import CHECKS
from lbsap_cwn import importers
from tests.steps.check_samples import action, city, codes, frameworks, national, only, project, scored, target
from tests.steps.indices import cbi, level

DATA = Path(__file__).parents[2] / "data"


def test_data_that_lack_nothing_have_no_findings() -> None:
    assert codes(city()) == []


def test_every_check_has_a_severity_and_words_in_both_languages() -> None:
    assert len(CHECKS) == 28
    for severity, words in CHECKS.values():
        assert severity in ("info", "warning", "error")
        assert not words.missing


# --- scores ---


def of_index(data: CityData) -> list[Problem]:
    index = cbi(2021)
    return list(check_city(data, {}, index, scored(data, index)))


LOW = (level("26", 1), level("28", 2))


def test_a_low_score_without_action_or_reason_is_named() -> None:
    found = of_index(city(observations=LOW))
    assert [(one.code, one.where) for one in found] == [("low_score_unanswered", "indicators.cbi2021_26")]
    assert "指标 26" in found[0].message.zh


@pytest.mark.parametrize(
    "answer",
    [
        {"actions": (action(indicators=("26",)),)},
        {"actions": (action(indicators=("cbi2021_26",)),)},
        {"targets": (target(indicator="26"),)},
        {"projects": (project(indicator="26"),)},
        {"explanations": (Explanation("cbi2021_26", same("schools are run by the prefecture")),)},
    ],
)
def test_an_action_target_project_or_reason_answers_a_low_score(answer: dict[str, Any]) -> None:
    assert of_index(city(observations=LOW, **answer)) == []


def test_an_index_without_observations_has_not_been_started() -> None:
    assert [one.code for one in of_index(city())] == ["index_not_started"]


def test_an_indicator_without_data_is_not_a_low_score() -> None:
    no_data = Observation("26", missing=Text("未调查", "not surveyed"))
    assert of_index(city(observations=(no_data,))) == []


# --- alignment ---

HIGH = PolicyTarget("N1", "1", "", Text("甲", "A"), relevance="high", links=(Link("g", "G1"),))
OWN = action(reason=Text("本地独有", "particular to the place"))
LOWER = PolicyTarget("N2", "2", "", Text("乙", "B"), relevance="low")


def test_uncovered_national_actions_weigh_by_their_relevance() -> None:
    found = check_city(city(actions=(OWN,)), national(HIGH, LOWER))
    assert [(one.code, one.severity, one.where) for one in found] == [
        ("framework_uncovered_high", "warning", "n.N1"),
        ("framework_uncovered", "info", "n.N2"),
    ]


def test_a_link_or_an_explanation_covers_a_target() -> None:
    linked = action(links=(Link("n", "N1", status="confirmed"),))
    explained = Explanation("n:N2", same("there is no sea"))
    assert codes(city(actions=(linked,), explanations=(explained,)), national(HIGH, LOWER)) == []


def test_a_global_target_is_reached_through_the_national_action_that_serves_it() -> None:
    known = national(HIGH)
    known["g"] = PolicyFramework(
        "g", "1", "global", same("G"), same("G"), (PolicyTarget("G1", "1", "", same("G1")),)
    )
    linked = action(links=(Link("n", "N1", status="confirmed"),))
    assert codes(city(actions=(linked,)), known) == []
    assert codes(city(actions=(OWN,)), known) == ["framework_uncovered_high", "framework_uncovered"]


def test_the_catalogue_of_a_platform_need_not_be_covered() -> None:
    platform = {"citieswithnature": frameworks()["citieswithnature"]}
    assert codes(city(), platform) == []


def test_what_was_rejected_covers_nothing_and_waits_for_nobody() -> None:
    rejected = action(links=(Link("n", "N1", status="rejected"),), reason=same("local"))
    assert codes(city(actions=(rejected,)), national(HIGH)) == ["framework_uncovered_high"]


def test_an_action_that_serves_no_national_action_needs_a_reason() -> None:
    explained = (Explanation("N1", same("no forest")),)
    alone = only(city(explanations=explained), national(HIGH))
    assert (alone.code, alone.where, alone.severity) == ("action_not_aligned", "actions[0].links", "info")
    assert codes(city(actions=(OWN,), explanations=explained), national(HIGH)) == []


def test_proposed_alignments_wait_for_a_person() -> None:
    proposed = action(links=(Link("n", "N1"),))
    found = only(city(actions=(proposed,)), national(HIGH))
    assert (found.code, found.where) == ("link_unconfirmed", "actions[0].links")
    assert "N1" in found.message.zh


# --- Congjiang ---


def congjiang() -> CityData:
    (importer,) = (one for one in importers() if "city" in one.gives)
    with (DATA / "citieswithnature_congjiang.txt").open("rb") as stream:
        value = importer.read(stream, "profile.txt").value
    assert isinstance(value, CityData)
    return value


def test_congjiang_lacks_what_its_public_profile_is_known_to_lack() -> None:
    data, index = congjiang(), cbi(2021)
    found = check_city(data, frameworks(), index, scored(data, index))
    named = {one.code for one in found}
    assert {
        "target_none_quantified",
        "index_not_started",
        "area_implausible",
        "budget_nowhere",
        "department_nowhere",
    } <= named
    assert sum(one.code == "text_unreadable" and "description" in one.where for one in found) == 26
    assert sum(one.code == "text_unreadable" and "targets" in one.where for one in found) == 9
    assert not [one for one in found if one.severity == "error"]


def test_every_finding_speaks_both_languages_and_fills_every_blank() -> None:
    data, index = congjiang(), cbi(2021)
    for one in check_city(data, frameworks(), index, scored(data, index)):
        for lang in LANGS:
            words = getattr(one.message, lang)
            assert words
            assert "{" not in words
