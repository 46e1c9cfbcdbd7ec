"""Indices and frameworks that editors write: drafts and what keeps one from being published."""

from __future__ import annotations

from typing import Final

from lbsap.model.text import Text

TEXTS: Final[dict[str, Text]] = {
    "item_has_children": Text(
        "“{item}”之下还有条目，请先移走或删除这些条目。",
        "There are items under “{item}”; move or remove them first.",
    ),
    "component_used": Text(
        "“{component}”之下还有指标，不能删除。",
        "Indicators belong to “{component}”, so it cannot be removed.",
    ),
    "version_known": Text(
        "{reference} 已经存在，请使用新的版本号。", "{reference} exists already; give a new version."
    ),
    "source_used": Text(
        "指标引用了来源“{source}”，不能删除。",
        "Indicators rest on the source “{source}”, so it cannot be removed.",
    ),
    "item_gone": Text(
        "您打开之后，他人已删除本条目。", "Someone else has removed this item since you opened it."
    ),
    "draft_no_items": Text("草稿中尚无条目。", "There are no items in this draft yet."),
}
