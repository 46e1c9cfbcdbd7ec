"""Chapter on achievements and situation: what was done, what is lacking, what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Box, Paragraph, Table
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

FIGURES: Final = (
    "protected_areas", "protected_area", "red_line", "restored_area", "ex_situ", "cases", "campaigns", "spending",
)  # fmt: skip
FEWEST_ROWS: Final = 3
"""Fewer figures are told by the text alone; a table would only repeat them."""
WORDS: Final = wording.read(__file__)


def write(pen: Pen) -> Iterator[Block]:
    yield pen.heading("achieved_head")
    yield from pen.lead()
    given = [figure for figure in FIGURES if pen.given(figure) is not None]
    if len(given) >= FEWEST_ROWS:
        yield _figures(pen, given)
    example = pen.given("example")
    if isinstance(example, Text):
        yield Box(pen.text("example_head"), (Paragraph((example,)),))
    yield pen.heading("problems_head")
    yield pen.items("problems")
    yield pen.heading("situation_head")
    yield pen.paragraph("opportunities_text")
    yield pen.items("opportunities")
    yield pen.paragraph("challenges_text")
    yield pen.items("challenges")


def _figures(pen: Pen, given: list[str]) -> Table:
    columns = pen.columns(("head_item", 3), ("head_value", 2, "right"))
    needs = {need.id: need for need in WORDS.needs}
    return pen.table("figures_caption", columns, (((needs[i].label,), (pen.field(i),)) for i in given))


ACHIEVEMENTS: Final = section(WORDS, write)
