"""What the letters around a plan share: who signs, and when."""

from __future__ import annotations

from collections.abc import Iterator

from lbsap.model.blocks import Block, Gap, Paragraph
from lbsap.model.text import Text
from lbsap_sections.figures import day
from lbsap_sections.pen import Pen


def signed(pen: Pen, signer: Text | Gap, *, dated: bool) -> Iterator[Block]:
    """Who signs and the day, at the right margin; ``dated`` takes the day on which the leadership agreed."""
    days = [one.on for one in pen.city.signoffs if one.layer == "leadership" and one.on] if dated else []
    yield Paragraph((signer,), "right")
    yield Paragraph((day(max(days)) if days else pen.missing("gap_date", "signoffs"),), "right")
