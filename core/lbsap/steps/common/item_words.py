"""The settings of an item in words: units, formulas, score bands, and every setting by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from lbsap.model.catalogue import Band, Catalogue, Indicator, Input, Item, Link, Method
from lbsap.model.text import Text, same
from lbsap.model.unit_words import unit_text
from lbsap.steps.common.printed import joined
from lbsap.steps.common.report_words import FIELDS, YES_NO

KINDS: Final = {
    "ratio": Text("比例", "ratio"),
    "rate": Text("比率", "rate"),
    "measure": Text("量值", "measure"),
    "count": Text("计数", "count"),
    "count_change": Text("两次调查之间的数量变化", "change of a count between two surveys"),
    "ordinal": Text("等级评定", "level assigned by description"),
}
LEVELS: Final = {
    "part": Text("篇", "part"),
    "chapter": Text("章", "chapter"),
    "section": Text("节", "section"),
    "annex": Text("附件", "annex"),
    "file": Text("随附文件", "file handed in beside the plan"),
}
PROVENANCES: Final = {
    "primary": Text("手册原文", "read in the handbook"),
    "secondary_source": Text("二手来源转述", "restated by a secondary source"),
    "editor": Text("编辑组对照手册录入", "entered by the editors from the handbook"),
    "provisional": Text("暂定", "provisional"),
    "memory": Text("一般知识，待核", "general knowledge, unchecked"),
    "none": Text("未注明", "not stated"),
}
"""Where a score band comes from, in words."""
CHECKED: Final = {
    "title": Text("名称", "title"),
    "formula": Text("计算方法", "formula"),
    "kind": Text("指标类型", "kind"),
}
_CODES: Final = {"kind": KINDS, "level": LEVELS, "verified": CHECKED}
_SIGNS: Final = (
    (re.compile(r"\*\*\s*2\b"), "²"),
    (re.compile(r"\s*\*\s*"), " × "),
    (re.compile(r"\s*/\s*"), " ÷ "),
    (re.compile(r"\s+-\s+"), " − "),
    (re.compile(r"\bsum\("), "Σ("),
)
_RANGE: Final = re.compile(r"\s+-\s+")


def formula_words(formula: str) -> str:
    """A formula with the signs that people read: × ÷ − ² Σ."""
    for sign, shown in _SIGNS:
        formula = sign.sub(shown, formula)
    return formula


def band_text(band: Band) -> Text:
    """What earns a score: the meaning of a level, or the ends as printed."""
    printed = band.printed.replace(">=", "≥").replace("<=", "≤")
    return band.meaning or Text(_RANGE.sub("～", printed), _RANGE.sub(" – ", printed))


def setting_title(name: str) -> Text:
    """The name of a setting; one that is not known stands as it is written."""
    return FIELDS.get(name, same(name))


def setting_text(item: Item, name: str, catalogue: Catalogue) -> Text:
    """One setting of an item of ``catalogue`` in words, a list by lines; empty where nothing is set."""
    settings: Any = item if name in ("definition", "parent") else item.indicator or item.section
    value = getattr(settings, name, None)
    if value is None:
        return Text()
    if name == "component":
        return next((one.title for one in catalogue.components if one.id == value), same(str(value)))
    if name == "parent":
        above = catalogue.item(str(value))
        return joined((same(above.number), above.title), " ", " ") if above else same(str(value))
    if name == "unit":
        return unit_text(str(value))
    if name == "formula":
        return same(formula_words(str(value)))
    if name == "citations":
        return joined(map(same, source_titles(catalogue, value)), "\n", "\n")
    return _shown(value, _CODES.get(name, {}))


def source_titles(catalogue: Catalogue, ids: Iterable[str]) -> tuple[str, ...]:
    """The titles of sources, each once; one that is not known stands as its id."""
    titles = {source.id: source.title for source in catalogue.sources}
    return tuple(titles.get(one, one) for one in dict.fromkeys(ids))


def cited(settings: Indicator) -> tuple[str, ...]:
    """The ids of all sources of an indicator and its score bands, each once."""
    return tuple(
        dict.fromkeys((*settings.citations, *(one for band in settings.bands for one in band.sources)))
    )


def _shown(value: Any, codes: dict[str, Text]) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, tuple | list):
        return joined((_shown(one, codes) for one in value), "\n", "\n")
    written = _WRITTEN.get(type(value))
    if written:
        return written(value)
    return codes.get(str(value), same(str(value)))


def _band(one: Band) -> Text:
    return joined((same(f"{one.score}:"), band_text(one)), " ", " ")


def _input(one: Input) -> Text:
    unit = unit_text(one.unit)
    return Text(
        f"{one.symbol}：{one.meaning.plain('zh')}（{unit.zh}）",
        f"{one.symbol}: {one.meaning.plain('en')} ({unit.en})",
    )


def _method(one: Method) -> Text:
    formula = formula_words(one.formula)
    return Text(f"{one.title.plain('zh')}：{formula}", f"{one.title.plain('en')}: {formula}")


def _link(one: Link) -> Text:
    return same(one.target)


_WRITTEN: Final[dict[type[Any], Callable[[Any], Text]]] = {
    Band: _band,
    Input: _input,
    Method: _method,
    Link: _link,
}
