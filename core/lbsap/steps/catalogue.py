"""What a catalogue must hold before it is used or published: sound values, and formulas over declared inputs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lbsap.model.catalogue import Catalogue, Indicator
from lbsap.model.city import InputValue
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.validate import faults
from lbsap.steps.formula import evaluate, symbols

_UNLUCKY: Final = {"formula_undefined", "formula_too_large"}
"""What may befall a sound formula at figures of our choice."""


def refuse_faulty(catalogue: Catalogue) -> None:
    """Raise ``BadInput`` with every error in the values and formulas of a catalogue."""
    found = [one for one in faults(catalogue) if one.severity == "error"]
    for item in catalogue.items:
        if item.indicator is not None:
            found.extend(formula_faults(item.indicator, f"{catalogue.id}.{item.id}"))
    if found:
        raise BadInput(found)


def formula_faults(settings: Indicator, where: str) -> Iterator[Problem]:
    """Faults in the formulas of an indicator: wrong syntax, symbols that are no inputs, no arithmetic."""
    formulas = {f"{where}.formula": settings.formula}
    formulas |= {f"{where}.methods[{method.id}]": method.formula for method in settings.methods}
    for place, formula in formulas.items():
        if formula:
            yield from _faults(settings, formula, place)


def _faults(settings: Indicator, formula: str, place: str) -> Iterator[Problem]:
    sample: dict[str, InputValue] = {
        one.symbol: (Decimal(1), Decimal(2)) if one.many else Decimal(2) for one in settings.inputs
    }
    try:
        unknown = [symbol for symbol in symbols(formula) if symbol not in sample]
        for symbol in unknown:
            yield problem("obs_symbol_unknown", place, symbol=symbol, known=", ".join(sample) or "-")
        if not unknown:
            evaluate(formula, sample)
    except BadInput as fault:
        yield from (
            Problem(one.code, place, one.message) for one in fault.problems if one.code not in _UNLUCKY
        )
