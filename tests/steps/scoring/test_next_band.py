from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lbsap.model.catalogue import BoundaryPolicy
from lbsap.steps.scoring.bands import find_band
from lbsap.steps.scoring.next_band import scores_between, standing
from tests.steps.indices import cbi, ladder


def test_the_next_band_begins_where_the_handbook_prints_it() -> None:
    # indicator 1 of 2021: 7.0-13.9 scores 2, 14.0-20.0 scores 3
    settings = cbi(2021).items[0].indicator
    assert settings is not None
    found = standing(settings, Decimal("9.86"), "printed")
    assert found is not None
    assert found.better is not None
    assert found.worse is not None
    assert (found.band.score, found.shown) == (2, Decimal("9.9"))
    assert (found.better.band.score, found.better.at, found.better.away) == (
        3,
        Decimal("14.0"),
        Decimal("4.1"),
    )
    assert (found.worse.band.score, found.worse.at) == (1, Decimal("6.9"))


def test_a_top_band_that_begins_above_its_printed_end_is_a_step_away() -> None:
    settings = cbi(2021).items[0].indicator
    assert settings is not None
    found = standing(settings, Decimal("20.0"), "printed")
    assert found is not None
    assert found.better is not None
    assert (found.better.band.score, found.better.at) == (4, Decimal("20.1"))


def test_nothing_is_better_than_the_highest_band() -> None:
    found = standing(ladder(), Decimal(50), "printed")
    assert found is not None
    assert (found.band.score, found.better) == (4, None)


def test_where_lower_is_better_the_way_leads_down() -> None:
    found = standing(ladder(lower_is_better=True), Decimal(25), "printed")
    assert found is not None
    assert found.better is not None
    assert found.worse is not None
    assert (found.better.at, found.worse.at) == (Decimal("19.9"), Decimal("30"))


def test_the_next_level_of_an_ordinal_indicator_is_the_next_description() -> None:
    settings = cbi(2021).items[13].indicator
    assert settings is not None
    found = standing(settings, Decimal(1), "printed")
    assert found is not None
    assert found.better is not None
    assert (found.better.band.score, found.better.away) == (2, Decimal(1))


@given(
    st.decimals(min_value=0, max_value=100, places=2),
    st.booleans(),
    st.sampled_from([0, 1]),
    st.sampled_from(["printed", "half-open"]),
)
def test_the_border_is_the_nearest_value_that_gets_another_score(
    value: Decimal, down: bool, decimals: int, boundary: BoundaryPolicy
) -> None:
    settings = ladder(lower_is_better=down, decimals=decimals)
    found = standing(settings, value, boundary)
    assume(found is not None)
    assert found is not None
    for border, better in ((found.better, True), (found.worse, False)):
        if border is None:
            continue
        reached = find_band(settings, border.at, boundary)
        assert reached is not None
        assert reached.band == border.band
        assert (border.band.score > found.band.score) is better
        halfway = find_band(settings, (found.shown + border.at) / 2, boundary)
        if border.away > 2 * Decimal(1).scaleb(-decimals):
            assert halfway is not None
            assert halfway.band == found.band


@pytest.mark.parametrize(
    ("low", "high", "scores"), [("11", "12", (1, 1)), ("5", "45", (0, 4)), ("19", "25", (1, 2))]
)
def test_all_scores_of_a_range_are_seen(low: str, high: str, scores: tuple[int, int]) -> None:
    found = scores_between(ladder(), Decimal(low), Decimal(high), "printed")
    assert found is not None
    assert (found[0][0], found[1][0]) == scores


@given(st.lists(st.decimals(min_value=0, max_value=100, places=2), min_size=3, max_size=3), st.booleans())
def test_no_value_within_a_range_scores_outside_its_scores(values: list[Decimal], down: bool) -> None:
    low, at, high = sorted(values)
    settings = ladder(lower_is_better=down)
    found = scores_between(settings, low, high, "printed")
    banded = find_band(settings, at, "printed")
    assert found is not None
    assert banded is not None
    assert found[0][0] <= banded.band.score <= found[1][0]
