"""The texts of a plan that stand by themselves: guiding thought, vision, and the city's own words for a section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lbsap.model.city import CityData
from lbsap.model.city_plan import DatedText
from lbsap.model.text import Text
from lbsap.steps.cities.part_fields import Part, PartField
from lbsap.steps.cities.part_reading import cell_names, value_of, words_of
from lbsap.steps.cities.parts import read_entry
from lbsap.steps.common.stamp import require_unchanged

GUIDING: Final = Part(
    "guiding",
    Text("指导思想", "Guiding thought"),
    DatedText,
    (
        PartField("text", Text("正文", "Text"), long=True),
        PartField(
            "on",
            Text("文本日期", "As of"),
            "date",
            help=Text(
                "例如 2026-11-20；表述更新后请同时更新日期。",
                "Such as 2026-11-20; give the new day when the wording changes.",
            ),
        ),
        PartField(
            "source",
            Text("依据文件", "Document it follows"),
            "word",
            help=Text("写明文件名称和文号。", "Its title and number."),
        ),
    ),
    key="",
)
VISION: Final = PartField(
    "vision",
    Text("愿景", "Vision"),
    long=True,
    help=Text(
        "用两三句话说明本地希望在2035年和2050年成为什么样子。",
        "Two or three sentences on what this place wants to be by 2035 and 2050.",
    ),
)
WORDING: Final = PartField("words", Text("本地表述", "Own words"), long=True)


def text_cells(field: PartField, text: Text) -> dict[str, str]:
    """A text in both languages as the cells of its field."""
    return dict(zip(cell_names(field), words_of(field, text), strict=True))


def with_guiding(data: CityData, seen: str, cells: Mapping[str, str]) -> CityData:
    """The data with another guiding thought. Raises ``BadInput``."""
    text = read_entry(GUIDING, cells, before=data.guiding)
    require_unchanged(data.guiding, seen, "newer")
    return replace(data, guiding=text)


def with_vision(data: CityData, seen: str, cells: Mapping[str, str]) -> CityData:
    """The data with another vision. Raises ``BadInput``."""
    vision = _text(VISION, cells)
    require_unchanged(data.vision, seen, "newer")
    return replace(data, vision=vision)


def with_wording(data: CityData, key: str, seen: str, cells: Mapping[str, str]) -> CityData:
    """The data with the city's own words for the section ``key``; empty words take them out. Raises ``BadInput``."""
    words = _text(WORDING, cells)
    require_unchanged(data.wording.get(key, Text()), seen, "newer")
    others = {name: text for name, text in data.wording.items() if name != key}
    return replace(data, wording=others | ({key: words} if words else {}))


def _text(field: PartField, cells: Mapping[str, str]) -> Text:
    text: Text = value_of(field, [cells.get(name, "") for name in cell_names(field)])
    return text
