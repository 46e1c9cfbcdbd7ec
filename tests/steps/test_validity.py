"""Content validity: published tables and the exact critical counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from lbsap.steps.validity import content_validity_ratio, critical_count, item_validity, scale_validity


def test_the_published_set_of_12_items_and_6_experts_is_reproduced() -> None:
    # PMC7253559, table 4: items 6 and 9 have one rating of 2 each, all others 3 or 4.
    items = [[4, 3, 4, 4, 3, 2] if item in {6, 9} else [4, 4, 3, 4, 3, 4] for item in range(1, 13)]
    found = scale_validity(items)
    assert sorted(round(item.i_cvi.value or 0, 2) for item in found.items) == [0.83] * 2 + [1.0] * 10
    assert found.average.value == pytest.approx(0.97, abs=5e-3)
    assert found.universal.value == pytest.approx(0.83, abs=5e-3)


@pytest.mark.parametrize(("ratings", "kappa"), [([3, 4, 4, 3], 1.0), ([3, 4, 4, 3, 2], 0.76)])
def test_modified_kappa_has_the_values_of_polit_beck_and_owen(ratings: list[int], kappa: float) -> None:
    assert item_validity(ratings).kappa.value == pytest.approx(kappa, abs=5e-3)


def test_items_nobody_rated_do_not_count_in_a_set() -> None:
    assert scale_validity([[4, 4], [], [2, 4]]).average.value == pytest.approx(0.75)


def test_without_ratings_nothing_is_defined() -> None:
    item, scale = item_validity([]), scale_validity([[], []])
    for measure in (item.i_cvi, item.kappa, scale.average, scale.universal, content_validity_ratio(0, 0)):
        assert measure.value is None
        assert measure.undefined
        assert measure.undefined.missing == ()


@pytest.mark.parametrize(
    ("experts", "count", "ratio"),
    [
        (8, 7, 0.750),
        (10, 9, 0.800),
        (11, 9, 0.636),
        (13, 10, 0.538),
        (15, 12, 0.600),
        (20, 15, 0.500),
        (40, 26, 0.300),
    ],
)
def test_critical_counts_are_those_of_the_exact_binomial(experts: int, count: int, ratio: float) -> None:
    assert critical_count(experts) == count
    assert content_validity_ratio(count, experts).value == pytest.approx(ratio, abs=5e-4)


@pytest.mark.parametrize("experts", range(5))
def test_fewer_than_five_experts_can_show_nothing_to_be_essential(experts: int) -> None:
    assert critical_count(experts) is None


@given(st.integers(5, 300))
def test_the_critical_count_is_the_first_that_chance_reaches_in_at_most_5_percent(experts: int) -> None:
    count = critical_count(experts)
    assert count is not None
    assert binom.sf(count - 1, experts, 0.5) <= 0.05 < binom.sf(count - 2, experts, 0.5)


@pytest.mark.parametrize(("essential", "ratio"), [(0, -1), (5, 0), (10, 1)])
def test_the_ratio_runs_from_nobody_over_half_to_all(essential: int, ratio: float) -> None:
    assert content_validity_ratio(essential, 10).value == ratio


def test_more_votes_than_experts_are_refused() -> None:
    with pytest.raises(ValueError, match="not a share"):
        content_validity_ratio(3, 2)
