"""Finance plan: a place kept for what the city has; it does not appear where there is nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lbsap.model.blocks import Block
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterable[Block]:
    scheme = pen.given("scheme")
    return pen.own or (pen.lines(scheme) if isinstance(scheme, Text) else ())


SAFEGUARDS_FINANCE: Final = section(wording.read(__file__), write, place="safeguards")
