from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.steps.common.formula import evaluate
from lbsap.steps.common.formula_range import ResultRange, Span, result_range

CBI = [
    "100 * a / b",
    "a - b",
    "100 * a / (b + a)",
    "100 * sum(A ** 2) / b ** 2",
    "sum(A ** 2) / sum(A)",
    "1000 * a / b",
    "a / (a + b) - b ** -1",
]
positive = st.decimals(min_value="0.01", max_value="1000", places=2)


def span(low: str | int, high: str | int) -> Span:
    return Span(Decimal(low), Decimal(high))


def found(formula: str, **inputs: Span | tuple[Span, ...]) -> ResultRange:
    result = result_range(formula, inputs)
    assert result is not None
    return result


def test_a_share_lies_between_its_corners() -> None:
    # 90/220 and 110/180, in percent
    result = found("100 * a / b", a=span(90, 110), b=span(180, 220))
    assert (round(result.low, 4), round(result.high, 4)) == (Decimal("40.9091"), Decimal("61.1111"))
    assert result.exact


def test_a_difference_adds_both_errors() -> None:
    assert found("a - b", a=span(5, 7), b=span(1, 2)) == ResultRange(Decimal(3), Decimal(6), True)


def test_a_product_ends_at_products_of_ends() -> None:
    # [-1, 2] * [-3, 4] = [-6, 8]: Moore, Kearfott and Cloud, section 2.3
    assert found("a * b", a=span(-1, 2), b=span(-3, 4)) == ResultRange(Decimal(-6), Decimal(8), True)


def test_an_even_power_of_a_range_over_zero_begins_at_zero() -> None:
    assert found("a ** 2", a=span(-2, 1)) == ResultRange(Decimal(0), Decimal(4), True)


def test_a_symbol_that_stands_twice_is_put_at_the_end_that_counts() -> None:
    # alien species over all species: the least share has few aliens and many natives
    result = found("100 * a / (b + a)", a=span(40, 60), b=span(80, 120))
    assert (result.low, round(result.high, 4)) == (Decimal(25), Decimal("42.8571"))
    assert result.exact


def test_a_symbol_less_itself_is_nothing() -> None:
    assert found("a - a", a=span(1, 2)) == ResultRange(Decimal(0), Decimal(0), True)


def test_a_range_that_turns_within_is_told_to_be_no_wider_than_this() -> None:
    # a * (2 - a) turns at 1: the true range is [0, 1]
    result = found("a * (2 - a)", a=span(0, 2))
    assert not result.exact
    assert result.low <= 0 < 1 <= result.high


@pytest.mark.parametrize("formula", ["1 / a", "a ** -1", "a ** 0.5 / b"])
def test_a_divisor_that_may_be_zero_has_no_end(formula: str) -> None:
    assert result_range(formula, {"a": span(-1, 1), "b": span(0, 1)}) is None


@st.composite
def boxes(
    draw: st.DrawFn,
) -> tuple[dict[str, Span | tuple[Span, ...]], dict[str, Decimal | tuple[Decimal, ...]]]:
    """Ranges of the inputs, and numbers within them."""

    def pair() -> tuple[Span, Decimal]:
        middle, share = draw(positive), draw(st.integers(0, 90))
        margin = middle * share / 100
        at = draw(st.integers(0, 100))
        return Span(middle - margin, middle + margin), middle - margin + 2 * margin * at / 100

    a, b, several = pair(), pair(), [pair() for _ in range(draw(st.integers(1, 4)))]
    spans: dict[str, Span | tuple[Span, ...]] = {"a": a[0], "b": b[0], "A": tuple(one for one, _ in several)}
    points: dict[str, Decimal | tuple[Decimal, ...]] = {
        "a": a[1],
        "b": b[1],
        "A": tuple(one for _, one in several),
    }
    return spans, points


@given(boxes(), st.sampled_from(CBI))
def test_the_range_holds_the_result_of_any_figures_within(
    box: tuple[dict[str, Span | tuple[Span, ...]], dict[str, Decimal | tuple[Decimal, ...]]], formula: str
) -> None:
    spans, points = box
    result = result_range(formula, spans)
    assert result is not None
    value = evaluate(formula, points)
    with localcontext(prec=60):  # the usual 28 digits would cut the results themselves
        slack = abs(value) * Decimal("1e-40") + Decimal("1e-40")
        assert result.low - slack <= value <= result.high + slack


@given(boxes(), st.sampled_from(CBI[:4]))
def test_without_errors_the_range_is_the_value(
    box: tuple[dict[str, Span | tuple[Span, ...]], dict[str, Decimal | tuple[Decimal, ...]]], formula: str
) -> None:
    _, points = box
    still = {
        name: tuple(Span(one, one) for one in given) if isinstance(given, tuple) else Span(given, given)
        for name, given in points.items()
    }
    result = result_range(formula, still)
    value = evaluate(formula, points)
    assert result is not None
    assert abs(result.low - value) + abs(result.high - value) <= abs(value) * Decimal("1e-40")
