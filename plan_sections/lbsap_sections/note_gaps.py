"""Drafting note: the gaps of the plan text, which a submission does not show. Written last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap_sections import wording
from lbsap_sections.annex_gaps import WORDS as LIST_WORDS
from lbsap_sections.annex_gaps import gap_list
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    listed = tuple(gap_list(Pen(pen.ctx, LIST_WORDS)))
    yield from listed or (pen.paragraph("none"),)


NOTE_GAPS: Final = section(wording.read(__file__), write, document="note", landscape=True, last=True)
