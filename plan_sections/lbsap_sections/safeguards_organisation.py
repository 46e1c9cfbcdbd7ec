"""Organisation and coordination: the body in charge and who sits on the four layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from lbsap.model.blocks import Block, Rich
from lbsap.model.city_plan import Layer
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.pen import NOTHING, Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    columns = pen.columns(("head_layer", 1.2), ("head_members", 3), ("head_role", 3))
    yield pen.table(
        "caption", columns, (row for layer in get_args(Layer) for row in _rows(pen, layer)), sparse=True
    )


def _rows(pen: Pen, layer: str) -> Iterator[tuple[Rich, ...]]:
    name: Text = pen.text(layer)
    seats = [seat for seat in pen.city.roster if seat.layer == layer]
    for seat in seats:
        yield (name,), (seat.body,), (seat.role,) if seat.role else NOTHING
    if not seats:
        yield (name,), (pen.missing("gap_roster", "roster", layer=name),), NOTHING


SAFEGUARDS_ORGANISATION: Final = section(wording.read(__file__), write)
