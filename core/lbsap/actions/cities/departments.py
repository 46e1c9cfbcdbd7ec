"""The directory of departments, begun from the suggestions of the national plan for the city's level."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_city
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.city_plan import Department
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.registry import Registry
from lbsap.steps.cities.departments import suggested_departments, suggesting, taken_over


@dataclass(frozen=True, slots=True)
class Directory:
    """The departments kept, those suggested that are not among them, and the national actions."""

    kept: tuple[Department, ...]
    suggested: tuple[Department, ...]
    actions: tuple[PolicyTarget, ...]


@allowed_to("administrator", "editor", "city")
def directory_of(actor: Actor, registry: Registry, data: CityData) -> Directory:
    """The directory of a city that was opened, with what may be taken over."""
    actions = suggesting(registry.all(PolicyFramework))
    suggested = suggested_departments(actions, data.profile.level)
    fresh = taken_over(data.departments, suggested, [one.id for one in suggested])[len(data.departments) :]
    return Directory(data.departments, fresh, actions)


@allowed_to("administrator", "editor", "city")
def take_departments_over(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, chosen: Collection[str]
) -> None:
    """Put the chosen suggestions into the directory; what stands there already stays as it is."""

    def change(data: CityData) -> CityData:
        suggested = directory_of(actor, registry, data).suggested
        return replace(data, departments=taken_over(data.departments, suggested, chosen))

    change_city(actor, engine, city_id, "departments taken over", change)
