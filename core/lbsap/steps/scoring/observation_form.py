"""What a form says of one indicator, to an observation and back.

Cells by name: ``answer`` (``figures`` or a kind of absence), ``method``, ``input-SYMBOL``, ``value``, ``level``,
``unit``, ``year``, ``source``, ``note``, ``error``, and the reason why there is no figure, ``reason_zh`` and
``reason_en``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, cast, get_args

from lbsap.model.catalogue import Indicator, Input
from lbsap.model.city import Absence, CityData, InputValue, Observation
from lbsap.model.codec import from_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.model.unit_words import unit_text
from lbsap.steps.common.units import convertible
from lbsap.steps.scoring.figures import figure_of
from lbsap.steps.scoring.impossible import refuse_impossible

FIGURES: Final = "figures"
ABSENCES: Final[Mapping[str, Text]] = {
    "no_data": Text("暂无数据", "No data"),
    "not_applicable": Text("不适用", "Not applicable"),
    "not_collected": Text("未开展统计或调查", "Not collected"),
    "planned_survey": Text("计划开展调查", "A survey is planned"),
}
"""Why there is no figure, in words."""
INPUT: Final = "input-"
WORDS: Final = ("method", "value", "level", "unit", "year", "source", "note", "error")
LEVEL: Final = "level"
_SEPARATORS: Final = re.compile(r"[;；、，|\n]|,\s")
_PLACE: Final = re.compile(r"\[\d+\]")
_OTHER_UNITS: Final = (
    ("km2", Text("平方公里", "km²")),
    ("ha", Text("公顷", "ha")),
    ("mu", Text("亩", "mu (1/15 ha)")),
    ("m2", Text("平方米", "m²")),
    ("万人", Text("万人", "10,000 people")),
    ("万元", Text("万元", "10,000 yuan")),
    ("亿元", Text("亿元", "100 million yuan")),
)
Cells = Mapping[str, str]


def form_inputs(settings: Indicator) -> tuple[Input, ...]:
    """The inputs that are figures: an ordinal indicator's level is asked by itself."""
    ordinal = settings.kind == "ordinal"
    return tuple(one for one in settings.inputs if not (ordinal and one.symbol == LEVEL))


def offers_value(settings: Indicator) -> bool:
    """Whether the result may be given in place of the inputs: not where there is a level, nor one plain input."""
    formulas = [one.formula for one in settings.methods] or [settings.formula]
    plain = len(settings.inputs) == 1 and formulas[0] == settings.inputs[0].symbol
    return settings.kind != "ordinal" and not plain


def unit_choices(settings: Indicator, present: str = "") -> tuple[tuple[str, Text], ...]:
    """Other units that the figures may be given in, and ``present`` if it is none of them."""
    asked = {one.unit for one in form_inputs(settings)}
    fitting = [
        (unit, title) for unit, title in _OTHER_UNITS if any(convertible(unit, one) for one in asked - {unit})
    ]
    known = {unit for unit, _ in fitting}
    own = ((present, unit_text(present)),) if present and present not in known else ()
    return (*own, *fitting)


def cells_of(settings: Indicator, row: Observation | None) -> dict[str, str]:
    """The cells of a form that shows an observation; empty for none."""
    if row is None:
        return {}
    symbols = {alias: one.symbol for one in settings.inputs for alias in (one.symbol, *one.aliases)}
    cells = {INPUT + symbols.get(name, name): _figures(given) for name, given in row.inputs.items()}
    level = cells.pop(INPUT + LEVEL, "") if settings.kind == "ordinal" else ""
    plain = {name: getattr(row, name) for name in WORDS}
    cells |= {name: _figure(given) for name, given in plain.items() if given not in (None, "")}
    if level:
        cells["level"] = level
    cells["answer"] = row.absence if row.missing else FIGURES
    if row.missing != ABSENCES.get(row.absence):
        cells |= {"reason_zh": row.missing.zh, "reason_en": row.missing.en}
    return cells


def read_observation(item_id: str, settings: Indicator, cells: Cells) -> Observation:
    """The observation that the cells tell. Raises ``BadInput`` with each fault at its cell."""
    given = {name: words.strip() for name, words in cells.items() if words.strip()}
    figures = {name for name in given if name.startswith(INPUT) or name in ("value", "level")}
    answer = given.get("answer") or (FIGURES if figures else "")
    if not answer or (answer == FIGURES and not figures):
        raise BadInput([problem("obs_empty", "answer")])
    try:
        row = _figures_row(item_id, settings, given) if answer == FIGURES else _absent_row(item_id, given)
        if answer != FIGURES and figures:
            raise BadInput([problem("obs_both", "answer")])
        refuse_impossible(CityData(Text(), observations=(row,)))
        figure_of(settings, row)
    except BadInput as fault:
        raise BadInput(at_cell(one, settings) for one in fault.problems) from None
    return row


def _figures_row(item_id: str, settings: Indicator, given: Cells) -> Observation:
    plain: dict[str, Any] = {name: given[name] for name in WORDS if name in given}
    faults, inputs = _inputs(settings, given)
    if settings.kind == "ordinal" and inputs and "level" in plain:
        inputs[LEVEL] = plain.pop("level")
    if inputs:
        plain["inputs"] = inputs
    try:
        row = from_plain(Observation, {"indicator": item_id, **plain})
    except BadInput as fault:
        faults += fault.problems
    if faults:
        raise BadInput(faults)
    return row


def _inputs(settings: Indicator, given: Cells) -> tuple[list[Problem], dict[str, Any]]:
    inputs: dict[str, Any] = {}
    faults = []
    for one in form_inputs(settings):
        words = given.get(INPUT + one.symbol)
        if not words:
            continue
        listed = [part.strip() for part in _SEPARATORS.split(words) if part.strip()]
        if one.many and any("," in part for part in listed):
            faults.append(problem("obs_list_comma", f"inputs.{one.symbol}"))
        elif listed:
            inputs[one.symbol] = listed if one.many else words
    return faults, inputs


def _absent_row(item_id: str, given: Cells) -> Observation:
    answer = given["answer"]
    if answer not in get_args(Absence) or answer not in ABSENCES:
        raise BadInput([problem("value_choice", "answer", value=answer, allowed=", ".join(ABSENCES))])
    reason = Text(given.get("reason_zh", ""), given.get("reason_en", ""))
    if answer == "planned_survey" and not reason:
        raise BadInput([problem("obs_plan_words", "missing")])
    kept = {name: given[name] for name in ("source", "note") if name in given}
    row = from_plain(Observation, {"indicator": item_id, **kept})
    return replace(row, missing=reason or ABSENCES[answer], absence=cast(Absence, answer))


def at_cell(fault: Problem, settings: Indicator) -> Problem:
    """A fault of an observation at the cell that its place names; what comes of all inputs together at ``figures``."""
    where = _PLACE.sub("", fault.where.removeprefix("observations[0].").removeprefix("observations[0]"))
    if where.startswith("inputs."):
        name = where.removeprefix("inputs.")
        where = INPUT + name if name != LEVEL or settings.kind != "ordinal" else "level"
    at = {"inputs": FIGURES, "": FIGURES, "missing": "reason_zh"}.get(where, where)
    return replace(fault, where=at)


def _figures(given: InputValue) -> str:
    return "\n".join(map(_figure, given)) if isinstance(given, tuple) else _figure(given)


def _figure(given: object) -> str:
    return f"{given:f}" if isinstance(given, Decimal) else str(given)
