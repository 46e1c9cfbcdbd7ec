"""Guiding thought: the city's text, or the standing one of the installation; failing both, the formula shipped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lbsap.model.blocks import Block
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterable[Block]:
    return pen.own or pen.lines(pen.city.guiding.text) or pen.paragraphs("lead")


STRATEGY_GUIDING: Final = section(wording.read(__file__), write)
