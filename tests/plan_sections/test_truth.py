"""What sections say of a city with little, with one of each, or with figures that are all alike: no more than its data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lbsap.model.blocks import Paragraph
from lbsap.model.catalogue import Link
from lbsap.model.city import CityData, Explanation, Observation, Profile, Project
from lbsap.model.draft import DocumentKind, DraftSettings, ReviewComment
from lbsap.model.plugin_items import Plan
from lbsap.model.text import Lang, Text, same
from lbsap.steps.planning.cover import place_name
from lbsap.steps.planning.plan import make_plan
from tests.plan_sections.plans import (
    SECTIONS,
    blocks,
    call,
    city,
    column,
    context,
    index,
    nameless,
    outline,
    plan_of,
    rows,
    said,
    table,
    words,
)
from tests.plan_sections.test_sections import NBSAP, action, county, target


def document(kind: DocumentKind, data: CityData, **changes: Any) -> Plan:
    return make_plan(replace(context(data), **changes), SECTIONS, call, kind)


def submitted(kind: DocumentKind, data: CityData) -> Plan:
    return document(kind, data, settings=DraftSettings(stage="submission"))


def paragraphs(made: Plan, key: str, lang: Lang = "en") -> str:
    return "\n".join(words(b.content, lang) for b in blocks(made, key) if isinstance(b, Paragraph))


# --- names of places ---


@pytest.mark.parametrize(
    ("level", "name", "whole"),
    [
        ("city", "杭州", "杭州市"),
        ("district", "通州", "通州区"),
        ("prefecture", "黔东南州", "黔东南州"),
        ("county", "神农架林区", "神农架林区"),
        ("county", "正蓝旗", "正蓝旗"),
    ],
)
def test_a_name_that_ends_like_a_prefecture_still_gets_the_word_for_its_level(
    level: Any, name: str, whole: str
) -> None:
    assert place_name(Text(name, ""), level).zh == whole


# --- one, none and all alike ---


def test_one_of_each_is_told_in_the_singular() -> None:
    project = Project("p1", same("P"), action="a1", cost=Decimal(1))
    data = county(
        actions=(action(),),
        projects=(project,),
        targets=(target(nature="binding", value=Decimal(1), year=2030),),
        fields={"achievements": {"protected_areas": 1, "protected_area": 2, "red_line": 3, "cases": 1,
                                 "restored_area": 4, "campaigns": 1, "spending": 5}},
    )  # fmt: skip
    made = plan_of(data)
    told = "\n".join(
        paragraphs(made, key)
        for key in ("actions", "achievements", "strategy-objectives", "safeguards-funding")
    )
    assert "There is 1 site of protected areas" in told
    assert "1 case of harm to wild fauna and flora is dealt with" in told
    assert "there has been 1 campaign" in told
    assert "sets out 1 priority action." in told
    assert "There is 1 main indicator, 1 binding and 0 anticipated, for 2030." in told
    for wrong in (
        "1 sites",
        "1 cases",
        "1 campaigns",
        "1 actions",
        "1 projects",
        "1 priority actions",
        "0 priority areas",
    ):
        assert wrong not in told


def test_stages_that_begin_and_end_in_one_year_are_told_as_one() -> None:
    data = county(targets=(target(nature="binding", value=Decimal(1), year=2030),))
    assert "目标年为2030年" in said(blocks(plan_of(data), "strategy-objectives"))


def test_actions_without_an_area_stand_in_no_area() -> None:
    data = county(actions=(action(),))
    working, final = said(blocks(plan_of(data), "actions")), said(blocks(submitted("plan", data), "actions"))
    assert "部署1项优先行动。" in working
    assert "0个" not in working
    assert "专栏" not in working  # there is no project
    assert "其他行动" in final
    assert "待确定" not in final


def test_a_result_without_a_full_stop_does_not_run_into_who_leads() -> None:
    one = action(result=Text("建成3处湿地", "Three wetlands restored"), department=same("X"))
    told = plan_of(county(actions=(one,)))
    assert "Three wetlands restored. Lead department: X." in paragraphs(told, "actions")
    assert "建成3处湿地。（牵头单位：X）" in paragraphs(told, "actions", "zh")


def test_an_answer_that_ends_in_a_full_stop_gets_no_second_one() -> None:
    mandate = Text("政府工作报告要求编制。", "Ordered by the work report.")
    made = document("note", county(fields={"note-background": {"mandate": mandate}}))
    assert "。。" not in said(made.document.parts)
    assert ".." not in said(made.document.parts, "en")


def test_a_submission_without_actions_has_its_chapter_and_no_empty_table() -> None:
    parts = {part.key: part for part in submitted("plan", nameless("county")).document.parts}
    assert parts["actions"].blocks
    assert "annex-tasks" not in parts
    assert "annex-alignment" not in parts


# --- drafting note and summary ---


def test_the_note_counts_the_steps_of_the_outline_and_claims_no_order_of_asking() -> None:
    kept = tuple(
        item
        for item in outline().items
        if not item.id.startswith("step-") or item.number.endswith((".1", ".2"))
    )
    comment = ReviewComment("status", "expert", same("X"), "words")
    made = document("note", nameless("county"), outline=replace(outline(), items=kept), comments=(comment,))
    steps = sum(item.id.startswith("step-") for item in kept)
    assert f"分{steps}个步骤推进" in said(blocks(made, "note-process"))
    assert len(rows(table(made, "note-process", "编制步骤"))) == steps
    assert "依次参与" not in said(made.document.parts)
    assert "Comments received: 1 (open 1)" in said(blocks(made, "note-consultation"), "en")


def test_an_outline_without_steps_gives_a_note_that_can_be_written() -> None:
    kept = tuple(item for item in outline().items if not item.id.startswith("step-"))
    made = document("note", nameless("county"), outline=replace(outline(), items=kept))
    assert all(b.columns for part in made.document.parts for b in part.blocks if hasattr(b, "columns"))


def test_the_note_says_nothing_of_areas_and_local_features_that_are_not_there() -> None:
    made = document("note", nameless("county"))
    written = said(blocks(made, "note-content"))
    assert "0个" not in written
    assert "0项" not in written
    assert "本地特点已" not in written
    assert "优先领域和行动的本地特点，以及与国家框架不同之处的理由" in {gap.name.zh for _, gap in made.gaps}


def test_a_summary_of_costs_says_how_many_projects_they_are_of() -> None:
    projects = (Project("p1", same("P"), cost=Decimal(300)), Project("p2", same("Q")))
    made = document("summary", county(projects=projects))
    assert "2个优先项目中，已提供投资估算的1个合计300万元" in said(made.document.parts)


# --- alignment ---


def test_a_reason_may_name_a_target_with_its_framework() -> None:
    reason = Explanation(f"{NBSAP}:NBSAP-27", Text("属国家事权", "a national task"))
    links = (Link(NBSAP, "NBSAP-08", status="confirmed", extent="high"),)
    data = county(actions=(action(links=links),), explanations=(reason,))
    made = plan_of(data)
    assert "国家优先行动有25项" in said(blocks(made, "annex-alignment"))
    assert rows(table(made, "annex-alignment", "不单设行动")) == [["NBSAP-27 国际履约与合作", "属国家事权"]]
    report = document("research", data)
    assert "1项说明了不单设行动的理由，25项尚无对应" in said(blocks(report, "research-gaps"))
    matrix = next(t for t in (table(report, "research-alignment", "行动计划"),))
    assert rows(matrix)[26][1] == "不单设行动：属国家事权"


def test_a_degree_that_nobody_gave_is_told_as_such() -> None:
    given = (Link(NBSAP, "NBSAP-08", status="confirmed", extent="high"),)
    silent = (Link(NBSAP, "NBSAP-08", status="confirmed"),)
    told = [
        said(blocks(plan_of(county(actions=(action(links=links),))), "annex-alignment"))
        for links in (given, silent)
    ]
    assert ["未逐项填写" in one for one in told] == [False, True]


def test_only_the_city_index_is_cited_by_its_short_name() -> None:
    own = replace(index(), id="wetland-index")
    data = county(targets=(target(indicator="1", value=Decimal(1), year=2030),))
    made = plan_of(data, index=own)
    assert column(table(made, "strategy-objectives", "主要指标"), "指标编码") == ["1"]


# --- research report ---


def observed(*pairs: tuple[str, int], **more: Any) -> CityData:
    rows_ = tuple(Observation(number, value=Decimal(given)) for number, given in pairs)
    return county(first_application=True, observations=rows_, **more)


def test_indicators_that_all_score_the_same_are_not_told_apart() -> None:
    written = said(blocks(document("research", observed(("1", 0), ("2", 0))), "research-robustness"))
    assert "各项指标得分相同" in written
    assert "上升最多" not in written


def test_indicators_that_do_as_much_are_counted() -> None:
    written = said(
        blocks(document("research", observed(("1", 0), ("2", 0), ("8", 90))), "research-robustness")
    )
    assert "上升最多的是“城市自然区域比例”等2项" in written


def test_a_first_application_leaves_out_of_the_range_what_it_cannot_score() -> None:
    written = said(blocks(document("research", observed(("1", 0))), "research-missing"))
    later = sum(not item.indicator.in_first_application for item in index().items if item.indicator)
    assert f"如全部得满分，总分为{4 * (len(index().items) - 1 - later)}分" in written


def test_a_project_answers_for_the_indicator_it_serves() -> None:
    project = Project("p1", same("P"), action="a1", indicator="1")
    data = observed(("1", 0), actions=(action(),), projects=(project,))
    assert rows(table(plan_of(data), "annex-cbi", "低分"))[0][3] == "优先行动1　恢复湿地"
    assert "尚无回应的有0项" in said(blocks(document("research", data), "research-gaps"))


# --- letters ---


def test_the_letter_names_the_form_among_its_enclosures() -> None:
    made = document("letter", city("sample-city"))
    assert "（征求意见稿）》意见的函" in made.document.cover.title.zh
    assert "2.意见反馈表" in said(made.document.parts)


def test_a_data_request_says_what_each_gap_belongs_to_and_shows_no_place_of_a_file() -> None:
    data = county(profile=Profile("county"), actions=(action(department=same("X")),))
    gaps = plan_of(data).gaps
    made = document("request", data, gaps=gaps, department=same("X"))
    asked = column(table(made, "request", "请提供"), "数据或内容")
    assert any(one.startswith("优先行动1　恢复湿地：") and "具体措施" in one for one in asked)
    assert "actions." not in said(made.document.parts)


def test_a_department_that_owes_nothing_is_not_asked_for_data_below() -> None:
    made = document("request", city("sample-city"), department=Text("市教育局", "education bureau"))
    assert "请提供下列" not in said(made.document.parts)


# --- levels ---


@pytest.mark.parametrize(
    ("level", "name", "own", "others"),
    [
        ("county", "正蓝旗", ("全旗", "本旗", "旗人民政府"), ("全县", "本县", "县人民政府")),
        ("prefecture", "锡林郭勒盟", ("全盟", "本盟", "盟行政公署"), ("全州", "本州", "州人民政府")),
        ("prefecture", "大兴安岭地区", ("全地区", "本地区", "地区行政公署"), ("全州", "本州", "州人民政府")),
    ],
)
def test_leagues_and_banners_are_not_called_prefectures_and_counties(
    level: Any, name: str, own: tuple[str, ...], others: tuple[str, ...]
) -> None:
    made = plan_of(CityData(Text(name, "X"), profile=Profile(level)))
    written = "".join(said(part.blocks) for part in made.document.parts)
    assert [word for word in own if word not in written] == []
    assert [word for word in others if word in written] == []


def test_a_municipality_is_asked_for_no_province() -> None:
    made = plan_of(CityData(Text("上海", "Shanghai"), profile=Profile("municipality")))
    assert "上海是直辖市。" in said(blocks(made, "status"))
    assert "profile.province" not in {gap.where for _, gap in made.gaps}
