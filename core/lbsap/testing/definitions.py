"""The contracts of data: policy frameworks, catalogues, questionnaires."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

from lbsap.model.catalogue import Band, Catalogue, Indicator
from lbsap.model.codec import canonical, from_plain
from lbsap.model.errors import BadInput
from lbsap.model.policy import PolicyFramework
from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import KINDS, Registry
from lbsap.steps.catalogue import formula_faults
from lbsap.testing.bench import Bench


def framework(bench: Bench, value: PolicyFramework) -> None:
    """It can be stored and read back."""
    _round_trip(bench, value)


def catalogue(bench: Bench, value: Catalogue) -> None:
    """It can be stored and read back; formulas use declared inputs; score bands neither overlap nor run backwards."""
    _round_trip(bench, value)
    for item in value.items:
        if item.indicator is not None:
            where = f"{value.id}.{item.id}"
            bench.found.extend(formula_faults(item.indicator, where))
            _bands(bench, item.indicator, f"{where}.bands")


def questionnaire(bench: Bench, value: Questionnaire) -> None:
    """It can be stored and read back; the catalogue it is about is at hand (else a warning)."""
    _round_trip(bench, value)
    name, _, version = value.about.partition("@")
    known = {one.id: one for one in _catalogues(bench.at_hand, bench.registry)}
    if name not in known or version not in ("", known[name].version):
        shown = ", ".join(one.reference for one in known.values()) or "-"
        kind = next(kind.title for kind in KINDS if kind.type is Catalogue)
        bench.report(
            "unknown_id", f"{value.id}.about", severity="warning", id=value.about, kind=kind, known=shown
        )


def _catalogues(*registries: Registry) -> Iterator[Catalogue]:
    for registry in registries:
        yield from registry.all(Catalogue)


def _round_trip(bench: Bench, value: Any) -> None:
    # Through JSON, because that is how snapshots keep a value.
    try:
        same = from_plain(type(value), json.loads(canonical(value))) == value
    except BadInput as fault:
        bench.found.extend(fault.problems)
        return
    if not same:
        bench.report("contract_round_trip", value.id)


def _bands(bench: Bench, settings: Indicator, where: str) -> None:
    if settings.kind == "ordinal":
        for band in settings.bands:
            if not band.meaning:
                bench.report("band_ends", where, score=band.score)
        return
    sound = [band for band in settings.bands if _is_interval(bench, band, where)]
    for first, second in combinations(sound, 2):
        if _overlap(first, second):
            bench.report("band_overlap", where, first=first.score, second=second.score)
    rising = sorted(sound, key=_middle)
    backwards = any((low.score < high.score) != settings.higher_is_better for low, high in pairwise(rising))
    if backwards:
        bench.report("band_order", where)


def _is_interval(bench: Bench, band: Band, where: str) -> bool:
    if band.lower is None and band.upper is None:
        bench.report("band_ends", where, score=band.score)
        return False
    if band.lower is not None and band.upper is not None and band.lower > band.upper:
        bench.report("band_reversed", where, score=band.score)
        return False
    return True


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
