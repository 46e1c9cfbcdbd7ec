"""Funding: what projects cost, which source carries how much, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lbsap.model.blocks import Block, Chart, Paragraph, Rich, Series, Table
from lbsap.model.city import Project
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.figures import joined, number, quantity, unit_words
from lbsap_sections.pen import Pen, section


@dataclass(frozen=True, slots=True)
class Source:
    """A source of funding with the projects it carries; ``name`` is empty where none is stated."""

    name: Text
    projects: tuple[Project, ...]

    @property
    def cost(self) -> Decimal:
        """The sum of the estimates given, in 万元."""
        return sum((project.cost for project in self.projects if project.cost is not None), Decimal())


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    projects = pen.city.projects
    if not projects:
        yield pen.missing("gap_projects", "projects")
        return
    costed = [project for project in projects if project.cost is not None]
    total = Source(Text(), projects).cost
    counts = {"n": len(projects), "k": len(costed), "missing": len(projects) - len(costed)}
    shown = {name: same(str(count)) for name, count in counts.items()}
    yield pen.paragraph(
        "needed" if counts["missing"] else "needed_all", total=quantity(total, "wan"), **shown
    )
    sources = _sources(projects)
    yield _table(pen, sources)
    yield from _lacking(pen, projects)
    if len(sources) > 1 and total:
        yield _chart(pen, sources, total)


def _sources(projects: tuple[Project, ...]) -> tuple[Source, ...]:
    """The sources, the one that carries most first; projects without one last."""
    by_name: dict[Text, list[Project]] = {}
    for project in projects:
        by_name.setdefault(project.funding, []).append(project)
    sources = (Source(name, tuple(carried)) for name, carried in by_name.items())
    return tuple(sorted(sources, key=lambda source: (not source.name, -source.cost)))


def _table(pen: Pen, sources: tuple[Source, ...]) -> Table:
    columns = pen.columns(("head_funding", 3), ("head_projects", 1.2, "right"), ("head_cost", 1.8, "right"))
    rows: list[tuple[Rich, ...]] = [
        ((source.name or pen.text("unknown"),), (same(str(len(source.projects))),), (number(source.cost),))
        for source in sources
    ]
    every = Source(Text(), tuple(project for source in sources for project in source.projects))
    last: tuple[Rich, ...] = (
        (pen.text("total"),),
        (same(str(len(every.projects))),),
        (number(every.cost),),
    )
    return pen.table("caption", columns, [*rows, last])


def _lacking(pen: Pen, projects: tuple[Project, ...]) -> Iterator[Block]:
    without_cost = sum(project.cost is None for project in projects)
    without_source = sum(not project.funding for project in projects)
    if without_cost:
        yield Paragraph((pen.missing("gap_costs", "projects", "wan", n=same(str(without_cost))),))
    if without_source:
        yield Paragraph((pen.missing("gap_funding", "projects", n=same(str(without_source))),))


def _chart(pen: Pen, sources: tuple[Source, ...], total: Decimal) -> Chart:
    most = max(sources, key=lambda source: source.cost)
    names = {source: source.name or pen.text("unknown") for source in sources}
    share = same(f"{100 * most.cost / total:.0f}%")
    listed = (pen.text("chart_item", source=names[s], cost=quantity(s.cost, "wan")) for s in sources)
    return Chart(
        kind="column",
        caption=pen.text("chart_caption", most=names[most], share=share),
        categories=tuple(names.values()),
        series=(Series(pen.text("chart_series"), tuple(float(source.cost) for source in sources)),),
        alt=pen.text("chart_alt", list=joined(listed)),
        unit=unit_words("wan"),
    )


SAFEGUARDS_FUNDING: Final = section(wording.read(__file__), write)
