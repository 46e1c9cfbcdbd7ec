"""Research report: how far the result rests on single components, single indicators and the ends of bands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lbsap.model.blocks import Block, Rich, Table
from lbsap.model.catalogue import Item
from lbsap.model.scoring import ComponentScore, IndicatorScore
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.figures import number, quantity, rounded
from lbsap_sections.index_words import lines, observed, score, value
from lbsap_sections.pen import Pen, section

MARGIN: Final = Decimal(5)
"""Percent of a value: how near the end of a band counts as close where a city states no error of its own."""


def write(pen: Pen) -> Iterator[Block]:
    scored = [(item, line) for item, line in lines(pen.ctx) if line.score is not None]
    if len(scored) < 2:
        yield pen.paragraph("none")
        return
    yield from pen.lead()
    yield _components(pen)
    yield _indicators(pen, scored)
    yield from _near(pen, scored)


def _components(pen: Pen) -> Table:
    titles = {one.id: one.title for one in pen.ctx.index.components}
    parts = [one for one in pen.ctx.scorecard.components if one.score is not None]
    rows = [((pen.text("nothing_left_out"),), (_percent(_share(parts)),))]
    rows += [
        ((titles.get(one.id, Text(one.id, one.id)),), (_percent(_share([p for p in parts if p is not one])),))
        for one in parts
        if len(parts) > 1
    ]
    return pen.table(
        "components_caption", pen.columns(("head_left_out", 4), ("head_share", 1.4, "right")), rows
    )


def _share(parts: list[ComponentScore]) -> Decimal:
    attainable = sum((one.attainable for one in parts), Decimal())
    return 100 * sum((one.score or Decimal() for one in parts), Decimal()) / attainable


def _indicators(pen: Pen, scored: list[tuple[Item, IndicatorScore]]) -> Block:
    points = Decimal(pen.ctx.index.points)
    total = sum((line.score or Decimal() for _, line in scored), Decimal())
    without = {
        item.title: 100 * (total - (line.score or Decimal())) / (points * (len(scored) - 1))
        for item, line in scored
    }
    low, high = min(without.values()), max(without.values())
    share = _percent(100 * total / (points * len(scored)))
    if low == high:
        return pen.paragraph("indicators_alike", share=share)
    return pen.paragraph(
        "indicators_text",
        low=_percent(low),
        high=_percent(high),
        share=share,
        raises=_named(pen, [title for title, left in without.items() if left == high]),
        lowers=_named(pen, [title for title, left in without.items() if left == low]),
    )


def _named(pen: Pen, titles: list[Text]) -> Text:
    """The first of some indicators in quotation marks, with how many there are beside it."""
    passage = "named" if len(titles) == 1 else "named_among"
    return pen.text(passage, title=titles[0], n=number(len(titles)), others=number(len(titles) - 1))


def _near(pen: Pen, scored: list[tuple[Item, IndicatorScore]]) -> Iterator[Block]:
    found = [(item, line, end) for item, line in scored if (end := _nearest(pen, item, line)) is not None]
    if not found:
        yield pen.paragraph("near_none")
        return
    yield pen.paragraph("near_text", margin=_percent(MARGIN))
    columns = pen.columns(
        ("head_no", 0.9, "center"), ("head_indicator", 4), ("head_indicator_value", 1.6, "right"),
        ("head_border", 1.6, "right"), ("head_indicator_score", 1, "center"),
    )  # fmt: skip
    yield pen.table("near_caption", columns, (_near_row(pen, *one) for one in found))


def _near_row(pen: Pen, item: Item, line: IndicatorScore, end: Decimal) -> tuple[Rich, ...]:
    unit = item.indicator.unit if item.indicator else ""
    return (
        (code(pen.ctx, item.id),),
        (item.title,),
        (value(item, line),),
        (quantity(end, unit),),
        (score(line),),
    )


def _nearest(pen: Pen, item: Item, line: IndicatorScore) -> Decimal | None:
    """The end of a band that lies within the error of the value; none for levels, which have no ends."""
    if line.value is None or item.indicator is None or item.indicator.kind == "ordinal":
        return None
    given = observed(pen.ctx, item)
    error = given.error if given and given.error is not None else MARGIN
    ends = {end for band in item.indicator.bands for end in (band.lower, band.upper) if end is not None}
    near = min(ends, key=lambda end: abs(end - line.value), default=None)  # type: ignore[operator]
    close = near is not None and near and 100 * abs(near - line.value) <= error * abs(line.value)
    return near if close else None


def _percent(share: Decimal) -> Text:
    return quantity(rounded(share), "percent")


RESEARCH_ROBUSTNESS: Final = section(wording.read(__file__), write, document="research")
