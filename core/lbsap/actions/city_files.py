"""Bring a city's data in: from its own file, or from another system."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import cast

from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_file
from lbsap.data import placed, read_text, read_value, write_value
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem
from lbsap.registry import Registry
from lbsap.steps.cities.imported import counts
from lbsap.steps.scoring.impossible import refuse_impossible

Place = Callable[[Problem], Problem]
"""Tells a fault in a value by its place in the file it was read from."""


def read_city(path: Path) -> tuple[CityData, Place]:
    """City data from CITY.yaml, and what places a fault in it. Raises ``BadInput``."""
    city, place = read_value(CityData, path), partial(placed, text=read_text(path), where=str(path))
    with placing(place):
        refuse_impossible(city)
    return city, place


@contextmanager
def placing(place: Place) -> Iterator[None]:
    """Place the faults of what is done inside in the file."""
    try:
        yield
    except BadInput as fault:
        raise BadInput(map(place, fault.problems)) from None


@allowed_to("administrator", "editor", "city")
def import_city(
    actor: Actor, registry: Registry, importer: str, source: Path, out: Path
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Read a city by an importer and write CITY.yaml; returns counts and everything that needs a person's eye."""
    imported = import_file(source, "city", registry, importer)
    city = cast(CityData, imported.value)
    write_value(city, out)
    return counts(city), imported.problems
