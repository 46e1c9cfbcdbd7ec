"""Tallies, scorecards and the form for a city's observations as tables.

The first word of a head is a fixed key, its Chinese label follows. Groups of fewer than five experts are never broken
down: their rows are put together as the core's ``publishable`` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from lbsap.model.catalogue import Catalogue, Indicator, Input, Item
from lbsap.model.cells import Cell
from lbsap.model.consultation import Counts, RuleVerdict, Tally, Verdict
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Sheets, Tallies
from lbsap.model.problems import problem
from lbsap.model.ratings import RatingSummary
from lbsap.model.report import published_strata
from lbsap.model.scoring import Scorecard
from lbsap.model.text import LANGS, Lang, Text
from lbsap_tables.cells import csv_bytes, xlsx_bytes

ALL: Final = "all"

_VERDICTS: Final[dict[RuleVerdict, Text]] = {
    "keep": Text("保留", "keep"),
    "rename": Text("更名", "rename"),
    "retain": Text("保留（名称待定）", "retain, name open"),
    "drop": Text("删除", "drop"),
    "undecided": Text("暂不判定", "undecided"),
}
_COUNTED: Final = {
    "keep": "保留",
    "rename": "更名",
    "drop": "删除",
    "outside": "超出本人专业范围",
    "skipped": "未作答",
    "not_shown": "未显示",
    "judged": "判断人数",
    "retained": "主张保留",
}
_SHARES: Final = ("retain_share 保留比例", "retain_low 区间下限", "retain_high 区间上限")
_JUDGED_BY_RULE: Final = (
    "rule 共识判定规则", "verdict 规则建议", "verdict_zh 规则建议（中文）", "verdict_en 规则建议（英文）", "met 达到",
    "robust 稳健", "reason_zh 理由（中文）", "reason_en 理由（英文）",
)  # fmt: skip
_RATED: Final = {
    "n": "人数",
    "median": "中位数",
    "q1": "下四分位数",
    "q3": "上四分位数",
    "iqr": "四分位距",
    "disagreement": "存在分歧",
}
_SETTINGS: Final = Text("调整设置", "change of settings")
_TROUBLES: Final = Text("应用困难", "trouble met")
SCORE_HEADS: Final = (
    "row 行", "id 编号", "number 序号", "component 核心要素", "state 状态", "value 数值", "score 得分", "attainable 可评满分",
    "maximum 满分", "provenance 赋分标准来源", "notes_zh 备注（中文）", "notes_en 备注（英文）",
)  # fmt: skip
_OBSERVED: Final = ("value", "level", "unit", "source", "note", "method", "missing")
_GUIDE_HEADS: Final = (
    "indicator 指标编号",
    "number 序号",
    "title 名称",
    "column 填写的列",
    "meaning 含义",
    "unit 单位",
)
_MANY: Final = Text("（多个数值，用分号隔开）", "(several figures, parted by semicolons)")
_INSTEAD: Final = Text(
    "已有指标数值的，可直接填写，不填各数据项", "the indicator's value, instead of its inputs"
)


def sheets_xlsx(value: Sheets, _: Lang) -> bytes:
    """Plain tables as they are; their words are in a language already."""
    return xlsx_bytes(value.title, value.tables)


# --- tallies ---


def tallies_csv(value: Tallies, _: Lang) -> bytes:
    """One row per item and group of experts, ``all`` first; labels in both languages whichever is asked for."""
    return csv_bytes(*_tally_table(value))


def tallies_xlsx(value: Tallies, lang: Lang) -> bytes:
    """The same rows as a workbook, and the proposed names on a second sheet."""
    names = [
        (item.number, item.id, item.title.zh, item.title.en, one.name.zh, one.name.en, one.count)
        for item, tally in _items(value)
        for one in tally.names
    ]
    heads = ("number 序号", "item 编号", "title_zh 名称（中文）", "title_en 名称（英文）", "name_zh 建议名称（中文）",
             "name_en 建议名称（英文）", "count 人数")  # fmt: skip
    title = value.catalogue.title.plain(lang)
    return xlsx_bytes(title, {"tallies 统计结果": _tally_table(value), "names 建议名称": (heads, names)})


def _items(value: Tallies) -> Iterator[tuple[Item, Tally]]:
    for tally in value.tallies:
        item = value.catalogue.item(tally.item)
        if item is not None:
            yield item, tally


def _tally_table(value: Tallies) -> tuple[list[str], list[list[Cell]]]:
    settings, troubles, ratings = (
        list(dict.fromkeys(key for tally in value.tallies for key in getattr(tally, name)))
        for name in ("settings", "troubles", "ratings")
    )
    heads = ["number 序号", "item 编号", "title_zh 名称（中文）", "title_en 名称（英文）", "stratum 专家类别"]
    heads += [f"{key} {label}" for key, label in _COUNTED.items()] + [*_SHARES, *_JUDGED_BY_RULE]
    heads += [f"settings.{kind} {_SETTINGS.zh}" for kind in settings]
    heads += [f"troubles.{kind} {_TROUBLES.zh}" for kind in troubles]
    heads += [f"{rating}.{key} {label}" for rating in ratings for key, label in _RATED.items()]
    rows: list[list[Cell]] = []
    for item, tally in _items(value):
        named: list[Cell] = [item.number, item.id, item.title.zh, item.title.en]
        whole: list[Cell] = [*_judged(value.rule, value.verdicts.get(item.id))]
        whole += [tally.settings.get(kind, 0) for kind in settings]
        whole += [tally.troubles.get(kind, 0) for kind in troubles]
        whole += [cell for rating in ratings for cell in _rating(tally.ratings.get(rating))]
        rows.append([*named, ALL, *_counts(tally.counts), *whole])
        blank: list[Cell] = [None] * len(whole)
        rows += [[*named, "+".join(group), *_counts(one), *blank] for group, one in published_strata(tally)]
    return heads, rows


def _counts(counts: Counts) -> list[Cell]:
    found = counts.interval
    share = counts.retained / counts.judged if counts.judged else None
    ends = (found.low, found.high) if found else (None, None)
    return [*(getattr(counts, key) for key in _COUNTED), share, *ends]


def _judged(rule: str, found: Verdict | None) -> list[Cell]:
    if found is None:
        return [rule, *[None] * 7]
    words = _VERDICTS[found.verdict]
    return [
        rule,
        found.verdict,
        words.zh,
        words.en,
        found.met,
        found.robust,
        found.reason.zh,
        found.reason.en,
    ]


def _rating(found: RatingSummary | None) -> list[Cell]:
    return [getattr(found, key) if found else None for key in _RATED]


# --- scorecards ---


def scorecard_csv(value: Scorecard, _: Lang) -> bytes:
    """Indicators, then components, then the total, told apart by the first column."""
    return csv_bytes(SCORE_HEADS, _score_rows(value))


def scorecard_xlsx(value: Scorecard, _: Lang) -> bytes:
    """The same rows as a workbook."""
    title = f"{value.index}@{value.version} {value.variant}"
    return xlsx_bytes(title, {"scorecard 评分结果表": (SCORE_HEADS, _score_rows(value))})


def _score_rows(value: Scorecard) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for line in value.indicators:
        named: list[Cell] = ["indicator", line.id, line.number, line.component, line.state]
        figures = [_number(line.value), _number(line.score), None, None]
        rows.append([*named, *figures, line.provenance, *_notes(line.notes)])
    for part in value.components:
        figures = [None, *map(_number, (part.score, part.attainable, part.maximum))]
        rows.append(["component", part.id, None, None, None, *figures, None, None, None])
    total = value.total
    figures = [None, *map(_number, (total.score, total.attainable, total.maximum))]
    state = "provisional" if total.provisional else None
    rows.append(["total", value.index, None, None, state, *figures, None, *_notes(total.notes)])
    return rows


def _number(value: Decimal | None) -> Cell:
    return None if value is None else float(value)


def _notes(notes: Sequence[Text]) -> list[Cell]:
    return ["\n".join(note.plain(lang) for note in notes) for lang in LANGS]


# --- the form for a city's observations ---


def observation_template(index: Catalogue, lang: Lang) -> bytes:
    """A workbook to fill in and hand to ``lbsap score``: a row per indicator, a column per input, and a guide.

    Raises ``BadInput`` for an outline, which has no indicators.
    """
    if index.kind != "index":
        raise BadInput([problem("index_expected", index.reference, id=index.reference)])
    settings = [(item, item.indicator) for item in index.items if item.indicator]
    symbols = list(dict.fromkeys(one.symbol for _, indicator in settings for one in _typed(indicator)))
    heads = [
        "city",
        "year",
        "first_application",
        "indicator",
        "title",
        *(f"input.{one}" for one in symbols),
        *_OBSERVED,
    ]
    rows: list[list[Cell]] = [
        [None, None, None, item.id, f"{item.number} {item.title.show(lang)}", *[None] * (len(heads) - 5)]
        for item, _ in settings
    ]
    guide = [row for item, indicator in settings for row in _guide(item, indicator, lang)]
    sheets = {"observations 指标数据": (heads, rows), "guide 填写说明": (_GUIDE_HEADS, guide)}
    return xlsx_bytes(index.title.plain(lang), sheets)


def _typed(indicator: Indicator) -> list[Input]:
    """The inputs that are figures: an ordinal indicator's level has a column of its own."""
    return [one for one in indicator.inputs if not (indicator.kind == "ordinal" and one.symbol == "level")]


def _guide(item: Item, indicator: Indicator, lang: Lang) -> Iterator[list[Cell]]:
    """A line for each thing that can be filled in for an indicator: inputs, methods, levels."""
    named: list[Cell] = [item.id, item.number, item.title.show(lang)]
    for one in _typed(indicator):
        many = f" {_MANY.show(lang)}" if one.many else ""
        yield [*named, f"input.{one.symbol}", one.meaning.show(lang) + many, one.unit]
    for method in indicator.methods:
        yield [*named, "method", f"{method.id} = {method.title.show(lang)}", None]
    if indicator.kind == "ordinal":
        for band in indicator.bands:
            yield [*named, "level", f"{band.score} = {band.meaning.show(lang)}", None]
    elif not indicator.methods:
        yield [*named, "value", _INSTEAD.show(lang), indicator.unit]
