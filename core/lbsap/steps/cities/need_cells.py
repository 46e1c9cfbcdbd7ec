"""The questions of plan sections as cells of a page, and the answers that such cells mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lbsap.model.city import FieldValue
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Need, NeedKind, PlanSection
from lbsap.model.problems import Problem
from lbsap.model.text import Text, same
from lbsap.steps.cities.needs import read_fields
from lbsap.steps.cities.part_fields import PartField, PartKind
from lbsap.steps.cities.part_reading import cell_names, is_empty, value_of, words_of

YES_NO: Final = (("yes", Text("是", "Yes")), ("no", Text("否", "No")))
_KINDS: Final[Mapping[NeedKind, PartKind]] = {
    "number": "number",
    "integer": "number",
    "year": "year",
    "yesno": "choice",
    "text": "text",
    "choice": "choice",
    "list": "texts",
}


def need_field(need: Need) -> PartField:
    """The field of a form that a need asks for; a question to be answered by yes or no may also stay open."""
    return PartField(
        need.id,
        need.label,
        _KINDS[need.kind],
        long=need.kind == "text",
        help=need.help,
        unit=same(need.unit),
        choices=YES_NO if need.kind == "yesno" else need.choices,
    )


def need_cells(section: PlanSection, given: Mapping[str, FieldValue]) -> dict[str, str]:
    """What a city has answered to a section, as words of cells; an answer of the wrong kind counts as none."""
    answers = read_fields({section.id: section}, {section.id: given})[0].get(section.id, {})
    cells: dict[str, str] = {}
    for need in section.needs:
        field = need_field(need)
        cells |= dict(zip(cell_names(field), _words(need, field, answers.get(need.id)), strict=True))
    return cells


def read_needs(
    section: PlanSection, cells: Mapping[str, str], before: Mapping[str, FieldValue]
) -> dict[str, FieldValue]:
    """The answers that cells mean; what no need asks for stays as it was ``before``. Raises ``BadInput`` with a problem a
    need, at its id or the name of its cell."""
    asked = {need.id for need in section.needs}
    answers = {name: value for name, value in before.items() if name not in asked}
    faults: list[Problem] = []
    for need in section.needs:
        field = need_field(need)
        try:
            value = value_of(field, [cells.get(name, "") for name in cell_names(field)])
            if not is_empty(value):
                answers[need.id] = _judged(section, need, value)
        except BadInput as fault:
            faults.extend(fault.problems)
    if faults:
        raise BadInput(faults)
    return answers


def _words(need: Need, field: PartField, value: FieldValue | None) -> tuple[str, ...]:
    if value is None:
        return ("",) * len(cell_names(field))
    if need.kind == "yesno":
        return ("yes" if value else "no",)
    if need.kind == "choice" and isinstance(value, Text):
        return (value.plain("en"),)
    return words_of(field, value)


def _judged(section: PlanSection, need: Need, value: Any) -> FieldValue:
    given: FieldValue = value
    if need.kind == "yesno":
        given = value == "yes"
    elif need.kind == "choice":
        given = same(value)
    fields, problems = read_fields({section.id: section}, {section.id: {need.id: given}})
    if problems:
        raise BadInput([_placed(one, need) for one in problems])
    return fields[section.id][need.id]


def _placed(one: Problem, need: Need) -> Problem:
    return Problem(one.code, cell_names(need_field(need))[0], one.message)
