"""Data request to a department: the gaps and the indicator figures it is asked for. Written last, for the gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lbsap.model.blocks import Block, Gap, Paragraph, Rich
from lbsap.model.catalogue import Item
from lbsap.model.text import Text, same
from lbsap.model.unit_words import unit_text
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.annex_gaps import WORDS as LIST_WORDS
from lbsap_sections.annex_gaps import gathered, what
from lbsap_sections.figures import stacked
from lbsap_sections.index_words import lines, observed
from lbsap_sections.letters import signed
from lbsap_sections.pen import Pen, section

BLANK: Final[Rich] = (Text("　", " "),)


def write(pen: Pen) -> Iterator[Block]:
    asked, figures = _asked(pen), _indicators(pen)
    department = pen.ctx.department
    to = pen.rich("to", department=department) if department else pen.rich("to_all")
    yield Paragraph(to, "flush")
    if asked or figures:
        yield from pen.lead("body", title=pen.ctx.settings.title)
    else:
        yield pen.paragraph("nothing", title=pen.ctx.settings.title)
    if asked:
        columns = pen.columns(("head_no", 0.6, "center"), ("head_what", 5), ("head_answer", 4))
        yield pen.table("asked_caption", columns, (_row(no, words) for no, words in enumerate(asked, 1)))
    if figures:
        yield pen.paragraph("indicators_text")
        columns = pen.columns(
            ("head_no", 0.8, "center"), ("head_indicator", 3), ("head_inputs", 4), ("head_answer", 2)
        )
        yield pen.table("indicators_caption", columns, (_figures(pen, item) for item in figures))
    yield from signed(pen, pen.value("lead_department"), dated=False)


def _row(no: int, words: Text) -> tuple[Rich, ...]:
    return (same(str(no)),), (words,), BLANK


def _figures(pen: Pen, item: Item) -> tuple[Rich, ...]:
    wanted = [
        pen.text("input", meaning=one.meaning, unit=unit_text(one.unit)) if one.unit else one.meaning
        for one in (item.indicator.inputs if item.indicator else ())
    ]
    return (code(pen.ctx, item.id),), (item.title,), (stacked(wanted) or item.title,), BLANK


def _asked(pen: Pen) -> list[Text]:
    """The gaps of the plan text that this department can fill, those of one action or target together; all of them
    where none is named."""
    fitting = tuple((key, gap) for key, gap in pen.ctx.gaps if _can_fill(pen, gap))
    list_pen = Pen(replace(pen.ctx, gaps=fitting), LIST_WORDS)
    return [what(list_pen, row) for _, row in gathered(list_pen)]


def _can_fill(pen: Pen, gap: Gap) -> bool:
    who = pen.ctx.department
    if not who or not gap.where:
        return bool(gap.where)
    if gap.department:
        return gap.department == who or gap.department.zh.removesuffix("部门") in who.zh
    return gap.where in _led(pen) or gap.where.rpartition(".")[0] in _led(pen)


def _led(pen: Pen) -> set[str]:
    """The places of the actions, targets and projects that the department leads."""
    city, who = pen.city, pen.ctx.department
    return {
        *(f"actions.{one.id}" for one in city.actions if one.department == who),
        *(f"targets.{one.id}" for one in city.targets if one.department == who),
        *(f"projects.{one.id}" for one in city.projects if one.department == who),
    }


def _indicators(pen: Pen) -> list[Item]:
    """The indicators without data that serve a national action this department leads; all where none is named."""
    who = pen.ctx.department
    leads = {target for one in pen.city.departments if one.name == who for target in one.leads}
    without = [
        item for item, _ in lines(pen.ctx) if (given := observed(pen.ctx, item)) is None or given.missing
    ]
    return [
        item
        for item in without
        if not who or (item.indicator and any(link.target in leads for link in item.indicator.links))
    ]


REQUEST: Final = section(wording.read(__file__), write, document="request", last=True)
