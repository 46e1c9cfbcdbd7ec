"""Annex: local action, province, nation, GBF, degree and indicator. Confirmed links only; proposals are gaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Bullets, Column, Inline, Paragraph, Rich
from lbsap.model.policy import Layer
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import alignments, code, frameworks
from lbsap_sections.areas import Numbered, actions
from lbsap_sections.figures import joined
from lbsap_sections.pen import NOTHING, Pen, section

COLUMNS: Final[tuple[tuple[str, tuple[Layer, ...]], ...]] = (
    ("head_province", ("province", "prefecture")),
    ("head_nation", ("nation",)),
    ("head_global", ("global",)),
    ("head_platform", ("platform",)),
)
ALL: Final[tuple[Layer, ...]] = ("nation", "global", "province", "prefecture", "platform")
DUTY: Final[tuple[Layer, ...]] = ("nation", "global")
"""What every plan should be aligned with."""


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    if not pen.city.actions:
        yield pen.missing("gap_actions", "actions")
        return
    shown = [(head, layers) for head, layers in COLUMNS if set(layers) & set(DUTY) or _linked(pen, layers)]
    columns = (
        *pen.columns(("head_no", 0.8, "center"), ("head_action", 2.4)),
        *(Column(pen.text(head), 2.4) for head, _ in shown),
        *pen.columns(("head_degree", 0.8, "center"), ("head_cbi", 1.2, "center")),
    )
    yield pen.table(
        "caption", columns, (_row(pen, one, [layers for _, layers in shown]) for one in actions(pen.ctx))
    )
    yield from _uncovered(pen, "uncovered_nation", "nation")
    yield from _uncovered(pen, "uncovered_global", "global")
    yield from _explained(pen)


def _linked(pen: Pen, layers: tuple[Layer, ...]) -> bool:
    known = {framework.id for framework in frameworks(pen.ctx, *layers)}
    return any(link.framework in known for action in pen.city.actions for link in action.links)


def _row(pen: Pen, numbered: Numbered, shown: list[tuple[Layer, ...]]) -> tuple[Rich, ...]:
    action = numbered.action
    degrees = {found.link.degree for found in alignments(pen.ctx, action, *ALL)}
    degree = pen.text("high" if "primary" in degrees else "medium") if degrees else Text()
    codes = joined(found for found in (code(pen.ctx, indicator) for indicator in action.indicators) if found)
    return (
        (same(str(numbered.number)),),
        (action.title,),
        *(_cell(pen, numbered, layers) for layers in shown),
        (degree,) if degree else NOTHING,
        (codes,) if codes else NOTHING,
    )


def _cell(pen: Pen, numbered: Numbered, layers: tuple[Layer, ...]) -> Rich:
    action = numbered.action
    confirmed = joined(found.title for found in alignments(pen.ctx, action, *layers))
    proposed: list[Inline] = [
        pen.missing("gap_confirm_link", f"actions.{action.id}.links", target=found.title)
        for found in alignments(pen.ctx, action, *layers, status="proposed")
    ]
    if not confirmed and not proposed and set(layers) & set(DUTY):
        return (pen.missing("gap_link", f"actions.{action.id}.links", name=action.title),)
    return (*((confirmed,) if confirmed else ()), *proposed) or NOTHING


def _uncovered(pen: Pen, passage: str, layer: Layer) -> Iterator[Block]:
    served = {found.target.id for action in pen.city.actions for found in alignments(pen.ctx, action, layer)}
    explained = {explanation.about for explanation in pen.city.explanations}
    open_ones = [
        target.id
        for framework in frameworks(pen.ctx, layer)
        for target in framework.targets
        if target.id not in served | explained
    ]
    if open_ones:
        listed = joined(same(target) for target in open_ones)
        yield Paragraph((pen.text(passage, n=same(str(len(open_ones))), list=listed),), "note")


def _explained(pen: Pen) -> Iterator[Block]:
    targets = {
        target.id: target.title for framework in frameworks(pen.ctx, *DUTY) for target in framework.targets
    }
    reasons = [e for e in pen.city.explanations if e.about in targets]
    if reasons:
        yield pen.paragraph("explained")
        yield Bullets(
            tuple(
                (pen.text("reason", target=same(e.about), title=targets[e.about], reason=e.reason),)
                for e in reasons
            )
        )


ANNEX_ALIGNMENT: Final = section(wording.read(__file__), write, landscape=True)
