"""Between files and the database: a city's file becomes a city here, a city here becomes a file, an import joins a city."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_within, new_city, open_city, require_entry
from lbsap.actions.city_files import placing, read_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_file
from lbsap.data import write_value
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.registry import Registry
from lbsap.steps.cities.codes import code_faults
from lbsap.steps.cities.imported import counts
from lbsap.steps.cities.merge import Conflict, merge
from lbsap.store.engine import session_scope


@allowed_to("administrator", "editor")
def add_city_file(actor: Actor, engine: Engine, path: Path) -> int:
    """Add the city of a CITY.yaml. Returns its id. Raises ``BadInput``, also for a code that is wrong or taken."""
    data, place = read_city(path)
    with placing(place):
        wrong = [*code_faults(data.profile.code, data.profile.level, "profile.code")]
        if not data.city:
            wrong.append(problem("field_wanted", "city"))
        if wrong:
            raise BadInput(wrong)
        return new_city(actor, engine, data)


@allowed_to("administrator", "editor", "city")
def write_city_file(actor: Actor, engine: Engine, city_id: int, out: Path) -> CityData:
    """Write a city as CITY.yaml; pictures stay in the database. Raises ``NotFound``, ``BadInput``."""
    data = open_city(actor, engine, city_id).data
    write_value(data, out)
    return data


@allowed_to("administrator", "editor", "city")
def import_into_city(
    actor: Actor, engine: Engine, registry: Registry, importer: str, source: Path, city_id: int
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Read a city by an importer and join it to one that is here; what stands there stays.

    Returns counts and everything that needs a person's eye: what the importer says, and each content that was not taken over
    because the city has another one.
    """
    require_entry(actor, city_id)
    read = import_file(source, "city", registry, importer)
    brought = cast(CityData, read.value)
    conflicts: list[Conflict] = []

    def change(data: CityData) -> CityData:
        merged = merge(data, brought)
        conflicts.extend(merged.conflicts)
        return merged.data

    with session_scope(engine) as session:
        change_within(session, actor, city_id, "import taken over", change)
    kept = (
        problem(
            "kept_not_read", str(source), severity="warning", label=one.label, kept=one.kept, read=one.read
        )
        for one in conflicts
    )
    return counts(brought), (*read.problems, *kept)
