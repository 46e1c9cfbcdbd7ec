"""Strategic positioning: the two or three roles that set this place apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    if not pen.own:
        yield pen.items("roles")


STRATEGY_POSITIONING: Final = section(wording.read(__file__), write)
