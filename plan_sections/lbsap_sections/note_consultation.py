"""Drafting note: every comment with what became of it and why, in the order of the four layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, get_args

from lbsap.model.blocks import Block, Rich
from lbsap.model.city_plan import Layer
from lbsap.model.comments import Fate
from lbsap.model.draft import ReviewComment
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.figures import joined, number
from lbsap_sections.pen import NOTHING, Pen, section

LAYERS: Final = get_args(Layer)
IN_NEED_OF_A_REASON: Final = ("part", "rejected")


def write(pen: Pen) -> Iterator[Block]:
    comments = sorted(pen.ctx.comments, key=lambda one: (LAYERS.index(one.layer), one.id))
    if not comments:
        yield pen.paragraph("none")
        return
    fates = Counter(one.fate for one in comments)
    told = [(pen.text(fate), fates[fate]) for fate in get_args(Fate) if fates[fate]]
    told += [(pen.text("unanswered"), fates[None])] if fates[None] else []
    counted = joined(pen.text("count", fate=fate, k=number(k)) for fate, k in told)
    yield pen.paragraph("lead", n=number(len(comments)), counted=counted)
    columns = pen.columns(
        ("head_no", 0.6, "center"), ("head_from", 2), ("head_part", 1.6), ("head_words", 3.4),
        ("head_fate", 1.2, "center"), ("head_reason", 3),
    )  # fmt: skip
    yield pen.table("caption", columns, (_row(pen, no, one) for no, one in enumerate(comments, 1)))


def _row(pen: Pen, no: int, one: ReviewComment) -> tuple[Rich, ...]:
    shown, where = same(str(no)), f"comments.{one.id}"
    fate: Rich = (pen.text(one.fate),) if one.fate else (pen.missing("gap_fate", where, no=shown),)
    reason: Rich = (one.reason,) if one.reason else NOTHING
    if not one.reason and one.fate in IN_NEED_OF_A_REASON:
        reason = (pen.missing("gap_reason", where, no=shown),)
    body = pen.text("from", body=one.body, layer=pen.text(one.layer))
    return (shown,), (body,), (_part(pen, one.part),), (same(one.words),), fate, reason


def _part(pen: Pen, key: str) -> Text:
    item = pen.ctx.outline.item(key)
    return item.title if item else same(key) if key else pen.text("whole")


NOTE_CONSULTATION: Final = section(wording.read(__file__), write, document="note", landscape=True)
