"""What one department is asked for, as a workbook to fill in and send back (``city_sheets_reading`` takes it over).

The same that the data request says in Word: fields of what the department leads, questions of sections meant for it, and
indicators without data that serve a national action it leads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.city import CityData
from lbsap.model.city_plan import Department
from lbsap.model.plugin_items import Need, Sheets
from lbsap.model.text import Lang, Text
from lbsap.steps.cities.part_gaps import lacking
from lbsap.steps.cities.parts import PARTS, Part, key_of
from lbsap.steps.cities.sheets import (
    INDICATORS_SHEET,
    NEEDS_SHEET,
    README,
    VERSION_HEADS,
    VERSIONS,
    Question,
    Surroundings,
    answers,
    list_table,
    observed,
    question_table,
    questions,
    sheet_name,
    versions,
)

LED: Final = ("actions", "targets", "projects", "monitoring")
"""The lists whose entries name the department that leads them."""
ANY: Final = "部门"
_GUIDE: Final = (
    Text(
        "请填写空白的单元格，也可更正已有内容。",
        "Fill in the empty cells; you may also correct what stands there.",
    ),
    Text(
        "请勿改动表名、表头和编号，也不要删除已有的行。",
        "Leave the names of sheets, the heads and the ids as they are, and keep every row.",
    ),
    Text(
        "没有的内容可以留空。填好后请发回。", "Leave empty what you do not have. Then send the workbook back."
    ),
)


def request_sheets(data: CityData, around: Surroundings, department: Department, lang: Lang) -> Sheets:
    """The workbook for a department; a sheet that would ask nothing is left out."""
    name = department.name.plain(lang)
    tables: dict[str, Any] = {sheet_name(README, lang): ([name], [[line.show(lang)] for line in _GUIDE])}
    places: set[tuple[str, str]] = set()
    for part in (PARTS[one] for one in LED):
        if rows := _led(data, part, department):
            tables[sheet_name(part.name, lang)] = list_table(part, rows, lang)
            places |= {(part.name, key_of(part, one)) for one in rows}
    for key, asked in (
        (INDICATORS_SHEET, tuple(_figures(data, around, department))),
        (NEEDS_SHEET, tuple(_of_sections(data, around, department))),
    ):
        if asked:
            tables[sheet_name(key, lang)] = question_table(asked, answers(key, data, around), lang)
            places |= {(key, f"{one.entry} {one.field}") for one in asked}
    stamps = [[*place, one] for place, one in versions(data, around).items() if place in places]
    tables[sheet_name(VERSIONS, lang)] = (list(VERSION_HEADS), stamps)
    return Sheets(name, tables)


def _led(data: CityData, part: Part, department: Department) -> list[Any]:
    """The entries of a list that the department leads and that lack something the plan needs."""
    return [
        one for one in getattr(data, part.name) if one.department == department.name and lacking(part, one)
    ]


def _figures(data: CityData, around: Surroundings, department: Department) -> Iterator[Question]:
    wanted = {item.id for item in around.index.items if _is_asked(item, data, around.index, department)}
    return (one for one in questions(INDICATORS_SHEET, around) if one.entry in wanted)


def _is_asked(item: Item, data: CityData, index: Catalogue, department: Department) -> bool:
    kept = observed(data, index).get(item.id)
    serves = item.indicator is not None and any(
        link.target in department.leads for link in item.indicator.links
    )
    return serves and (kept is None or bool(kept.missing))


def _of_sections(data: CityData, around: Surroundings, department: Department) -> Iterator[Question]:
    wanted = {
        (section.id, name)
        for section in around.sections
        for need in section.needs
        if _is_meant(need, department) and need.id not in data.fields.get(section.id, {})
        for name in (need.id, *(f"{need.id}_{side}" for side in ("zh", "en")))
    }
    return (one for one in questions(NEEDS_SHEET, around) if (one.entry, one.field) in wanted)


def _is_meant(need: Need, department: Department) -> bool:
    """Whether a question names the department: by its name, or by its kind (水利部门 for 市水利局)."""
    if not need.department:
        return False
    kind = need.department.zh.removesuffix(ANY)
    return need.department == department.name or bool(kind and kind in department.name.zh)
