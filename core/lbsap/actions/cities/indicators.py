"""A city reports its indicators: under which index, for which year, figure by figure, and year after year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.workspace import change_city, open_city
from lbsap.actions.editors.catalogues import Version, version_in, versions_in
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.city import CityData, Observation
from lbsap.model.draft import USUAL
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.common.stamp import require_unchanged, stamp
from lbsap.steps.scoring.impossible import refuse_impossible
from lbsap.steps.scoring.observation_form import at_cell, read_observation
from lbsap.steps.scoring.plausible import doubts
from lbsap.steps.scoring.reported import last_row, pinned, row_of, with_row, year_begun, year_taken_back
from lbsap.store.catalogues import published_catalogues
from lbsap.store.consultations import load_round, recall_consultation
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found

"""The index of a city that has not chosen one."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The consultation and the number of its last round that a published version comes from."""

    consultation: Text
    round: int


@dataclass(frozen=True, slots=True)
class ReportedUnder:
    """The index a city reports under. ``origin`` is ``None`` for a version that no consultation led to."""

    index: Catalogue
    origin: Origin | None


def reference_of(data: CityData) -> str:
    """The index version that a city reports under, as a reference; the usual one where it has not chosen."""
    return data.profile.index or USUAL.index


@allowed_to("administrator", "editor", "city")
def open_index(actor: Actor, engine: Engine, registry: Registry, data: CityData) -> ReportedUnder:
    """The index that a city reports under, and the consultation behind it. Reads only."""
    with session_scope(engine, write=False) as session:
        index = reported_in(session, registry, data)
        return ReportedUnder(index, _origin(session, index))


@allowed_to("administrator", "editor", "city")
def index_versions(actor: Actor, engine: Engine, registry: Registry) -> tuple[Version, ...]:
    """Every version of an index that a city may report under, those published here first. Reads only."""
    with session_scope(engine, write=False) as session:
        return tuple(one for one in versions_in(session, registry) if one.kind == "index")


def index_in(session: Session, registry: Registry, reference: str) -> Catalogue:
    """The index by its reference, within a unit of work. Raises ``NotFound``."""
    found = version_in(session, registry, reference)
    if found.kind != "index":
        raise not_found(Text("指数", "index"), reference)
    return found


def reported_in(session: Session, registry: Registry, data: CityData) -> Catalogue:
    """The index that a city reports under, within a unit of work; the usual one where its own is no longer offered."""
    try:
        return index_in(session, registry, reference_of(data))
    except NotFound:
        return index_in(session, registry, USUAL.index)


def _origin(session: Session, index: Catalogue) -> Origin | None:
    rounds = (one.round for one in published_catalogues(session) if one.reference == index.reference)
    number = next(rounds, None)
    if number is None:
        return None
    found = load_round(session, number)
    return Origin(recall_consultation(session, found.consultation).title, found.number)


# --- what is reported, and for which year ---


def reporting_part(data: CityData) -> Any:
    """What the form of the reporting shows, for its stamp."""
    return [data.profile.index, data.year, data.first_application]


@allowed_to("administrator", "editor", "city")
def change_reporting(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    city_id: int,
    index: str,
    year: int | None,
    first_application: bool | None,
    seen: str,
) -> None:
    """Say which index version a city reports under, for which year, and whether it is its first application.

    ``seen`` is the stamp of ``reporting_part``. Raises ``BadInput``, ``NotFound`` for an unknown version.
    """
    kept = open_city(actor, engine, city_id).data
    with session_scope(engine, write=False) as session:
        chosen = index_in(session, registry, index)
        before = reported_in(session, registry, kept)

    def change(data: CityData) -> CityData:
        require_unchanged(reporting_part(data), seen, "main")
        if year in {one.year for one in data.earlier}:
            raise BadInput([problem("year_reported", "year", year=year)])
        profile = replace(data.profile, index=chosen.reference)
        named = pinned(before, data) if before.reference != chosen.reference else data
        changed = replace(named, profile=profile, year=year, first_application=first_application)
        refuse_impossible(CityData(Text(), year=year))
        return changed

    change_city(actor, engine, city_id, "reporting changed", change, chosen.reference)


def years_part(data: CityData) -> Any:
    """What beginning a year moves, for its stamp."""
    return [data.year, data.first_application, list(data.observations), [one.year for one in data.earlier]]


@allowed_to("administrator", "editor", "city")
def begin_year(actor: Actor, engine: Engine, city_id: int, year: int, seen: str) -> None:
    """Begin a new reporting year; the present one stands among the earlier ones. Raises ``BadInput``."""

    def change(data: CityData) -> CityData:
        require_unchanged(years_part(data), seen, "main")
        return year_begun(data, year)

    change_city(actor, engine, city_id, "reporting year begun", change, str(year))


@allowed_to("administrator", "editor", "city")
def take_year_back(actor: Actor, engine: Engine, city_id: int, seen: str) -> None:
    """Undo ``begin_year`` while the new year holds nothing. Raises ``BadInput``."""

    def change(data: CityData) -> CityData:
        require_unchanged(years_part(data), seen, "main")
        return year_taken_back(data)

    change_city(actor, engine, city_id, "reporting year taken back", change)


# --- one indicator ---


def judge(
    index: Catalogue, item: Item, cells: Mapping[str, str], data: CityData
) -> tuple[Observation, tuple[Problem, ...]]:
    """What a form says of an indicator, and what is strange about it, at cells. Raises ``BadInput`` with faults."""
    if item.indicator is None:
        raise not_found(Text("指标", "indicator"), item.id)
    row = read_observation(item.id, item.indicator, cells)
    before = last_row(index, item, data)
    strange = doubts(index, item, row, data, before[1] if before else None)
    return row, tuple(at_cell(one, item.indicator) for one in strange)


@allowed_to("administrator", "editor", "city")
def keep_observation(
    actor: Actor,
    engine: Engine,
    index: Catalogue,
    city_id: int,
    item: Item,
    cells: Mapping[str, str],
    seen: str,
    sure: str,
) -> None:
    """Keep what a form says of an indicator. ``seen`` is the stamp of the observation that the page showed.

    Strange figures are asked about: ``sure`` is the stamp of the doubts that a person has looked at and set aside. Raises
    ``BadInput`` with faults at cells, with doubts (severity ``warning``) that nobody has set aside, or ``part_changed``.
    """

    def change(data: CityData) -> CityData:
        require_unchanged(row_of(index, item, data.observations), seen, "main")
        row, strange = judge(index, item, cells, data)
        if strange and stamp(strange) != sure:
            raise BadInput(strange)
        return with_row(index, item, data, row)

    change_city(actor, engine, city_id, "indicator reported", change, item.id)


@allowed_to("administrator", "editor", "city")
def clear_observation(
    actor: Actor, engine: Engine, index: Catalogue, city_id: int, item: Item, seen: str
) -> None:
    """Take out what was reported of an indicator. Raises ``BadInput`` (``part_changed``)."""

    def change(data: CityData) -> CityData:
        require_unchanged(row_of(index, item, data.observations), seen, "main")
        return with_row(index, item, data, None)

    change_city(actor, engine, city_id, "indicator cleared", change, item.id)
