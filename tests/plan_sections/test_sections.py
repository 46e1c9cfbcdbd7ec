"""What particular sections do with a city's data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lbsap.model.blocks import Box, Bullets, Chart, Heading, Paragraph
from lbsap.model.catalogue import Link
from lbsap.model.city import (
    CityAction,
    CityData,
    CityTarget,
    Explanation,
    Fact,
    Profile,
    Project,
)
from lbsap.model.policy import Operator
from lbsap.model.text import Text
from tests.plan_sections.plans import (
    blocks,
    city,
    column,
    plan,
    plan_of,
    rows,
    said,
    table,
    words,
)

COUNTY = CityData(Text("某县", "Some County"), 2026, profile=Profile("county"))
NBSAP = "nbsap-2023-2030"


def county(**more: object) -> CityData:
    return replace(COUNTY, **more)  # type: ignore[arg-type]


def action(name: str = "a1", **more: object) -> CityAction:
    return CityAction(name, Text("恢复湿地", "Restore wetlands"), **more)  # type: ignore[arg-type]


def target(**more: object) -> CityTarget:
    return CityTarget("t1", Text("湿地面积", "Wetland area"), **more)  # type: ignore[arg-type]


# --- own wording and fields ---


def test_the_citys_own_wording_takes_the_place_of_ours() -> None:
    own = {"strategy-guiding": Text("第一段。\n第二段。", "First.\nSecond.")}
    written = blocks(plan_of(county(wording=own)), "strategy-guiding")
    assert written == (
        Paragraph((Text("第一段。", "First."),)),
        Paragraph((Text("第二段。", "Second."),)),
    )


def test_own_wording_of_a_chapter_keeps_its_tables() -> None:
    made = plan_of(county(wording={"status": Text("本县地处山区。", "The county is hilly.")}))
    assert "本县地处山区。" in said(blocks(made, "status"))
    assert "自然概况" not in said(blocks(made, "status"))
    assert table(made, "status", "物种数").rows


def test_a_field_fills_its_place_and_its_gap_goes() -> None:
    before = plan_of(COUNTY)
    after = plan_of(county(fields={"status": {"birds": Decimal(211)}}))
    assert "鸟类" in {gap.name.zh for _, gap in before.gaps}
    assert "鸟类" not in {gap.name.zh for _, gap in after.gaps}
    assert ["鸟类", "211种"] in rows(table(after, "status", "物种数"))


def test_a_gap_says_unit_department_and_where_to_enter_it() -> None:
    gap = next(gap for _, gap in plan_of(COUNTY).gaps if gap.name.zh == "森林面积")
    assert (gap.unit, gap.department.zh, gap.where) == (
        Text("公顷", "ha"),
        "林业部门",
        "fields.status.forest_area",
    )


def test_a_plan_that_its_government_calls_a_statutory_plan_calls_itself_so() -> None:
    title = Text("某县生物多样性保护规划（2026—2035年）", "Some County Biodiversity Plan (2026–2035)")
    chosen = plan_of(county(profile=Profile("county", plan_title=title)))
    assert "制定本规划" in said(blocks(chosen, "foreword"))
    assert "制定本行动计划" in said(blocks(plan_of(COUNTY), "foreword"))


def test_a_published_fact_stands_with_its_source_and_note() -> None:
    fact = Fact(
        "x",
        Text("绿地率", "Green space"),
        Decimal(40),
        Text(),
        "percent",
        2025,
        "年鉴 Yearbook",
        Text("注", "Note"),
    )
    made = plan_of(county(profile=Profile("county", facts=(fact,))))
    assert rows(table(made, "status", "已公开")) == [["绿地率", "40%", "2025年", "年鉴 Yearbook", "注"]]


# --- targets ---


@pytest.mark.parametrize(
    ("operator", "zh", "en"),
    [
        (">=", "不低于30", "at least 30"),
        (">", "高于30", "above 30"),
        ("<=", "不高于30", "at most 30"),
        ("~", "30左右", "about 30"),
        ("->", "达到30", "reach 30"),
        ("=", "30", "30"),
    ],
)
def test_a_target_keeps_its_operator(operator: Operator, zh: str, en: str) -> None:
    made = plan_of(county(targets=(target(operator=operator, value=Decimal(30), year=2030),)))
    shown = table(made, "strategy-objectives", "主要指标")
    assert column(shown, "2030年") == [zh]
    assert column(shown, "2030年", "en") == [en]


def test_a_target_equal_to_its_baseline_is_maintained() -> None:
    one = target(operator=">=", value=Decimal("8.60"), year=2030, baseline=Decimal("8.6"), baseline_year=2024)
    made = plan_of(county(targets=(one,)))
    shown = table(made, "strategy-objectives", "主要指标")
    assert (column(shown, "基期值（2024年）"), column(shown, "2030年")) == (["8.6"], ["保持8.6"])
    assert column(shown, "2030年", "en") == ["maintain 8.6"]


def test_base_values_of_different_years_each_say_theirs() -> None:
    first = target(value=Decimal(9), year=2030, baseline=Decimal("8.6"), baseline_year=2024)
    second = replace(first, id="t2", baseline=Decimal(7), baseline_year=2025)
    shown = table(plan_of(county(targets=(first, second))), "strategy-objectives", "主要指标")
    assert column(shown, "基期值（年份）") == ["8.6（2024年）", "7（2025年）"]
    assert column(shown, "基期值（年份）", "en") == ["8.6 (2024)", "7 (2025)"]


def test_a_target_shows_its_milestones_nature_indicator_and_department() -> None:
    one = target(
        operator=">=",
        value=Decimal(30),
        unit="percent",
        year=2035,
        baseline=Decimal(20),
        baseline_year=2025,
        milestones={2027: Decimal(22), 2030: Decimal(25)},
        nature="binding",
        source=Text("县级自定", "set by the county"),
        indicator="cbi2021_08",
        department=Text("县林业局", "forestry bureau"),
    )
    shown = table(plan_of(county(targets=(one,))), "strategy-objectives", "主要指标")
    heads = ["序号", "指标", "指标编码", "单位", "基期值（2025年）", "2027年", "2030年", "2035年", "指标属性"]
    assert [one.head.zh for one in shown.columns] == [*heads, "目标来源", "牵头单位"]
    cells = ["1", "湿地面积", "CBI-8", "%", "20", "22", "25", "不低于30", "约束性", "县级自定", "县林业局"]
    assert rows(shown) == [cells]


def test_what_a_target_lacks_is_a_gap_in_its_cell() -> None:
    shown = table(
        plan_of(county(targets=(target(value=Decimal(3), year=2030),))), "strategy-objectives", "主要指标"
    )
    cells = [words(cell) for cell in shown.rows[0]]
    assert "【基期值】" in cells
    assert "【牵头单位】" in cells


def test_a_qualitative_target_shows_how_it_is_checked() -> None:
    one = target(year=2030, check=Text("查阅文件", "documents"))
    made = plan_of(county(targets=(one,)))
    assert "定性" in rows(table(made, "strategy-objectives", "主要指标"))[0]
    assert "定性目标“湿地面积”的核查方式：查阅文件。" in said(blocks(made, "strategy-objectives"))


# --- actions ---


def test_actions_stand_under_the_area_of_their_confirmed_national_action() -> None:
    two = (
        action("b", links=(Link(NBSAP, "NBSAP-21", status="confirmed"),)),
        action("a", links=(Link(NBSAP, "NBSAP-08", status="confirmed"),)),
    )
    heads = [b.text.zh for b in blocks(plan_of(county(actions=two)), "actions") if isinstance(b, Heading)]
    assert heads == [
        "优先领域一　应对生物多样性丧失威胁",
        "优先行动1　恢复湿地",
        "优先领域二　生物多样性治理能力现代化",
        "优先行动2　恢复湿地",
    ]


def test_a_citys_own_area_goes_before_that_of_a_link() -> None:
    one = action(area="山水保护", links=(Link(NBSAP, "NBSAP-08", status="confirmed"),))
    assert "优先领域一　山水保护" in said(blocks(plan_of(county(actions=(one,))), "actions"))


def test_a_proposed_link_decides_no_area() -> None:
    made = plan_of(county(actions=(action(links=(Link(NBSAP, "NBSAP-08"),)),)))
    assert "待确定优先领域的行动" in said(blocks(made, "actions"))
    assert "所属优先领域" in {gap.name.zh for key, gap in made.gaps if key == "actions"}


def test_a_result_is_drawn_from_the_targets_where_the_action_states_none() -> None:
    due = (
        target(action="a1", operator=">=", value=Decimal(800), unit="ha", year=2030),
        CityTarget("t2", Text("廊道", "Corridors"), "a1", value=Decimal(3), unit="site", year=2030),
    )
    written = said(blocks(plan_of(county(actions=(action(),), targets=due)), "actions"))
    assert "到2030年，湿地面积不低于800公顷、廊道3处。" in written


def test_an_action_without_lead_measures_or_result_asks_for_them() -> None:
    made = plan_of(county(actions=(action(),)))
    asked = {gap.name.zh for key, gap in made.gaps if key == "actions"}
    assert {"具体措施", "到2030年的可衡量结果", "牵头单位"} <= asked


def test_an_unreadable_text_is_asked_for_and_not_printed() -> None:
    made = plan_of(county(actions=(action(unreadable=("description",), description=Text("乱码", "noise")),)))
    assert "乱码" not in said(blocks(made, "actions"))
    assert any("无法辨认" in gap.name.zh for _, gap in made.gaps)


def test_the_projects_of_an_action_stand_in_its_box() -> None:
    works = (Project("p1", Text("退塘还湿", "Ponds back to wetland"), "a1", years=(2026, 2028)),)
    boxes = [
        b
        for b in blocks(plan_of(county(actions=(action(),), projects=works)), "actions")
        if isinstance(b, Box)
    ]
    assert [box.title.zh for box in boxes] == ["优先行动1的优先项目"]
    assert isinstance(boxes[0].blocks[0], Bullets)
    assert words(boxes[0].blocks[0].items[0]) == "退塘还湿：实施年限为2026—2028年"


def test_the_chart_of_actions_counts_each_area() -> None:
    chart = next(b for b in blocks(plan("sample-city"), "actions") if isinstance(b, Chart))
    assert sum(value or 0 for value in chart.series[0].values) == len(city("sample-city").actions)


# --- alignment ---


def test_only_confirmed_links_are_written_and_proposed_ones_are_asked_about() -> None:
    links = (Link(NBSAP, "NBSAP-08", status="confirmed"), Link("gbf", "GBF-T02", "secondary"))
    made = plan_of(county(actions=(action(links=links),)))
    row = rows(table(made, "annex-alignment", "衔接"))[0]
    assert row[2] == "NBSAP-08 生态系统修复"
    assert row[3] == "【建议衔接“GBF-T02 恢复退化生态系统”，须经人工确认】"
    assert row[4] == "高"
    assert "GBF-T02 恢复退化" not in said(blocks(made, "annex-alignment"))


def test_an_action_that_is_only_a_contribution_has_a_medium_degree() -> None:
    links = (Link(NBSAP, "NBSAP-08", "secondary", "confirmed"),)
    assert (
        rows(table(plan_of(county(actions=(action(links=links),))), "annex-alignment", "衔接"))[0][4] == "中"
    )


def test_the_province_has_a_column_where_its_plan_is_loaded() -> None:
    heads = [c.head.zh for c in table(plan("sample-city"), "annex-alignment", "衔接").columns]
    assert "省级、市（州）级计划" in heads
    assert "省级、市（州）级计划" not in [
        c.head.zh for c in table(plan("congjiang"), "annex-alignment", "衔接").columns
    ]


def test_what_no_action_serves_is_named_unless_a_reason_is_given() -> None:
    reason = Explanation("NBSAP-27", Text("属国家事权", "a national task"))
    made = plan_of(
        county(
            actions=(action(links=(Link(NBSAP, "NBSAP-08", status="confirmed"),)),), explanations=(reason,)
        )
    )
    written = said(blocks(made, "annex-alignment"))
    assert "国家优先行动有25项" in written
    assert rows(table(made, "annex-alignment", "不单设行动")) == [["NBSAP-27 国际履约与合作", "属国家事权"]]
