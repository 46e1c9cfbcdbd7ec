"""All that a city enters as one workbook: made, sent back, looked at, and taken over whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.indicators import reported_in
from lbsap.actions.cities.needs import asking_sections
from lbsap.actions.cities.workspace import change_within, require_entry
from lbsap.actions.files import File, written
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import import_bytes
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.text import Lang
from lbsap.registry import Registry
from lbsap.steps.cities.changes import Change, changes
from lbsap.steps.cities.sheets import Surroundings, workbook
from lbsap.steps.cities.sheets_reading import Brought, Workbook, read_workbook
from lbsap.steps.common.stamp import require_unchanged, stamp
from lbsap.store.cities import load_city
from lbsap.store.engine import session_scope

IMPORTER = "workbook"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a workbook would change. ``seen`` is the stamp of the data it was held against; ``both`` are the sheets in which
    a colleague has changed the same on pages since the workbook was made."""

    changes: tuple[Change, ...]
    both: tuple[str, ...]
    seen: str


@allowed_to("administrator", "editor", "city")
def city_workbook(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, name: str, lang: Lang
) -> File:
    """The workbook of a city with what it has entered. Raises ``NotFound`` where no plugin writes tables. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        data = load_city(session, city_id).data
        sheets = workbook(data, surroundings(session, registry, data), lang)
    return written("sheets", sheets, name, lang, registry)


@allowed_to("administrator", "editor", "city")
def look_at_workbook(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, name: str, content: bytes
) -> Looked:
    """What a workbook would change. Raises ``BadInput`` with every fault and its cell. Reads only."""
    require_entry(actor, city_id)
    book = _book(registry, name, content)
    with session_scope(engine, write=False) as session:
        data = load_city(session, city_id).data
        around = surroundings(session, registry, data)
    brought = read_workbook(book, data, around, name)
    return Looked(changes(data, brought.data, around), brought.both, stamp(data))


@allowed_to("administrator", "editor", "city")
def take_workbook_over(
    actor: Actor, engine: Engine, registry: Registry, city_id: int, name: str, content: bytes, seen: str
) -> None:
    """Save what a workbook changes. Raises ``BadInput``, also (``part_changed``) where the data are no longer those it was
    looked at against."""
    require_entry(actor, city_id)
    book = _book(registry, name, content)
    with session_scope(engine) as session:

        def change(data: CityData) -> CityData:
            require_unchanged(data, seen, "newer")
            brought: Brought = read_workbook(book, data, surroundings(session, registry, data), name)
            return brought.data

        change_within(session, actor, city_id, "workbook taken over", change)


def _book(registry: Registry, name: str, content: bytes) -> Workbook:
    return cast(
        Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]],
        import_bytes(name, content, "sheets", registry, IMPORTER).value,
    )


def surroundings(session: Session, registry: Registry, data: CityData) -> Surroundings:
    """What the workbook of a city asks about beside its lists, within a unit of work. Raises ``NotFound``."""
    return Surroundings(reported_in(session, registry, data), asking_sections(registry))
