"""Words too general to speak for any target: grammar, and what every plan says of everything."""

from __future__ import annotations

from typing import Final

STOP_HAN: Final = (
    "生物多样性", "多样性", "增加", "减少", "扩大", "降低", "管理", "治理",
    "加强", "强化", "开展", "推进", "推动", "实施", "完善", "提高", "提升", "促进", "建立", "健全", "制定", "组织",
    "建设", "落实", "探索", "鼓励", "支持", "形成", "构建", "保障", "工作", "相关", "有关", "重点", "重要", "主要",
    "进行", "以及", "通过", "基本", "全面", "有效", "进一步", "到", "和", "的", "与", "及", "等", "年", "对", "在",
    "全市", "全县", "全区", "城市", "县域", "市域", "地区", "体系", "机制", "能力", "行动", "项目", "计划", "规划", "保护",
)  # fmt: skip
_GRAMMAR: Final = """
the and for with from into that this these those its their our are was were will shall may can has have had been being
not but than then through by over under across among all any each every more most other such only also while where when
which who whose what how per via
"""
_GENERAL: Final = """
new use used using make makes made including include within
action actions plan plans target targets area areas city cities county local national nature natural biodiversity
control reduce conservation protect protection promote promotion improve improvement enhance increase increased
strengthen develop development implement implementation support ensure establish programme programmes project projects
system systems management manage work works measures number share percent year years
set sets setting bring brings brought keep keeps give gives given take takes taken put run runs hold held add adds build
complete completed major main important force start begin begins open sample example key small large high low first last
"""
GRAMMAR_ENGLISH: Final = frozenset(_GRAMMAR.split())
STOP_ENGLISH: Final = GRAMMAR_ENGLISH | frozenset(_GENERAL.split())
