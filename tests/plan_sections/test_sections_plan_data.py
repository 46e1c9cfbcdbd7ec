"""What sections do with areas, vision, sign-offs, monitoring, funds, cases, pictures and degrees of alignment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lbsap.model.blocks import Box, Figure, Heading
from lbsap.model.catalogue import Link
from lbsap.model.city_plan import (
    CaseExample,
    DatedText,
    FundingLine,
    MonitoringTask,
    Picture,
    PriorityArea,
    SignOff,
)
from lbsap.model.text import Text, same
from tests.plan_sections.plans import blocks, column, plan, plan_of, rows, said, table
from tests.plan_sections.test_sections import COUNTY, NBSAP, action, county
from tests.plan_sections.test_sections_index import project

LAKE = PriorityArea(
    "a1", Text("守护湖区", "Safeguard the lake"), Text("湖滨湿地连片。", "Wide wetlands."), "II"
)
HILLS = PriorityArea("a2", Text("守护山地", "Safeguard the hills"))


def test_actions_stand_under_the_citys_own_areas_in_its_order_with_their_local_features() -> None:
    data = county(areas=(LAKE, HILLS), actions=(action("x", area="a2"), action("y", area="a1")))
    written = blocks(plan_of(data), "actions")
    heads = [b.text.zh for b in written if isinstance(b, Heading) and b.level == 1]
    assert heads == ["优先领域一　守护湖区", "优先领域二　守护山地"]
    assert "湖滨湿地连片。" in said(written)
    asked = [gap.name.zh for key, gap in plan_of(data).gaps if key == "actions"]
    assert "“守护山地”领域的本地特点" in asked
    assert "“守护湖区”领域的本地特点" not in asked


def test_an_action_without_area_goes_where_the_national_area_of_its_alignment_is_followed() -> None:
    linked = action(links=(Link(NBSAP, "NBSAP-08", status="confirmed"),))
    assert "优先领域一　守护湖区" in said(
        blocks(plan_of(county(areas=(LAKE,), actions=(linked,))), "actions")
    )


def test_the_citys_guiding_thought_and_vision_are_its_own_words() -> None:
    data = county(
        guiding=DatedText(Text("本县指导思想。", "Own thought."), date(2026, 1, 1)), vision=same("愿景")
    )
    made = plan_of(data)
    assert said(blocks(made, "strategy-guiding")) == "本县指导思想。"
    assert "愿景：愿景" in said(blocks(made, "strategy-objectives"))


def test_sign_offs_stand_in_the_annex_in_the_order_of_the_layers() -> None:
    signed = (
        SignOff("leadership", same("领导小组"), date(2026, 3, 6), same("通过")),
        SignOff("expert", same("专家组"), date(2025, 12, 5)),
    )
    shown = table(plan_of(county(signoffs=signed)), "annex-coordination", "会签")
    assert rows(shown) == [
        ["编制组", "【编制组的会签】", "—", "—"],
        ["专家层", "专家组", "2025年12月5日", "—"],
        ["部门层", "【部门层的会签】", "—", "—"],
        ["领导层", "领导小组", "2026年3月6日", "通过"],
    ]


def test_monitoring_tasks_come_in_the_order_of_their_rhythm() -> None:
    tasks = (
        MonitoringTask("m1", "final", same("总评"), 2030, same("环保局")),
        MonitoringTask("m2", "yearly", same("调度"), None, same("环保局")),
    )
    shown = table(plan_of(county(monitoring=tasks)), "safeguards-monitoring", "任务安排")
    assert column(shown, "周期") == ["年度", "期末（2030年）"]


def line(kind: str, source: str, year: int, amount: int) -> FundingLine:
    return FundingLine(f"{kind}{source}{year}", kind, source, year, Decimal(amount))  # type: ignore[arg-type]


def test_funds_are_shown_by_source_and_year_and_the_gap_is_what_is_left() -> None:
    funds = (
        line("planned", "bond", 2027, 40),
        line("planned", "budget", 2026, 30),
        line("spent", "budget", 2025, 9),
    )
    made = plan_of(county(projects=(project("p1", 100, "财政预算"),), funding=funds))
    assert rows(table(made, "safeguards-funding", "资金安排计划")) == [
        ["财政预算", "30", "—", "30"],
        ["专项债券或绿色债券", "—", "40", "40"],
        ["合计", "30", "40", "70"],
    ]
    assert rows(table(made, "safeguards-funding", "近年")) == [["财政预算", "9", "9"], ["合计", "9", "9"]]
    assert "已有来源的资金合计70万元，尚需筹措30万元" in said(blocks(made, "safeguards-funding"))


def test_the_finance_plan_appears_once_the_city_has_one() -> None:
    fields = {"safeguards-finance": {"scheme": Text("发行绿色债券。", "Issue green bonds.")}}
    keys = [part.key for part in plan_of(county(fields=fields)).document.parts]
    assert keys.index("safeguards-finance") == keys.index("safeguards-funding") + 1
    assert "safeguards-finance" not in [part.key for part in plan_of(COUNTY).document.parts]


def test_cases_are_boxes_the_citys_own_first() -> None:
    own = CaseExample("c1", same("本地做法"), same("湖区"), same("做法"), same("启示"))
    learned = CaseExample("c2", same("外地做法"), content=same("做法"), source="来源一", origin="case-x")
    boxes = [b for b in blocks(plan_of(county(cases=(learned, own))), "achievements") if isinstance(b, Box)]
    assert [box.title.zh for box in boxes] == ["案例：本地做法（湖区）", "案例：外地做法"]
    assert "来源：来源一" in said(boxes[1].blocks)


@pytest.mark.parametrize("name", ["empty", "sample-city"])
def test_achievements_are_told_by_what_the_city_entered_and_not_judged(name: str) -> None:
    told = said(blocks(plan(name), "achievements"))
    assert "政策制度方面，" in told
    for judged in ("不断完善", "基本形成", "扎实推进", "不断加强", "提供了制度依据"):
        assert judged not in told


def picture(caption: str, section: str = "", number: str = "") -> Picture:
    return Picture(
        caption, same(caption), same("alt"), section, "sha", "image/png", number, no_exact_sites=True
    )


def test_a_map_stands_where_its_section_says_with_its_approval_number() -> None:
    data = county(pictures=(picture("格局图", "strategy-spatial", "黔S（2026）001号"),))
    made = plan_of(data, pictures={"sha": b"png"})
    (shown,) = [b for b in blocks(made, "strategy-spatial") if isinstance(b, Figure)]
    assert (shown.caption.zh, shown.data) == ("格局图（审图号：黔S（2026）001号）", b"png")


def test_a_picture_that_nobody_has_confirmed_is_not_shown() -> None:
    unchecked = replace(picture("格局图", "strategy-spatial"), no_exact_sites=False)
    made = plan_of(county(pictures=(unchecked,)), pictures={"sha": b"png"})
    (shown,) = [b for b in blocks(made, "strategy-spatial") if isinstance(b, Figure)]
    assert shown.data == b""


def test_a_map_that_is_there_is_no_longer_asked_for() -> None:
    made = plan_of(county(pictures=(picture("县域地理位置图"),)), pictures={"sha": b"png"})
    asked = [gap.name.zh for key, gap in made.gaps if key == "annex-maps"]
    assert "地理位置图" not in asked
    assert len(asked) == 4


@pytest.mark.parametrize(("extent", "shown"), [("high", "高"), ("medium", "中"), ("low", "低"), ("", "高")])
def test_the_degree_of_alignment_is_the_one_a_person_gave(extent: str, shown: str) -> None:
    link = Link(NBSAP, "NBSAP-08", status="confirmed", extent=extent)  # type: ignore[arg-type]
    made = plan_of(county(actions=(action(links=(link,)),)))
    assert column(table(made, "annex-alignment", "衔接"), "衔接程度") == [shown]
