"""A city's data as the sheets of one workbook, to be filled in and sent back (``city_sheets_reading``).

A list of the city is a sheet with a row for each entry. What is asked question by question (profile, indicators, plan
sections) is a sheet with a row for each question, whose answer stands in the last column. The first word of a sheet's name,
and of a column's head, is what is read; the rest is for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.city import CityData, Observation
from lbsap.model.plugin_items import PlanSection, Sheets
from lbsap.model.text import Lang, Text, same
from lbsap.model.unit_words import unit_text
from lbsap.steps.cities.need_cells import YES_NO, need_cells, need_field
from lbsap.steps.cities.part_reading import cell_names
from lbsap.steps.cities.parts import PARTS, Part, PartField, cells_of, key_of
from lbsap.steps.cities.profile import FACTS, NAME, PROFILE, head_cells
from lbsap.steps.common.stamp import stamp
from lbsap.steps.scoring.observation_form import ABSENCES, FIGURES, INPUT, form_inputs, offers_value
from lbsap.steps.scoring.observation_form import cells_of as observation_cells

Cells = Mapping[str, str]
LISTS: Final[Mapping[str, Part]] = {FACTS.name: FACTS, **PARTS}
"""The lists by the key of their sheet."""
PROFILE_SHEET, INDICATORS_SHEET, NEEDS_SHEET = "profile", "indicators", "sections"
ASKED: Final = (PROFILE_SHEET, INDICATORS_SHEET, NEEDS_SHEET)
"""The sheets of questions."""
README, VERSIONS = "readme", "versions"
ENTRY, FIELD, CONTENT = "entry", "field", "content"
"""The columns of a sheet of questions that are read: what is asked about, which question, and the answer."""
VERSION_HEADS: Final = ("sheet", "entry", "stamp")
"""The columns of the sheet that says what the workbook began with."""
LONGEST_NAME: Final = 31
REPORTING: Final = (
    PartField("year", Text("评价年份", "Year of the indicator data"), "year"),
    PartField(
        "first_application",
        Text("是否首次应用该指数", "First application of the index"),
        "choice",
        choices=YES_NO,
    ),
)
"""Of a whole city, asked beside its profile."""
_TITLES: Final = {
    PROFILE_SHEET: PROFILE.title,
    INDICATORS_SHEET: Text("指标数据", "Indicator data"),
    NEEDS_SHEET: Text("章节填报项", "Questions of sections"),
    README: Text("填写说明", "How to fill it in"),
    VERSIONS: Text("请勿改动", "Please leave as it is"),
}
_HEADS: Final = (
    (ENTRY, Text("编号", "About")),
    ("title", Text("名称", "Title")),
    (FIELD, Text("字段", "Field")),
    ("question", Text("填报内容", "Question")),
    ("hint", Text("说明", "Hint")),
    (CONTENT, Text("填报", "Answer")),
)
_GUIDE: Final = (
    Text(
        "填写后在同一页面上传。表名和表头的第一个词供程序识别，请勿改动。",
        "Upload it on the same page. Leave the first word of sheets and heads as it is.",
    ),
    Text(
        "上传后先显示有哪些变化，确认后才保存；有错误时全部不保存。",
        "You see what would change before it is saved. With a fault in it, nothing is.",
    ),
    Text(
        "列表每行一条；新增条目的编号可留空；删去一行即删除该条目。",
        "A row of a list is an entry. Leave the id of a new one empty. Without its row, an entry is removed.",
    ),
    Text(
        "不需要改动的表可以整张删去；没有任何数据行的表不作改动。",
        "You may delete sheets you do not need. A sheet without any row changes nothing.",
    ),
    Text("一格填多项时，用分号或换行分隔。", "Several in one cell are parted by semicolons or line breaks."),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a sheet: what it is about (id and title), its field, and words and hint for people."""

    entry: str
    title: Text
    field: str
    words: Text
    hint: Text = Text()
    choices: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the workbook of a city asks about beside its lists: the index reported under, sections that ask something."""

    index: Catalogue
    sections: tuple[PlanSection, ...]


def workbook(data: CityData, around: Surroundings, lang: Lang) -> Sheets:
    """The workbook of a city with what it has entered."""
    tables: dict[str, Any] = {sheet_name(README, lang): _readme(lang)}
    for key in ASKED:
        tables[sheet_name(key, lang)] = question_table(
            questions(key, around), answers(key, data, around), lang
        )
    for name, part in LISTS.items():
        tables[sheet_name(name, lang)] = list_table(part, entries(data, part), lang)
    stamps = [[*place, one] for place, one in versions(data, around).items()]
    tables[sheet_name(VERSIONS, lang)] = (list(VERSION_HEADS), stamps)
    return Sheets(data.city.plain(lang), tables)


def sheet_name(key: str, lang: Lang) -> str:
    """The name of a sheet as spreadsheet programs take it."""
    return f"{key} {sheet_title(key).show(lang)}"[:LONGEST_NAME].strip()


def sheet_title(key: str) -> Text:
    """What people call a sheet."""
    return LISTS[key].title if key in LISTS else _TITLES[key]


def entries(data: CityData, part: Part) -> tuple[Any, ...]:
    """The entries of a list."""
    found: tuple[Any, ...] = data.profile.facts if part is FACTS else getattr(data, part.name)
    return found


def with_entries(data: CityData, part: Part, found: Iterable[Any]) -> CityData:
    """The data with these entries of a list."""
    if part is FACTS:
        return replace(data, profile=replace(data.profile, facts=tuple(found)))
    changes: dict[str, Any] = {part.name: tuple(found)}
    return replace(data, **changes)


def versions(data: CityData, around: Surroundings) -> dict[tuple[str, str], str]:
    """The stamps of what a workbook begins with, by sheet and entry (of a sheet of questions: entry and field).

    They tell later what was filled in by hand from what only stood there, so that nothing a colleague entered on pages
    meanwhile is undone.
    """
    asked = {
        (key, f"{one.entry} {one.field}"): stamp(given[one.entry].get(one.field, ""))
        for key in ASKED
        for given in (answers(key, data, around),)
        for one in questions(key, around)
    }
    listed = {
        (name, key_of(part, one)): stamp(cells_of(part, one))
        for name, part in LISTS.items()
        for one in entries(data, part)
    }
    return asked | listed


def labels(part: Part) -> Iterator[tuple[str, Text]]:
    """The columns of a list with what people call them."""
    for field in part.fields:
        for name in cell_names(field):
            yield name, _label(field, name)


def questions(key: str, around: Surroundings) -> tuple[Question, ...]:
    """The questions of a sheet, in order."""
    return tuple(_QUESTIONS[key](around))


def answers(key: str, data: CityData, around: Surroundings) -> dict[str, dict[str, str]]:
    """What the city has answered: the cells of each entry of a sheet of questions."""
    if key == PROFILE_SHEET:
        first = {None: "", True: "yes", False: "no"}[data.first_application]
        return {PROFILE_SHEET: {**head_cells(data), "year": str(data.year or ""), "first_application": first}}
    if key == NEEDS_SHEET:
        return {one.id: need_cells(one, data.fields.get(one.id, {})) for one in around.sections}
    kept = observed(data, around.index)
    return {
        item.id: observation_cells(item.indicator, kept.get(item.id))
        for item in around.index.items
        if item.indicator
    }


def observed(data: CityData, index: Catalogue) -> dict[str, Observation]:
    """The observations of the year at hand by the id of their indicator."""
    found = ((index.find(one.indicator), one) for one in data.observations)
    return {item.id: one for item, one in found if item is not None}


def list_table(part: Part, found: Iterable[Any], lang: Lang) -> tuple[list[str], list[list[str]]]:
    """A sheet with a row for each of these entries of a list: its heads and rows."""
    heads = [f"{column} {label.show(lang)}" for column, label in labels(part)]
    return heads, [list(cells_of(part, one).values()) for one in found]


def question_table(
    asked: Sequence[Question], given: Mapping[str, Cells], lang: Lang
) -> tuple[list[str], list[list[str]]]:
    """A sheet of questions with the answers ``given`` by entry: its heads and rows."""
    heads = [f"{key} {title.show(lang)}" for key, title in _HEADS]
    rows = [
        [
            one.entry,
            one.title.show(lang),
            one.field,
            one.words.show(lang),
            one.hint.show(lang),
            given[one.entry].get(one.field, ""),
        ]
        for one in asked
    ]
    return heads, rows


def _of_profile(_around: Surroundings) -> Iterator[Question]:
    for field in (NAME, *PROFILE.fields, *REPORTING):
        yield from _of_field(PROFILE_SHEET, PROFILE.title, field)


def _of_sections(around: Surroundings) -> Iterator[Question]:
    for section in around.sections:
        for need in section.needs:
            yield from _of_field(section.id, section.title, need_field(need))


def _of_indicators(around: Surroundings) -> Iterator[Question]:
    for item in around.index.items:
        if item.indicator is not None:
            yield from _of_indicator(item)


def _of_indicator(item: Item) -> Iterator[Question]:
    settings = item.indicator
    if settings is None:
        return
    title = Text("{n} {t}", "{n} {t}").format(n=same(item.number), t=item.title)
    reasons = Text("、".join(f"{key}={one.zh}" for key, one in ABSENCES.items()), ", ".join(ABSENCES))
    yield Question(
        item.id, title, "answer", Text("有无数据", "Figures or not"),
        Text(f"有数据填{FIGURES}；无数据填：{reasons.zh}", f"{FIGURES}, or why there are none: {reasons.en}"),
    )  # fmt: skip
    if settings.methods:
        ways = Text(
            "、".join(f"{one.id}={one.title.plain('zh')}" for one in settings.methods),
            ", ".join(f"{one.id} = {one.title.plain('en')}" for one in settings.methods),
        )
        yield Question(item.id, title, "method", Text("计算方法", "Method"), ways)
    for one in form_inputs(settings):
        yield Question(item.id, title, f"{INPUT}{one.symbol}", one.meaning, unit_text(one.unit))
    if settings.kind == "ordinal":
        levels = same(", ".join(str(band.score) for band in settings.bands))
        yield Question(item.id, title, "level", Text("符合的等级", "Level that fits"), levels)
    if offers_value(settings):
        yield Question(item.id, title, "value", Text("计算结果", "Result"), unit_text(settings.unit))
    yield from (Question(item.id, title, field, words) for field, words in _ABOUT_FIGURES)


_ABOUT_FIGURES: Final = (
    ("unit", Text("所用计量单位（与说明不同时填写）", "Unit of the figures, if another")),
    ("year", Text("数据年份", "Year")),
    ("source", Text("资料来源", "Source")),
    ("note", Text("备注", "Note")),
    ("error", Text("相对误差（±%）", "Relative error (± %)")),
    ("reason_zh", Text("无数据的原因（中文）", "Why there is no figure (Chinese)")),
    ("reason_en", Text("无数据的原因（英文）", "Why there is no figure (English)")),
)
_QUESTIONS: Final = {PROFILE_SHEET: _of_profile, INDICATORS_SHEET: _of_indicators, NEEDS_SHEET: _of_sections}


def _of_field(entry: str, title: Text, field: PartField) -> Iterator[Question]:
    for name in cell_names(field):
        yield Question(entry, title, name, _label(field, name), _hint(field), field.choices)


def _label(field: PartField, name: str) -> Text:
    """A field's label with what its cell holds of it."""
    end = name.removeprefix(field.name).removeprefix("_")
    said = _ENDS.get(end, same(end))
    unit = f"（{field.unit.zh}）" if field.unit else "", f" ({field.unit.en})" if field.unit else ""
    zh, en = f"{field.label.zh}{unit[0]}", f"{field.label.en}{unit[1]}"
    return Text(f"{zh}（{said.zh}）", f"{en} ({said.en})") if end else Text(zh, en)


def _hint(field: PartField) -> Text:
    offered = Text(
        "、".join(f"{value}={title.zh}" for value, title in field.choices),
        ", ".join(f"{value} = {title.en}" for value, title in field.choices),
    )
    if field.kind == "yesno":
        offered = Text("是填yes，否则留空", "yes, or leave it empty")
    both = Text(
        "；".join(filter(None, (field.help.zh.rstrip("。"), offered.zh))),
        " ".join(filter(None, (field.help.en, offered.en))),
    )
    return Text(f"{both.zh}。", both.en) if both else both


_ENDS: Final = {
    "zh": Text("中文", "Chinese"),
    "en": Text("英文", "English"),
    "from": Text("起", "from"),
    "to": Text("止", "to"),
    "other": Text("其他年份", "other years"),
}


def _readme(lang: Lang) -> tuple[list[str], list[list[str]]]:
    """How to fill the workbook in, then every column with its hint."""
    heads = ["sheet", "column", Text("说明", "What it is").show(lang)]
    rows = [["", "", line.show(lang)] for line in _GUIDE]
    for name, part in LISTS.items():
        for field in part.fields:
            for column in cell_names(field):
                words = " ".join(filter(None, (_label(field, column).show(lang), _hint(field).show(lang))))
                rows.append([name, column, words])
    return heads, rows
