"""The years a city has reported, as the input of scoring, and which of its figures an index can take."""

from __future__ import annotations

from dataclasses import replace

from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Observations


def observed_years(city: CityData) -> tuple[Observations, ...]:
    """The observations of each year, oldest first, the present one last; the present one only where it has a year.

    A year of which the city has not said whether it was the first application counts as one, so that nothing that
    compares with an earlier survey is scored.
    """
    past = (
        Observations(city.city, one.year, one.first_application is not False, one.observations)
        for one in sorted(city.earlier, key=lambda one: one.year)
    )
    return (*past, present_year(city)) if city.year is not None else tuple(past)


def present_year(city: CityData) -> Observations:
    """The observations of the present year; year 0 where the city has not named it."""
    return Observations(city.city, city.year or 0, city.first_application is not False, city.observations)


def under(index: Catalogue, data: Observations) -> Observations:
    """The observations without those of indicators that the index has never had: figures for another index.

    A city that reports under one index may be looked at under another; what the other cannot take is no fault.
    """
    known = {*index.retired}
    kept = tuple(one for one in data.observations if index.find(one.indicator) or one.indicator in known)
    return replace(data, observations=kept)
