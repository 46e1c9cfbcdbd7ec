"""What the sections on the index, projects, funds and gaps do with a city's data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from lbsap.model.blocks import Chart, Gap, Table
from lbsap.model.catalogue import Link
from lbsap.model.city import (
    CityData,
    Explanation,
    Observation,
    Project,
)
from lbsap.model.text import Text, same
from tests.plan_sections.plans import (
    blocks,
    city,
    context,
    inlines,
    plan_of,
    rows,
    said,
    table,
    words,
)
from tests.plan_sections.test_sections import COUNTY, NBSAP, action, county, target

# --- index ---


def low(**more: object) -> CityData:
    events = Observation("cbi2021_27", value=Decimal(10))
    return county(first_application=True, observations=(events,), **more)


def test_a_low_score_asks_for_an_action_or_a_reason() -> None:
    row = rows(table(plan_of(low()), "annex-cbi", "低分"))[0]
    assert row[:3] == ["CBI-27", "公众意识", "1"]
    assert row[3].startswith("【")


def test_a_low_score_is_answered_by_an_action_a_target_or_a_reason() -> None:
    by_action = low(actions=(action(indicators=("cbi2021_27",)),))
    by_target = low(actions=(action(),), targets=(target(action="a1", indicator="27"),))
    by_reason = low(explanations=(Explanation("cbi2021_27", Text("另有安排", "arranged elsewhere")),))
    shown = [
        rows(table(plan_of(data), "annex-cbi", "低分"))[0][3] for data in (by_action, by_target, by_reason)
    ]
    assert shown == ["优先行动1　恢复湿地", "优先行动1　恢复湿地", "另有安排"]


def test_the_attainable_maximum_stands_beside_the_score() -> None:
    made = plan_of(low())
    assert rows(table(made, "annex-cbi", "核心要素"))[-1] == ["合计", "1", "4", "112"]
    assert "不按0分计。目前总分1分，可评满分4分（全部指标满分112分）" in said(blocks(made, "annex-cbi"))


def test_a_total_in_percent_is_told_from_components_in_points() -> None:
    card = context(low()).scorecard
    total = replace(
        card.total, score=Decimal(25), attainable=Decimal(100), maximum=Decimal(100), unit="percent"
    )
    made = plan_of(low(), scorecard=replace(card, variant="attainable", total=total))
    assert rows(table(made, "annex-cbi", "核心要素"))[-2:] == [
        ["生物多样性治理与管理", "1", "4", "56"],
        ["合计", "25%", "100%", "100%"],
    ]
    assert "“attainable”计分方案，不是手册规定的计分方式" in said(blocks(made, "annex-cbi"))


def test_nothing_scored_is_no_total_and_no_chart() -> None:
    written = blocks(plan_of(COUNTY), "annex-cbi")
    assert "没有总分；这不等于0分" in said(written)
    assert not [b for b in written if isinstance(b, Chart)]


def test_a_component_without_score_has_no_bar_in_the_chart() -> None:
    chart = next(b for b in blocks(plan_of(low()), "annex-cbi") if isinstance(b, Chart))
    assert chart.series[0].values == (None, None, 25.0)
    assert "仅1项已评分" in chart.caption.zh


def test_unchecked_bands_make_the_score_provisional() -> None:
    assert "暂定得分：有1项指标" in said(blocks(plan_of(low()), "annex-cbi"))


def test_indicator_notes_cover_those_in_use() -> None:
    data = low(actions=(action(indicators=("8",)),), targets=(target(indicator="cbi2021_01"),))
    shown = rows(table(plan_of(data), "annex-indicators", "指标"))
    assert [(row[0], row[-1]) for row in shown] == [
        ("CBI-1", "目标"),
        ("CBI-8", "行动"),
    ]
    assert shown[0][3] == "100 × A_nat / A_city"


def project(name: str, cost: int | None, source: str = "") -> Project:
    funding = Text(source, source and "source") if source else Text()
    return Project(name, same(name), cost=None if cost is None else Decimal(cost), funding=funding)


def test_costs_are_summed_by_source_and_what_is_missing_is_said() -> None:
    works = (project("p1", 100, "财政预算"), project("p2", 250, "财政预算"), project("p3", None))
    made = plan_of(county(projects=works))
    assert rows(table(made, "safeguards-funding", "资金需求")) == [
        ["财政预算", "2", "350"],
        ["尚未明确", "1", "0"],
        ["合计", "3", "350"],
    ]
    assert "2个已提供投资估算，合计350万元；1个尚未提供" in said(blocks(made, "safeguards-funding"))
    asked = {gap.name.zh for key, gap in made.gaps if key == "safeguards-funding"}
    assert {"1个优先项目的投资估算", "1个优先项目的资金来源"} <= asked


def test_a_project_of_no_known_action_is_listed_all_the_same() -> None:
    made = plan_of(county(projects=(project("p1", 5),)))
    assert rows(table(made, "annex-projects", "优先项目"))[0][:3] == ["1", "p1", "—"]


def test_the_chart_of_funding_adds_up() -> None:
    sample = replace(city("sample-city"), funding=())
    chart = next(b for b in blocks(plan_of(sample), "safeguards-funding") if isinstance(b, Chart))
    costs = [one.cost for one in sample.projects if one.cost is not None]
    assert sum(value or 0 for value in chart.series[0].values) == float(sum(costs))


def test_each_empty_layer_of_coordination_is_a_gap() -> None:
    gaps = [words(row[1]) for row in table(plan_of(COUNTY), "safeguards-organisation", "四层").rows]
    assert gaps == ["【编制组的组成】", "【专家层的组成】", "【部门层的组成】", "【领导层的组成】"]


def test_a_gap_that_stands_in_several_places_is_listed_once_with_all_of_them() -> None:
    shown = rows(table(plan_of(COUNTY), "annex-gaps", "待补充"))
    area = [row for row in shown if row[1] == "行政区域总面积（平方公里）"]
    assert [row[2] for row in area] == ["前言、生物多样性状况"]


def test_what_one_action_lacks_is_asked_for_in_one_row() -> None:
    shown = rows(table(plan_of(county(actions=(action(),))), "annex-gaps", "待补充"))
    (row,) = [row for row in shown if row[4] == "actions.a1"]
    assert row[1] == (
        "优先行动1　恢复湿地：所属优先领域；具体措施；到2030年的可衡量结果；牵头单位；完成时限；衔接关系"
    )
    assert row[2] == "优先领域与行动、任务分工表、目标衔接表"


def test_a_platform_that_an_action_came_from_gives_no_degree() -> None:
    links = (Link("citieswithnature", "CWN-01", status="confirmed"), Link(NBSAP, "NBSAP-08"))
    row = rows(table(plan_of(county(actions=(action(links=links),))), "annex-alignment", "衔接"))[0]
    assert row[2:] == [
        "【建议衔接“NBSAP-08 生态系统修复”，须经人工确认】",
        "【衔接关系】",
        "CWN-01 增加保护地",
    ]


def test_targets_without_an_action_are_named_in_runs() -> None:
    links = (Link(NBSAP, "NBSAP-03", status="confirmed"),)
    written = said(blocks(plan_of(county(actions=(action(links=links),))), "annex-alignment"))
    assert "NBSAP-01、NBSAP-02、NBSAP-04至NBSAP-27" in written


def test_an_area_of_bare_titles_needs_no_table() -> None:
    bare = blocks(plan_of(county(actions=(action(),))), "actions")
    led = blocks(
        plan_of(county(actions=(action(department=Text("县林业局", "forestry bureau")),))), "actions"
    )
    assert [sum(isinstance(b, Table) for b in made) for made in (bare, led)] == [0, 1]


def test_maps_are_frames_that_count_as_gaps() -> None:
    asked = [gap.name.zh for key, gap in plan_of(COUNTY).gaps if key == "annex-maps"]
    assert len(asked) == 5
    assert not [one for one in inlines(blocks(plan_of(COUNTY), "annex-maps")) if isinstance(one, Gap)]
