"""Figures as a report prints them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.steps.common.printed import day, figure, minute, percent


def test_a_moment_is_told_by_the_clock_of_beijing() -> None:
    moment = datetime(2026, 8, 31, 16, 32, tzinfo=UTC)
    assert (minute(moment).zh, minute(moment).en) == (
        "2026年9月1日00:32（北京时间）",
        "1 September 2026, 00:32 (Beijing time)",
    )
    assert day(moment).zh == "2026年9月1日"


@pytest.mark.parametrize(
    ("count", "n", "words"),
    [(9, 72, "12.5"), (1, 16, "6.3"), (1, 3, "33.3"), (36, 36, "100.0"), (1, 800, "0.1")],
)
def test_percentages_have_one_decimal_rounded_half_up(count: int, n: int, words: str) -> None:
    assert percent(count, n) == words


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_percentage_is_within_half_of_its_last_digit(count: int, n: int) -> None:
    assert abs(Decimal(percent(count, n)) - Decimal(100 * count) / n) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("value", "words"), [(None, "—"), (8.0, "8"), (2.5, "2.5"), (6.25, "6.3"), (0.0, "0"), (10.0, "10")]
)
def test_figures_are_written_without_idle_zeros(value: float | None, words: str) -> None:
    assert figure(value) == words
