"""The documents beside the plan text: what each promises its readers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lbsap.model.blocks import Chart, Gap, Paragraph, Table
from lbsap.model.city import CityData
from lbsap.model.city_plan import Department
from lbsap.model.draft import DocumentKind, ReviewComment
from lbsap.model.plugin_items import Plan
from lbsap.model.text import LANGS, Lang, Text, same
from lbsap.steps.planning.plan import make_plan
from tests.plan_sections.plans import (
    CITIES,
    SECTIONS,
    blocks,
    call,
    city,
    column,
    context,
    index,
    inlines,
    nameless,
    plan,
    rows,
    said,
    table,
)

KINDS: tuple[DocumentKind, ...] = ("research", "note", "notice", "letter", "request", "summary")
SAMPLE = "sample-city"


def document(kind: DocumentKind, data: CityData, **changes: Any) -> Plan:
    return make_plan(replace(context(data), **changes), SECTIONS, call, kind)


def text(made: Plan, lang: Lang = "zh") -> str:
    return said(made.document.parts, lang)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CITIES)
def test_every_document_is_written_for_every_city_in_both_languages(name: str, kind: DocumentKind) -> None:
    made = document(kind, city(name))
    texts = [one for one in inlines(made.document.parts) if isinstance(one, Text) and one]
    assert texts
    assert [one for one in texts if one.missing] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_city_leaves_no_gap_in_any_document_but_what_the_office_adds_by_hand(
    kind: DocumentKind,
) -> None:
    asked = {gap.name.zh for _, gap in document(kind, city(SAMPLE)).gaps}
    assert asked <= {"发文字号", "发函日期"}


def test_research_stands_in_the_report_and_not_in_the_plan_text() -> None:
    report, text_of_plan = text(document("research", city(SAMPLE))), said(plan(SAMPLE).document.parts)
    for words in ("样线", "样方", "逐一剔除", "数据误差"):
        assert words not in text_of_plan
    assert "样线和定点计数" in report


# --- research report ---


def test_the_report_shows_every_indicator_with_definition_formula_value_bands_and_provenance() -> None:
    tables = [
        b for b in blocks(document("research", city(SAMPLE)), "research-indicators") if isinstance(b, Table)
    ]
    assert len(tables) == len(index().items)
    first = dict(rows(tables[0]))
    assert first["计算方法"] == "100 × A_nat / A_city"
    assert first["填报数据"] == "A_nat = 76,000；A_city = 186,000"
    assert first["数值"] == "40.86%"
    assert first["得分"] == "4（满分4分）"
    assert first["赋分标准"].splitlines()[0] == "0分：< 1.0%"
    assert first["赋分标准出处"] == "其他出版物转述，尚未与手册核对"


def test_the_report_scores_as_the_scorecard_does() -> None:
    made = document("research", city(SAMPLE))
    shown = table(made, "research-index", "各项指标数值")
    card = context(city(SAMPLE)).scorecard
    told = column(shown, "得分")
    assert told == [f"{line.score:f}" for line in card.indicators if line.score is not None]
    charts = [b for b in blocks(made, "research-index") if isinstance(b, Chart)]
    assert len(charts) == 1 + len(index().components)


def history(data: CityData) -> tuple[tuple[int, Any], ...]:
    earlier = [
        (
            one.year,
            context(
                replace(
                    data,
                    year=one.year,
                    first_application=one.first_application,
                    observations=one.observations,
                )
            ).scorecard,
        )
        for one in data.earlier
    ]
    return (*earlier, (data.year or 0, context(data).scorecard))


def test_the_trend_compares_the_years_under_one_index() -> None:
    data = city(SAMPLE)
    made = document("research", data, history=history(data))
    shown = table(made, "research-trend", "历次评价")
    assert column(shown, "时间") == ["2021年", "2023年", "2026年"]
    totals = [f"{card.total.score:f}" for _, card in history(data)]
    assert column(shown, "总分") == totals
    (line,) = [b for b in blocks(made, "research-trend") if isinstance(b, Chart)]
    assert line.kind == "line"
    assert all(len(series.values) == 3 for series in line.series)


def test_one_evaluation_is_no_trend() -> None:
    assert "尚不能判断变化趋势" in said(blocks(document("research", city("congjiang")), "research-trend"))


def test_missing_data_are_named_with_their_reason_and_their_effect_on_the_total() -> None:
    made = document("research", city("congjiang"))
    shown = table(made, "research-missing", "未评分")
    card = context(city("congjiang")).scorecard
    missing = [line for line in card.indicators if line.score is None]
    assert len(shown.rows) == len(missing)
    assert all(reason not in ("", "—") for reason in column(shown, "原因"))
    wanting = [line for line in missing if line.state in ("no_data", "not_started")]
    highest = (card.total.score or 0) + 4 * len(wanting)
    assert f"总分为{highest:f}分" in said(blocks(made, "research-missing"))


def test_leaving_each_component_out_is_computed_from_the_scorecard() -> None:
    made = document("research", city(SAMPLE))
    shown = table(made, "research-robustness", "剔除某一核心要素")
    parts = context(city(SAMPLE)).scorecard.components
    score, attainable = sum(one.score or 0 for one in parts), sum(one.attainable for one in parts)
    first = 100 * (score - (parts[0].score or 0)) / (attainable - parts[0].attainable)
    assert column(shown, "占比")[:2] == [f"{float(100 * score / attainable):.1f}%", f"{float(first):.1f}%"]


def test_the_gap_analysis_counts_what_is_served_reasoned_and_open() -> None:
    written = said(blocks(document("research", city("congjiang")), "research-gaps"))
    assert "共27项，其中0项有经确认的本地行动对应，0项说明了不单设行动的理由，27项尚无对应" in written
    sample = said(blocks(document("research", city(SAMPLE)), "research-gaps"))
    assert "0项尚无对应" in sample


def test_the_matrix_names_the_degree_of_each_alignment_from_the_side_of_the_target() -> None:
    made = document("research", city(SAMPLE))
    shown = dict(rows(table(made, "research-alignment", "中国生物多样性保护战略与行动计划")))
    assert shown["NBSAP-09 生物多样性就地保护"] == "行动8　加强重点物种就地保护（高）"
    assert shown["NBSAP-05 企业与生物多样性"].startswith("不单设行动：")


# --- drafting note ---


def comment(**more: object) -> ReviewComment:
    given = {"part": "status", "layer": "sectoral", "body": same("水务局"), "words": "补充水质数据", **more}
    return ReviewComment(**given)  # type: ignore[arg-type]


def test_comments_stand_in_the_order_of_the_layers_with_what_became_of_them() -> None:
    comments = (
        comment(layer="leadership", words="同意", fate="noted"),
        comment(fate="accepted", reason=Text("已补充", "added")),
        comment(layer="expert", words="调整目标", fate="rejected", reason=Text("数据不足", "no data")),
    )
    made = document("note", city(SAMPLE), comments=comments)
    shown = table(made, "note-consultation", "意见汇总")
    assert column(shown, "意见内容") == ["调整目标", "补充水质数据", "同意"]
    assert column(shown, "采纳情况") == ["未采纳", "采纳", "已知悉"]
    assert column(shown, "所在部分")[1] == "生物多样性状况"
    assert "共收到意见3条：采纳1条、未采纳1条、已知悉1条" in said(blocks(made, "note-consultation"))


@pytest.mark.parametrize(
    ("one", "asked"),
    [(comment(id=7), "第1条意见的采纳情况"), (comment(id=7, fate="rejected"), "第1条意见未采纳的理由")],
)
def test_a_comment_without_answer_or_reason_is_a_gap(one: ReviewComment, asked: str) -> None:
    made = document("note", city(SAMPLE), comments=(one,))
    assert [(gap.name.zh, gap.where) for key, gap in made.gaps if key == "note-consultation"] == [
        (asked, "comments.7")
    ]


def test_the_note_tells_where_the_plan_departs_from_the_nation_and_why() -> None:
    written = said(blocks(document("note", city(SAMPLE)), "note-content"))
    assert "建设生物多样性监测网络：调查监测、评估和智慧治理三项国家优先行动合并为一项" in written


# --- letters ---


@pytest.mark.parametrize(
    ("level", "addressed"), [("city", "各县（市、区）人民政府"), ("county", "各乡镇人民政府（街道办事处）")]
)
def test_the_notice_is_worded_by_the_level(level: Any, addressed: str) -> None:
    made = document("notice", nameless(level))
    first = next(b for b in made.document.parts[0].blocks if isinstance(b, Paragraph))
    assert said(first.content).startswith(addressed)
    assert {"发文字号", "发布机关", "成文日期"} <= {gap.name.zh for _, gap in made.gaps}


def test_the_letter_asks_by_when_and_brings_a_form_to_reply_on() -> None:
    made = document("letter", city(SAMPLE))
    assert "请于2025年12月31日前将书面意见反馈我们" in text(made)
    form = next(b for b in made.document.parts[0].blocks if isinstance(b, Table))
    assert [one.head.zh for one in form.columns] == ["序号", "所在部分", "意见内容", "理由"]


GAPS = (
    ("status", Gap(Text("森林面积", "forest area"), department=Text("林业部门", "forestry department"), where="f.a")),
    ("status", Gap(Text("气候", "climate"), department=Text("气象部门", "meteorology"), where="f.b")),
    ("actions", Gap(Text("具体措施", "measures"), where="actions.insitu.description")),
    ("actions", Gap(Text("完成时限", "deadline"), where="actions.water.deadline")),
)  # fmt: skip


def test_a_department_is_asked_for_what_it_can_supply_and_for_what_it_leads() -> None:
    forestry = Text("市林业和园林局", "forestry and parks bureau")
    made = document("request", city(SAMPLE), gaps=GAPS, department=forestry)
    assert column(table(made, "request", "请提供"), "数据或内容") == [
        "森林面积",
        "优先行动8　加强重点物种就地保护：具体措施",
    ]
    assert text(made).lstrip().startswith("市林业和园林局：")


def test_without_a_department_everything_is_asked_for() -> None:
    made = document("request", city(SAMPLE), gaps=GAPS)
    assert len(table(made, "request", "请提供").rows) == len(GAPS)


def test_a_department_is_asked_for_figures_of_indicators_that_serve_what_it_leads() -> None:
    bureau = Text("县自然资源局", "natural resources bureau")
    data = replace(city("empty"), departments=(Department("nat", bureau, leads=("NBSAP-07",)),))
    made = document("request", data, department=bureau)
    asked = column(table(made, "request", "指标数据"), "指标")
    assert "城市自然区域比例" in asked
    assert len(asked) < len(index().items)


def test_a_department_that_owes_nothing_is_told_so() -> None:
    made = document("request", city(SAMPLE), department=Text("市教育局", "education bureau"))
    assert "目前没有需要你单位补充的数据资料" in text(made)


# --- summary ---


@pytest.mark.parametrize("lang", LANGS)
def test_the_summary_names_areas_and_binding_targets(lang: Lang) -> None:
    written = text(document("summary", city(SAMPLE)), lang)
    assert all(getattr(area.title, lang) in written for area in city(SAMPLE).areas)
    binding = [one for one in city(SAMPLE).targets if one.nature == "binding" and one.value is not None]
    assert all(getattr(one.metric, lang) in written for one in binding)
