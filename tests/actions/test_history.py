from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lbsap.actions.plans import plan_scorecard
from lbsap.actions.scores import history_of, year_cards
from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Observation, YearRecord
from lbsap.model.errors import NotFound
from lbsap.model.scoring import ScoringVariant
from lbsap.registry import Registry

WRONG = (Observation("cbi2021_01", value=Decimal(-5)),)
OF_2014 = (Observation("cbi2014_01", value=Decimal(5)),)


@pytest.fixture(scope="module")
def city() -> CityData:
    """The sample city, with its present year only."""
    return replace(read_value(CityData, shipped("templates", "demo", "sample-city.yaml")), earlier=())


def test_the_present_year_is_last_and_scored_as_a_plan_scores_it(registry: Registry, city: CityData) -> None:
    index = registry.get(Catalogue, "cbi-2021")
    past = (YearRecord(2025, False, city.observations[:5]), YearRecord(2024, False, city.observations[:3]))
    history = history_of(replace(city, earlier=past), index, "handbook", registry)
    assert [year for year, _ in history] == [2024, 2025, 2026]
    assert history[-1][1] == plan_scorecard(city, index, "handbook", registry)


def test_a_year_that_cannot_be_scored_is_left_out_and_named(registry: Registry, city: CityData) -> None:
    index, handbook = registry.get(Catalogue, "cbi-2021"), registry.get(ScoringVariant, "handbook")
    marred = replace(city, earlier=(YearRecord(2025, False, WRONG),))
    assert [year for year, _ in history_of(marred, index, "handbook", registry)] == [2026]
    first = year_cards(marred, index, handbook, registry)[0]
    assert (first.year, first.card, first.problems[0].code) == (2025, None, "obs_below")


def test_figures_for_another_index_are_passed_over(registry: Registry, city: CityData) -> None:
    index = registry.get(Catalogue, "cbi-2021")
    mixed = replace(city, earlier=(YearRecord(2025, False, (*OF_2014, *city.observations)),))
    (_, before), (_, now) = history_of(mixed, index, "handbook", registry)
    assert before.total == now.total


def test_an_unknown_variant_gives_no_history(registry: Registry, city: CityData) -> None:
    with pytest.raises(NotFound):
        history_of(city, registry.get(Catalogue, "cbi-2021"), "no-such", registry)
