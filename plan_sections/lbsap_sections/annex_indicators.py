"""Annex: what the indicators in use mean, how they are calculated and from which data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.catalogue import Item
from lbsap.model.text import Text, same
from lbsap.model.unit_words import unit_text
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.figures import joined
from lbsap_sections.index_words import formula
from lbsap_sections.pen import NOTHING, Pen, section


def write(pen: Pen) -> Iterator[Block]:
    used = [(item, use) for item in pen.ctx.index.items if (use := _use(pen, item))]
    if not used:
        if not pen.submission:
            yield pen.note("none")
        return
    yield from pen.lead(index=pen.ctx.index.title)
    columns = pen.columns(
        ("head_no", 0.9, "center"), ("head_indicator", 1.9), ("head_definition", 5), ("head_formula", 2.3),
        ("head_unit", 1, "center"), ("head_data", 3.2), ("head_use", 0.8, "center"),
    )  # fmt: skip
    yield pen.table("caption", columns, (_row(pen, item, use) for item, use in used))


def _use(pen: Pen, item: Item) -> Text:
    names = {item.id, item.number}
    uses = {
        "used_target": any(target.indicator in names for target in pen.city.targets),
        "used_action": any(names.intersection(action.indicators) for action in pen.city.actions),
    }
    return joined(pen.text(use) for use, holds in uses.items() if holds)


def _row(pen: Pen, item: Item, use: Text) -> tuple[Rich, ...]:
    indicator = item.indicator

    def cell(words: Text, passage: str) -> Rich:
        return (words or pen.missing(passage, f"{pen.ctx.index.reference} {item.id}", name=item.title),)

    unit = unit_text(indicator.unit) if indicator else Text()
    return (
        (code(pen.ctx, item.id),),
        (item.title,),
        cell(item.definition or (indicator.description if indicator else Text()), "gap_definition"),
        cell(formula(item), "gap_formula"),
        (unit,) if unit else NOTHING,
        cell(_sources(pen, item), "gap_data"),
        (use,),
    )


def _sources(pen: Pen, item: Item) -> Text:
    """Where the index says data come from; failing that, where the city took them from."""
    if item.indicator and item.indicator.data_sources:
        return joined(item.indicator.data_sources)
    taken = (o.source for o in pen.city.observations if o.indicator in (item.id, item.number) and o.source)
    return same(next(taken, ""))


ANNEX_INDICATORS: Final = section(wording.read(__file__), write, landscape=True)
