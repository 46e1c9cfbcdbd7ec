"""Annex: every gap of the plan with where it stands and where to enter it. Written last.

What an action, a target, a project or a figure lacks stands in one row, so that an office sees at a glance what
each of them still needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lbsap.model.blocks import Block, Gap, Rich
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.areas import actions
from lbsap_sections.figures import joined
from lbsap_sections.pen import NOTHING, Pen, section

WORDS: Final = wording.read(__file__)


@dataclass(slots=True)
class Row:
    """Gaps asked for together: whose they are (empty for one that stands alone), themselves, and their places."""

    owner: Text
    gaps: dict[Gap, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)


def write(pen: Pen) -> Iterator[Block]:
    """The list, in a working draft that has gaps; a submission has it in the drafting note."""
    if not pen.submission:
        yield from gap_list(pen)


def gap_list(pen: Pen) -> Iterator[Block]:
    """The table of gaps; nothing where there are none."""
    rows = gathered(pen)
    if not rows:
        return
    yield from pen.lead(n=same(str(len(pen.ctx.gaps))), k=same(str(len(rows))))
    columns = pen.columns(
        ("head_no", 0.9, "center"), ("head_what", 6.2), ("head_place", 2.3), ("head_department", 1.9),
        ("head_field", 3.6),
    )  # fmt: skip
    yield pen.table("caption", columns, (_row(pen, no, at, row) for no, (at, row) in enumerate(rows, 1)))


def gathered(pen: Pen) -> list[tuple[str, Row]]:
    """The rows in the order of the plan, each with the place of a city's file where it is entered."""
    owners = _owners(pen)
    rows: dict[str | Gap, tuple[str, Row]] = {}
    for key, gap in pen.ctx.gaps:
        at = next((at for at in (gap.where, gap.where.rpartition(".")[0]) if at in owners), "")
        _, row = rows.setdefault(at or gap, (at or gap.where, Row(owners.get(at, Text()))))
        row.gaps[gap] = row.places[key] = None
    return list(rows.values())


def _owners(pen: Pen) -> dict[str, Text]:
    """What may lack several things, by its place in the city's file."""
    city = pen.city
    return {
        **{f"profile.facts.{fact.key}": fact.title for fact in pen.profile.facts},
        **{f"targets.{target.id}": target.metric for target in city.targets},
        **{
            f"actions.{one.action.id}": pen.text("action", no=same(str(one.number)), title=one.action.title)
            for one in actions(pen.ctx)
        },
        **{f"projects.{project.id}": project.title for project in city.projects},
    }


def _row(pen: Pen, no: int, at: str, row: Row) -> tuple[Rich, ...]:
    departments = {gap.department: None for gap in row.gaps if gap.department}
    return (
        (same(str(no)),),
        (what(pen, row),),
        (joined(_place(pen, key) for key in row.places),),
        (joined(departments),) if departments else NOTHING,
        (same(at),) if at else NOTHING,
    )


def what(pen: Pen, row: Row) -> Text:
    """The gaps of a row in words, behind what they belong to."""
    names = [pen.text("measured", name=gap.name, unit=gap.unit) if gap.unit else gap.name for gap in row.gaps]
    items = Text("；".join(name.show("zh") for name in names), "; ".join(name.show("en") for name in names))
    return pen.text("owned", owner=row.owner, items=items) if row.owner else items


def _place(pen: Pen, key: str) -> Text:
    item = pen.ctx.outline.item(key)
    return item.title if item else pen.text("cover") if key == "cover" else same(key)


ANNEX_GAPS: Final = section(WORDS, write, landscape=True, last=True)
