"""The shipped policy frameworks: complete, bilingual, and joined by crosswalks that lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

import lbsap_cwn
import lbsap_gbf
import lbsap_nbsap
from lbsap.model.policy import MeasurableTarget, PolicyFramework
from lbsap.model.text import HAN
from lbsap.model.validate import faults, texts

(NBSAP,) = lbsap_nbsap.policy_frameworks()
(GBF,) = lbsap_gbf.policy_frameworks()
(CWN,) = lbsap_cwn.policy_frameworks()
ALL = (NBSAP, GBF, CWN)

REFUSED = (
    "地方生物多样性计划", "城市生物多样性指标", "组件", "计分变体", "临时得分", "缺失", "记分卡", "本土", "生态服务", "入侵外来物种",
    "娱乐",
    "社区科学", "绿色与蓝色空间", "放弃", "丢弃", "重命名", "弃权", "不知道", "分层",
    "回合", "法定人数", "拒绝", "血统", "谱系", "冻结",
    "对齐", "生态红线", "易地保护", "利益分享",
)  # fmt: skip
"""The words that the project's glossary refuses."""


def _measures(framework: PolicyFramework) -> list[MeasurableTarget]:
    stated = [target.measures for target in framework.targets] + [s.measures for s in framework.statements]
    return [measure for measures in stated for measure in measures]


def _kinds(framework: PolicyFramework) -> Counter[str]:
    return Counter(statement.kind for statement in framework.statements)


@pytest.mark.parametrize("framework", ALL, ids=lambda f: f.id)
def test_every_text_is_there_in_both_languages(framework: PolicyFramework) -> None:
    assert faults(framework) == ()


@pytest.mark.parametrize("framework", ALL, ids=lambda f: f.id)
def test_every_target_has_a_summary_and_keywords_to_be_found_by(framework: PolicyFramework) -> None:
    bare = [t.id for t in framework.targets if not (t.summary and t.keywords_zh and t.keywords_en)]
    assert bare == []


@pytest.mark.parametrize("framework", ALL, ids=lambda f: f.id)
def test_chinese_has_no_refused_word_and_full_width_punctuation(framework: PolicyFramework) -> None:
    for place, text in texts(framework):
        assert not [word for word in REFUSED if word in text.zh], place
        assert not re.search(rf"{HAN.pattern}[,;:!?()]|[,;:!?()]{HAN.pattern}", text.zh), (place, text.zh)
        assert "－" not in text.zh
        assert not re.search(r"\d{4}-\d{4}|昆明-蒙", text.zh), (place, text.zh)
    keywords = [word for target in framework.targets for word in target.keywords_zh]
    assert not [word for word in keywords if word in REFUSED]


@pytest.mark.parametrize("framework", ALL, ids=lambda f: f.id)
def test_english_holds_no_chinese(framework: PolicyFramework) -> None:
    assert not [place for place, text in texts(framework) if HAN.search(text.en)]


@pytest.mark.parametrize("framework", ALL, ids=lambda f: f.id)
def test_every_crosswalk_entry_names_a_target_of_the_other_framework(framework: PolicyFramework) -> None:
    known = {(other.id, target.id) for other in ALL if other is not framework for target in other.targets}
    for target in framework.targets:
        assert {(link.framework, link.target) for link in target.links} <= known, target.id
        assert all(link.status == "proposed" for link in target.links)
        assert len({(link.framework, link.target) for link in target.links}) == len(target.links)


@pytest.mark.parametrize("framework", ALL, ids=lambda f: f.id)
def test_a_measure_states_a_number_a_wording_or_a_direction(framework: PolicyFramework) -> None:
    for measure in _measures(framework):
        stated = measure.value is not None or bool(measure.wording)
        assert stated or measure.operator in ("", "by"), measure.metric
        assert stated == (measure.kind != "qualitative"), measure.metric
        assert measure.description, measure.metric


def test_the_national_plan_has_4_areas_27_actions_and_75_projects() -> None:
    assert [group.id for group in NBSAP.groups] == ["I", "II", "III", "IV"]
    assert [target.id for target in NBSAP.targets] == [f"NBSAP-{n:02d}" for n in range(1, 28)]
    assert Counter(target.group for target in NBSAP.targets) == {"I": 6, "II": 8, "III": 6, "IV": 7}
    assert sum(len(target.projects) for target in NBSAP.targets) == 75
    assert NBSAP.layer == "nation"


def test_the_national_plan_states_principles_positions_objectives_tasks_and_safeguards() -> None:
    assert _kinds(NBSAP) == {"principle": 4, "position": 3, "objective": 3, "task": 6, "safeguard": 5}
    objectives = {s.year: len(s.measures) for s in NBSAP.statements if s.kind == "objective"}
    assert objectives == {2030: 9, 2035: 7, 2050: 1}


def test_only_four_national_actions_carry_a_figure_for_2030() -> None:
    quantified = {
        t.id for t in NBSAP.targets for m in t.measures if m.kind == "quantified" and m.year == 2030
    }
    assert quantified == {"NBSAP-08", "NBSAP-09", "NBSAP-12", "NBSAP-13"}


def test_the_urban_action_says_that_it_has_no_figure() -> None:
    urban = NBSAP.target("NBSAP-18")
    assert urban is not None
    assert [measure.value for measure in urban.measures] == [None, None]
    assert urban.measures[1].caution


def test_the_marine_red_line_is_in_square_kilometres_with_the_slip_of_the_translation_noted() -> None:
    marine = next(m for m in _measures(NBSAP) if m.metric == "marine_ecological_red_line_area")
    assert (marine.value, marine.unit) == (Decimal(150_000), "km2")
    assert "square metres" in marine.caution.en


def test_protected_area_share_warns_to_hold_and_not_to_grow() -> None:
    action = NBSAP.target("NBSAP-09")
    assert action is not None
    share = next(m for m in action.measures if m.metric == "protected_areas_share_of_land")
    assert (share.operator, share.value, share.baseline, share.baseline_year) == (
        "~",
        Decimal(18),
        Decimal(18),
        2021,
    )
    assert "hold, not grow" in share.caution.en


def test_national_shares_for_2030_are_kept_from_becoming_city_targets() -> None:
    shares = [m for m in _measures(NBSAP) if m.unit == "percent" and "share" in f"{m.metric} {m.caution.en}"]
    assert {
        m.metric for m in shares if m.year == 2030 and "not to be taken over" not in m.caution.en
    } == set()
    assert any("never become the target of a city" in note.en for note in NBSAP.notes)


def test_words_instead_of_numbers_are_kept_as_words_in_both_languages() -> None:
    worded = {m.wording.en: m.wording.zh for f in ALL for m in _measures(f) if m.wording}
    assert worded == {
        "all": "全部",
        "full coverage": "全覆盖",
        "basically none": "基本消除",
        "near zero": "接近于零",
    }


def test_the_global_framework_has_4_goals_and_23_targets_in_3_groups() -> None:
    assert [target.id for target in GBF.targets] == [f"GBF-T{n:02d}" for n in range(1, 24)]
    assert Counter(t.group for t in GBF.targets) == {
        "reducing_threats": 8,
        "meeting_needs": 5,
        "tools_and_solutions": 10,
    }
    assert _kinds(GBF) == {"goal": 4, "vision": 1, "mission": 1}
    assert GBF.layer == "global"


def test_the_global_framework_names_27_headline_and_15_binary_indicators() -> None:
    assert Counter(i.kind for i in GBF.indicators) == {
        "headline": 27,
        "binary": 15,
        "component": 2,
        "complementary": 1,
    }
    known = {target.id for target in GBF.targets} | {statement.id for statement in GBF.statements}
    assert {indicator.target for indicator in GBF.indicators} <= known


def test_indicators_named_by_targets_and_goals_are_the_framework_s_own() -> None:
    known = {indicator.id for indicator in GBF.indicators}
    named = [target.indicators for target in GBF.targets] + [
        statement.indicators for statement in GBF.statements
    ]
    assert {name for names in named for name in names} == known


def test_the_city_index_is_a_component_indicator_of_target_12() -> None:
    target = GBF.target("GBF-T12")
    assert target is not None
    assert target.indicators == ("12.1", "12.b", "12.CT.1")


def test_global_targets_that_no_national_action_serves_first_are_17_18_and_23() -> None:
    links = [link for action in NBSAP.targets for link in action.links]
    first = {link.target for link in links if link.degree == "primary"}
    assert [t.number for t in GBF.targets if t.id not in first] == ["17", "18", "23"]
    assert {t.id for t in GBF.targets} == {link.target for link in links}


def test_the_platform_has_3_areas_13_themes_and_26_actions() -> None:
    areas = [group.id for group in CWN.groups if not group.parent]
    assert areas == ["A1", "A2", "A3"]
    assert Counter(g.parent for g in CWN.groups if g.parent) == {"A1": 5, "A2": 3, "A3": 5}
    assert [target.id for target in CWN.targets] == [f"CWN-{n:02d}" for n in range(1, 27)]
    assert CWN.layer == "platform"


def test_the_nature_pathway_has_9_steps_in_3_phases() -> None:
    assert _kinds(CWN) == {"step": 9}
    assert [step.parent for step in CWN.statements] == ["I"] * 3 + ["II"] * 3 + ["III"] * 3


def test_each_platform_action_has_one_first_link_to_the_global_and_the_national_framework() -> None:
    for target in CWN.targets:
        first = Counter(link.framework for link in target.links if link.degree == "primary")
        assert first == {"gbf": 1, "nbsap-2023-2030": 1}, target.id
