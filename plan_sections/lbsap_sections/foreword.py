"""Foreword: why now, on what basis, for which area and period, and how it stands to higher plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    if pen.own:
        yield from pen.own
        return
    yield from pen.paragraphs("lead")
    why = pen.given("why_now")
    if isinstance(why, Text):
        yield from pen.lines(why)
    yield from pen.paragraphs("basis")


FOREWORD: Final = section(wording.read(__file__), write)
