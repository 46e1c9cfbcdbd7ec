"""Catalogues: list them, look at one, bring one in from a spreadsheet, revise one by decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import export
from lbsap.actions.resolve import import_file, resolve
from lbsap.data import parse, placed, read_plain, read_text, shipped, write_bytes, write_value
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import from_plain
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Exporter
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Lang
from lbsap.registry import Registry
from lbsap.steps.catalogues.catalogue import refuse_faulty
from lbsap.steps.catalogues.revise import revise, undecided
from lbsap.steps.guides.guide import Guide, make_guide


@allowed_to("administrator", "editor", "viewer", "city")
def list_catalogues(actor: Actor, registry: Registry) -> tuple[Catalogue, ...]:
    """Every catalogue that plugins offer."""
    return registry.all(Catalogue)


@allowed_to("administrator", "editor", "viewer", "city")
def show_catalogue(actor: Actor, registry: Registry, name: str) -> Catalogue:
    """One catalogue by id, ``id@version`` or file."""
    return resolve(Catalogue, name, registry)


@allowed_to("administrator", "editor")
def import_catalogue(
    actor: Actor, registry: Registry, source: Path, out: Path
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """Read a catalogue from a spreadsheet and write it as YAML; returns it with the warnings. Raises ``BadInput``."""
    imported = import_file(source, "catalogue", registry)
    catalogue = cast(Catalogue, imported.value)
    refuse_faulty(catalogue)
    write_value(catalogue, out)
    return catalogue, imported.problems


@allowed_to("administrator", "editor")
def write_template(actor: Actor, registry: Registry, out: Path, lang: Lang, name: str = "") -> None:
    """Write the workbook that a catalogue is brought in with: filled with an example or, given a name, with that
    catalogue. Raises ``BadInput``, ``NotFound``."""
    source = name or str(shipped("templates", "catalogue-example.yaml"))
    filled = resolve(Catalogue, source, registry)
    write_bytes(registry.call(registry.get(Exporter, "catalogue-xlsx"), filled, lang), out)


@allowed_to("administrator", "editor", "viewer", "city")
def write_guide(actor: Actor, registry: Registry, name: str, lang: Lang, out: Path) -> Catalogue:
    """Write the guide of a catalogue (an id, ``id@version`` or a file) as a Word document; returns the catalogue."""
    found = resolve(Catalogue, name, registry)
    export("guide", make_guide(Guide(found)), lang, out, registry)
    return found


@allowed_to("administrator", "editor")
def revise_catalogue(
    actor: Actor, registry: Registry, name: str, decisions: Path, out: Path, version: str = ""
) -> tuple[Catalogue, tuple[str, ...]]:
    """Revise a catalogue by a file of decisions and write the new version; returns it and the undecided items."""
    catalogue, made = resolve(Catalogue, name, registry), read_decisions(decisions)
    try:
        revised = revise(catalogue, made, version)
        refuse_faulty(revised)
    except BadInput as fault:
        raise BadInput(_at_decision(one, catalogue, made, decisions) for one in fault.problems) from None
    write_value(revised, out)
    return revised, undecided(catalogue, made)


def _at_decision(fault: Problem, catalogue: Catalogue, made: Sequence[Decision], path: Path) -> Problem:
    """A fault of a revision at the line of the last decision on the item it speaks of."""
    where = fault.where.removeprefix(f"{catalogue.id}.")
    at = str(path)
    for i, one in enumerate(made):
        item = catalogue.find(one.item) if one.outcome != "new" else None
        name = item.id if item else one.item
        if where == name or where.startswith(f"{name}."):
            root = "decisions" if isinstance(read_plain(path), dict) else ""
            at = placed(replace(fault, where=f"{root}[{i}]"), read_text(path), str(path)).where
    return replace(fault, where=f"{at}: {fault.where}" if fault.where else at)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Decisions from YAML: a list, or a mapping with the list under ``decisions``. Raises ``BadInput``."""
    text = read_text(path)
    data = parse(text, str(path))
    rows = data.get("decisions") if isinstance(data, dict) else data
    root = "decisions" if isinstance(data, dict) else ""
    if not isinstance(rows, list):
        raise BadInput([problem("value_missing", str(path), field="decisions")])
    try:
        return from_plain(tuple[Decision, ...], [_one_place_as_list(row) for row in rows], root)
    except BadInput as fault:
        raise BadInput(placed(one, text, str(path)) for one in fault.problems) from None


def _one_place_as_list(row: Any) -> Any:
    if isinstance(row, dict):
        row = {**row, "item": str(row.get("item", ""))} if "item" in row else row
        if isinstance(row.get("into"), str | int):
            return {**row, "into": [str(row["into"])]}
    return row
