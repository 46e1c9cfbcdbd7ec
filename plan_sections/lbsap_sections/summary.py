"""Executive summary: one to two pages of what stands where, what is aimed at and what will be done."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from lbsap.model.blocks import Block, Bullets, Paragraph
from lbsap.model.city import CityTarget
from lbsap.model.text import Text
from lbsap_sections import wording
from lbsap_sections.areas import areas
from lbsap_sections.figures import aim, joined, number, quantity, rounded, year
from lbsap_sections.pen import Pen, run_on, section
from lbsap_sections.status import GROUPS
from lbsap_sections.status import WORDS as STATUS_WORDS

MOST: Final = 6
"""Targets that a summary names: the binding ones first."""


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead("about")
    if pen.city.vision:
        yield Paragraph((pen.city.vision,), "lead")
    yield from _status(pen)
    yield pen.heading("goals_head")
    yield from _goals(pen)
    yield from _actions(pen)
    yield pen.heading("funds_head")
    yield from _funds(pen)


def _status(pen: Pen) -> Iterator[Block]:
    fields, total = pen.city.fields.get("status", {}), pen.ctx.scorecard.total
    labels = {need.id: need.label for need in STATUS_WORDS.needs}
    counted = [
        (_in_a_list(labels[name]), given)
        for name in GROUPS
        if isinstance(given := fields.get(name), Decimal | int)
    ]
    told = []
    if counted:
        items = (pen.text("species_item", group=label, n=quantity(n, "species")) for label, n in counted)
        told.append(pen.rich("species", list=joined(items)))
    if total.score is not None:
        figures = {"score": total.score, "attainable": total.attainable}
        shown = {name: quantity(rounded(value), total.unit) for name, value in figures.items()}
        told.append(pen.rich("index", index=pen.ctx.index.title, **shown))
    if told:
        yield pen.heading("status_head")
        yield Paragraph(run_on(told))


def _in_a_list(label: Text) -> Text:
    return Text(label.zh, label.en[:1].lower() + label.en[1:])


def _goals(pen: Pen) -> Iterator[Block]:
    sized = [one for one in pen.city.targets if one.value is not None and one.year]
    if not sized:
        yield pen.paragraph("goals_qualitative")
        return
    yield pen.paragraph("goals_text")
    first = sorted(sized, key=lambda one: one.nature != "binding")[:MOST]
    yield Bullets(tuple(_goal(pen, one) for one in first))


def _goal(pen: Pen, one: CityTarget) -> tuple[Text, ...]:
    value = aim(one, quantity(one.value or Decimal(), one.unit))
    when = year(one.year or 0)
    if one.baseline is None or one.baseline == one.value:
        return (pen.text("goal", metric=one.metric, year=when, value=value),)
    base = quantity(one.baseline, one.unit)
    return (pen.text("goal_based", metric=one.metric, base=base, year=when, value=value),)


def _actions(pen: Pen) -> Iterator[Block]:
    found = [area for area in areas(pen.ctx) if area.title]
    if not found:
        return
    yield pen.heading("actions_head")
    counts = {"areas": len(found), "actions": len(pen.city.actions), "projects": len(pen.city.projects)}
    passage = "actions_text" if counts["projects"] else "actions_text_bare"
    yield pen.paragraph(passage, **{name: number(n) for name, n in counts.items()})
    yield Bullets(
        tuple(
            pen.rich("area", title=area.title, actions=joined(one.action.title for one in area.actions))
            for area in found
        )
    )


def _funds(pen: Pen) -> Iterator[Block]:
    costs = [project.cost for project in pen.city.projects if project.cost is not None]
    if costs:
        whole = len(costs) == len(pen.city.projects)
        yield pen.paragraph(
            "funds" if whole else "funds_partly",
            cost=quantity(sum(costs, Decimal()), "wan"),
            k=number(len(costs)),
            n=number(len(pen.city.projects)),
        )
    yield pen.paragraph("safeguards")


SUMMARY: Final = section(wording.read(__file__), write, document="summary")
