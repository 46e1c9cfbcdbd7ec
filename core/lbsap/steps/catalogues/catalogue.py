"""What a catalogue must hold before it is used or published: sound values, formulas over declared inputs, score
bands that tell every value one score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final

from lbsap.model.catalogue import Band, Catalogue, Indicator
from lbsap.model.city import InputValue
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.validate import faults
from lbsap.steps.common.formula import evaluate, symbols

_UNLUCKY: Final = {"formula_undefined", "formula_too_large"}
"""What may befall a sound formula at figures of our choice."""


def refuse_faulty(catalogue: Catalogue) -> None:
    """Raise ``BadInput`` with every error in the values, formulas and score bands of a catalogue."""
    found = [one for one in faults(catalogue) if one.severity == "error"]
    found.extend(_circles(catalogue))
    for item in catalogue.items:
        if item.indicator is not None:
            place = f"{catalogue.id}.{item.id}"
            found.extend(
                (*formula_faults(item.indicator, place), *band_faults(item.indicator, f"{place}.bands"))
            )
    if found:
        raise BadInput(found)


def formula_faults(settings: Indicator, where: str) -> Iterator[Problem]:
    """Faults in the formulas of an indicator: wrong syntax, symbols that are no inputs, no arithmetic."""
    formulas = {f"{where}.formula": settings.formula}
    formulas |= {f"{where}.methods[{method.id}]": method.formula for method in settings.methods}
    for place, formula in formulas.items():
        if formula:
            yield from _faults(settings, formula, place)


def band_faults(settings: Indicator, where: str) -> Iterator[Problem]:
    """Faults in the score bands: no end and no meaning, ends turned round, two bands for one value, a wrong order."""
    if settings.kind == "ordinal":
        yield from (problem("band_ends", where, score=one.score) for one in settings.bands if not one.meaning)
        return
    sound = []
    for band in settings.bands:
        fault = _interval_fault(band)
        if fault:
            yield problem(fault, where, score=band.score)
        else:
            sound.append(band)
    for first, second in combinations(sound, 2):
        if _overlap(first, second):
            yield problem("band_overlap", where, first=first.score, second=second.score)
    rising = sorted(sound, key=_middle)
    if any((low.score < high.score) != settings.higher_is_better for low, high in pairwise(rising)):
        yield problem("band_order", where)


def _interval_fault(band: Band) -> str:
    if band.lower is None and band.upper is None:
        return "band_ends"
    reverse = band.lower is not None and band.upper is not None and band.lower > band.upper
    return "band_reversed" if reverse else ""


def _overlap(one: Band, other: Band) -> bool:
    low, high = sorted((one, other), key=_middle)
    if low.upper is None or high.lower is None:
        return True
    shared = low.upper == high.lower and low.upper_inclusive and high.lower_inclusive
    return low.upper > high.lower or shared


def _middle(band: Band) -> tuple[bool, Decimal, Decimal]:
    """Sorts intervals from low to high; one without a lower end comes first."""
    lower = Decimal(0) if band.lower is None else band.lower
    upper = lower if band.upper is None else band.upper
    return band.lower is not None, lower, upper


def _circles(catalogue: Catalogue) -> Iterator[Problem]:
    """Items that stand under themselves: no plan would ever come to them."""
    parents = {item.id: item.parent for item in catalogue.items}
    for item in catalogue.items:
        above, seen = item.parent, set[str]()
        while above and above != item.id and above not in seen:
            seen.add(above)
            above = parents.get(above, "")
        if above == item.id:
            yield problem("parent_circle", f"{catalogue.id}.{item.id}.parent", item=item.id)


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
