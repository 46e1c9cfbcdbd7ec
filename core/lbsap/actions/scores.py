"""Score a city's data from a file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_file, resolve_catalogue
from lbsap.data import read_value
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem
from lbsap.model.scoring import Scorecard, ScoringVariant
from lbsap.registry import Registry
from lbsap.steps.observation_rows import read_observation_rows, scoring_input
from lbsap.steps.score import make_scorecard


@allowed_to("administrator", "editor", "viewer", "city")
def score_city(
    actor: Actor, registry: Registry, index: str, variant: str, data: Path
) -> tuple[Scorecard, Catalogue]:
    """The scorecard of the city data in a YAML, CSV or XLSX file, and the index it was scored under."""
    catalogue = resolve_catalogue(index, "index", registry)
    chosen = registry.get(ScoringVariant, variant)
    city = read_city(registry, data)
    try:
        return make_scorecard(catalogue, scoring_input(city), chosen, registry.call), catalogue
    except BadInput as fault:
        raise BadInput(_in_file(one, data) for one in fault.problems) from None


def read_city(registry: Registry, path: Path) -> CityData:
    """City data from CITY.yaml, or observations alone from a table. Raises ``BadInput``."""
    if path.suffix.lower() in (".yaml", ".yml"):
        return read_value(CityData, path)
    return read_observation_rows(cast(tuple[Row, ...], import_file(path, "rows", registry).value))


def _in_file(one: Problem, path: Path) -> Problem:
    return Problem(one.code, f"{path}: {one.where}" if one.where else str(path), one.message, one.severity)
