"""Research report: which indicators lack data, why, and what that does to the total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.catalogue import Item
from lbsap.model.scoring import IndicatorScore
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.figures import number, quantity, rounded
from lbsap_sections.index_words import absence, lines, observed, state
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    every = tuple(lines(pen.ctx))
    missing = [(item, line) for item, line in every if line.score is None]
    if not missing:
        yield pen.paragraph("complete")
        return
    yield pen.paragraph("lead", n=number(len(every)), m=number(len(missing)))
    total = pen.ctx.scorecard.total
    if total.score is not None and total.unit == "points":
        open_ = sum(_can_score(item, line) for item, line in missing)
        highest = total.score + pen.ctx.index.points * Decimal(open_)
        shown = {"score": total.score, "attainable": total.attainable, "highest": highest}
        yield pen.paragraph(
            "range" if open_ else "range_none",
            **{name: quantity(rounded(value), "points") for name, value in shown.items()},
        )
    columns = pen.columns(
        ("head_no", 0.9, "center"), ("head_indicator", 4), ("head_state", 1.2, "center"), ("head_reason", 3)
    )
    yield pen.table("caption", columns, (_row(pen, *one) for one in missing))


def _can_score(item: Item, line: IndicatorScore) -> bool:
    """Whether figures would give a score this time: not where there are no bands, nor where an earlier survey lacks."""
    return line.state in ("no_data", "not_started") and bool(item.indicator and item.indicator.bands)


def _row(pen: Pen, item: Item, line: IndicatorScore) -> tuple[Rich, ...]:
    return (code(pen.ctx, item.id),), (item.title,), (state(line),), (_reason(pen, item, line),)


def _reason(pen: Pen, item: Item, line: IndicatorScore) -> Text:
    """What the scoring says where figures were entered; else why there are none."""
    given = observed(pen.ctx, item)
    if line.notes and given and not given.missing:
        return line.notes[0]
    return absence(given)


RESEARCH_MISSING: Final = section(wording.read(__file__), write, document="research")
