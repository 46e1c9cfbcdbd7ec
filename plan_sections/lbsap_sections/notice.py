"""Notice on issuing the plan, worded by the level of government."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Paragraph
from lbsap_sections import wording
from lbsap_sections.letters import signed
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    title = pen.ctx.settings.title
    yield Paragraph(pen.rich("to"), "flush")
    yield from pen.lead("body", title=title)
    yield pen.paragraph("attached", title=title)
    issuer = pen.ctx.settings.issuer or pen.profile.issuer
    yield from signed(pen, issuer or pen.missing("gap_issuer", "profile.issuer"), dated=True)


NOTICE: Final = section(wording.read(__file__), write, document="notice")
