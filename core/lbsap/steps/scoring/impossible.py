"""What no city's data can say: one id for two things, areas below nothing, periods that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.validate import faults

YEARS: Final = range(1900, 2201)
WHOLE: Final = 100
"""An error of so many percent would let a figure be nothing at all."""


def refuse_impossible(city: CityData) -> None:
    """Raise ``BadInput`` with everything in a city's data that cannot be, each at its field."""
    found = [*_ids(city), *_frameworks(city), *_years(city), *_periods(city), *_amounts(city)]
    if found:
        raise BadInput(found)


def _ids(city: CityData) -> Iterator[Problem]:
    for name in ("actions", "targets", "projects"):
        seen: set[str] = set()
        for i, one in enumerate(getattr(city, name)):
            if one.id in seen:
                yield problem("id_twice", f"{name}[{i}].id", id=one.id)
            seen.add(one.id)


def _frameworks(city: CityData) -> Iterator[Problem]:
    for i, framework in enumerate(city.frameworks):
        for fault in faults(framework):
            if fault.severity == "error":
                yield Problem(fault.code, f"frameworks[{i}]", fault.message)


def _years(city: CityData) -> Iterator[Problem]:
    given: dict[str, int | None] = {"year": city.year, "profile.base_year": city.profile.base_year}
    given["profile.population_year"] = city.profile.population_year
    for i, observation in enumerate(city.observations):
        given[f"observations[{i}].year"] = observation.year
    for i, action in enumerate(city.actions):
        given[f"actions[{i}].deadline"] = action.deadline
    for i, target in enumerate(city.targets):
        given |= {f"targets[{i}].year": target.year, f"targets[{i}].baseline_year": target.baseline_year}
        given |= {f"targets[{i}].milestones": year for year in target.milestones if year not in YEARS}
    for where, year in given.items():
        if year is not None and year not in YEARS:
            yield problem("year_impossible", where, year=year)


def _periods(city: CityData) -> Iterator[Problem]:
    spans = {"profile.period": city.profile.period}
    spans |= {f"projects[{i}].years": project.years for i, project in enumerate(city.projects)}
    for where, span in spans.items():
        if span and not (span[0] in YEARS and span[1] in YEARS and span[0] <= span[1]):
            yield problem("period_impossible", where, first=span[0], last=span[1])


def _amounts(city: CityData) -> Iterator[Problem]:
    given: dict[str, Decimal | int | None] = {
        "profile.area_km2": city.profile.area_km2,
        "profile.population": city.profile.population,
    }
    given |= {f"projects[{i}].cost": project.cost for i, project in enumerate(city.projects)}
    for where, amount in given.items():
        if amount is not None and amount < 0:
            yield problem("number_negative", where, value=amount)
    for i, observation in enumerate(city.observations):
        if observation.error is not None and not 0 <= observation.error < WHOLE:
            yield problem("obs_error_range", f"observations[{i}].error", error=observation.error)
