"""Annex: who leads each action, with whom, until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.areas import Numbered, actions
from lbsap_sections.figures import joined, year
from lbsap_sections.pen import NOTHING, Pen, section


def write(pen: Pen) -> Iterator[Block]:
    if not pen.city.actions:
        yield pen.missing("gap_actions", "actions")
        return
    yield from pen.lead()
    columns = pen.columns(
        ("head_no", 0.7, "center"), ("head_action", 2.6), ("head_task", 5.2),
        ("head_lead", 1.9), ("head_partners", 3), ("head_deadline", 1.2, "center"),
    )  # fmt: skip
    rows = (_row(pen, one) for one in actions(pen.ctx))
    yield pen.table("caption", columns, rows, sparse=True)


def _row(pen: Pen, numbered: Numbered) -> tuple[Rich, ...]:
    action = numbered.action

    def cell(words: Text, passage: str, field: str) -> Rich:
        return (words or pen.missing(passage, f"actions.{action.id}.{field}"),)

    return (
        (same(str(numbered.number)),),
        (action.title,),
        (action.result or action.description,) if action.result or action.description else NOTHING,
        cell(action.department, "gap_department", "department"),
        (joined(action.partners),) if action.partners else NOTHING,
        cell(year(action.deadline) if action.deadline else Text(), "gap_deadline", "deadline"),
    )


ANNEX_TASKS: Final = section(wording.read(__file__), write, landscape=True)
