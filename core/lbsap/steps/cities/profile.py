"""The profile of a city and its reported facts, field by field: one description for page, spreadsheet and import."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from lbsap.model.city import CityData, Fact, Level, Profile
from lbsap.model.errors import BadInput
from lbsap.model.levels import LEVEL_WORDS
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text, same
from lbsap.steps.cities.codes import code_faults, plain_code
from lbsap.steps.cities.part_reading import value_of
from lbsap.steps.cities.parts import Part, PartField, cells_of, read_entry
from lbsap.steps.common.words import clean_line

NAME: Final = PartField("city", Text("市县名称", "Name"), required=True)
_PEOPLE: Final = Text("人", "people")
PROFILE: Final = Part(
    "profile",
    Text("基本情况", "City profile"),
    Profile,
    (
        PartField(
            "level", Text("行政级别", "Level"), "choice", True,
            help=Text("级别决定文稿用语，例如全市、全县、县人民政府。", "It sets the wording of the plan, such as 全市 or 全县."),
            choices=tuple((level, words["kind"]) for level, words in LEVEL_WORDS.items()),
        ),
        PartField(
            "code", Text("行政区划代码", "GB/T 2260 code"), "word",
            help=Text("GB/T 2260六位数字代码。", "The six digits of the administrative division."),
        ),
        PartField("province", Text("所属省（自治区、直辖市）", "Province")),
        PartField("prefecture", Text("所属市（州、盟、地区）", "Prefecture")),
        PartField(
            "plan_title", Text("文件名称", "Title of the plan"),
            help=Text(
                "填写政府确定的名称，例如某某县生物多样性保护战略与行动计划（2026—2030年）。",
                "The title that the government chose. It is printed everywhere.",
            ),
        ),
        PartField("period", Text("规划期", "Period of the plan"), "span"),
        PartField("base_year", Text("基准年", "Base year"), "year"),
        PartField("issuer", Text("发布机关", "Issuer")),
        PartField("lead_department", Text("编制牵头单位", "Department that leads the drafting"), refs="departments"),
        PartField("area_km2", Text("行政区域面积", "Area"), "number", unit=Text("平方千米", "km²")),
        PartField("population", Text("人口", "Population"), "number", unit=_PEOPLE),
        PartField("population_year", Text("人口数据年份", "Year of the population figure"), "year"),
        PartField(
            "demonstration", Text("演示数据，不是真实市县", "For demonstration, not a real place"), "yesno"
        ),
    ),
    key="",
)  # fmt: skip
FACTS: Final = Part(
    "facts",
    Text("已报告的数据", "Reported facts"),
    Fact,
    (
        PartField("key", Text("编号", "Id"), "word", help=Text("可留空，由程序编号。", "Leave it empty for a new fact.")),
        PartField("title", Text("名称", "Title"), required=True),
        PartField("value", Text("数值", "Value"), "number"),
        PartField("unit", Text("计量单位", "Unit"), "word"),
        PartField(
            "wording", Text("文字内容", "In words"), long=True,
            help=Text("没有数值时填写。", "For a fact that is no figure."),
        ),
        PartField("year", Text("年份", "Year"), "year"),
        PartField("source", Text("资料来源", "Source"), "word"),
        PartField("note", Text("备注", "Note"), long=True),
        PartField("doubtful", Text("存疑，尚待核实", "Doubtful, still to be checked"), "yesno"),
    ),
    key="key",
    letter="fact",
)  # fmt: skip


def head_of(data: CityData) -> tuple[Text, Profile]:
    """Name and profile of a city without what other pages change of it: the part that one form shows."""
    return data.city, replace(data.profile, facts=(), index="")


def head_cells(data: CityData) -> dict[str, str]:
    """Name and profile of a city as the cells of a form or a sheet."""
    return {f"city_{lang}": getattr(data.city, lang) for lang in LANGS} | cells_of(PROFILE, data.profile)


def read_head(cells: Mapping[str, str], before: Profile) -> tuple[Text, Profile]:
    """Name and profile from cells; the facts stay. Raises ``BadInput`` with a problem a field, at its column's name."""
    name = Text(*(clean_line(cells.get(f"city_{lang}", ""))[0] for lang in LANGS))
    faults: list[Problem] = [] if name else [problem("field_wanted", "city_zh")]
    read = before
    try:
        read = read_entry(PROFILE, cells, before=before)
    except BadInput as fault:
        faults += fault.problems
    level = _level(cells)
    code = plain_code(cells.get("code", ""))
    if level:
        faults += code_faults(code, level, "code")
    people = read.population
    if people is not None and people != int(people):
        faults.append(
            problem(
                "value_type", "population", expected=Text("整数", "a whole number"), found=same(str(people))
            )
        )
    if faults:
        raise BadInput(faults)
    return name, replace(read, code=code, population=None if people is None else int(people))


def _level(cells: Mapping[str, str]) -> Level | None:
    """The level that was chosen, if it is one."""
    try:
        chosen: Level = value_of(PROFILE.field("level"), [cells.get("level", "")])
    except BadInput:
        return None
    return chosen


def new_fact_key(fact: Fact, taken: Collection[str]) -> Fact:
    """The fact with a key: its own, or a new one."""
    if fact.key:
        return fact
    number = next(n for n in range(1, len(taken) + 2) if f"{FACTS.letter}{n}" not in taken)
    return replace(fact, key=f"{FACTS.letter}{number}")
