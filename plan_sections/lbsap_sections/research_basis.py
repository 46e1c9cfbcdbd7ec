"""Research report: surveys made, methods used, and where the data of each indicator come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.catalogue import Item
from lbsap.model.city import Observation
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.figures import number, year
from lbsap_sections.index_words import lines, observed
from lbsap_sections.pen import NOTHING, Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    yield pen.heading("surveys_head")
    yield from pen.list_or("surveys_text", "surveys", "surveys_qualitative")
    yield pen.heading("methods_head")
    methods = pen.given("methods")
    if isinstance(methods, Text):
        yield from pen.lines(methods)
    else:
        yield pen.paragraph("methods_text", index=pen.ctx.index.title)
    yield pen.heading("data_head")
    yield from _data(pen)


def _data(pen: Pen) -> Iterator[Block]:
    asked = [item for item, _ in lines(pen.ctx)]
    given = [(item, found) for item in asked if (found := observed(pen.ctx, item)) and not found.missing]
    counts = {"n": len(asked), "k": len(given), "m": len(asked) - len(given)}
    shown = {name: number(count) for name, count in counts.items()}
    yield pen.paragraph("data_text", index=pen.ctx.index.title, **shown)
    if given:
        columns = pen.columns(
            ("head_no", 0.9, "center"), ("head_indicator", 4), ("head_year", 1, "center"), ("head_method", 0.8, "center"),
            ("head_data_error", 0.9, "center"), ("head_source", 2.4),
        )  # fmt: skip
        yield pen.table("data_caption", columns, (_row(pen, *one) for one in given), sparse=True)


def _row(pen: Pen, item: Item, given: Observation) -> tuple[Rich, ...]:
    return (
        (code(pen.ctx, item.id),),
        (item.title,),
        (year(given.year),) if given.year else NOTHING,
        (same(given.method),) if given.method else NOTHING,
        (same(f"±{number(given.error).en}%"),) if given.error is not None else NOTHING,
        (same(given.source),) if given.source else NOTHING,
    )


RESEARCH_BASIS: Final = section(wording.read(__file__), write, document="research")
