"""Annex: frames for the maps that the departments supply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

MAPS: Final = ("location", "ecosystems", "protected", "corridors", "projects")


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    for name in MAPS:
        yield pen.map(f"{name}_caption", f"{name}_alt")


ANNEX_MAPS: Final = section(wording.read(__file__), write)
