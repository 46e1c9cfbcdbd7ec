"""Drafting note: what the plan holds in short, and why it departs from the national plan where it does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lbsap.model.blocks import Block, Bullets, Paragraph
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.areas import areas
from lbsap_sections.figures import listed, number, quantity, rounded
from lbsap_sections.pen import Pen, run_on, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.own or (_content(pen),)
    yield pen.heading("local_head")
    departed = [(area.title, area.reason) for area in pen.city.areas if area.reason]
    departed += [(action.title, action.reason) for action in pen.city.actions if action.reason]
    if departed:
        yield pen.paragraph("local_text")
        yield Bullets(tuple(pen.rich("reason", title=title, reason=reason) for title, reason in departed))
    elif any(_features(pen)):
        yield pen.paragraph("local_stated")
    else:
        yield Paragraph((pen.missing("gap_local", "areas"),))


def _features(pen: Pen) -> Iterator[Text]:
    yield from (one.local_features for one in pen.city.areas)
    yield from (one.local_features for one in pen.city.actions)


def _content(pen: Pen) -> Paragraph:
    city, total = pen.city, pen.ctx.scorecard.total
    counts = {
        "areas": sum(bool(area.title) for area in areas(pen.ctx)),
        "actions_counted": len(city.actions),
        "projects": len(city.projects),
    }
    counted = [pen.text(name, n=number(n)) for name, n in counts.items() if n]
    told = [pen.rich("structure")]
    told += [pen.rich("actions", counted=listed(counted))] if counted else []
    told += [pen.rich("targets", targets=number(len(city.targets)))] if city.targets else []
    costs = [project.cost for project in city.projects if project.cost is not None]
    if costs and len(costs) == len(city.projects):
        told.append(pen.rich("cost", cost=quantity(sum(costs, Decimal()), "wan")))
    if total.score is not None:
        figures = {"score": total.score, "attainable": total.attainable}
        shown = {name: quantity(rounded(value), total.unit) for name, value in figures.items()}
        told.append(pen.rich("index", index=pen.ctx.index.title, **shown))
    return Paragraph(run_on(told))


NOTE_CONTENT: Final = section(wording.read(__file__), write, document="note")
