"""Annex: the maps that the city has supplied, and frames for those that departments still owe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap.model.city_plan import Picture
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

MAPS: Final = ("location", "ecosystems", "protected", "corridors", "projects")
WORDS: Final = wording.read(__file__)


def write(pen: Pen) -> Iterator[Block]:
    every = pen.city.pictures
    wanted = [name for name in MAPS if not any(_shows(pen, one, name) for one in every)]
    if every or not pen.submission:
        yield from pen.lead()
    yield from (pen.picture(one) for one in every if _unplaced(pen, one))
    yield from (pen.map(f"{name}_caption", f"{name}_alt") for name in wanted)


def _unplaced(pen: Pen, one: Picture) -> bool:
    """Whether a picture is for no section, or for one that the outline has not; the pen adds those for this one."""
    return not one.section or pen.ctx.outline.item(one.section) is None


def _shows(pen: Pen, one: Picture, name: str) -> bool:
    """Whether a picture is the map asked for, told by the word for it in its caption."""
    word = pen.text(f"{name}_word")
    return word.zh in one.caption.zh or word.en in one.caption.en.casefold()


ANNEX_MAPS: Final = section(WORDS, write)
