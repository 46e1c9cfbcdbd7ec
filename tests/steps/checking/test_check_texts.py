"""The plan checks on words and on reported facts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lbsap.model.city import (
    CityData,
    CityTarget,
    Fact,
    Level,
    Profile,
)
from lbsap.model.text import Text, same
from lbsap.steps.checking.check import check_city
from tests.steps.check_samples import action, city, codes, only, project, target

D = Decimal


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
