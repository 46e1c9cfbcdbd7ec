"""Which item of the reporting guideline ACCORD a consultation report meets, and where.

Source: Gattrell et al. 2024, PLoS Medicine 21, e1004326: 35 items. What each asks is put in our own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lbsap.model.blocks import Table
from lbsap.model.report import ConsultationReport
from lbsap.model.text import Text
from lbsap.steps.common.printed import Head, joined, table
from lbsap.steps.reports.statements import STATEMENTS

COVER: Final = "cover"
TITLE: Final = Text("ACCORD 报告规范对照", "Where ACCORD is met")
_TABLE: Final = Text(
    "ACCORD 各项要求在本报告中的位置", "The items of ACCORD and where this report meets them"
)
_ITEM: Final = Text("编号", "Item")
_ASKS: Final = Text("要求", "What it asks")
_WHERE: Final = Text("位置", "Where")
_STATE: Final = Text("情况", "State")
_MET: Final = Text("已说明", "stated")
_MISSING: Final = Text("待组织方补充：{what}", "to be stated by the host: {what}")
COVER_WORDS: Final = Text("封面", "cover")
_HOST: Final = "method-host"


@dataclass(frozen=True, slots=True)
class AccordItem:
    """An item by its code, what it asks, and the keys of the parts that answer it (``cover``: the cover).

    ``statements`` are the host's own words that belong to it; where one is missing, a gap stands in its place.
    """

    code: str
    asks: Text
    parts: tuple[str, ...]
    statements: tuple[str, ...] = ()


ACCORD_ITEMS: Final = (
    AccordItem("T1", Text("标题说明是共识研究及所用方法", "The title tells of a consensus exercise and its method"),
               (COVER,)),
    AccordItem("I1", Text("为何采用征询共识的方法", "Why consensus was sought"), ("method-purpose",)),
    AccordItem("I2", Text("目的、适用对象和地域范围", "Aim, readers and geographical scope"), ("method-purpose",)),
    AccordItem("I3", Text("对已有文件的修订及其出处", "What is being updated, why, and its source"),
               ("method-purpose", "made-with")),
    AccordItem("M1", Text("方案是否事先登记", "Registration of the protocol"), (_HOST,), ("registration",)),
    AccordItem("M2", Text("组织者的角色和专长", "Role and expertise of those in charge"), (_HOST,), ("steering",)),
    AccordItem("M3", Text("专家入选条件、人数考虑和遴选者", "Criteria and number of experts, and who chose them"),
               ("method-panel",), ("selection",)),
    AccordItem("M4", Text("邀请方式", "How experts were recruited"), ("method-panel",), ("selection",)),
    AccordItem("M5", Text("公众等其他人员的参与", "Part played by the public"), (_HOST,), ("participation",)),
    AccordItem("M6", Text("条目和材料的来源", "Where the items and materials came from"),
               (_HOST, "asked"), ("preparation",)),
    AccordItem("M7", Text("文献检索", "Literature search"), (_HOST,), ("preparation",)),
    AccordItem("M8", Text("已有证据的归纳，是否提供给专家", "Evidence, and whether experts were given it"),
               (_HOST,), ("preparation",)),
    AccordItem("M9", Text("征询意见和形成共识的方法与步骤", "Methods and steps towards consensus"),
               ("method-rule", "method-feedback", "rounds")),
    AccordItem("M10", Text("提问方式和选项，能否说明理由、提出新条目", "Questions and options, reasons, new items"),
               ("method-questions", "asked")),
    AccordItem("M11", Text("每轮的目的", "What each step was for"), ("rounds",), ("stopping",)),
    AccordItem("M12", Text("共识的定义及依据", "Definition of consensus, and its grounds"), ("method-rule",)),
    AccordItem("M13", Text("已达成共识的条目是否再次征询", "Whether items with consensus were asked again"), ("rounds",)),
    AccordItem("M14", Text("每轮答复的收集方式", "How answers were collected"),
               ("method-questions", "method-feedback")),
    AccordItem("M15", Text("答复的汇总方法", "How answers were put together"), ("method-rule", "results-items")),
    AccordItem("M16", Text("试填", "Piloting"), (_HOST,), ("piloting",)),
    AccordItem("M17", Text("每轮后的反馈", "Feedback after each step"), ("method-feedback",)),
    AccordItem("M18", Text("匿名的范围和保证办法", "Anonymity: where, to whom, by what means"), ("method-panel",)),
    AccordItem("M19", Text("组织者是否参加表决和决定", "Part of those in charge in the decisions"),
               (_HOST, "revision-decisions"), ("steering",)),
    AccordItem("M20", Text("酬劳等鼓励办法", "Incentives"), (_HOST,), ("participation",)),
    AccordItem("M21", Text("方便作答的安排", "How taking part was made easier"), (_HOST,), ("participation",)),
    AccordItem("R1", Text("起止时间", "When it was held"), ("method-panel", "rounds")),
    AccordItem("R2", Text("与原定方案的差异", "Departures from the protocol"), (_HOST,), ("deviations",)),
    AccordItem("R3", Text("每轮的人数、应答率和专家构成", "Experts, response and make-up of the panel, step by step"),
               ("method-panel", "rounds")),
    AccordItem("R4", Text("最终结果：逐项统计和意见归纳", "Final outcome in figures and words"),
               ("results-overview", "results-items", "results-dissent", "ratings")),
    AccordItem("R5", Text("修改或删去的条目及原因", "Items changed or removed, when and why"),
               ("rounds", "revision-decisions", "revision-changes")),
    AccordItem("D1", Text("优点与局限", "Strengths and limitations"), ("limitations", "rounds-silence")),
    AccordItem("D2", Text("与已有文献是否一致", "Agreement with the literature"), (_HOST,), ("literature",)),
    AccordItem("O1", Text("认可结果的单位", "Endorsing organisations"), (_HOST,), ("endorsement",)),
    AccordItem("O2", Text("利益关系", "Conflicts of interests"), ("method-panel",), ("funding",)),
    AccordItem("O3", Text("经费及出资方的作用", "Funding, and the part of the funder"),
               ("method-panel",), ("funding",)),
)  # fmt: skip


def accord_table(value: ConsultationReport, titles: dict[str, Text]) -> Table:
    """Each item with the titles of the parts that meet it (``titles`` by key), and what the host has yet to state."""
    heads: tuple[Head, ...] = (
        (_ITEM, 0.8, "left"),
        (_ASKS, 4, "left"),
        (_WHERE, 4.4, "left"),
        (_STATE, 3, "left"),
    )
    rows = (
        (
            one.code,
            one.asks,
            joined(titles[key] for key in one.parts if key in titles),
            _state(one, value),
        )
        for one in ACCORD_ITEMS
    )
    return table(_TABLE, heads, rows)


def _state(one: AccordItem, value: ConsultationReport) -> Text:
    missing = [STATEMENTS[name] for name in one.statements if not value.statements.get(name)]
    return _MISSING.format(what=joined(missing)) if missing else _MET
