"""The plans of province and prefecture, which a city brings as further layers to align with."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_city
from lbsap.actions.files import File, written
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_bytes
from lbsap.data import read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text
from lbsap.model.validate import faults
from lbsap.registry import Registry
from lbsap.steps.common.stamp import require_unchanged
from lbsap.store.faults import not_found

LAYERS = ("province", "prefecture")


@allowed_to("administrator", "editor", "city")
def framework_template(actor: Actor, registry: Registry, name: str, lang: Lang) -> File:
    """The workbook to fill in, with a made-up provincial plan as an example."""
    example = read_value(PolicyFramework, shipped("templates", "framework-example.yaml"))
    return written("framework", example, name, lang, registry)


@allowed_to("administrator", "editor", "city")
def framework_file(actor: Actor, registry: Registry, data: CityData, framework_id: str, lang: Lang) -> File:
    """A layer of a city as the workbook that it can be changed in. Raises ``NotFound``."""
    return written("framework", framework_in(data, framework_id), framework_id, lang, registry)


@allowed_to("administrator", "editor", "city")
def add_framework(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, name: str, content: bytes
) -> str:
    """Read a plan from a workbook and add it to the city's layers. Returns its id. Raises ``BadInput``."""
    read = cast(PolicyFramework, import_bytes(name, content, "framework", registry).value)
    wrong = [one for one in faults(read) if one.severity == "error"]
    if read.layer not in LAYERS:
        wrong.append(problem("framework_layer", name, found=read.layer))
    if any(one.id == read.id for one in registry.all(PolicyFramework)):
        wrong.append(problem("framework_taken", name, id=read.id))
    if wrong:
        raise BadInput(wrong)

    def change(data: CityData) -> CityData:
        if any(one.id == read.id for one in data.frameworks):
            raise BadInput([problem("framework_taken", name, id=read.id)])
        return replace(data, frameworks=(*data.frameworks, read))

    change_city(actor, engine, city_id, "framework added", change, read.id)
    return read.id


@allowed_to("administrator", "editor", "city")
def remove_framework(actor: Actor, engine: Engine, city_id: int, framework_id: str, seen: str) -> None:
    """Remove a layer as it was seen; links of actions to it stay, and the checks name them. Raises ``BadInput``."""

    def change(data: CityData) -> CityData:
        require_unchanged(framework_in(data, framework_id), seen, "newer")
        return replace(data, frameworks=tuple(one for one in data.frameworks if one.id != framework_id))

    change_city(actor, engine, city_id, "framework removed", change, framework_id)


def framework_in(data: CityData, framework_id: str) -> PolicyFramework:
    """A layer of the city's own. Raises ``NotFound``."""
    for one in data.frameworks:
        if one.id == framework_id:
            return one
    raise not_found(Text("政策框架", "policy framework"), framework_id)
