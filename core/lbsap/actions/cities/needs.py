"""What plan sections ask a city, and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_city
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.plugin_items import PlanSection
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.cities.need_cells import read_needs
from lbsap.steps.common.stamp import require_unchanged
from lbsap.store.faults import not_found

PLAN_SECTION = Text("文本章节", "plan section")


def asking_sections(registry: Registry) -> tuple[PlanSection, ...]:
    """The sections that ask something, our own and those of plugins, as offered."""
    return tuple(one for one in registry.all(PlanSection) if one.needs)


def asking_section(registry: Registry, section_id: str) -> PlanSection:
    """One of them. Raises ``NotFound``."""
    found = {one.id: one for one in asking_sections(registry)}
    if section_id not in found:
        raise not_found(PLAN_SECTION, section_id)
    return found[section_id]


@allowed_to("administrator", "editor", "city")
def save_needs(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    city_id: int,
    section_id: str,
    seen: str,
    cells: Mapping[str, str],
) -> None:
    """Keep the answers to one section. ``seen`` is the stamp of the answers that were shown.

    Raises ``BadInput`` (with ``part_changed`` too), ``NotFound``.
    """
    section = asking_section(registry, section_id)

    def change(data: CityData) -> CityData:
        before = data.fields.get(section_id, {})
        answers = read_needs(section, cells, before)
        require_unchanged(before, seen, "newer")
        others = {name: given for name, given in data.fields.items() if name != section_id}
        return replace(data, fields=others | ({section_id: answers} if answers else {}))

    change_city(actor, engine, city_id, "plan questions answered", change, section_id)
