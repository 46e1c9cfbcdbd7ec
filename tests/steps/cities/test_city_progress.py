"""What comes next for a city: the first in the order of the work that is not done."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Catalogue, Link
from lbsap.model.city import CityAction, CityData, CityTarget, Observation, Profile, Project, Seat
from lbsap.model.city_plan import FundingLine, MonitoringTask, PriorityArea
from lbsap.model.text import Text
from lbsap.steps.cities.progress import PLAN_PARTS, Count, Drafted, Task, progress_of
from tests.steps.indices import cbi

WORDS = Text("文字", "words")
INDEX: Catalogue = cbi(2021)
FULL = CityData(
    Text("示例市"),
    year=2026,
    first_application=False,
    profile=Profile("city", "", WORDS, WORDS, WORDS, (2026, 2030), 2025, WORDS, WORDS, Decimal(9), 9),
    observations=tuple(Observation(item.id, value=Decimal(1)) for item in INDEX.items if item.indicator),
    actions=(CityAction("a", WORDS, links=(Link("gbf", "GBF-T02", status="confirmed"),)),),
    targets=(CityTarget("t", WORDS),),
    projects=(Project("p", WORDS),),
    roster=(Seat("expert", WORDS),),
    areas=(PriorityArea("r", WORDS),),
    monitoring=(MonitoringTask("m", "yearly", WORDS),),
    funding=(FundingLine("f", "planned"),),
)
DONE = Drafted(drafts=1, current=True, reviews=1)


@pytest.mark.parametrize(
    ("city", "drafted", "next_task"),
    [
        (CityData(Text("示例市")), Drafted(), "profile"),
        (replace(FULL, first_application=None), Drafted(), "reporting"),
        (replace(FULL, year=None), DONE, "reporting"),
        (replace(FULL, observations=()), Drafted(), "indicators"),
        (replace(FULL, targets=()), Drafted(), "parts"),
        (
            replace(FULL, actions=(CityAction("a", WORDS, links=(Link("gbf", "GBF-T02"),)),)),
            Drafted(),
            "alignment",
        ),
        (FULL, Drafted(), "draft"),
        (FULL, replace(DONE, unanswered=2, current=False), "comments"),
        (FULL, replace(DONE, current=False), "draft_again"),
        (FULL, replace(DONE, reviews=0), "review"),
        (FULL, DONE, "nothing"),
    ],
)
def test_the_next_thing_is_the_first_that_is_not_done(
    city: CityData, drafted: Drafted, next_task: Task
) -> None:
    assert progress_of(city, INDEX, drafted).next == next_task


def test_an_indicator_without_a_figure_counts_as_answered_once_the_reason_is_told() -> None:
    first, *others = FULL.observations
    city = replace(
        FULL, observations=(Observation(first.indicator, missing=WORDS, absence="no_data"), *others)
    )
    found = progress_of(city, INDEX, Drafted())
    assert (found.indicators, found.figures) == (Count(len(others) + 1, len(others) + 1), len(others))


def test_what_the_profile_and_the_plan_still_lack_is_named() -> None:
    city = replace(FULL, profile=replace(FULL.profile, issuer=Text(), base_year=None), roster=(), funding=())
    found = progress_of(city, INDEX, Drafted())
    assert (found.lacking, found.empty) == (("base_year", "issuer"), ("roster", "funding"))
    assert found.parts == Count(len(PLAN_PARTS) - 2, len(PLAN_PARTS))


def test_links_that_wait_for_a_person_are_counted() -> None:
    links = (Link("gbf", "GBF-T01"), Link("gbf", "GBF-T02", status="confirmed"), Link("gbf", "GBF-T03"))
    found = progress_of(replace(FULL, actions=(CityAction("a", WORDS, links=links),)), INDEX, Drafted())
    assert (found.aligned, found.undecided) == (Count(1, 1), 2)


def test_nothing_to_do_is_not_done() -> None:
    assert not Count(0, 0).complete


def test_every_plan_list_is_a_list_of_the_city() -> None:
    full = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    assert all(isinstance(getattr(full, name), tuple) for name in PLAN_PARTS)


def test_a_municipality_lies_in_no_province_and_lacks_none() -> None:
    lacking = {
        level: progress_of(CityData(WORDS, profile=Profile(level=level)), cbi(2021), Drafted()).lacking
        for level in ("municipality", "county")
    }
    assert [("province" in found) for found in lacking.values()] == [False, True]
