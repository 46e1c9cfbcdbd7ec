"""Annex: local action, province, nation, GBF, degree and indicator. Confirmed links only; proposals are gaps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Column, Rich
from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction
from lbsap.model.policy import Layer
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import alignments, code, degree, explanation, frameworks
from lbsap_sections.areas import Numbered, actions
from lbsap_sections.figures import joined, stacked
from lbsap_sections.pen import NOTHING, Pen, section

COLUMNS: Final[tuple[tuple[str, tuple[Layer, ...]], ...]] = (
    ("head_province", ("province", "prefecture")),
    ("head_nation", ("nation",)),
    ("head_global", ("global",)),
    ("head_platform", ("platform",)),
)
RANKED: Final[tuple[Layer, ...]] = ("nation", "global", "province", "prefecture")
"""What a degree of alignment is told of: the plans of governments, not the platform that an action came from."""
DEGREES: Final = ("high", "medium", "low")
DUTY: Final[tuple[Layer, ...]] = ("nation", "global")
"""What every plan should be aligned with."""


def write(pen: Pen) -> Iterator[Block]:
    if not pen.city.actions:
        yield pen.missing("gap_actions", "actions")
        return
    yield from pen.lead()
    if any(not link.extent for link in _confirmed(pen)):
        yield pen.note("degree_note")
    shown = [(head, layers) for head, layers in COLUMNS if set(layers) & set(DUTY) or _linked(pen, layers)]
    columns = (
        *pen.columns(("head_no", 0.8, "center"), ("head_action", 2.4)),
        *(Column(pen.text(head), 2.4) for head, _ in shown),
        *pen.columns(("head_degree", 1, "center"), ("head_cbi", 1.4, "center")),
    )
    rows = (_row(pen, one, [layers for _, layers in shown]) for one in actions(pen.ctx))
    yield pen.table("caption", columns, rows, sparse=True)
    if not pen.submission:
        yield from _uncovered(pen, "uncovered_nation", "nation")
        yield from _uncovered(pen, "uncovered_global", "global")
    yield from _explained(pen)


def _linked(pen: Pen, layers: tuple[Layer, ...]) -> bool:
    known = {framework.id for framework in frameworks(pen.ctx, *layers)}
    return any(link.framework in known for action in pen.city.actions for link in action.links)


def _row(pen: Pen, numbered: Numbered, shown: list[tuple[Layer, ...]]) -> tuple[Rich, ...]:
    action = numbered.action
    told = _degree(pen, action)
    codes = stacked(found for found in (code(pen.ctx, indicator) for indicator in action.indicators) if found)
    return (
        (same(str(numbered.number)),),
        (action.title,),
        *(_cell(pen, numbered, layers) for layers in shown),
        (told,) if told else NOTHING,
        (codes,) if codes else NOTHING,
    )


def _confirmed(pen: Pen) -> Iterator[Link]:
    """The confirmed alignments with plans of governments."""
    return (one.link for action in pen.city.actions for one in alignments(pen.ctx, action, *RANKED))


def _degree(pen: Pen, action: CityAction) -> Text:
    """The highest degree of its alignments with plans of governments."""
    found = {degree(one.link) for one in alignments(pen.ctx, action, *RANKED)}
    return next((pen.text(one) for one in DEGREES if one in found), Text())


def _cell(pen: Pen, numbered: Numbered, layers: tuple[Layer, ...]) -> Rich:
    action = numbered.action
    confirmed = joined(found.title for found in alignments(pen.ctx, action, *layers))
    where = f"actions.{action.id}.links"
    proposed = [
        pen.text("quoted", words=found.title)
        for found in alignments(pen.ctx, action, *layers, status="proposed")
    ]
    written: Rich = (confirmed,) if confirmed else ()
    if proposed:
        return (*written, pen.missing("gap_confirm_link", where, targets=_in_a_row(proposed)))
    if not written and set(layers) & set(DUTY):
        return (pen.missing("gap_link", where),)
    return written or NOTHING


def _in_a_row(quoted: list[Text]) -> Text:
    """Quoted words one after the other: 、 is left out between them (GB/T 15834)."""
    return Text("".join(one.zh for one in quoted), ", ".join(one.en for one in quoted))


def _uncovered(pen: Pen, passage: str, layer: Layer) -> Iterator[Block]:
    served = {found.target.id for action in pen.city.actions for found in alignments(pen.ctx, action, layer)}
    whole = [(framework, one.id) for framework in frameworks(pen.ctx, layer) for one in framework.targets]
    every = [target for _, target in whole]
    open_ones = [
        target
        for framework, target in whole
        if target not in served and not explanation(pen.city, framework, target)
    ]
    if open_ones:
        told = joined(_run(pen, run) for run in _runs(every, open_ones))
        yield pen.note(passage, n=same(str(len(open_ones))), list=told)


def _runs(every: list[str], chosen: list[str]) -> Iterator[list[str]]:
    """The chosen ones in runs that follow one another in ``every``; two alone are no run."""
    run: list[str] = []
    for one in [*every, ""]:
        if one in chosen:
            run.append(one)
        elif run:
            yield from ([run] if len(run) > 2 else [[single] for single in run])
            run = []


def _run(pen: Pen, run: list[str]) -> Text:
    return pen.text("run", first=same(run[0]), last=same(run[-1])) if len(run) > 1 else same(run[0])


def _explained(pen: Pen) -> Iterator[Block]:
    reasons = [
        (target, reason)
        for framework in frameworks(pen.ctx, *DUTY)
        for target in framework.targets
        if (reason := explanation(pen.city, framework, target.id))
    ]
    if reasons:
        columns = pen.columns(("head_target", 3), ("head_reason", 6))
        rows = (
            ((pen.text("target", target=same(target.id), title=target.title),), (reason,))
            for target, reason in reasons
        )
        yield pen.table("explained", columns, rows)


ANNEX_ALIGNMENT: Final = section(wording.read(__file__), write, landscape=True)
