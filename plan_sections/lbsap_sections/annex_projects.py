"""Annex: one row per priority project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Rich
from lbsap.model.city import Project
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.areas import actions
from lbsap_sections.figures import joined, number, years
from lbsap_sections.pen import NOTHING, Pen, section


def write(pen: Pen) -> Iterator[Block]:
    if not pen.city.projects:
        yield pen.paragraph("qualitative") if pen.submission else pen.missing("gap_projects", "projects")
        return
    yield from pen.lead()
    columns = pen.columns(
        ("head_no", 0.7, "center"), ("head_project", 2.2), ("head_action_no", 1.15, "center"), ("head_content", 2.9),
        ("head_place", 1.6), ("head_lead", 1.8), ("head_partners", 2.5), ("head_period", 1.3, "center"),
        ("head_cost", 1.15, "right"), ("head_funding", 1.4), ("head_output", 1.7), ("head_indicator", 1.4, "center"),
    )  # fmt: skip
    ordered = [
        (str(numbered.number), project) for numbered in actions(pen.ctx) for project in numbered.projects
    ]
    placed = {project.id for _, project in ordered}
    ordered += [("", project) for project in pen.city.projects if project.id not in placed]
    yield pen.table(
        "caption", columns, (_row(pen, no, action, p) for no, (action, p) in enumerate(ordered, 1))
    )


def _row(pen: Pen, no: int, action: str, project: Project) -> tuple[Rich, ...]:
    def cell(field: str, words: Text, passage: str = "", unit: str = "") -> Rich:
        passage = passage or f"gap_project_{field}"
        return (words or pen.missing(passage, f"projects.{project.id}.{field}", unit),)

    indicator = code(pen.ctx, project.indicator)
    return (
        (same(str(no)),),
        (project.title,),
        (same(action),) if action else NOTHING,
        cell("content", project.content),
        cell("place", project.place),
        cell("department", project.department, "gap_department"),
        (joined(project.partners),) if project.partners else NOTHING,
        cell("years", years(*project.years) if project.years else Text()),
        cell("cost", number(project.cost) if project.cost is not None else Text(), unit="wan"),
        cell("funding", project.funding),
        cell("output", project.output),
        (indicator,) if indicator else NOTHING,
    )


ANNEX_PROJECTS: Final = section(wording.read(__file__), write, landscape=True)
