"""Cities and all they have entered: one row a city, one row an entry, in order.

Which parts of ``CityData`` are lists or mappings is read from the value itself, so a new part needs no new table.
A city's own policy frameworks are entries like the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, and_, delete, func, insert
from sqlmodel import Field, Session, col, select, update
from sqlmodel.sql.expression import Select

from lbsap.model.city import CityData
from lbsap.model.city_plan import CaseExample, Shareable
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.columns import NEVER_REUSED, Table, UtcDateTime, now, table_of
from lbsap.store.faults import not_found

_HEAD = ("city", "year", "first_application", "profile")


@dataclass(frozen=True, slots=True)
class KeptCity:
    """A city as it stands; ``version`` counts its savings."""

    id: int
    version: int
    data: CityData


class CityRow(Table, table=True):
    """A city."""

    __tablename__ = "city"

    id: int = Field(default=None, primary_key=True)
    name_zh: str
    name_en: str
    year: int | None
    first_application: bool | None
    profile: dict[str, Any] = Field(sa_type=JSON)
    version: int
    saved_at: datetime = Field(sa_type=UtcDateTime)


class EntryRow(Table, table=True):
    """One entry of a part (an observation, an action, the fields of a section); ``name`` is its key in a mapping."""

    __tablename__ = "city_entry"
    __table_args__ = (UniqueConstraint("city_id", "part", "place"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    city_id: int = Field(foreign_key="city.id", ondelete="CASCADE")
    part: str
    place: int
    name: str | None
    content: Any = Field(sa_type=JSON)


def add_city(session: Session, data: CityData) -> int:
    """Keep a new city. Returns its id; its version is 1."""
    row = CityRow(**_head(data), version=1)
    session.add(row)
    session.flush()
    _add_entries(session, row.id, data)
    return row.id


def save_city(session: Session, city_id: int, data: CityData, *, seen: int) -> int:
    """Put ``data`` in the place of what a city had. ``seen`` is the version it rests on. Returns the new version.

    Raises ``BadInput`` where somebody else has saved it since, ``NotFound`` where there is no such city.
    """
    done = session.exec(
        update(CityRow)
        .where(col(CityRow.id) == city_id, col(CityRow.version) == seen)
        .values(**_head(data), version=seen + 1)
    )
    if done.rowcount != 1:
        found = _found(session, city_id).version
        raise BadInput([problem("changed_meanwhile", f"city {city_id}", found=found, seen=seen)])
    session.exec(delete(EntryRow).where(col(EntryRow.city_id) == city_id))
    _add_entries(session, city_id, data)
    return seen + 1


def load_city(session: Session, city_id: int, *, lock: bool = False) -> KeptCity:
    """A city with all it has entered; with ``lock`` nobody else changes it in this unit. Raises ``NotFound``."""
    row = _found(session, city_id, lock=lock)
    plain: dict[str, Any] = {
        "city": {"zh": row.name_zh, "en": row.name_en},
        "year": row.year,
        "first_application": row.first_application,
        "profile": row.profile,
    }
    entries = session.exec(
        select(EntryRow.part, EntryRow.name, EntryRow.content)
        .where(EntryRow.city_id == city_id)
        .order_by(col(EntryRow.part), col(EntryRow.place))
    )
    for part, name, content in entries:
        if name is None:
            plain.setdefault(part, []).append(content)
        else:
            plain.setdefault(part, {})[name] = content
    return KeptCity(row.id, row.version, from_plain(CityData, plain, f"city {city_id}"))


def cities(session: Session) -> tuple[tuple[int, Text], ...]:
    """Id and name of each city in the order they were added."""
    found = session.exec(select(CityRow.id, CityRow.name_zh, CityRow.name_en).order_by(col(CityRow.id)))
    return tuple((id_, Text(zh, en)) for id_, zh, en in found)


def sharing_cities(session: Session) -> dict[int, frozenset[Shareable]]:
    """What each city shows to the others, by its id; a city that shows nothing is left out."""
    found: dict[int, set[Shareable]] = {}
    for city, content in session.exec(_entries("sharing")):
        found.setdefault(city, set()).add(content)
    return {city: frozenset(shown) for city, shown in found.items()}


def cases_of(session: Session, city_ids: Collection[int]) -> dict[int, tuple[CaseExample, ...]]:
    """The case examples of these cities, in order, by the id of the city."""
    found: dict[int, list[Any]] = {}
    for city, content in session.exec(_entries("cases").where(col(CityRow.id).in_(city_ids))):
        found.setdefault(city, []).append(content)
    return {city: from_plain(tuple[CaseExample, ...], plain, f"city {city}") for city, plain in found.items()}


def entry_counts(session: Session, city_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many entries each part of these cities has, by the id of the city."""
    counted = (
        select(EntryRow.city_id, EntryRow.part, func.count())
        .where(col(EntryRow.city_id).in_(city_ids))
        .group_by(col(EntryRow.city_id), col(EntryRow.part))
    )
    found: dict[int, dict[str, int]] = {}
    for city, part, number in session.exec(counted):
        found.setdefault(city, {})[part] = number
    return found


def _entries(part: str) -> Select[int, Any]:
    """The entries of one part by the id of their city. Cities come first, for the index on entries begins with theirs."""
    return (
        select(CityRow.id, EntryRow.content)
        .join(EntryRow, and_(col(EntryRow.city_id) == CityRow.id, col(EntryRow.part) == part))
        .order_by(col(CityRow.id), col(EntryRow.place))
    )


def cities_with_code(session: Session, code: str) -> frozenset[int]:
    """The ids of the cities with a GB/T 2260 code; there should be one at most."""
    return frozenset(session.exec(select(CityRow.id).where(col(CityRow.profile)["code"].as_string() == code)))


def _head(data: CityData) -> dict[str, Any]:
    return {
        "name_zh": data.city.zh,
        "name_en": data.city.en,
        "year": data.year,
        "first_application": data.first_application,
        "profile": to_plain(data.profile),
        "saved_at": now(),
    }


def _add_entries(session: Session, city_id: int, data: CityData) -> None:
    rows = [
        {"city_id": city_id, "part": part, "place": place, "name": name, "content": content}
        for part, entries in to_plain(data).items()
        if part not in _HEAD
        for place, (name, content) in enumerate(_named(entries))
    ]
    if rows:
        session.connection().execute(insert(table_of(EntryRow)), rows)


def _named(entries: Any) -> Iterator[tuple[str | None, Any]]:
    return iter(entries.items()) if isinstance(entries, Mapping) else ((None, entry) for entry in entries)


def _found(session: Session, city_id: int, *, lock: bool = False) -> CityRow:
    row = session.get(CityRow, city_id, populate_existing=True, with_for_update=lock)
    if row is None:
        raise not_found(Text("城市", "city"), city_id)
    return row
