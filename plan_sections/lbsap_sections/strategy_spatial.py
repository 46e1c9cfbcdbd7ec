"""Spatial pattern of conservation: a sentence, the priority regions and their map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    yield from pen.list_or("regions_text", "regions", "regions_qualitative")
    if not pen.pictures():
        yield pen.map("map_caption", "map_alt")


STRATEGY_SPATIAL: Final = section(wording.read(__file__), write)
