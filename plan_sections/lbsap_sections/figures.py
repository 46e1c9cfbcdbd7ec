"""Figures in words of both languages: numbers, units, operators, ranges of years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from lbsap.model.city import CityTarget
from lbsap.model.policy import Operator
from lbsap.model.text import Text
from lbsap.model.unit_words import unit_text

_SINGULAR: Final = {
    "people": "person", "sites": "site", "cases": "case", "campaigns": "campaign", "projects": "project",
    "agencies": "agency", "organisations": "organisation", "functions": "function", "points": "point",
    "events per year": "event per year", "projects per year": "project per year", "years": "year", "types": "type",
}  # fmt: skip
_BARE: Final = {"count": Text("{n}个", "{n}"), "level": Text("{n}级", "level {n}")}
"""Units that stand before a number, or not at all."""
OPERATORS: Final[dict[Operator, Text]] = {
    "": Text("{value}", "{value}"),
    "=": Text("{value}", "{value}"),
    ">=": Text("不低于{value}", "at least {value}"),
    ">": Text("高于{value}", "above {value}"),
    "<=": Text("不高于{value}", "at most {value}"),
    "<": Text("低于{value}", "below {value}"),
    "~": Text("{value}左右", "about {value}"),
    "->": Text("达到{value}", "reach {value}"),
    "reduction>=": Text("降幅不低于{value}", "cut by at least {value}"),
    "reduction": Text("降低{value}", "cut by {value}"),
    "close": Text("接近{value}", "close to {value}"),
    "by": Text("达到{value}", "reach {value}"),
}
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
TEN_THOUSAND: Final = 10_000
MILLION: Final = 1_000_000
MAINTAIN: Final = Text("保持{value}", "maintain {value}")
_DIGITS: Final = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def number(value: Decimal | int) -> Text:
    """A number without exponent or idle zeros; English groups its thousands."""
    shown = f"{Decimal(value):f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return Text(shown, f"{Decimal(shown):,f}")


def rounded(value: Decimal, places: int = 1) -> Decimal:
    """A figure as it is shown: scores with one place after the point."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _yuan(amount: Decimal) -> str:
    return f"CNY {number(amount / MILLION).en} million" if amount >= MILLION else f"CNY {number(amount).en}"


def quantity(value: Decimal | int, unit: str) -> Text:
    """A number with its unit: 3公顷, 3 ha, 1 site, 5%; people in Chinese by ten thousands: 39.5万人."""
    words, shown = unit_text(unit), number(value)
    if unit in _BARE:
        return _BARE[unit].format(n=shown)
    if value == 1:
        words = Text(words.zh, _SINGULAR.get(words.en, words.en))
    gap = "" if words.en in ("", "%") else " "
    if unit == "wan":
        return Text(f"{shown.zh}{words.zh}", _yuan(Decimal(value) * TEN_THOUSAND))
    if words.zh == "人" and value >= TEN_THOUSAND:
        return Text(f"{number(Decimal(value) / TEN_THOUSAND).zh}万人", f"{shown.en}{gap}{words.en}")
    return Text(f"{shown.zh}{words.zh}", f"{shown.en}{gap}{words.en}")


def aim(target: CityTarget, shown: Text) -> Text:
    """A target's value, shown as ``shown``, with its operator; one equal to its baseline is maintained."""
    return (MAINTAIN if target.value == target.baseline else OPERATORS[target.operator]).format(value=shown)


def day(value: date) -> Text:
    """A day: 2026年3月6日, 6 March 2026."""
    return Text(
        f"{value.year}年{value.month}月{value.day}日", f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    )


def year(value: int) -> Text:
    """A year: 2030年, 2030."""
    return Text(f"{value}年", str(value))


def years(first: int, last: int) -> Text:
    """A span of years: 2026—2030年, 2026–2030."""
    return year(first) if first == last else Text(f"{first}—{last}年", f"{first}–{last}")


def joined(items: Iterable[Text]) -> Text:
    """A list within a sentence. Titles in 《》 follow one another without 、 (GB/T 15834)."""
    given = tuple(items)
    zh = "、".join(words.show("zh") for words in given).replace("》、《", "》《")
    return Text(zh, ", ".join(words.show("en") for words in given))


def listed(items: Iterable[Text]) -> Text:
    """A list as part of a sentence: 甲、乙、丙; a, b and c."""
    given = tuple(items)
    *before, last = [words.show("en") for words in given] or [""]
    return Text(joined(given).zh, f"{', '.join(before)} and {last}" if before else last)


def stacked(items: Iterable[Text]) -> Text:
    """A list in a narrow cell: one to a line."""
    given = tuple(items)
    return Text(
        "\n".join(words.show("zh") for words in given), "\n".join(words.show("en") for words in given)
    )


def ordinal_zh(value: int) -> str:
    """A number from 1 to 99 in Chinese: 十二, 二十."""
    tens, ones = divmod(value, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones]}"
