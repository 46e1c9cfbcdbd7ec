"""A city's data as files in the shapes that others ask for."""

from __future__ import annotations

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import open_city
from lbsap.actions.files import File
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.plugin_items import Exporter
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.store.faults import not_found


@allowed_to("administrator", "editor", "city")
def city_exporters(actor: Actor, registry: Registry) -> tuple[Exporter, ...]:
    """What can write a city's data, in the order in which plugins offer it."""
    return tuple(one for one in registry.all(Exporter) if one.of == "city")


@allowed_to("administrator", "editor", "city")
def city_file(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, exporter: str, lang: Lang
) -> File:
    """A city's data as the exporter of this id writes them. Raises ``NotFound``, ``BadInput`` where they do not fit the
    shape, ``PluginFailed``. Reads only."""
    data = open_city(actor, engine, city_id).data
    found = next((one for one in city_exporters(actor, registry) if one.id == exporter), None)
    if found is None:
        raise not_found(Text("导出格式", "exporter"), exporter)
    content: bytes = registry.call(found, data, lang)
    return File(f"{data.city.plain(lang)}-{found.id}{found.suffix}", found.media_type, content)
