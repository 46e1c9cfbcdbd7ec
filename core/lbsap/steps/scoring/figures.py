"""One observation to the value of its indicator: which answer it is, its units, and whether it is possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, NoReturn, TypeVar

from lbsap.model.catalogue import Indicator, Input, Item
from lbsap.model.city import InputValue, Observation
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.steps.common.formula import evaluate, symbols
from lbsap.steps.common.units import convert, convertible, is_amount, is_count

T = TypeVar("T")
LARGEST: Final = Decimal("1e20")
LARGE: Final = 1000
OF_INDICATOR: Final = Text("指标 {number}：{what}", "Indicator {number}: {what}")
WHOLE_KINDS: Final = ("count", "count_change")


def value_of(item: Item, settings: Indicator, row: Observation, place: str) -> Decimal | None:
    """The value of an indicator from a city's observation, exact and in the indicator's unit.

    ``None`` where the observation says why there is none. Raises ``BadInput`` with every fault at
    ``place.field``, the indicator's number in front of its words.
    """
    try:
        return figure_of(settings, row)
    except BadInput as bad:
        raise BadInput(of_indicator(item, fault, place) for fault in bad.problems) from None


def of_indicator(item: Item, fault: Problem, place: str) -> Problem:
    """The fault at its place in the observations, with the number of the indicator."""
    where = f"{place}.{fault.where}" if fault.where else place
    return replace(fault, where=where, message=OF_INDICATOR.format(number=item.number, what=fault.message))


def figure_of(settings: Indicator, row: Observation) -> Decimal | None:
    """The same for an observation by itself: faults stand at their ``field``, and do not name the indicator."""
    answers = [name for name in ("inputs", "value", "level") if getattr(row, name) not in (None, {})]
    answers += ["missing"] if row.missing else []
    if len(answers) != 1:
        _refuse("obs_answers", "", found=", ".join(answers) or "-")
    if row.missing:
        return None
    if settings.kind == "ordinal":
        return _level(settings, row)
    if row.level is not None:
        _refuse("obs_figure_wanted", "level")
    if row.value is not None:
        return _possible(settings, _stated(settings, row, row.value), "value")
    return _possible(settings, _at_inputs(evaluate, *formula_and_inputs(settings, row)), "inputs")


def _refuse(code: str, field: str, **values: Any) -> NoReturn:
    raise BadInput([problem(code, field, **values)])


def _gather(faults: list[Problem], check: Callable[..., T], *given: object) -> T | None:
    """What ``check`` gives, or ``None`` with its faults gathered, so that a person sees all at once."""
    try:
        return check(*given)
    except BadInput as bad:
        faults.extend(bad.problems)
        return None


def _level(settings: Indicator, row: Observation) -> Decimal:
    """The level of an ordinal indicator: ``level``, or the input of that name beside others."""
    level = Decimal(row.level) if row.level is not None else _inputs(settings, row, ("level",)).get("level")
    if not isinstance(level, Decimal):
        _refuse("obs_level_wanted", "level")
    if row.unit and not convertible(row.unit, "level"):
        _refuse("obs_unit", "unit", unit=row.unit, wanted="level")
    known = sorted(band.score for band in settings.bands)
    if known and level not in known:
        _refuse("obs_level_unknown", "level", level=level, known=", ".join(map(str, known)))
    return level


def _stated(settings: Indicator, row: Observation, given: Decimal) -> Decimal:
    _sensible(given, "value")
    value = convert(given, row.unit or settings.unit, settings.unit)
    if value is None:
        _refuse("obs_unit", "unit", unit=row.unit, wanted=settings.unit)
    if value % 1 and settings.kind in WHOLE_KINDS:
        _refuse("obs_fraction", "value", symbol="value", value=given)
    return value


def formula_and_inputs(settings: Indicator, row: Observation) -> tuple[str, Mapping[str, InputValue]]:
    """The formula that an observation asks for, and its inputs in the catalogue's units. Raises ``BadInput``."""
    faults: list[Problem] = []
    formula = _gather(faults, _formula, settings, row)
    _gather(faults, _check_unit, settings, row)
    wanted = _gather(faults, _at_inputs, symbols, formula) if formula else None
    inputs = _gather(faults, _inputs, settings, row, wanted or ())
    if formula is None or inputs is None or faults:
        raise BadInput(faults)
    return formula, inputs


def _at_inputs(compute: Callable[..., T], *given: object) -> T:
    try:
        return compute(*given)
    except BadInput as bad:
        raise BadInput(replace(fault, where="inputs") for fault in bad.problems) from None


def _inputs(settings: Indicator, row: Observation, wanted: tuple[str, ...]) -> Mapping[str, InputValue]:
    """The reported inputs in the catalogue's units; all of ``wanted`` must be there."""
    faults: list[Problem] = []
    known = {one.symbol: one for one in settings.inputs}
    written = {alias: one.symbol for one in settings.inputs for alias in one.aliases}
    inputs = {
        written.get(name, name): _gather(faults, _input, known, written.get(name, name), given, row.unit)
        for name, given in row.inputs.items()
    }
    missing = [symbol for symbol in wanted if symbol not in inputs]
    if missing and inputs:
        faults.append(problem("obs_symbol_missing", "inputs", symbols=", ".join(missing)))
    if faults:
        raise BadInput(faults)
    return {name: value for name, value in inputs.items() if value is not None}


def _formula(settings: Indicator, row: Observation) -> str:
    methods = {method.id: method.formula for method in settings.methods}
    known = ", ".join(methods) or "-"
    if row.method and row.method not in methods:
        _refuse("obs_method_unknown", "method", method=row.method, known=known)
    if methods and not row.method:
        _refuse("obs_method_missing", "method", known=known)
    formula = methods.get(row.method, settings.formula)
    if not formula:
        _refuse("obs_no_formula", "inputs")
    return formula


def _check_unit(settings: Indicator, row: Observation) -> None:
    """A city's ``unit`` is that of the result, or holds for every input of its kind (all areas in km2)."""
    units = tuple(dict.fromkeys((*(one.unit for one in settings.inputs), settings.unit)))
    if row.unit and not any(convertible(row.unit, unit) for unit in units):
        _refuse("obs_unit", "unit", unit=row.unit, wanted=", ".join(units))


def _input(known: dict[str, Input], name: str, given: InputValue, unit: str) -> InputValue:
    place = f"inputs.{name}"
    wanted = known.get(name)
    if wanted is None:
        _refuse("obs_symbol_unknown", place, symbol=name, known=", ".join(known) or "-")
    if not isinstance(given, tuple):
        return _figure(wanted, given, unit, place)
    if not wanted.many:
        _refuse("obs_one_number", place, symbol=name)
    if not given:
        _refuse("obs_empty_list", place, symbol=name)
    faults: list[Problem] = []
    figures = [_gather(faults, _figure, wanted, one, unit, f"{place}[{i}]") for i, one in enumerate(given)]
    if faults:
        raise BadInput(faults)
    return tuple(figure for figure in figures if figure is not None)


def _figure(wanted: Input, given: Decimal, unit: str, place: str) -> Decimal:
    _sensible(given, place)
    converted = convert(given, unit, wanted.unit) if unit else None
    value = given if converted is None else converted
    if value < 0 and is_amount(wanted.unit):
        _refuse("obs_negative", place, symbol=wanted.symbol, value=given)
    if value % 1 and is_count(wanted.unit):
        _refuse("obs_fraction", place, symbol=wanted.symbol, value=given)
    return value


def _sensible(number: Decimal, place: str) -> None:
    if not number.is_finite() or abs(number) > LARGEST:
        _refuse("obs_number", place, value=number)


def _possible(settings: Indicator, value: Decimal, field: str) -> Decimal:
    if settings.minimum is not None and value < settings.minimum:
        _refuse("obs_below", field, value=shown(value), limit=settings.minimum)
    if settings.maximum is not None and value > settings.maximum:
        _refuse("obs_above", field, value=shown(value), limit=settings.maximum)
    return value


def shown(value: Decimal) -> str:
    """A figure as a person reads it, never with an exponent: whole, a large one with two decimals at most, any other with
    six significant digits at most."""
    if not value % 1:
        return f"{value:f}"
    short = round(value, 2) if abs(value) >= LARGE else Decimal(f"{value:.6g}")
    return f"{short.normalize():f}"
