"""Score a city: its data from a file, and the years it has reported."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from lbsap.actions.city_files import Place, placing, read_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_file, resolve_catalogue
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Observations
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import Scorecard, ScoringVariant
from lbsap.registry import Registry
from lbsap.steps.scoring.impossible import refuse_impossible
from lbsap.steps.scoring.observation_rows import in_row, numbers_moved, read_observation_rows, scoring_input
from lbsap.steps.scoring.score import make_scorecard
from lbsap.steps.scoring.score_history import observed_years, under


@dataclass(frozen=True, slots=True)
class YearCard:
    """The scorecard of one year or, where its figures cannot be scored, ``None`` and the reasons."""

    year: int
    card: Scorecard | None
    problems: tuple[Problem, ...] = ()


@allowed_to("administrator", "editor", "viewer")
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


def history_of(
    city: CityData, index: Catalogue, variant: str, registry: Registry
) -> tuple[tuple[int, Scorecard], ...]:
    """The scorecards of a city by year, oldest first, the present year last: what ``PlanContext.history`` holds.

    Every year is scored under the same index and variant, so that the years can be compared. A year whose figures
    cannot be scored is left out; ``year_cards`` says why. Raises ``NotFound``, ``PluginFailed``.
    """
    cards = year_cards(city, index, registry.get(ScoringVariant, variant), registry)
    return tuple((one.year, one.card) for one in cards if one.card is not None)


def year_cards(
    city: CityData, index: Catalogue, variant: ScoringVariant, registry: Registry
) -> tuple[YearCard, ...]:
    """The same with the years that cannot be scored. Raises ``PluginFailed``."""
    return tuple(_year_card(data, index, variant, registry) for data in observed_years(city))


def _year_card(data: Observations, index: Catalogue, variant: ScoringVariant, registry: Registry) -> YearCard:
    try:
        return YearCard(data.year, make_scorecard(index, under(index, data), variant, registry.call))
    except BadInput as fault:
        return YearCard(data.year, None, fault.problems)
