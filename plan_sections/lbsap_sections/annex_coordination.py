"""Annex: who has signed off the plan on each of the four layers, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from lbsap.model.blocks import Block, Rich
from lbsap.model.city_plan import Layer
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.figures import day
from lbsap_sections.pen import NOTHING, Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    columns = pen.columns(
        ("head_layer", 1.2), ("head_body", 3), ("head_date", 1.4, "center"), ("head_view", 2.6)
    )
    rows = (row for layer in get_args(Layer) for row in _rows(pen, layer))
    yield pen.table("caption", columns, rows, sparse=True)


def _rows(pen: Pen, layer: str) -> Iterator[tuple[Rich, ...]]:
    name: Text = pen.text(layer)
    signed = [one for one in pen.city.signoffs if one.layer == layer]
    for one in signed:
        on = day(one.on) if one.on else pen.missing("gap_date", "signoffs")
        yield (name,), (one.body,), (on,), (one.note,) if one.note else NOTHING
    if not signed:
        yield (name,), (pen.missing("gap_signoff", "signoffs", layer=name),), NOTHING, NOTHING


ANNEX_COORDINATION: Final = section(wording.read(__file__), write, place="annex-tasks", landscape=True)
