"""Drafting note: what the plan holds in short, and why it departs from the national plan where it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from lbsap.model.blocks import Block, Bullets, Paragraph
from lbsap_sections import wording
from lbsap_sections.areas import areas
from lbsap_sections.figures import number, quantity, rounded
from lbsap_sections.pen import Pen, run_on, section

ROOT: Final = "planning-framework"


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.own or (_content(pen),)
    yield pen.heading("local_head")
    departed = [(area.title, area.reason) for area in pen.city.areas if area.reason]
    departed += [(action.title, action.reason) for action in pen.city.actions if action.reason]
    if departed:
        yield pen.paragraph("local_text")
        yield Bullets(tuple(pen.rich("reason", title=title, reason=reason) for title, reason in departed))
    else:
        yield pen.paragraph("local_none")


def _content(pen: Pen) -> Paragraph:
    city, total = pen.city, pen.ctx.scorecard.total
    levels = [item.section.level for item in pen.ctx.outline.children(ROOT) if item.section]
    told = [
        pen.rich("structure", chapters=number(_parts(levels)), annexes=number(levels.count("annex"))),
        pen.rich(
            "actions",
            areas=number(sum(bool(area.title) for area in areas(pen.ctx))),
            actions=number(len(city.actions)),
            projects=number(len(city.projects)),
        ),
        pen.rich("targets", targets=number(len(city.targets))),
    ]
    costs = [project.cost for project in city.projects if project.cost is not None]
    if costs and len(costs) == len(city.projects):
        told.append(pen.rich("cost", cost=quantity(sum(costs, Decimal()), "wan")))
    if total.score is not None:
        figures = {"score": total.score, "attainable": total.attainable}
        shown = {name: quantity(rounded(value), total.unit) for name, value in figures.items()}
        told.append(pen.rich("index", index=pen.ctx.index.title, **shown))
    return Paragraph(run_on(told))


def _parts(levels: Sequence[str]) -> int:
    return sum(level in ("chapter", "section") for level in levels)


NOTE_CONTENT: Final = section(wording.read(__file__), write, document="note")
