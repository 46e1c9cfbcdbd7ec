"""What a city entered for the needs of plan sections, checked against what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from lbsap.model.city import FieldValue
from lbsap.model.plugin_items import Need, NeedKind, PlanSection
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text, same

Fields = Mapping[str, Mapping[str, FieldValue]]
EXPECTED: Final[Mapping[NeedKind, Text]] = {
    "number": Text("数字", "a number"),
    "integer": Text("整数", "a whole number"),
    "year": Text("年份", "a year"),
    "yesno": Text("是或否", "yes or no"),
    "text": Text("文字", "words"),
    "choice": Text("可选值之一", "one of the choices"),
    "list": Text("列表", "a list"),
}
_SECTION: Final = Text("文本章节", "plan section")
_FIELD: Final = Text("填报项", "field")
_YES_NO: Final = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}


def read_fields(sections: Mapping[str, PlanSection], fields: Fields) -> tuple[Fields, tuple[Problem, ...]]:
    """The fields that answer a need, as the need's kind, and a problem for each that does not.

    Unknown ids are warnings (the plugin that asked may be switched off); a wrong kind is an error.
    """
    read: dict[str, dict[str, FieldValue]] = {}
    problems: list[Problem] = []
    for section_id, given in fields.items():
        section = sections.get(section_id)
        if section is None:
            problems.append(_unknown(f"fields.{section_id}", section_id, _SECTION, sections))
            continue
        needs = {need.id: need for need in section.needs}
        for name, value in given.items():
            where = f"fields.{section_id}.{name}"
            if name not in needs:
                problems.append(_unknown(where, name, _FIELD, needs))
                continue
            answer = _answer(needs[name], value, where)
            if isinstance(answer, Problem):
                problems.append(answer)
            else:
                read.setdefault(section_id, {})[name] = answer
    return read, tuple(problems)


def _unknown(where: str, name: str, kind: Text, known: Mapping[str, object]) -> Problem:
    listed = ", ".join(known) or "-"
    return problem("unknown_id", where, severity="warning", id=name, kind=kind, known=listed)


def _answer(need: Need, value: FieldValue, where: str) -> FieldValue | Problem:
    read = _READERS[need.kind](value)
    if read is None or (isinstance(read, Decimal | int) and not isinstance(read, bool) and read < 0):
        found = ", ".join(t.plain("zh") for t in value) if isinstance(value, tuple) else _shown(value)
        return problem("value_type", where, expected=EXPECTED[need.kind], found=found)
    if need.kind == "choice" and isinstance(read, Text):
        allowed = {choice: choice for choice, _ in need.choices}
        picked = allowed.get(read.plain("en"))
        if picked is None:
            return problem("value_choice", where, value=read, allowed=", ".join(allowed))
        return same(picked)
    return read


def _shown(value: FieldValue) -> str:
    return value.plain("zh") if isinstance(value, Text) else str(value)


def _number(value: FieldValue) -> FieldValue | None:
    return Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None


def _integer(value: FieldValue) -> FieldValue | None:
    number = _number(value)
    return int(number) if isinstance(number, Decimal) and number == number.to_integral_value() else None


def _year(value: FieldValue) -> FieldValue | None:
    year = _integer(value)
    return year if isinstance(year, int) and 1900 <= year <= 2100 else None


def _yes_no(value: FieldValue) -> FieldValue | None:
    if isinstance(value, bool):
        return value
    return _YES_NO.get(value.plain("zh").strip().lower()) if isinstance(value, Text) else None


def _text(value: FieldValue) -> FieldValue | None:
    if isinstance(value, Text):
        return value or None
    return None if isinstance(value, tuple | bool) else same(str(value))


def _list(value: FieldValue) -> FieldValue | None:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, Text) and value else None


_READERS: Final = {
    "number": _number,
    "integer": _integer,
    "year": _year,
    "yesno": _yes_no,
    "text": _text,
    "choice": _text,
    "list": _list,
}
