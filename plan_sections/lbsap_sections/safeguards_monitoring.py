"""Monitoring and evaluation: yearly, mid-term and final, the last with a new run of the index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    yield pen.bullets("rhythm", numbered=True)
    yield pen.paragraph("publication")


SAFEGUARDS_MONITORING: Final = section(wording.read(__file__), write)
