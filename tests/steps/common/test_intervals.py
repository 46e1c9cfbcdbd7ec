"""Intervals of a share: published values, other libraries' values, and what holds for each share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from lbsap.model.measures import Interval, wilson
from lbsap.steps.common.intervals import clopper_pearson

shares = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def test_newcombes_81_of_263_has_the_published_intervals() -> None:
    assert ends(wilson(81, 263)) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert ends(clopper_pearson(81, 263)) == pytest.approx((0.2527, 0.3676), abs=5e-5)


def test_9_of_12_does_not_establish_a_majority() -> None:
    assert ends(wilson(9, 12)) == pytest.approx((0.468, 0.911), abs=5e-4)


@pytest.mark.parametrize(
    ("panel", "votes"),
    [(5, 5), (7, 7), (9, 8), (10, 9), (12, 10), (15, 12), (20, 15), (25, 18), (30, 21)],
)
def test_a_robust_majority_takes_the_votes_of_the_published_table(panel: int, votes: int) -> None:
    robust = [count for count in range(panel + 1) if ends(wilson(count, panel))[0] > 0.5]
    assert min(robust) == votes


@given(shares)
def test_intervals_agree_with_statsmodels(share: tuple[int, int]) -> None:
    assert ends(wilson(*share)) == pytest.approx(proportion_confint(*share, method="wilson"), abs=1e-9)
    assert ends(clopper_pearson(*share)) == pytest.approx(proportion_confint(*share, method="beta"), abs=1e-9)


@given(shares)
def test_intervals_contain_the_share_and_have_a_width_even_at_none_and_all(share: tuple[int, int]) -> None:
    count, n = share
    for interval in (wilson(count, n), clopper_pearson(count, n)):
        low, high = ends(interval)
        assert 0 <= low <= count / n <= high <= 1
        assert high > low


def test_nobody_who_judged_has_no_interval() -> None:
    assert wilson(0, 0) is None
    assert clopper_pearson(0, 0) is None


@pytest.mark.parametrize(("count", "n"), [(3, 2), (-1, 2)])
def test_a_count_outside_the_panel_is_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="not a share"):
        clopper_pearson(count, n)
