"""Research report: what the plan still lacks against the index, the nation and the GBF; the effect of the last plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap.model.policy import PolicyFramework
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import alignments, explanation, frameworks
from lbsap_sections.annex_cbi import LOW
from lbsap_sections.annex_cbi import WORDS as CBI_WORDS
from lbsap_sections.annex_cbi import answer as answer_in_annex
from lbsap_sections.areas import actions
from lbsap_sections.figures import joined, number
from lbsap_sections.index_words import lines
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    yield pen.heading("low_head")
    yield from _low(pen)
    yield pen.heading("cover_head")
    for framework in frameworks(pen.ctx, "province", "prefecture", "nation", "global"):
        yield from _covered(pen, framework)
    yield pen.heading("targets_head")
    yield from _measurable(pen)
    last = pen.city.fields.get("achievements", {}).get("last_plan")
    if isinstance(last, Text) and last:
        yield pen.heading("last_head")
        yield from pen.lines(last)


def _low(pen: Pen) -> Iterator[Block]:
    low = [item for item, line in lines(pen.ctx) if line.score is not None and line.score <= LOW]
    if not low:
        yield pen.paragraph("low_none")
        return
    words = Pen(pen.ctx, CBI_WORDS)
    silent = [item for item in low if not answer_in_annex(words, item)]
    yield pen.paragraph("low_text", n=number(len(low)), m=number(len(silent)))
    if silent:
        yield pen.paragraph("low_listed", list=joined(item.title for item in silent))


def _covered(pen: Pen, framework: PolicyFramework) -> Iterator[Block]:
    served = {
        found.target.id
        for action in pen.city.actions
        for found in alignments(pen.ctx, action, framework.layer)
        if found.framework.id == framework.id
    }
    every = [target.id for target in framework.targets]
    unserved = [target for target in every if target not in served]
    left = [target for target in unserved if not explanation(pen.city, framework, target)]
    yield pen.paragraph(
        "cover_text",
        framework=framework.title,
        n=number(len(every)),
        k=number(len(served)),
        m=number(len(unserved) - len(left)),
        open=number(len(left)),
    )
    if left:
        yield pen.paragraph("cover_open", list=joined(same(target) for target in left))


def _measurable(pen: Pen) -> Iterator[Block]:
    targets, planned = pen.city.targets, actions(pen.ctx)
    if not targets and not planned:
        yield pen.paragraph("none_yet")
        return
    if targets:
        yield pen.paragraph(
            "targets_text",
            n=number(len(targets)),
            k=number(sum(one.value is not None for one in targets)),
            b=number(sum(one.baseline is not None for one in targets)),
            q=number(sum(one.value is None and bool(one.check) for one in targets)),
        )
    aimed = {one.action for one in targets if one.value is not None}
    if planned:
        yield pen.paragraph(
            "actions_text",
            n=number(len(planned)),
            k=number(sum(bool(one.action.result) or one.action.id in aimed for one in planned)),
            d=number(sum(bool(one.action.department) for one in planned)),
            p=number(sum(bool(one.projects) for one in planned)),
        )


RESEARCH_GAPS: Final = section(wording.read(__file__), write, document="research")
