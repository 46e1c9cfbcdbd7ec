"""Strategic positioning: the two or three roles that set this place apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    if pen.own:
        yield from pen.own
    else:
        yield from pen.list_or("lead", "roles", "qualitative")


STRATEGY_POSITIONING: Final = section(wording.read(__file__), write)
