"""The few words and signs the exporter itself puts into a document, by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lbsap.model.text import Lang


@dataclass(frozen=True, slots=True)
class Words:
    """``tag`` names the language to Word; ``figure``, ``table`` and ``box`` are caption labels, with what follows the
    label and the number; ``refresh`` stands in the contents until Word has filled in their page numbers; ``unit`` wraps a
    unit; ``dash`` stands on both sides of a page number; ``beside`` parts title
    and notice in the header."""

    tag: str
    contents: str
    refresh: str
    figure: str
    table: str
    box: str
    after_label: str
    after_number: str
    unit: str
    dash: str
    beside: str


WORDS: Final[dict[Lang, Words]] = {
    "zh": Words(
        "zh-CN", "目　录", "更新目录后显示页码：单击目录，按F9键，选择“更新整个目录”。", "图", "表", "专栏", "", "　",
        "（单位：{unit}）", "— ", "　｜　",
    ),
    "en": Words(
        "en-GB", "Contents", "To show page numbers, click in this list, press F9 and choose “Update entire table”.",
        "Figure", "Table", "Box", " ", "  ", " (unit: {unit})", "", "  |  ",
    ),
}  # fmt: skip
