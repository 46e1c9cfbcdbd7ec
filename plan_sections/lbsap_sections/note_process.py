"""Drafting note: the formulation steps and where the city stands with each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.catalogue import Item
from lbsap.model.text import same
from lbsap_sections import wording
from lbsap_sections.figures import day, number
from lbsap_sections.pen import NOTHING, Pen, section

STEPS: Final = "formulation-steps"
"""The outline's part on the procedure; its steps have ids that begin with ``step-``."""


def write(pen: Pen) -> Iterator[Block]:
    steps = [item for item in pen.ctx.outline.children(STEPS) if item.id.startswith("step-")]
    yield from pen.lead(n=number(len(steps)))
    columns = pen.columns(
        ("head_no", 0.8, "center"), ("head_step", 2.8), ("head_state", 1.3, "center"), ("head_year", 2.2, "center"),
        ("head_note", 2.5),
    )  # fmt: skip
    if steps:
        rows = (_row(pen, no, step) for no, step in enumerate(steps, 1))
        yield pen.table("caption", columns, rows, sparse=True)
    yield pen.paragraph("layers_text")


def _row(pen: Pen, no: int, step: Item) -> tuple[Rich, ...]:
    found = next((one for one in pen.city.steps if one.step == step.id), None)
    state: Rich = (pen.missing("gap_state", "steps", step=step.title),)
    if found and found.state:
        state = (pen.text(found.state),)
    return (
        (same(str(no)),),
        (step.title,),
        state,
        (day(found.on),) if found and found.on else NOTHING,
        (found.note,) if found and found.note else NOTHING,
    )


NOTE_PROCESS: Final = section(wording.read(__file__), write, document="note")
