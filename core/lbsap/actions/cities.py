"""Bring a city's data in from another system."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_file
from lbsap.data import write_value
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.problems import Problem
from lbsap.registry import Registry
from lbsap.steps.imported import counts


@allowed_to("administrator", "editor", "city")
def import_city(
    actor: Actor, registry: Registry, importer: str, source: Path, out: Path
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Read a city by an importer and write CITY.yaml; returns counts and everything that needs a person's eye."""
    imported = import_file(source, "city", registry, importer)
    city = cast(CityData, imported.value)
    write_value(city, out)
    return counts(city), imported.problems
