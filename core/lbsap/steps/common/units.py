"""Units of figures: the names people write in Chinese and English, and exact conversion between them.

A unit is a product of amounts over amounts, ``ha per 1000 persons`` or ``平方米/人``; factors are exact fractions.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Final

from lbsap.steps.common.formula import CONTEXT

_NAMES: Final[dict[tuple[str, Fraction], str]] = {
    ("share", Fraction(1)): "share ratio 比值 比例",
    ("share", Fraction(1, 100)): "percent % pct 百分比",
    ("share", Fraction(1, 1000)): "permille ‰ 千分比",
    ("area", Fraction(1)): "m2 平方米 平米",
    ("area", Fraction(10_000)): "ha hm2 hectare 公顷",
    ("area", Fraction(1_000_000)): "km2 平方公里 平方千米",
    ("area", Fraction(10_000, 15)): "mu 亩",
    ("length", Fraction(1)): "m metre meter 米",
    ("length", Fraction(1000)): "km kilometre kilometer 公里 千米",
    ("person", Fraction(1)): "person people child children inhabitant resident 人 名 儿童 居民",
    ("money", Fraction(1)): "currency yuan cny rmb 元 人民币",
    ("time", Fraction(1)): "year a yr 年",
    ("count", Fraction(1)): (
        "count number species function agency agencies organisation organization partner project event visit "
        "campaign type habitat site policy policies action department "
        "种 个 项 次 家 处 类 件 起 物种 物种数 活动 机构 部门 项目 功能"
    ),
    ("level", Fraction(1)): "level 级 档 等级",
}
_WORDS: Final[dict[str, tuple[str, Fraction]]] = {
    word: kind for kind, words in _NAMES.items() for word in words.split()
}
_CANONICAL: Final = {kind: words.split()[0] for kind, words in _NAMES.items()}
_TIMES: Final[dict[str, int]] = {"百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_PER: Final = re.compile(r"\s*(?:/|\bper\b|每|·)\s*")
_AMOUNT: Final = re.compile(
    r"(?P<number>[1-9][0-9]{0,8})?\s*(?P<times>百万|百|千|万|亿)?\s*(?P<word>.+)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a unit measures (``count`` over ``time`` ...), its size, and its name in the program's own words."""

    kinds: tuple[str, ...]
    size: Fraction
    name: str


def normalise(unit: str) -> str:
    """The program's own name of a unit: ``％`` is ``percent``, ``公顷`` is ``ha``. An unknown name is only tidied."""
    known = _read(unit)
    return known.name if known else _tidy(unit)


def convert(value: Decimal, given: str, wanted: str) -> Decimal | None:
    """``value`` in the unit ``wanted``; ``None`` where the two units measure different things."""
    factor = _factor(given, wanted)
    if factor is None:
        return None
    if factor == 1:
        return value
    with localcontext(CONTEXT):
        return value * factor.numerator / factor.denominator


def convertible(given: str, wanted: str) -> bool:
    """Whether figures in the unit ``given`` can be told in ``wanted``."""
    return _factor(given, wanted) is not None


def is_count(unit: str) -> bool:
    """Whether figures in this unit are whole: things and people are counted, areas are not."""
    known = _read(unit)
    return known is not None and known.kinds in (("count",), ("person",)) and known.size == 1


def is_amount(unit: str) -> bool:
    """Whether a figure in this unit cannot be negative: areas, lengths, counts, people, money."""
    known = _read(unit)
    return known is not None and known.kinds[0] in ("area", "length", "count", "person", "money")


@lru_cache(maxsize=1024)
def _factor(given: str, wanted: str) -> Fraction | None:
    one, other = _read(given), _read(wanted)
    if one is None or other is None:
        return Fraction(1) if _tidy(given) == _tidy(wanted) else None
    return one.size / other.size if one.kinds == other.kinds else None


@lru_cache(maxsize=1024)
def _read(unit: str) -> _Unit | None:
    amounts = [_amount(part) for part in _PER.split(_tidy(unit))]
    known = [amount for amount in amounts if amount]
    if len(known) < len(amounts):
        return None
    size = known[0][1]
    for _, below, _ in known[1:]:
        size /= below
    kinds = (known[0][0], *sorted(kind for kind, _, _ in known[1:]))
    return _Unit(kinds, size, " per ".join(name for _, _, name in known))


def _amount(text: str) -> tuple[str, Fraction, str] | None:
    if text in _WORDS:
        kind = _WORDS[text]
        return *kind, _CANONICAL[kind]
    match = _AMOUNT.fullmatch(text)
    word = match["word"] if match else ""
    found = _WORDS.get(word) or _WORDS.get(word.removesuffix("s"))
    if not match or not found:
        return None
    times = int(match["number"] or 1) * _TIMES.get(match["times"] or "", 1)
    name = _CANONICAL[found]
    return found[0], found[1] * times, name if times == 1 else f"{times} {name}"


def _tidy(unit: str) -> str:
    text = unicodedata.normalize("NFKC", unit).casefold().strip()
    return re.sub(r"\s+", " ", re.sub(r"[()]", "", text))
