"""The few words and signs the exporter itself puts into a document, by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lbsap.model.blocks import Gap
from lbsap.model.text import Lang


@dataclass(frozen=True, slots=True)
class Words:
    """``tag`` names the language to Word; ``figure``, ``table`` and ``box`` are caption labels, with what follows the
    label and the number; ``unit`` wraps a unit; ``dash`` stands on both sides of a page number; ``beside`` parts title
    and notice in the header."""

    tag: str
    contents: str
    figure: str
    table: str
    box: str
    after_label: str
    after_number: str
    unit: str
    dash: str
    beside: str


WORDS: Final[dict[Lang, Words]] = {
    "zh": Words("zh-CN", "目　录", "图", "表", "专栏", "", "　", "（单位：{unit}）", "— ", "　｜　"),
    "en": Words("en-GB", "Contents", "Figure", "Table", "Box", " ", "  ", " (unit: {unit})", "", "  |  "),
}


def gap_text(gap: Gap, lang: Lang) -> str:
    """A gap in words: what is to be supplied, its unit and year, and who might supply it; absent parts are left out."""
    name, unit, department = (text.show(lang) for text in (gap.name, gap.unit, gap.department))
    if lang == "zh":
        year = gap.year and (gap.year if gap.year.endswith("年") else f"{gap.year}年")
        details = "，".join(filter(None, (unit, year)))
        source = f"；建议由{department}提供" if department else ""
        return f"【待补充：{name}{f'（{details}）' if details else ''}{source}】"
    details = ", ".join(filter(None, (unit, gap.year)))
    source = f"; suggested source: {department}" if department else ""
    return f"[To be completed: {name}{f' ({details})' if details else ''}{source}]"
