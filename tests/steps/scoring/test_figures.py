"""Figures as messages show them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lbsap.steps.scoring.figures import shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("12", "12"),
        ("0.5", "0.5"),
        ("1234567.5", "1234567.5"),
        ("123.45678", "123.457"),
        ("0.00000012", "0.00000012"),
    ],
)
def test_a_figure_is_shown_without_an_exponent(value: str, words: str) -> None:
    assert shown(Decimal(value)) == words
