"""What the people of a city enter for its plan: the entries of its lists, and the texts that stand by themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import Change, change_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import resolve
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.city_plan import PriorityArea
from lbsap.model.draft import USUAL
from lbsap.model.plugin_items import PlanSection
from lbsap.model.policy import PolicyFramework
from lbsap.registry import Registry
from lbsap.steps.cities import singles as city_singles
from lbsap.steps.cities.part_change import Move, with_changed, with_entry, with_moved, without_entry
from lbsap.steps.cities.part_refs import Around
from lbsap.steps.cities.parts import PARTS, key_of, read_entry
from lbsap.steps.planning.seats import seats


def around(registry: Registry) -> Around:
    """What a city's data may refer to: the index and outline that drafts are made with by default, all frameworks."""
    outline = resolve(Catalogue, USUAL.outline, registry)
    sections = {one.id: one for one in registry.all(PlanSection)}
    parts = tuple((seat.key, seat.title) for seat in seats(outline, sections, "plan", USUAL))
    index = resolve(Catalogue, USUAL.index, registry)
    return Around(index, outline, parts, registry.all(PolicyFramework))


@allowed_to("administrator", "editor", "city")
def add_entry(actor: Actor, engine: Engine, city_id: int, part: str, cells: Mapping[str, str]) -> str:
    """Add an entry to the list ``part``. Returns its key. Raises ``BadInput``, ``NotFound``."""
    entry, kept = read_entry(PARTS[part], cells), list[Any]()
    change = _noting(kept, lambda data: with_entry(data, PARTS[part], entry))
    change_city(actor, engine, city_id, "plan entry added", change, part)
    return key_of(PARTS[part], kept[-1])


@allowed_to("administrator", "editor", "city")
def save_entry(
    actor: Actor, engine: Engine, city_id: int, part: str, key: str, seen: str, cells: Mapping[str, str]
) -> str:
    """Put what ``cells`` say in the place of an entry, whose stamp was ``seen``. Returns its key, which is another where
    the content is the key. Raises ``BadInput`` (``part_changed``, ``part_gone``), ``NotFound``."""
    kept = list[Any]()
    change = _noting(kept, lambda data: with_changed(data, PARTS[part], key, seen, cells))
    change_city(actor, engine, city_id, "plan entry changed", change, part)
    return key_of(PARTS[part], kept[-1])


@allowed_to("administrator", "editor", "city")
def remove_entry(actor: Actor, engine: Engine, city_id: int, part: str, key: str, seen: str) -> None:
    """Remove an entry whose stamp was ``seen``, and what referred to it. Raises ``BadInput``, ``NotFound``."""
    change_city(
        actor,
        engine,
        city_id,
        "plan entry removed",
        lambda data: without_entry(data, PARTS[part], key, seen),
        part,
    )


@allowed_to("administrator", "editor", "city")
def move_entry(actor: Actor, engine: Engine, city_id: int, part: str, key: str, seen: str, by: Move) -> None:
    """Move an entry up (-1) or down (1); ``seen`` is the stamp of the order shown. Raises ``BadInput``, ``NotFound``."""
    change_city(
        actor,
        engine,
        city_id,
        "plan entries reordered",
        lambda data: with_moved(data, PARTS[part], key, seen, by),
        part,
    )


@allowed_to("administrator", "editor", "city")
def take_national_areas(actor: Actor, engine: Engine, registry: Registry, city_id: int) -> None:
    """Take over the priority areas of the national plan that no area of the city follows yet. Raises ``NotFound``."""
    national = [one for one in registry.all(PolicyFramework) if one.layer == "nation"]
    groups = [group for framework in national for group in framework.groups]

    def change(data: CityData) -> CityData:
        taken = {name for one in data.areas for name in (one.id, one.follows)}
        new = (PriorityArea(one.id, one.title, follows=one.id) for one in groups if one.id not in taken)
        return replace(data, areas=(*data.areas, *new))

    change_city(actor, engine, city_id, "plan entry added", change, "areas")


@allowed_to("administrator", "editor", "city")
def save_guiding(actor: Actor, engine: Engine, city_id: int, seen: str, cells: Mapping[str, str]) -> None:
    """Keep the city's own guiding thought. Raises ``BadInput``, ``NotFound``."""
    _change_text(actor, engine, city_id, "guiding", lambda data: city_singles.with_guiding(data, seen, cells))


@allowed_to("administrator", "editor", "city")
def save_vision(actor: Actor, engine: Engine, city_id: int, seen: str, cells: Mapping[str, str]) -> None:
    """Keep the city's vision. Raises ``BadInput``, ``NotFound``."""
    _change_text(actor, engine, city_id, "vision", lambda data: city_singles.with_vision(data, seen, cells))


@allowed_to("administrator", "editor", "city")
def save_wording(
    actor: Actor, engine: Engine, city_id: int, section: str, seen: str, cells: Mapping[str, str]
) -> None:
    """Keep the city's own words for a section. Raises ``BadInput``, ``NotFound``."""
    _change_text(
        actor,
        engine,
        city_id,
        f"wording {section}",
        lambda data: city_singles.with_wording(data, section, seen, cells),
    )


def _change_text(actor: Actor, engine: Engine, city_id: int, part: str, change: Change) -> None:
    change_city(actor, engine, city_id, "plan text changed", change, part)


def _noting(kept: list[Any], change: Callable[[CityData], tuple[CityData, Any]]) -> Change:
    """A change that notes in ``kept`` the entry it made."""

    def changed(data: CityData) -> CityData:
        data, entry = change(data)
        kept.append(entry)
        return data

    return changed
