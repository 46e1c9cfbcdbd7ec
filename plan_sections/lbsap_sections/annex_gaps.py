"""Annex: every gap of the plan, each kind once, with where it stands and where to enter it. Written last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Gap, Rich
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.figures import joined
from lbsap_sections.pen import NOTHING, Pen, section


def write(pen: Pen) -> Iterator[Block]:
    places: dict[Gap, dict[str, None]] = {}
    for key, gap in pen.ctx.gaps:
        places.setdefault(gap, {})[key] = None
    if not places:
        yield pen.paragraph("none")
        return
    yield from pen.lead(n=same(str(len(pen.ctx.gaps))), k=same(str(len(places))))
    columns = pen.columns(
        ("head_no", 0.9, "center"), ("head_what", 4), ("head_unit", 1, "center"), ("head_place", 2.4),
        ("head_department", 2), ("head_field", 3),
    )  # fmt: skip
    rows = (_row(pen, no, gap, keys) for no, (gap, keys) in enumerate(places.items(), 1))
    yield pen.table("caption", columns, rows)


def _row(pen: Pen, no: int, gap: Gap, keys: dict[str, None]) -> tuple[Rich, ...]:
    where = joined(_place(pen, key) for key in keys)
    return (
        (same(str(no)),),
        (gap.name,),
        (gap.unit,) if gap.unit else NOTHING,
        (where,),
        (gap.department,) if gap.department else NOTHING,
        (same(gap.where),) if gap.where else NOTHING,
    )


def _place(pen: Pen, key: str) -> Text:
    item = pen.ctx.outline.item(key)
    return item.title if item else pen.text("cover") if key == "cover" else same(key)


ANNEX_GAPS: Final = section(wording.read(__file__), write, landscape=True, last=True)
