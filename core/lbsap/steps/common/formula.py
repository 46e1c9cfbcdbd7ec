"""Formulas of indicators: safe arithmetic over the symbols of their inputs, in exact decimals.

A formula may use numbers, ``+ - * / **``, a sign, parentheses and ``sum(X)``. A list may stand inside ``sum`` only,
where arithmetic applies to each of its numbers: ``sum(A**2) / A_total``. Nothing is ever run as Python.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from functools import lru_cache
from typing import Final

from lbsap.model.city import InputValue
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem

MAX_LENGTH: Final = 300
MAX_EXPONENT: Final = 16
CONTEXT: Final = Context(
    prec=50, rounding=ROUND_HALF_UP, Emax=9999, Emin=-9999, traps=[DivisionByZero, InvalidOperation, Overflow]
)
"""Every figure of the program is computed with these digits, so a value at a band's end stays there."""

_BINARY: Final[dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_SIGNS: Final[dict[type[ast.unaryop], Decimal]] = {ast.UAdd: Decimal(1), ast.USub: Decimal(-1)}


def evaluate(formula: str, inputs: Mapping[str, InputValue]) -> Decimal:
    """The value of ``formula`` for ``inputs``, a number or a list of numbers per symbol.

    Raises ``BadInput``: not a formula, a symbol without a number, division by zero, a power or result too large.
    """
    with localcontext(CONTEXT):
        try:
            value = _Evaluation(formula, inputs).of(parsed(formula))
        except (DivisionByZero, InvalidOperation):
            raise _fault("formula_undefined", formula) from None
        except Overflow:
            raise _fault("formula_too_large", formula) from None
    if isinstance(value, tuple):
        raise _fault("formula_list", formula)
    if not value.is_finite():  # 0 ** -1 is infinite without a signal
        raise _fault("formula_undefined", formula)
    return value


def symbols(formula: str) -> tuple[str, ...]:
    """The input symbols of ``formula`` in order of appearance. Raises ``BadInput`` where it is not a formula."""
    found: dict[str, None] = {}
    _collect(parsed(formula), found)
    return tuple(found)


class _Evaluation:
    """One walk over one formula with its inputs."""

    def __init__(self, formula: str, inputs: Mapping[str, InputValue]) -> None:
        self.formula, self.inputs = formula, inputs

    def of(self, node: ast.expr) -> InputValue:
        match node:
            case ast.Constant():
                return Decimal(repr(node.value))
            case ast.Name():
                return self._symbol(node.id)
            case ast.UnaryOp():
                return self._each(operator.mul, _SIGNS[type(node.op)], self.of(node.operand))
            case ast.BinOp():
                return self._binary(node)
            case ast.Call():
                return self._sum(self.of(node.args[0]))
        raise AssertionError(f"the grammar let {node!r} through")

    def _symbol(self, name: str) -> InputValue:
        if name not in self.inputs:
            raise BadInput([problem("formula_symbol", self.formula, symbol=name)])
        return self.inputs[name]

    def _binary(self, node: ast.BinOp) -> InputValue:
        left, right = self.of(node.left), self.of(node.right)
        if isinstance(node.op, ast.Pow) and (isinstance(right, tuple) or abs(right) > MAX_EXPONENT):
            raise BadInput([problem("formula_power", self.formula, most=MAX_EXPONENT)])
        return self._each(_BINARY[type(node.op)], left, right)

    def _each(
        self, compute: Callable[[Decimal, Decimal], Decimal], left: InputValue, right: InputValue
    ) -> InputValue:
        if isinstance(left, tuple) and isinstance(right, tuple):
            if len(left) != len(right):
                raise _fault("formula_lengths", self.formula)
            return tuple(map(compute, left, right))
        if isinstance(left, tuple):
            return tuple(compute(one, right) for one in left)  # type: ignore[arg-type] # right is a number here
        if isinstance(right, tuple):
            return tuple(compute(left, one) for one in right)
        return compute(left, right)

    @staticmethod
    def _sum(values: InputValue) -> Decimal:
        return sum(values, Decimal(0)) if isinstance(values, tuple) else values


@lru_cache(maxsize=1024)
def parsed(formula: str) -> ast.expr:
    """``formula`` as a tree of the little grammar above. Raises ``BadInput`` where it is not one."""
    if len(formula) > MAX_LENGTH:
        raise BadInput([problem("formula_syntax", formula[:40], reason=f"> {MAX_LENGTH}")])
    try:
        tree = ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else error
        raise BadInput([problem("formula_syntax", formula, reason=reason)]) from None
    _check(tree, formula)
    return tree


def _check(node: ast.AST, formula: str) -> None:
    """Refuses whatever is not in the little grammar above."""
    for part in _parts(node, formula):
        _check(part, formula)


def _parts(node: ast.AST, formula: str) -> tuple[ast.expr, ...]:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return ()
        case ast.Name():
            return ()
        case ast.UnaryOp(op=ast.UAdd() | ast.USub(), operand=operand):
            return (operand,)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return (left, right)
        case ast.Call(func=ast.Name(id="sum"), args=[one], keywords=[]):
            return (one,)
    raise BadInput([problem("formula_syntax", formula, reason=ast.unparse(node))])


def _collect(node: ast.expr, found: dict[str, None]) -> None:
    if isinstance(node, ast.Name):
        found[node.id] = None
    for part in _parts(node, ""):
        _collect(part, found)


def _fault(code: str, formula: str) -> BadInput:
    return BadInput([problem(code, formula)])
