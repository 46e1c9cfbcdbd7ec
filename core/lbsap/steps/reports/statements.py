"""What only the host can say of a consultation, by name; and what each level of anonymity means for a reader."""

from __future__ import annotations

from typing import Final

from lbsap.model.errors import BadInput
from lbsap.model.notice import Anonymity
from lbsap.model.problems import Problem
from lbsap.model.text import LANGS, Text
from lbsap.steps.asking.answers import LONGEST_COMMENT, Cells, cell, fit
from lbsap.steps.common.words import clean

STATEMENTS: Final[dict[str, Text]] = {
    "selection": Text("专家遴选方式", "How the panel was selected"),
    "steering": Text("咨询的组织者及其专长", "Who directed the consultation, and their expertise"),
    "registration": Text("咨询方案是否事先公开登记", "Whether the protocol was registered beforehand"),
    "preparation": Text(
        "条目的来源与咨询前的资料准备", "Where the items come from, and the evidence gathered beforehand"
    ),
    "piloting": Text("问卷试填情况", "How the questionnaire was piloted"),
    "participation": Text(
        "公众参与、酬劳与无障碍安排", "Part of the public, incentives, and how answering was made easier"
    ),
    "stopping": Text("结束咨询的条件", "The rule for ending the consultation"),
    "deviations": Text("与原定方案的差异及原因", "Departures from the protocol, and why"),
    "literature": Text(
        "与已有研究和做法的异同", "How the outcome compares with earlier work, and why it may differ"
    ),
    "endorsement": Text("认可本结果的单位及其作用", "Organisations that endorse the outcome, and their part"),
    "funding": Text("经费来源与利益关系", "Funding and interests"),
}
"""The statements of a host by name, among the words of a consultation, with their titles. A missing one is a gap."""

HINTS: Final[dict[str, Text]] = {
    "selection": Text(
        "入选条件、人数的考虑、由谁邀请和怎样邀请。", "Criteria, why this many, who invited them and how."
    ),
    "steering": Text(
        "主持咨询和作出处理的人员、专业背景，以及是否也参加表决。",
        "Who led it and took the decisions, their background, and whether they voted too.",
    ),
    "registration": Text("登记平台和链接；未登记的，请写明。", "Platform and link; if it was not, say so."),
    "preparation": Text(
        "文献检索和其他依据，以及是否提供给专家。",
        "Searches and other evidence, and whether experts were given it.",
    ),
    "piloting": Text("由谁试填，据此作了哪些修改。", "Who tried it, and what was changed after that."),
    "participation": Text("没有的，请写明“无”。", "Where there was none, say so."),
    "stopping": Text(
        "几轮、什么情况下结束，何时确定。", "How many rounds, when to end, and when that was fixed."
    ),
    "deviations": Text("没有的，请写明“无”。", "Where there were none, say so."),
    "literature": Text("一两段即可。", "A paragraph or two will do."),
    "endorsement": Text("没有的，请写明“无”。", "Where there are none, say so."),
    "funding": Text(
        "出资方及其作用；组织者和专家的利益关系及处理办法。",
        "Who paid and what part they had; interests of organisers and experts, and how they were handled.",
    ),
}
"""What a host should write under each."""

BEFOREHAND: Final = ("selection", "stopping", "funding")
"""Statements that belong to the set-up: they are fixed when the first round opens, and stand with the panel."""
LATER: Final = tuple(name for name in STATEMENTS if name not in BEFOREHAND)
"""Statements that may be written at any time."""


def read_statements(cells: Cells) -> dict[str, Text]:
    """The later statements in ``cells``, by name. Raises ``BadInput`` for what is too long."""
    problems: list[Problem] = []

    def words(field: str) -> str:
        found, fitting = fit(field, *clean(cell(cells, field)), LONGEST_COMMENT)
        problems.extend(one for one in found if one.severity == "error")
        return fitting

    read = {name: Text(*(words(f"{name}_{lang}") for lang in LANGS)) for name in LATER}
    if problems:
        raise BadInput(problems)
    return read


ANONYMITY: Final[dict[Anonymity, Text]] = {
    "anonymous": Text(
        "本次咨询为匿名：答复与专家姓名、邀请之间不留任何对应关系，包括编辑组在内，任何人都无法查到哪份答复出自谁手。",
        "The consultation was anonymous: nothing links answers to names or invitations, so nobody, the editors included, "
        "can find out whose answers are whose.",
    ),
    "confidential": Text(
        "其他专家和公开报告中不出现专家姓名和单位；编辑组可以看到，并负有保密责任。",
        "Other experts and the public report do not show names or institutions; the editors can see them and keep them "
        "confidential.",
    ),
    "named": Text(
        "本次咨询为实名：编辑组可以看到专家姓名和答复；经本人同意，专家姓名和单位可以列入公开名单。",
        "The consultation was held under names: the editors can see names with answers. With their consent, experts may "
        "be listed by name and institution.",
    ),
}
"""One true sentence for each level."""
