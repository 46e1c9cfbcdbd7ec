"""The steps of formulating a plan with the Nature Pathway beside them, and the checklist of five advices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.catalogue import Catalogue
from lbsap.model.text import Text

STEPS: Final = "formulation-steps"
"""The outline item whose children are the steps; their ids begin with ``PREFIX``."""
PREFIX: Final = "step-"
Phase = Literal["analyze", "act", "accelerate"]
PHASES: Final[Mapping[Phase, Text]] = {
    "analyze": Text("分析", "Analyze"),
    "act": Text("行动", "Act"),
    "accelerate": Text("加速", "Accelerate"),
}


@dataclass(frozen=True, slots=True)
class PathwayStep:
    """One of the nine steps of the Nature Pathway."""

    number: int
    title: Text
    phase: Phase


@dataclass(frozen=True, slots=True)
class Step:
    """A formulation step, or an advice of the checklist: its id, what it is, and the pathway's steps beside it."""

    id: str
    title: Text
    about: Text = Text()
    pathway: tuple[PathwayStep, ...] = ()


PATHWAY: Final = (
    PathwayStep(1, Text("承诺与动员", "Commit and mobilize"), "analyze"),
    PathwayStep(2, Text("研究与评估", "Research and assess"), "analyze"),
    PathwayStep(3, Text("确定基线", "Set the baseline"), "analyze"),
    PathwayStep(4, Text("制定战略", "Develop the strategy"), "act"),
    PathwayStep(5, Text("细化项目并筹措资金", "Detail and finance projects"), "act"),
    PathwayStep(6, Text("实施与监测", "Implement and monitor"), "act"),
    PathwayStep(7, Text("融入与协作", "Integrate and collaborate"), "accelerate"),
    PathwayStep(8, Text("评估与推广", "Review and upscale"), "accelerate"),
    PathwayStep(9, Text("倡导与带动", "Advocate and inspire"), "accelerate"),
)
"""Source: the CitiesWithNature platform, as a profile of 2026 shows it."""
BESIDE: Final[Mapping[str, tuple[int, ...]]] = {
    "step-commit": (1,),
    "step-teams": (1,),
    "step-survey": (2, 3),
    "step-policy": (2,),
    "step-objectives": (4,),
    "step-actions": (4, 5),
    "step-consult": (7,),
    "step-issue": (9,),
    "step-implement": (6, 8),
}
ADVICES: Final = (
    Step(
        "advice-awareness",
        Text("意识与指标", "Awareness and indicators"),
        Text(
            "城市规划的指标体系是否包含生物多样性？公园和绿地是否设有宣传教育和体验场所？",
            "Do the indicators of city planning include biodiversity? Do parks and green spaces serve education?",
        ),
    ),
    Step(
        "advice-space",
        Text("空间格局与廊道", "Space and corridors"),
        Text(
            "城市建设的空间格局是否符合保护要求？生态廊道是否已列入规划？",
            "Does the layout of the city agree with conservation? Are ecological corridors part of the plans?",
        ),
    ),
    Step(
        "advice-survey",
        Text("调查评估与监测预警", "Survey, assessment and early warning"),
        Text(
            "是否定期开展调查评估，并以监测预警数据支持决策？",
            "Are surveys repeated, and do monitoring and early warning inform decisions?",
        ),
    ),
    Step(
        "advice-green",
        Text("绿化树种与绿地管理", "Planting and green space"),
        Text(
            "绿化是否优先选用本地树种？绿地管理是否考虑生态系统功能？",
            "Does planting prefer native species? Does the care of green space serve ecosystem functions?",
        ),
    ),
    Step(
        "advice-governance",
        Text("职责、协同、考核与参与", "Duties, coordination, evaluation and participation"),
        Text(
            "部门职责是否明确？协同机制、绩效考核和公众参与是否建立？",
            "Are duties of departments clear? Are coordination, evaluation and participation in place?",
        ),
    ),
)
"""After the five advices given at the event on biodiversity-friendly cities in Ningbo on 18 May 2023."""


def formulation_steps(outline: Catalogue) -> tuple[Step, ...]:
    """The steps that an outline lists, in its order."""
    by_number = {one.number: one for one in PATHWAY}
    return tuple(
        Step(item.id, item.title, item.definition, tuple(by_number[n] for n in BESIDE.get(item.id, ())))
        for item in outline.children(STEPS)
        if item.id.startswith(PREFIX)
    )
