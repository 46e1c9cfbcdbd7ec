from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lbsap.data import read_value
from lbsap.model.catalogue import Indicator, Link
from lbsap.model.city import (
    CityAction,
    CityData,
    CityTarget,
    Explanation,
    Fact,
    Level,
    Observation,
    Observations,
    Profile,
    Project,
)
from lbsap.model.policy import MeasurableTarget, PolicyFramework, PolicyTarget, Statement
from lbsap.model.problems import Problem
from lbsap.model.scoring import Scorecard
from lbsap.model.text import LANGS, Text, same
from lbsap.steps.check import check_city
from lbsap.steps.findings import CHECKS
from lbsap.steps.score import make_scorecard
from lbsap_cwn import importers
from lbsap_scoring import scoring_variants
from tests.steps.indices import PLUGINS, cbi, index_of, level

D = Decimal
DATA = Path(__file__).parents[1] / "data"


@cache
def frameworks() -> dict[str, PolicyFramework]:
    paths = ("lbsap_nbsap/nbsap_2023_2030.yaml", "lbsap_gbf/gbf.yaml", "lbsap_cwn/citieswithnature.yaml")
    return {one.id: one for one in (read_value(PolicyFramework, PLUGINS / path) for path in paths)}


def national(*targets: PolicyTarget, **more: Any) -> dict[str, PolicyFramework]:
    return {"n": PolicyFramework("n", "1", "nation", same("National plan"), same("NP"), targets, **more)}


def action(**more: Any) -> CityAction:
    whole: dict[str, Any] = {
        "department": same("Forestry"),
        "deadline": 2030,
        "local_features": Text("喀斯特溪流", "karst streams"),
        "result": Text("到2030年，恢复溪流40公里", "40 km of streams are restored by 2030"),
    }
    return CityAction("a1", Text("恢复溪流", "Restore streams"), **(whole | more))


def target(**more: Any) -> CityTarget:
    whole: dict[str, Any] = {
        "operator": ">=",
        "value": D(40),
        "unit": "percent",
        "year": 2030,
        "source": Text("林业局", "Forestry"),
        "baseline": D(35),
    }
    return CityTarget("t1", Text("恢复溪流比例", "Streams restored"), **(whole | more))


def project(**more: Any) -> Project:
    whole: dict[str, Any] = {"action": "a1", "cost": D(800)}
    return Project("p1", Text("都柳江支流修复", "Duliu tributaries"), **(whole | more))


def city(**more: Any) -> CityData:
    whole: dict[str, Any] = {"actions": (action(),), "targets": (target(),), "projects": (project(),)}
    return CityData(Text("某县", "Some County"), 2026, False, **(whole | more))


def scored(data: CityData, index: Any) -> Scorecard:
    handbook = next(one for one in scoring_variants() if one.id == "handbook")
    seen = Observations(data.city, 2026, True, data.observations)
    return make_scorecard(index, seen, handbook, lambda variant, *given: variant.score(*given))


def codes(data: CityData, known: dict[str, PolicyFramework] | None = None) -> list[str]:
    return [one.code for one in check_city(data, known or {})]


def only(data: CityData, known: dict[str, PolicyFramework] | None = None) -> Problem:
    (one,) = check_city(data, known or {})
    return one


def test_data_that_lack_nothing_have_no_findings() -> None:
    assert codes(city()) == []


# --- the table of checks --------------------------------------------------------------------------------------------


def test_every_check_has_a_severity_and_words_in_both_languages() -> None:
    assert len(CHECKS) == 26
    for severity, words in CHECKS.values():
        assert severity in ("info", "warning", "error")
        assert not words.missing


# --- targets --------------------------------------------------------------------------------------------------------


def test_a_city_without_a_single_number_among_its_targets_is_told_so() -> None:
    assert codes(city(targets=())) == ["target_none_quantified"]
    words_only = target(
        operator="", value=None, unit="", year=2030, baseline=None, check=same("yearly report")
    )
    assert codes(city(targets=(words_only,))) == ["target_none_quantified"]


@pytest.mark.parametrize(
    ("field", "empty", "word"),
    [
        ("operator", "", "operator"),
        ("unit", "", "unit"),
        ("year", None, "year"),
        ("source", Text(), "source"),
    ],
)
def test_a_target_with_a_part_missing_is_named_with_that_part(field: str, empty: Any, word: str) -> None:
    found = only(city(targets=(target(**{field: empty}),)))
    assert (found.code, found.where) == ("target_incomplete", "targets[0]")
    assert word in found.message.en


def test_a_target_begun_without_a_value_lacks_the_value() -> None:
    found = check_city(city(targets=(target(), target(value=None))), {})
    assert [one.code for one in found] == ["target_incomplete"]
    assert "目标值" in found[0].message.zh


def test_a_target_without_baseline_is_a_warning() -> None:
    found = only(city(targets=(target(baseline=None),)))
    assert (found.code, found.severity) == ("target_no_baseline", "warning")


def test_a_target_equal_to_its_baseline_is_one_to_maintain() -> None:
    found = only(city(targets=(target(baseline=D("40.0")),)))
    assert (found.code, found.severity) == ("target_maintain", "info")
    assert "保持" in found.message.zh


def test_a_target_in_words_needs_a_way_to_check_it() -> None:
    in_words = CityTarget("t2", same("Awareness"))
    assert codes(city(targets=(target(), in_words))) == ["target_no_check"]
    checked = replace(in_words, check=same("survey"))
    assert codes(city(targets=(target(), replace(checked, year=2030)))) == []
    undated = only(city(targets=(target(), checked)))
    assert undated.code == "target_incomplete"
    assert "year" in undated.message.en


SHARE = MeasurableTarget("m", Text("有效保护比例。", "Share protected."), ">=", D(30), unit="percent")


@pytest.mark.parametrize(
    "known",
    [
        national(PolicyTarget("N1", "1", "", same("N1"), measures=(SHARE,), relevance="low")),
        national(statements=(Statement("s", "objective", same("2030"), measures=(SHARE,)),)),
    ],
)
def test_a_national_share_taken_over_is_seen_in_actions_and_in_objectives(
    known: dict[str, PolicyFramework],
) -> None:
    same_number = city(targets=(target(value=D("30.0")),))
    found = [one for one in check_city(same_number, known) if one.code == "target_national_share"]
    assert [one.where for one in found] == ["targets[0].value"]
    assert "（有效保护比例）" in found[0].message.zh
    assert "target_national_share" not in codes(city(), known)


def test_a_share_with_a_stated_reason_or_in_another_unit_is_not_taken_over() -> None:
    known = national(statements=(Statement("s", "objective", same("2030"), measures=(SHARE,)),))
    explained = city(
        targets=(target(value=D(30)),), explanations=(Explanation("t1", same("calculated locally")),)
    )
    assert codes(explained, known) == []
    assert codes(city(targets=(target(value=D(30), unit="公顷"),)), known) == []


def test_the_national_30_percent_is_known() -> None:
    found = codes(city(targets=(target(value=D(30)),)), frameworks())
    assert found.count("target_national_share") == 1


# --- scores ---------------------------------------------------------------------------------------------------------


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


# --- alignment ------------------------------------------------------------------------------------------------------

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


# --- actions, projects, references ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "empty", "code"),
    [
        ("department", Text(), "action_no_department"),
        ("deadline", None, "action_no_deadline"),
        ("local_features", Text(), "action_no_local_features"),
    ],
)
def test_an_action_says_who_by_when_and_what_is_local(field: str, empty: Any, code: str) -> None:
    found = only(city(actions=(action(), replace(action(**{field: empty}), id="a2"))))
    assert (found.code, found.where) == (code, f"actions[1].{field}")


@pytest.mark.parametrize(
    "more",
    [
        {"result": Text()},
        {"result": Text("溪流明显好转", "Streams are better"), "deadline": None},
    ],
)
def test_an_action_without_a_measurable_or_dated_result_is_named(more: dict[str, Any]) -> None:
    found = check_city(city(actions=(action(**more),)), {})
    assert ("action_no_result", "actions[0].result") in [(one.code, one.where) for one in found]


@pytest.mark.parametrize(
    ("more", "served_by"),
    [
        ({"result": Text("溪流明显好转", "Streams are better")}, target()),
        ({"result": Text("修复小微湿地十二处")}, target()),
        ({"result": Text()}, target(action="a1")),
        (
            {"result": Text()},
            CityTarget("t2", same("Awareness"), action="a1", check=same("survey"), year=2030),
        ),
    ],
)
def test_a_figure_a_year_or_a_target_makes_a_result(more: dict[str, Any], served_by: CityTarget) -> None:
    assert codes(city(actions=(action(**more),), targets=(target(), served_by))) == []


def test_where_nobody_is_responsible_anywhere_it_is_said_once() -> None:
    nobody = city(actions=(action(department=Text()), replace(action(department=Text()), id="a2")))
    assert codes(nobody) == ["department_nowhere"]


def test_no_cost_anywhere_is_said_once() -> None:
    assert codes(city(projects=(project(cost=None), project(cost=None)))) == ["budget_nowhere"]
    assert codes(city(projects=())) == ["budget_nowhere"]


def test_a_project_belongs_to_an_action() -> None:
    assert only(city(projects=(project(action=""),))).code == "project_no_action"


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"projects": (project(action="a9"),)}, "projects[0].action"),
        ({"targets": (target(action="a9"),)}, "targets[0].action"),
        ({"targets": (target(framework="x"),)}, "targets[0].framework"),
        (
            {"actions": (action(links=(Link("x", "N1", status="confirmed"),)),)},
            "actions[0].links[0].framework",
        ),
        ({"actions": (action(links=(Link("n", "N9", status="confirmed"),)),)}, "actions[0].links[0].target"),
    ],
)
def test_a_reference_that_leads_nowhere_is_an_error_at_its_place(more: dict[str, Any], where: str) -> None:
    found = [one for one in check_city(city(**more), national()) if one.severity == "error"]
    assert [(one.code, one.where) for one in found] == [("reference_unknown", where)]


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"targets": (target(indicator="9"),)}, "targets[0].indicator"),
        ({"projects": (project(indicator="9"),)}, "projects[0].indicator"),
        ({"actions": (action(indicators=("1", "9")),)}, "actions[0].indicators[1]"),
        ({"explanations": (Explanation("9", same("none")),)}, "explanations[0].about"),
    ],
)
def test_an_unknown_indicator_is_an_error_where_an_index_is_given(more: dict[str, Any], where: str) -> None:
    index = index_of(Indicator("c", "ordinal"))
    found = check_city(city(**more), {}, index)
    assert [(one.code, one.where) for one in found] == [("reference_unknown", where)]
    assert check_city(city(**more), {}) == ()


def test_targets_may_serve_an_indicator_that_a_framework_names() -> None:
    named = frameworks()["gbf"].indicators[0].id
    found = check_city(city(targets=(target(indicator=named),)), frameworks(), cbi(2021))
    assert "reference_unknown" not in [one.code for one in found]


# --- texts ----------------------------------------------------------------------------------------------------------


def described(words: str, level: Level = "county") -> CityData:
    text = Text(zh=words) if any("一" <= letter <= "鿿" for letter in words) else Text(en=words)
    return city(actions=(action(description=text),), profile=Profile(level=level))


@pytest.mark.parametrize(
    "words",
    [
        "沿河布设样线12条，每条长2公里。",
        "共设样方60个。",
        "We walked twelve transects along the river.",
        "记录到鱼类：" + "、".join(f"鱼{n}" for n in range(20)) + "。",
        "分布有（Panthera pardus）、（Ursus thibetanus）、（Manis pentadactyla）和（Moschus berezovskii）等种。",
        "调查结果表明下降。" + "溪流生境受到挤占。" * 80,
        "种名\t科\t数量\n黑熊\t熊科\t3\n豹猫\t猫科\t5",
        "\n".join(f"鸟{n}" for n in range(20)),
        "Recorded: " + ", ".join(f"bird {n}" for n in range(20)),
        "采用标记重捕法估算种群数量。",
        "The decline was caused by sand extraction. " + "Streams have become narrower. " * 60,
    ],
)
def test_survey_methods_species_lists_and_analysis_are_asked_to_move_to_the_report(words: str) -> None:
    found = only(described(words))
    assert (found.code, found.where) == ("research_in_plan", "actions[0].description")
    assert "是否移动由您决定" in found.message.zh


@pytest.mark.parametrize(
    "words",
    [
        "更新物种名录，布设红外相机监测网络，每年开展一次评估。",
        "保护中华穿山甲（Manis pentadactyla）等重点物种。",
        "到2030年，恢复溪流40公里，新建小微湿地12处、口袋公园8处。",
        "Restore forty kilometres of streams and plant native trees by 2030.",
        "评估结果表明保护成效良好。",
        "一、保护溪流。\n二、恢复湿地。\n三、建设口袋公园。",
    ],
)
def test_an_ordinary_measure_stays_in_the_plan(words: str) -> None:
    assert codes(described(words)) == []


@pytest.mark.parametrize(
    ("level", "words", "better"),
    [
        ("county", "全市开展巡护", "全县"),
        ("county", "划定市域生态廊道", "县域"),
        ("county", "由市人民政府牵头", "县人民政府"),
        ("county", "我市湿地众多", "我县"),
        ("district", "全市开展巡护", "全区"),
        ("district", "市域范围内", "全区范围"),
        ("city", "全县开展巡护", "全市"),
        ("municipality", "本县湿地", "本市"),
        ("prefecture", "全市开展巡护", "全州"),
    ],
)
def test_words_of_another_level_are_named_with_the_fitting_one(level: Level, words: str, better: str) -> None:
    found = only(described(words, level))
    assert found.code == "wording_level"
    assert f"“{better}”" in found.message.zh


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("county", "全县开展巡护，县人民政府牵头，县域内划定廊道"),
        ("county", "借鉴凯里市人民政府的经验"),
        ("county", "加强食品安全市场监管，健全市县两级机制，本区域内推广"),
        ("city", "各县人民政府编制县域方案"),
        ("city", "全市湿地"),
        ("county", "城市生物多样性指数"),
    ],
)
def test_words_that_fit_the_level_are_left_alone(level: Level, words: str) -> None:
    assert codes(described(words, level)) == []


def test_own_wording_section_fields_targets_and_projects_are_read_too() -> None:
    found = check_city(
        city(
            profile=Profile(level="county"),
            wording={"foreword": Text("全市行动起来")},
            fields={"status": {"summary": Text("样线调查"), "number": 3, "parts": (Text("我市"),)}},
            vision=Text("全市共享"),
            targets=(target(wording=Text("市域覆盖")),),
            projects=(project(content=Text("我市示范")),),
        ),
        {},
    )
    assert {(one.code, one.where) for one in found} == {
        ("wording_level", "wording.foreword"),
        ("research_in_plan", "fields.status.summary"),
        ("wording_level", "fields.status.parts"),
        ("wording_level", "vision"),
        ("wording_level", "targets[0].wording"),
        ("wording_level", "projects[0].content"),
    }


def test_unreadable_texts_are_listed_and_nothing_else_is_asked_of_them() -> None:
    lost = city(
        actions=(action(unreadable=("description", "baseline")),),
        targets=(target(), CityTarget("t2", same("T"), unreadable=True)),
    )
    found = check_city(lost, {})
    assert [(one.code, one.where) for one in found] == [
        ("text_unreadable", "actions[0].description"),
        ("text_unreadable", "actions[0].baseline"),
        ("text_unreadable", "targets[1].wording"),
    ]


# --- facts ----------------------------------------------------------------------------------------------------------


def facts(*given: Fact, area: str | None = None, people: int | None = None) -> list[str]:
    return codes(city(profile=Profile(area_km2=D(area) if area else None, population=people, facts=given)))


GREEN_BLUE = Fact(
    "urban_green_and_blue_area", Text("城市蓝绿空间面积", "Urban green and blue space"), D(230000), unit="ha"
)


def test_urban_green_and_blue_space_as_large_as_a_forest_is_implausible() -> None:
    assert facts(GREEN_BLUE, people=395_000) == ["area_implausible"]
    assert facts(replace(GREEN_BLUE, value=D(2300)), people=395_000) == []


def test_no_area_is_larger_than_the_city() -> None:
    forest = Fact("forest", Text("森林", "Forest"), D(3300), unit="km2")
    assert facts(forest, area="3240") == ["area_implausible"]
    assert facts(forest, area="3400") == []
    assert facts(forest) == []


def test_a_doubtful_fact_is_asked_about() -> None:
    assert facts(Fact("k", same("K"), D("1.5"), unit="m", doubtful=True)) == ["fact_doubtful"]


# --- Congjiang ------------------------------------------------------------------------------------------------------


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
