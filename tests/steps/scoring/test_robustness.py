from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Catalogue
from lbsap.model.city import Observation, Observations
from lbsap.model.scoring import Reading, Scorecard, ScoringVariant
from lbsap.steps.catalogues.effects import share
from lbsap.steps.scoring.observe import readings
from lbsap.steps.scoring.robustness import (
    error_extremes,
    error_ranges,
    leave_component_out,
    leave_one_out,
    missing_extremes,
)
from lbsap.steps.scoring.score import make_scorecard
from lbsap_scoring.components import EQUAL_COMPONENTS
from lbsap_scoring.points import ATTAINABLE, CONTINUOUS, HANDBOOK
from tests.steps.indices import (
    area_ratio,
    cbi,
    index_of,
    inputs,
    missing,
    report,
    scored,
    value,
    whole_report,
)

VARIANTS = st.sampled_from([HANDBOOK, ATTAINABLE, EQUAL_COMPONENTS])


def call(item: Any, *arguments: Any) -> Any:
    return getattr(item, item.work)(*arguments)


def by(variant: ScoringVariant) -> Any:
    def score(index: Catalogue, found: tuple[Reading, ...]) -> Scorecard:
        return variant.score(index, found)

    return score


def worked() -> tuple[Catalogue, tuple[Reading, ...]]:
    """Component scores 18/36, 10/20 and 42/56: 70 of 112 points, 62.5 percent."""
    return scored({"a": [2] * 9, "b": [2] * 5, "c": [3] * 14})


def test_without_a_component_the_rest_is_what_its_points_say() -> None:
    index, found = worked()
    out = {one.id: one for one in leave_component_out(index, found, by(HANDBOOK))}
    assert [(one.total.score, one.total.attainable) for one in out.values()] == [
        (Decimal(52), Decimal(76)),
        (Decimal(60), Decimal(92)),
        (Decimal(28), Decimal(56)),
    ]
    assert share(out["c"].total) == Decimal("50.0")


def test_without_one_indicator_its_points_and_its_maximum_go() -> None:
    index, found = worked()
    out = leave_one_out(index, found, by(HANDBOOK))
    assert len(out) == 28
    assert (out[0].total.score, out[0].total.attainable) == (Decimal(68), Decimal(108))
    assert (out[-1].total.score, out[-1].total.attainable) == (Decimal(67), Decimal(108))


def test_an_indicator_without_a_score_is_not_left_out() -> None:
    index, found = worked()
    found = (replace(found[0], state="no_data", score=None, value=None), *found[1:])
    assert next(one.number for one in leave_one_out(index, found, by(HANDBOOK))) == "2"


@given(st.integers(0, 27), VARIANTS, st.sets(st.integers(0, 27), max_size=6))
def test_leaving_one_out_is_scoring_anew_without_it(
    place: int, variant: ScoringVariant, gaps: set[int]
) -> None:
    index = cbi(2021)
    whole = whole_report(index)
    rows = tuple(missing(one.indicator) if at in gaps else one for at, one in enumerate(whole.observations))
    data = replace(whole, observations=rows)
    out = {one.id: one.total for one in leave_one_out(index, readings(index, data), by(variant))}
    item = index.items[place]
    smaller = replace(index, items=tuple(one for one in index.items if one is not item))
    rest = tuple(one for one in rows if index.find(one.indicator) is not item)
    fresh = make_scorecard(smaller, replace(data, observations=rest), variant, call)
    if item.id in out:
        assert out[item.id] == fresh.total


def test_missing_data_can_lift_the_total_by_all_their_points() -> None:
    # 26 of 28 scored with 3 points or level 2
    index = cbi(2021)
    whole = whole_report(index)
    rows = (missing("1"), missing("2"), *whole.observations[2:])
    found = readings(index, replace(whole, observations=rows))
    total = by(HANDBOOK)(index, found).total
    extremes = missing_extremes(index, found, by(HANDBOOK))
    assert extremes.low.score == total.score
    assert total.score is not None
    assert extremes.high.score == total.score + 8
    assert (extremes.low.attainable, extremes.high.attainable) == (Decimal(112), Decimal(112))
    assert [one.number for one in extremes.about] == ["1", "2"]


def test_what_a_first_application_cannot_score_stays_without_a_score() -> None:
    index = cbi(2021)
    found = readings(index, whole_report(index, first=True))
    extremes = missing_extremes(index, found, by(HANDBOOK))
    assert extremes.about == ()
    assert extremes.low == extremes.high


def test_an_error_that_reaches_over_a_border_is_told() -> None:
    # 28/100 within 10 percent: 25.2/110 = 22.9 to 30.8/90 = 34.2; the ladder changes at 30
    index = index_of(area_ratio())
    data = report(replace(inputs("1", part=28, whole=100), error=Decimal(10)))
    (found,) = error_ranges(index, data, readings(index, data))
    assert found.low is not None
    assert found.high is not None
    assert (round(found.low, 1), round(found.high, 1)) == (Decimal("22.9"), Decimal("34.2"))
    assert found.exact
    assert found.crosses
    assert (found.lowest[0], found.highest[0]) == (2, 3)


def test_an_error_within_the_band_leaves_the_score_firm() -> None:
    index = index_of(area_ratio())
    data = report(replace(value("1", 25), error=Decimal(2)))
    (found,) = error_ranges(index, data, readings(index, data))
    assert (found.low, found.high) == (Decimal("24.5"), Decimal("25.5"))
    assert not found.crosses


def test_a_range_ends_at_the_greatest_possible_value() -> None:
    index = index_of(area_ratio())
    data = report(replace(inputs("1", part=95, whole=100), error=Decimal(10)))
    (found,) = error_ranges(index, data, readings(index, data))
    assert found.high == Decimal(100)


def test_figures_without_an_error_have_no_range() -> None:
    index = index_of(area_ratio())
    data = report(inputs("1", part=28, whole=100))
    assert error_ranges(index, data, readings(index, data)) == ()


@given(
    st.integers(1, 400),
    st.integers(400, 500),
    st.integers(1, 60),
    st.sampled_from([HANDBOOK, ATTAINABLE, CONTINUOUS]),
)
def test_the_total_lies_within_the_totals_of_the_errors(
    part: int, whole: int, error: int, variant: ScoringVariant
) -> None:
    index = index_of(area_ratio(), area_ratio())
    rows: tuple[Observation, ...] = (
        replace(inputs("1", part=part, whole=whole), error=Decimal(error)),
        inputs("2", part=1, whole=5),
    )
    data: Observations = report(*rows)
    found = readings(index, data)
    extremes = error_extremes(index, found, error_ranges(index, data, found), by(variant))
    total = by(variant)(index, found).total
    assert extremes.low.score is not None
    assert extremes.high.score is not None
    assert total.score is not None
    assert extremes.low.score <= total.score <= extremes.high.score
