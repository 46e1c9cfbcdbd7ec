"""Research report: the index in full, by component and by indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Chart, Rich, Series
from lbsap.model.catalogue import Component, Item
from lbsap.model.scoring import IndicatorScore
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.annex_cbi import WORDS as SUMMARY_WORDS
from lbsap_sections.annex_cbi import summary
from lbsap_sections.figures import joined, number, rounded
from lbsap_sections.index_words import lines, provenance, score, value
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    found = tuple(lines(pen.ctx))
    yield from pen.lead(index=pen.ctx.index.title, n=number(len(found)))
    yield from summary(Pen(pen.ctx, SUMMARY_WORDS))
    yield pen.heading("indicators_head")
    columns = pen.columns(
        ("head_no", 0.9, "center"), ("head_indicator", 3.6), ("head_indicator_value", 1.6, "right"),
        ("head_indicator_score", 1, "center"), ("head_provenance", 2.4),
    )  # fmt: skip
    yield pen.table("caption", columns, (_row(pen, *one) for one in found))
    for component in pen.ctx.index.components:
        yield from _chart(pen, component, [one for one in found if one[1].component == component.id])


def _row(pen: Pen, item: Item, line: IndicatorScore) -> tuple[Rich, ...]:
    origin = provenance(line) if line.score is not None else Text("—", "—")
    return (code(pen.ctx, item.id),), (item.title,), (value(item, line),), (score(line),), (origin,)


def _chart(pen: Pen, component: Component, found: list[tuple[Item, IndicatorScore]]) -> Iterator[Chart]:
    scored = {item.title: rounded(line.score) for item, line in found if line.score is not None}
    if not scored:
        return
    told = joined(
        pen.text("chart_item", title=title, score=number(points)) for title, points in scored.items()
    )
    points = pen.ctx.index.points
    yield Chart(
        kind="bar",
        caption=pen.text("chart_caption", component=component.title, points=number(points)),
        categories=tuple(item.title for item, _ in found),
        series=(
            Series(
                pen.text("head_indicator_score"),
                tuple(None if line.score is None else float(line.score) for _, line in found),
            ),
        ),
        alt=pen.text("chart_alt", component=component.title, list=told),
        maximum=float(points),
    )


RESEARCH_INDEX: Final = section(wording.read(__file__), write, document="research")
