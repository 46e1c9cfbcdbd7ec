"""Figures, dates and tables as a report prints them, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final, TypeVar

from lbsap.model.blocks import Align, Column, Rich, Table
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.consultation import Counts
from lbsap.model.measures import Interval
from lbsap.model.text import Text, same
from lbsap.steps.common.groups import groups_of

T = TypeVar("T")
NOTHING: Final = same("—")
_BEIJING: Final = timezone(timedelta(hours=8))
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_LONGEST_BAR_LABEL: Final = {"zh": 18, "en": 40}
Head = tuple[Text, float, Align]
"""The head of a column, its share of the width, and how its cells are aligned."""


def percent(count: int, n: int) -> str:
    """``count`` of ``n`` in percent with one decimal, rounded half up, without a sign."""
    return str((Decimal(100 * count) / n).quantize(Decimal("0.1"), ROUND_HALF_UP))


def share(count: int, n: int) -> Text:
    """``30/36 (83.3%)``; a dash where nobody judged."""
    if not n:
        return NOTHING
    rounded = percent(count, n)
    return Text(f"{count}/{n}（{rounded}%）", f"{count}/{n} ({rounded}%)")


def interval(counts: Counts) -> Text:
    """The 95 % Wilson interval of the share who retain, in percent."""
    return ends(counts.interval)


def ends(found: Interval | None) -> Text:
    """An interval of a share in percent; a dash for none."""
    if found is None:
        return NOTHING
    low, high = (_one_decimal(end) for end in (found.low, found.high))
    return Text(f"{low}%—{high}%", f"{low}–{high}%")


def _one_decimal(fraction: float) -> str:
    return str((Decimal(repr(fraction)) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))


def figure(value: float | None, digits: int = 1) -> str:
    """A figure with at most ``digits`` decimals, rounded half up, without idle zeros; a dash for none."""
    if value is None:
        return NOTHING.zh
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded.normalize() + 0:f}"


def day(moment: datetime) -> Text:
    """The date in Beijing."""
    return date_words(moment.astimezone(_BEIJING).date())


def date_words(on: date) -> Text:
    """A date: 2026年11月20日, 20 November 2026."""
    return Text(f"{on.year}年{on.month}月{on.day}日", f"{on.day} {_MONTHS[on.month - 1]} {on.year}")


def minute(moment: datetime) -> Text:
    """Date and time in Beijing."""
    return Text(
        f"{day(moment).zh}{clock(moment)}（北京时间）", f"{day(moment).en}, {clock(moment)} (Beijing time)"
    )


def clock(moment: datetime) -> str:
    """The time of day in Beijing."""
    return f"{moment.astimezone(_BEIJING):%H:%M}"


def label(item: Item) -> Text:
    """Number and name of an item."""
    return joined((same(item.number), item.title), " ", " ")


def joined(texts: Iterable[Text], zh: str = "；", en: str = "; ") -> Text:
    """Texts one after the other; a language that one of them lacks is filled from its other one."""
    parts = [text for text in texts if text]
    return Text(zh.join(one.plain("zh") for one in parts), en.join(one.plain("en") for one in parts))


def table(
    caption: Text,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Text | str | int]],
    *,
    landscape: bool = False,
) -> Table:
    """A table of plain cells; an empty cell shows a dash."""
    columns = tuple(Column(head, width, align) for head, width, align in heads)
    return Table(caption, columns, tuple(tuple(map(_cell, row)) for row in rows), landscape=landscape)


def _cell(value: Text | str | int) -> Rich:
    text = value if isinstance(value, Text) else same(str(value))
    return (text or NOTHING,)


def evenly(several: Sequence[T], most: int) -> list[Sequence[T]]:
    """The values in as few equal parts as parts of at most ``most`` allow."""
    parts = -(-len(several) // most)
    borders = [round(part * len(several) / parts) for part in range(parts + 1)]
    return [several[start:end] for start, end in pairwise(borders)]


def shortened(text: Text) -> Text:
    """A label that fits beside a bar of a chart."""

    def cut(words: str, longest: int) -> str:
        if len(words) <= longest:
            return words
        short = words[: longest - 1]
        whole = short.rpartition(" ")[0] if " " in short[longest // 2 :] else short
        return f"{whole.rstrip(' ,:;（(')}…"

    return Text(cut(text.zh, _LONGEST_BAR_LABEL["zh"]), cut(text.en, _LONGEST_BAR_LABEL["en"]))


def grouped(catalogue: Catalogue, items: Sequence[Item]) -> list[tuple[Text, list[Item]]]:
    """The items by core component or, in an outline, by the item at the top that they stand under."""
    return [(group.title, list(group.items)) for group in groups_of(catalogue, items)]
