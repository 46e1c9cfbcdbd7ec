"""Chapter on achievements and situation: what was done, what is lacking, what lies ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lbsap.model.blocks import Block, Box, Paragraph, Table
from lbsap.model.city_plan import CaseExample
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

TOPICS: Final = ("policy", "sites", "restoration", "participation")
FIGURES: Final = (
    "protected_areas", "protected_area", "red_line", "restored_area", "ex_situ", "cases", "campaigns", "spending",
)  # fmt: skip
FEWEST_ROWS: Final = 3
"""Fewer figures are told by the text alone; a table would only repeat them."""
WORDS: Final = wording.read(__file__)


def write(pen: Pen) -> Iterator[Block]:
    yield pen.heading("achieved_head")
    yield from pen.own or _achieved(pen)
    given = [figure for figure in FIGURES if pen.given(figure) is not None]
    if len(given) >= FEWEST_ROWS:
        yield _figures(pen, given)
    yield from _examples(pen)
    last = pen.given("last_plan")
    if isinstance(last, Text):
        yield pen.heading("last_plan_head")
        yield from pen.lines(last)
    yield pen.heading("problems_head")
    yield from pen.list_or("problems_text", "problems", "problems_qualitative")
    yield pen.heading("situation_head")
    yield pen.paragraph("situation_lead")
    yield from pen.list_or("opportunities_text", "opportunities", "opportunities_qualitative")
    yield from pen.list_or("challenges_text", "challenges", "challenges_qualitative")


def _achieved(pen: Pen) -> Iterator[Block]:
    for topic in TOPICS:
        yield pen.paragraph(topic)
        own = pen.given(f"{topic}_words")
        if isinstance(own, Text):
            yield from pen.lines(own)
    yield pen.paragraph("as_of")


def _figures(pen: Pen, given: list[str]) -> Table:
    columns = pen.columns(("head_item", 3), ("head_value", 2, "right"))
    needs = {need.id: need for need in WORDS.needs}
    return pen.table("figures_caption", columns, (((needs[i].label,), (pen.field(i),)) for i in given))


def _examples(pen: Pen) -> Iterator[Block]:
    """Boxes: the city's own examples, then those it has picked to learn from."""
    example = pen.given("example")
    if isinstance(example, Text):
        yield Box(pen.text("example_head"), (Paragraph((example,)),))
    yield from (_case(pen, one) for one in pen.city.cases if not one.origin)
    learned = [one for one in pen.city.cases if one.origin]
    if learned:
        yield pen.paragraph("learned_text")
        yield from (_case(pen, one) for one in learned)


def _case(pen: Pen, one: CaseExample) -> Box:
    titled = "case_title_placed" if one.place else "case_title"
    return Box(pen.text(titled, title=one.title, place=one.place), tuple(_case_lines(pen, one)))


def _case_lines(pen: Pen, one: CaseExample) -> Iterable[Paragraph]:
    yield from pen.lines(one.content)
    if one.lesson:
        yield pen.paragraph("case_lesson", lesson=one.lesson)
    if one.source:
        yield pen.paragraph("case_source", source=same(one.source))


ACHIEVEMENTS: Final = section(WORDS, write)
