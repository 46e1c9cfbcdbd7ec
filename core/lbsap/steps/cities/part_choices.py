"""The choices of fields that offer some: what is kept, and its words."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

Choices = tuple[tuple[str, Text], ...]

LAYERS: Final[Choices] = (
    ("formulation", Text("编制组", "Formulation team")),
    ("expert", Text("专家层", "Expert level")),
    ("sectoral", Text("部门层", "Sectoral level")),
    ("leadership", Text("领导层", "Leadership level")),
)
"""In the order of their work."""
OPERATORS: Final[Choices] = (
    (">=", Text("不低于", "at least")),
    (">", Text("高于", "above")),
    ("<=", Text("不高于", "at most")),
    ("<", Text("低于", "below")),
    ("~", Text("左右", "about")),
    ("->", Text("达到", "reach")),
    ("=", Text("等于", "exactly")),
    ("reduction>=", Text("降幅不低于", "cut by at least")),
    ("reduction", Text("降低", "cut by")),
    ("close", Text("接近", "close to")),
    ("by", Text("按期达到", "reach by the year")),
)
NATURES: Final[Choices] = (
    ("binding", Text("约束性", "binding")),
    ("anticipated", Text("预期性", "anticipated")),
)
RHYTHMS: Final[Choices] = (
    ("yearly", Text("年度进展", "Yearly progress")),
    ("midterm", Text("中期评估", "Mid-term evaluation")),
    ("final", Text("终期评估", "Final evaluation")),
)
FUNDING_KINDS: Final[Choices] = (
    ("spent", Text("已安排支出", "Spent")),
    ("planned", Text("计划筹措", "Planned")),
)
FUNDING_SOURCES: Final[Choices] = (
    ("budget", Text("财政预算", "Public budget")),
    ("transfer", Text("转移支付", "Transfers from higher levels")),
    ("compensation", Text("生态补偿", "Ecological compensation")),
    ("bond", Text("专项债或绿色债券", "Special or green bonds")),
    ("eod", Text("生态环境导向的开发（EOD）", "Ecology-oriented development (EOD)")),
    ("private", Text("社会资本", "Private capital")),
    ("ecosystem_value", Text("碳汇或生态产品收益", "Carbon sinks or ecosystem products")),
    ("foundation", Text("公益基金", "Charitable funds")),
    ("international", Text("国际资金", "International funds")),
)
STATES: Final[Choices] = (
    ("open", Text("未开始", "Not begun")),
    ("under_way", Text("进行中", "Under way")),
    ("done", Text("已完成", "Done")),
    ("not_applicable", Text("不适用", "Not applicable")),
)
