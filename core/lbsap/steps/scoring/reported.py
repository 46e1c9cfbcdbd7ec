"""The observations a city has, seen by an index: which belong to an indicator, which are missing, which year is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lbsap.model.catalogue import Catalogue, Component, Item
from lbsap.model.city import CityData, Observation, YearRecord
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.steps.scoring.impossible import YEARS


@dataclass(frozen=True, slots=True)
class Reported:
    """An indicator and what the city says of it: nothing, a figure, or why there is none."""

    item: Item
    row: Observation | None

    @property
    def traceable(self) -> bool:
        """Whether a figure says of which year it is and where it comes from; true where there is no figure."""
        return self.row is None or bool(self.row.missing) or bool(self.row.year and self.row.source)


def row_of(index: Catalogue, item: Item, rows: Iterable[Observation]) -> Observation | None:
    """The observation of an indicator, named by its id or by its number in this version."""
    return next((one for one in rows if index.find(one.indicator) is item), None)


def last_row(index: Catalogue, item: Item, city: CityData) -> tuple[int, Observation] | None:
    """The observation of the latest earlier year that has one, with that year."""
    for record in sorted(city.earlier, key=lambda one: one.year, reverse=True):
        row = row_of(index, item, record.observations)
        if row is not None:
            return record.year, row
    return None


def by_component(index: Catalogue, city: CityData) -> tuple[tuple[Component, tuple[Reported, ...]], ...]:
    """Every indicator under its core component, in the order of the index."""
    return tuple(
        (
            component,
            tuple(
                Reported(item, row_of(index, item, city.observations))
                for item in index.items
                if item.indicator and item.indicator.component == component.id
            ),
        )
        for component in index.components
    )


def foreign(index: Catalogue, city: CityData) -> tuple[Observation, ...]:
    """The observations that no indicator of this version takes: figures for another index, or of retired indicators."""
    return tuple(one for one in city.observations if index.find(one.indicator) is None)


def with_row(index: Catalogue, item: Item, city: CityData, row: Observation | None) -> CityData:
    """The city with this observation of an indicator in the place of what it had; ``None`` takes it out."""
    kept = [one for one in city.observations if index.find(one.indicator) is not item]
    return replace(city, observations=(*kept, *((row,) if row else ())))


def pinned(index: Catalogue, city: CityData) -> CityData:
    """The city with every observation named by id: numbers mean other indicators in another version."""

    def named(rows: tuple[Observation, ...]) -> tuple[Observation, ...]:
        return tuple(
            replace(one, indicator=item.id) if (item := index.find(one.indicator)) else one for one in rows
        )

    earlier = tuple(replace(one, observations=named(one.observations)) for one in city.earlier)
    return replace(city, observations=named(city.observations), earlier=earlier)


def year_begun(city: CityData, year: int) -> CityData:
    """The city in a new reporting year: what it had stands among the earlier years, and nothing is reported yet.

    It has reported before, so the new year is no first application. Raises ``BadInput`` for a year that is not later than
    all others, and where the present year has no name yet.
    """
    if city.year is None:
        raise BadInput([problem("year_unnamed", "year")])
    last = max((city.year, *(one.year for one in city.earlier)))
    if year not in YEARS or year <= last:
        raise BadInput([problem("year_not_later", "year", year=year, last=last)])
    record = YearRecord(city.year, city.first_application, city.observations)
    return replace(city, year=year, first_application=False, observations=(), earlier=(*city.earlier, record))


def year_taken_back(city: CityData) -> CityData:
    """The city in the year before: a new year was begun by mistake. Raises ``BadInput`` once it holds figures."""
    if city.observations or not city.earlier:
        raise BadInput([problem("year_in_use", "year")])
    last = max(city.earlier, key=lambda one: one.year)
    return replace(
        city,
        year=last.year,
        first_application=last.first_application,
        observations=last.observations,
        earlier=tuple(one for one in city.earlier if one is not last),
    )
