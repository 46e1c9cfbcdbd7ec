"""Research report: the matrix from the side of the higher targets, with the degree of each alignment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import alignments, degree, explanation, frameworks
from lbsap_sections.areas import actions
from lbsap_sections.figures import stacked
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    for framework in frameworks(pen.ctx, "province", "prefecture", "nation", "global"):
        columns = pen.columns(("head_target", 3), ("head_actions", 5))
        rows = (_row(pen, framework, target) for target in framework.targets)
        yield pen.table("caption", columns, rows, framework=framework.title)


def _row(pen: Pen, framework: PolicyFramework, target: PolicyTarget) -> tuple[Rich, ...]:
    title = Text(f"{target.id} {target.title.show('zh')}", f"{target.id} {target.title.show('en')}")
    return (title,), (stacked(_serving(pen, framework, target)) or _reason(pen, framework, target),)


def _serving(pen: Pen, framework: PolicyFramework, target: PolicyTarget) -> Iterator[Text]:
    for one in actions(pen.ctx):
        for found in alignments(pen.ctx, one.action, framework.layer):
            if found.framework.id == framework.id and found.target.id == target.id:
                shown = pen.text(degree(found.link))
                yield pen.text("action", no=same(str(one.number)), title=one.action.title, degree=shown)


def _reason(pen: Pen, framework: PolicyFramework, target: PolicyTarget) -> Text:
    reason = explanation(pen.city, framework, target.id)
    return pen.text("reason", reason=reason) if reason else pen.text("open")


RESEARCH_ALIGNMENT: Final = section(wording.read(__file__), write, document="research", landscape=True)
