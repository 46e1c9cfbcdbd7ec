"""The contracts of data: policy frameworks, catalogues, questionnaires."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import canonical, from_plain
from lbsap.model.errors import BadInput
from lbsap.model.policy import PolicyFramework
from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import KINDS, Registry
from lbsap.steps.catalogues.catalogue import band_faults, formula_faults
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
            bench.found.extend(band_faults(item.indicator, f"{where}.bands"))


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
