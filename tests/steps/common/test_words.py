"""Words that people type into boxes for numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.steps.common.words import whole_number

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.integers(0, 999_999_999))
def test_a_number_is_read_however_wide_its_digits_are(number: int) -> None:
    assert whole_number(f" {number} ") == number
    assert whole_number(str(number).translate(FULL_WIDTH)) == number


@pytest.mark.parametrize(
    "typed", ["", " ", "-1", "1.5", "1e3", "twelve", "十二", "٣", "1 2", "²x", "1" * 10, "9" * 5000]
)
def test_what_is_no_row_of_digits_or_too_long_is_no_number(typed: str) -> None:
    assert whole_number(typed) is None
