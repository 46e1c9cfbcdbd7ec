"""Score a city's data from a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

from lbsap.actions.city_files import Place, placing, read_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_file, resolve_catalogue
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import Scorecard, ScoringVariant
from lbsap.registry import Registry
from lbsap.steps.impossible import refuse_impossible
from lbsap.steps.observation_rows import in_row, numbers_moved, read_observation_rows, scoring_input
from lbsap.steps.score import make_scorecard


@allowed_to("administrator", "editor", "viewer", "city")
def score_city(
    actor: Actor, registry: Registry, index: str, variant: str, data: Path
) -> tuple[Scorecard, Catalogue, tuple[Problem, ...]]:
    """The scorecard of the city data in a YAML, CSV or XLSX file, the index it was scored under, and warnings."""
    catalogue = resolve_catalogue(index, "index", registry)
    chosen = registry.get(ScoringVariant, variant)
    city, place = _read_city(registry, data)
    with placing(place):
        card = make_scorecard(catalogue, scoring_input(city), chosen, registry.call)
    return card, catalogue, numbers_moved(catalogue, city)


def _read_city(registry: Registry, path: Path) -> tuple[CityData, Place]:
    """City data from CITY.yaml, or observations alone from a table, and what tells a fault by its line or row."""
    if path.suffix.lower() in (".yaml", ".yml"):
        return read_city(path)
    rows = cast(tuple[Row, ...], import_file(path, "rows", registry).value)
    if not rows:
        raise BadInput([problem("file_empty", str(path))])
    city, place = read_observation_rows(rows), partial(in_row, rows=rows)
    with placing(place):
        refuse_impossible(city)
    return city, place
