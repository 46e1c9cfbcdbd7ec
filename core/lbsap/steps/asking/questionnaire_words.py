"""The standard wording of a questionnaire that is made from a catalogue. Braces are filled with its title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lbsap.model.catalogue import CatalogueKind
from lbsap.model.questionnaire import Choice, OpenQuestion, ProfileQuestion, Rating
from lbsap.model.text import Text


@dataclass(frozen=True, slots=True)
class Wording:
    """What is worded differently for an index and for an outline. ``minutes`` an item is our estimate."""

    title: Text
    purpose: Text
    rename_hint: Text
    settings: tuple[Choice, ...]
    troubles: tuple[Choice, ...]
    applied: Text
    ratings: tuple[Rating, ...]
    supplements: Text
    new_items: Text
    closing: tuple[OpenQuestion, ...]
    minutes: float


KEEP: Final = Text("保留", "Keep")
DROP: Final = Text("删除", "Drop")
RENAME: Final = Text("更名", "Rename")
OUTSIDE: Final = Text("超出本人专业范围，不作判断", "Outside my expertise, no judgement")
OUTSIDE_HINT: Final = Text(
    "只统计人数，不计入保留、删除、更名的比例。",
    "Counted as such; not part of the keep, drop and rename shares.",
)
_TERM: Final = Choice("term", Text("译名或概念不清楚", "Translated term or concept unclear"))
_METHOD: Final = Choice("method", Text("做法不适合本地情况", "Method does not fit local conditions"))

PROFILE: Final = (
    ProfileQuestion(
        "field",
        Text("专业领域", "Field"),
        (
            Choice("survey", Text("生物多样性调查与评估", "Biodiversity survey and assessment")),
            Choice("planning", Text("国土空间与城乡规划", "Spatial and urban planning")),
            Choice("conservation", Text("保护管理与生态修复", "Conservation management and restoration")),
            Choice("policy", Text("政策与治理", "Policy and governance")),
            Choice("other", Text("其他", "Other")),
        ),
        stratum=True,
    ),
    ProfileQuestion(
        "institution",
        Text("单位类型", "Kind of institution"),
        (
            Choice("research", Text("高校和科研院所", "University or research institute")),
            Choice("government", Text("行政机关和事业单位", "Government body")),
            Choice("company", Text("规划设计或咨询企业", "Planning or consulting company")),
            Choice("ngo", Text("社会组织", "Non-governmental organisation")),
            Choice("international", Text("国际组织", "International organisation")),
        ),
    ),
)

WORDING: Final[Mapping[CatalogueKind, Wording]] = {
    "index": Wording(
        title=Text("{title}修订专家咨询", "Expert consultation on revising {title}"),
        purpose=Text(
            "请您对各项指标逐项提出意见：是否保留、删除或更名，设置是否需要调整，并说明理由。",
            "Please judge each indicator: should it be kept, dropped or renamed, should its settings change, and why?",
        ),
        rename_hint=Text(
            "指标保留，名称修改；新名称填写一种语言即可。",
            "The indicator stays under a new name; one language is enough.",
        ),
        settings=(
            Choice("component", Text("所属核心要素", "Core component")),
            Choice("description", Text("指标说明", "Description")),
            Choice("calculation", Text("计算方法", "Calculation")),
            Choice("scoring", Text("赋分标准", "Scoring basis")),
            Choice("data_source", Text("数据来源", "Data source")),
            Choice("citation", Text("引用资料", "Citation")),
            Choice("scope", Text("评价范围", "Scope")),
        ),
        troubles=(Choice("data", Text("数据难以获取", "Data hard to obtain")), _METHOD, _TERM),
        applied=Text("您是否在实际工作中使用过这项指标？", "Have you used this indicator in practice?"),
        ratings=(
            Rating(
                "relevance",
                Text("相关性", "Relevance"),
                Text("与所评价的内容无关", "Irrelevant to what is assessed"),
                Text("必不可少", "Essential"),
            ),
            Rating(
                "availability",
                Text("数据可得性", "Data availability"),
                Text("数据无从取得", "Data cannot be had"),
                Text("数据随时可得", "Data at hand"),
            ),
            Rating(
                "clarity",
                Text("清晰程度", "Clarity"),
                Text("含义不清", "Unclear"),
                Text("含义清楚", "Perfectly clear"),
            ),
        ),
        supplements=Text(),
        new_items=Text(
            "您认为还应增加哪些指标？请写明名称、计算方法、数据来源和理由。",
            "Which indicators should be added? Please give name, calculation, data source and reason.",
        ),
        closing=(
            OpenQuestion(
                "overall", Text("对指数整体框架的意见", "Views on the framework of the index as a whole")
            ),
            OpenQuestion(
                "balance",
                Text("对各核心要素之间平衡的意见", "Views on the balance between the core components"),
            ),
        ),
        minutes=1.6,
    ),
    "outline": Wording(
        title=Text("{title}专家咨询", "Expert consultation on {title}"),
        purpose=Text(
            "请您对各章节逐项提出意见：是否保留、删除或更名，内容是否需要调整，以及需要补充的内容。",
            "Please judge each section: should it be kept, dropped or renamed, should its contents change, and what "
            "should be added?",
        ),
        rename_hint=Text(
            "章节保留，名称修改；新名称填写一种语言即可。",
            "The section stays under a new name; one language is enough.",
        ),
        settings=(
            Choice("component", Text("所属章节", "Place in the outline")),
            Choice("description", Text("内容要求", "What it holds")),
            Choice("calculation", Text("编制方法", "How it is prepared")),
            Choice("data_source", Text("资料来源", "Data source")),
            Choice("citation", Text("引用资料", "Citation")),
            Choice("scope", Text("适用范围", "Scope")),
        ),
        troubles=(Choice("data", Text("资料难以获取", "Material hard to obtain")), _METHOD, _TERM),
        applied=Text("您是否编写或评审过这部分内容？", "Have you written or reviewed this section?"),
        ratings=(
            Rating(
                "relevance",
                Text("必要性", "Relevance"),
                Text("可有可无", "Dispensable"),
                Text("必不可少", "Essential"),
            ),
            Rating(
                "availability",
                Text("资料可得性", "Availability of material"),
                Text("资料无从取得", "Material cannot be had"),
                Text("资料随时可得", "Material at hand"),
            ),
            Rating(
                "clarity",
                Text("清晰程度", "Clarity"),
                Text("要求不清", "Unclear"),
                Text("要求清楚", "Perfectly clear"),
            ),
        ),
        supplements=Text("这一部分还应补充哪些内容？", "What should this section hold in addition?"),
        new_items=Text(
            "您认为还应增加哪些章节？请写明名称、位置和内容要求。",
            "Which sections should be added? Please give title, place and contents.",
        ),
        closing=(OpenQuestion("overall", Text("对整体框架的意见", "Views on the framework as a whole")),),
        minutes=1.0,
    ),
}
