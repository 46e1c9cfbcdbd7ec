"""Between which values the result of a formula lies when its inputs lie between two ends: interval arithmetic.

Each operation is carried out on both ends, so the true result never lies outside. The range is exact where each symbol
stands once in the formula, and where the formula only rises or only falls in every symbol that stands more often: such a
symbol is put at the one end that gives the lowest (or highest) result. Whether it rises or falls is read from the sign of
its derivative, piece by piece. Source: Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import Final

from lbsap.steps.common.formula import CONTEXT, parsed


@dataclass(frozen=True, slots=True)
class Span:
    """All numbers from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Span) -> Span:
        ends = [one * another for one in (self.low, self.high) for another in (other.low, other.high)]
        return Span(min(ends), max(ends))

    def __truediv__(self, other: Span) -> Span:
        if other.low <= 0 <= other.high:
            raise DivisionByZero
        ends = [one / another for one in (self.low, self.high) for another in (other.low, other.high)]
        return Span(min(ends), max(ends))

    def power(self, exponent: Decimal) -> Span:
        """Every number of the span raised to ``exponent``; a broken exponent needs numbers that are not negative."""
        if exponent < 0:
            return _ONE / self.power(-exponent)
        if exponent % 1 and self.low < 0:
            raise InvalidOperation
        ends = (_raised(self.low, exponent), _raised(self.high, exponent))
        if self.low < 0 < self.high and exponent % 2 == 0 and exponent:
            return Span(Decimal(0), max(ends))
        return Span(min(ends), max(ends))


def _raised(base: Decimal, exponent: Decimal) -> Decimal:
    return base**exponent if exponent else Decimal(1)  # 0 ** 0 has no meaning for decimals


_ONE = Span(Decimal(1), Decimal(1))
_NOUGHT = Span(Decimal(0), Decimal(0))
PIECES: Final = 16
"""Into how many pieces a range is cut to find the sign of a derivative: the smaller a piece, the surer the sign."""
Inputs = Mapping[str, Span | tuple[Span, ...]]
"""A span for each symbol, or one for each number of a list."""
Leaf = tuple[str, int]
"""One number that goes into a formula: its symbol and, in a list, its place."""


@dataclass(frozen=True, slots=True)
class ResultRange:
    """The range of a result. ``exact``: both ends are reached; else the true range is no wider than this one."""

    low: Decimal
    high: Decimal
    exact: bool


def result_range(formula: str, inputs: Inputs) -> ResultRange | None:
    """The range of ``formula`` over ``inputs``; ``None`` where it has no end, such as a divisor that may be zero.

    Raises ``BadInput`` where ``formula`` is not a formula; every symbol of it must be in ``inputs``.
    """
    tree = parsed(formula)
    with localcontext(CONTEXT):
        try:
            lowest, highest, exact = _pinned(tree, inputs)
            return ResultRange(_only(tree, lowest).span.low, _only(tree, highest).span.high, exact)
        except (DivisionByZero, InvalidOperation, Overflow):
            return None


def _pinned(tree: ast.expr, inputs: Inputs) -> tuple[Inputs, Inputs, bool]:
    """The inputs for the lowest and for the highest result, and whether these give the true ends."""
    counted = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in inputs)
    lowest, highest, exact = inputs, inputs, True
    for name in (name for name, times in counted.items() if times > 1):
        for place, span in enumerate(_several(inputs[name])):
            rises = _direction(tree, inputs, (name, place))
            exact = exact and bool(rises)
            down, up = (span.low, span.high) if rises > 0 else (span.high, span.low)
            if rises:
                lowest = _put(lowest, (name, place), Span(down, down))
                highest = _put(highest, (name, place), Span(up, up))
    return lowest, highest, exact


def _direction(tree: ast.expr, inputs: Inputs, leaf: Leaf) -> int:
    """1 where the result never falls as this number grows, -1 where it never rises, 0 where neither is known."""
    span = _several(inputs[leaf[0]])[leaf[1]]
    width = (span.high - span.low) / PIECES
    signs = set()
    for i in range(PIECES):
        piece = Span(span.low + i * width, span.low + (i + 1) * width)
        try:
            slope = _only(tree, _put(inputs, leaf, piece)).slopes[leaf]
        except (DivisionByZero, InvalidOperation, Overflow):
            return 0
        signs.add(1 if slope.low >= 0 else -1 if slope.high <= 0 else 0)
    return signs.pop() if len(signs) == 1 else 0


def _several(spans: Span | tuple[Span, ...]) -> tuple[Span, ...]:
    return spans if isinstance(spans, tuple) else (spans,)


def _put(inputs: Inputs, leaf: Leaf, span: Span) -> Inputs:
    """The inputs with one number in another span."""
    name, place = leaf
    given = inputs[name]
    changed = (*given[:place], span, *given[place + 1 :]) if isinstance(given, tuple) else span
    return {**inputs, name: changed}


@dataclass(frozen=True, slots=True)
class _Moving:
    """A value within the formula: its span, and how fast it changes with each number that goes into it."""

    span: Span
    slopes: Mapping[Leaf, Span] = field(default_factory=dict)


def _only(tree: ast.expr, inputs: Inputs) -> _Moving:
    (only,) = _walk(tree, inputs)
    return only


def _walk(node: ast.expr, inputs: Inputs) -> tuple[_Moving, ...]:
    """The values of a part of the formula: one, or one for each number of a list."""
    match node:
        case ast.Constant():
            number = Decimal(repr(node.value))
            return (_Moving(Span(number, number)),)
        case ast.Name():
            spans = _several(inputs[node.id])
            return tuple(_Moving(span, {(node.id, i): _ONE}) for i, span in enumerate(spans))
        case ast.UnaryOp(op=op, operand=operand):
            values = _walk(operand, inputs)
            return (
                tuple(_minus(_Moving(_NOUGHT), one) for one in values) if isinstance(op, ast.USub) else values
            )
        case ast.Call(args=[one]):
            return (_sum(_walk(one, inputs)),)
        case ast.BinOp(left=left, op=op, right=right):
            return _each(op, _walk(left, inputs), _walk(right, inputs))
    raise AssertionError(f"the grammar let {node!r} through")


def _each(op: ast.operator, left: tuple[_Moving, ...], right: tuple[_Moving, ...]) -> tuple[_Moving, ...]:
    size = max(len(left), len(right))
    pairs = zip(left * (size if len(left) == 1 else 1), right * (size if len(right) == 1 else 1), strict=True)
    return tuple(_RULES[type(op)](one, another) for one, another in pairs)


def _sum(values: tuple[_Moving, ...]) -> _Moving:
    total = _Moving(_NOUGHT)
    for one in values:
        total = _plus(total, one)
    return total


def _plus(one: _Moving, other: _Moving) -> _Moving:
    return _Moving(one.span + other.span, _slopes(one, other, _ONE, _ONE))


def _minus(one: _Moving, other: _Moving) -> _Moving:
    return _Moving(one.span - other.span, _slopes(one, other, _ONE, _NOUGHT - _ONE))


def _times(one: _Moving, other: _Moving) -> _Moving:
    return _Moving(one.span * other.span, _slopes(one, other, other.span, one.span))


def _over(one: _Moving, other: _Moving) -> _Moving:
    square = other.span.power(Decimal(2))
    slopes = _slopes(one, other, other.span, _NOUGHT - one.span)
    return _Moving(one.span / other.span, {leaf: slope / square for leaf, slope in slopes.items()})


def _to_the(one: _Moving, other: _Moving) -> _Moving:
    exponent = other.span.low
    if other.span.low != other.span.high or other.slopes:
        raise InvalidOperation
    span = one.span.power(exponent)
    if not one.slopes or exponent == 1:
        return _Moving(span, one.slopes)
    rate = Span(exponent, exponent) * one.span.power(exponent - 1) if exponent else _NOUGHT
    return _Moving(span, {leaf: rate * slope for leaf, slope in one.slopes.items()})


def _slopes(one: _Moving, other: _Moving, first: Span, second: Span) -> dict[Leaf, Span]:
    return {
        leaf: one.slopes.get(leaf, _NOUGHT) * first + other.slopes.get(leaf, _NOUGHT) * second
        for leaf in {**one.slopes, **other.slopes}
    }


_RULES = {ast.Add: _plus, ast.Sub: _minus, ast.Mult: _times, ast.Div: _over, ast.Pow: _to_the}
