"""Annex: what the indicators in use mean, how they are calculated and from which data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.catalogue import Item
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.figures import joined, unit_words
from lbsap_sections.pen import NOTHING, Pen, section


def write(pen: Pen) -> Iterator[Block]:
    used = [(item, use) for item in pen.ctx.index.items if (use := _use(pen, item))]
    yield from pen.lead(index=pen.ctx.index.title)
    if not used:
        yield pen.note("none")
        return
    columns = pen.columns(
        ("head_no", 1.1, "center"), ("head_indicator", 2), ("head_definition", 3.8), ("head_formula", 2.5),
        ("head_unit", 1.2, "center"), ("head_data", 2.6), ("head_use", 1, "center"),
    )  # fmt: skip
    yield pen.table("caption", columns, (_row(pen, item, use) for item, use in used))


def _use(pen: Pen, item: Item) -> Text:
    names = {item.id, item.number}
    scored = pen.ctx.scorecard.indicator(item.id)
    uses = {
        "used_target": any(target.indicator in names for target in pen.city.targets),
        "used_action": any(names.intersection(action.indicators) for action in pen.city.actions),
        "used_score": scored is not None and scored.state == "scored",
    }
    return joined(pen.text(use) for use, holds in uses.items() if holds)


def _row(pen: Pen, item: Item, use: Text) -> tuple[Rich, ...]:
    indicator = item.indicator

    def cell(words: Text, passage: str) -> Rich:
        return (words or pen.missing(passage, f"{pen.ctx.index.reference} {item.id}", name=item.title),)

    unit = unit_words(indicator.unit) if indicator else Text()
    return (
        (code(pen.ctx, item.id),),
        (item.title,),
        cell(item.definition or (indicator.description if indicator else Text()), "gap_definition"),
        cell(_formula(pen, item), "gap_formula"),
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


def _formula(pen: Pen, item: Item) -> Text:
    indicator = item.indicator
    if indicator is None:
        return Text()
    if indicator.kind == "ordinal":
        return pen.text("ordinal")
    if indicator.formula:
        return _readable(indicator.formula)
    return joined(
        pen.text("formula_or", id=same(method.id), formula=_readable(method.formula))
        for method in indicator.methods
    )


def _readable(formula: str) -> Text:
    return same(formula.replace("**2", "²").replace("*", "×"))


ANNEX_INDICATORS: Final = section(wording.read(__file__), write, landscape=True)
