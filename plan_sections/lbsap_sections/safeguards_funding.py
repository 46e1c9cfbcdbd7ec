"""Funding: what was spent, what projects cost, which source carries how much and when, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, get_args

from lbsap.model.blocks import Block, Chart, Column, Paragraph, Rich, Series, Table
from lbsap.model.city import Project
from lbsap.model.city_plan import FundingLine, FundingSource
from lbsap.model.text import Text, same
from lbsap.model.unit_words import unit_text
from lbsap_sections import wording
from lbsap_sections.figures import joined, number, quantity, rounded, year
from lbsap_sections.pen import NOTHING, Pen, section


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
    yield from _lines(pen, "spent")
    projects = pen.city.projects
    if not projects:
        yield pen.paragraph("qualitative") if pen.submission else pen.missing("gap_projects", "projects")
        return
    yield from _needed(pen, projects)
    yield from _lines(pen, "planned")
    yield from _open(pen, projects)


def _needed(pen: Pen, projects: tuple[Project, ...]) -> Iterator[Block]:
    """What the projects cost, by source."""
    costed = [project for project in projects if project.cost is not None]
    total = Source(Text(), projects).cost
    counts = {"n": len(projects), "k": len(costed), "missing": len(projects) - len(costed)}
    if not costed and pen.submission:
        yield pen.paragraph("qualitative")
        return
    shown = {name: same(str(count)) for name, count in counts.items()}
    yield pen.paragraph(
        "needed" if counts["missing"] else "needed_all", total=quantity(total, "wan"), **shown
    )
    sources = _sources(projects)
    yield _table(pen, sources)
    yield from _lacking(pen, projects)
    planned = any(
        one.kind == "planned" for one in pen.city.funding
    )  # then a table by source and year follows
    if len(sources) > 1 and total and not planned:
        yield _chart(pen, sources, total)


def _lines(pen: Pen, kind: str) -> Iterator[Block]:
    """The funding lines of a kind by source and year, with sums; nothing where there are none."""
    lines = [one for one in pen.city.funding if one.kind == kind and one.amount is not None]
    if not lines:
        return
    stages = sorted({one.year for one in lines if one.year})
    kinds = [source for source in get_args(FundingSource) if any(one.source == source for one in lines)]
    columns = (
        *pen.columns(("head_source_kind", 3)),
        *(Column(year(stage), 1.2, "right") for stage in stages),
        *pen.columns(("row_total", 1.4, "right")),
    )
    rows = [
        _sums(pen.text(source or "unknown"), [one for one in lines if one.source == source], stages)
        for source in kinds
    ]
    yield pen.paragraph(f"{kind}_text")
    yield pen.table(f"{kind}_caption", columns, [*rows, _sums(pen.text("row_total"), lines, stages)])


def _sums(title: Text, lines: list[FundingLine], stages: list[int]) -> tuple[Rich, ...]:
    by_year = [_sum(one for one in lines if one.year == stage) for stage in stages]
    return (title,), *((number(value),) if value else NOTHING for value in by_year), (number(_sum(lines)),)


def _sum(lines: Iterable[FundingLine]) -> Decimal:
    return sum((one.amount for one in lines if one.amount is not None), Decimal())


def _open(pen: Pen, projects: tuple[Project, ...]) -> Iterator[Block]:
    """What is still to be raised, once every project has its estimate and money is planned."""
    planned = _sum(one for one in pen.city.funding if one.kind == "planned")
    cost = Source(Text(), projects).cost
    if not planned or any(project.cost is None for project in projects):
        return
    figures = {"cost": quantity(cost, "wan"), "planned": quantity(planned, "wan")}
    if planned < cost:
        yield pen.paragraph("gap_text", **figures, open=quantity(cost - planned, "wan"))
    else:
        yield pen.paragraph("gap_none", **figures)


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
    share = quantity(rounded(100 * most.cost / total, 0), "percent")
    listed = (pen.text("chart_item", source=names[s], cost=quantity(s.cost, "wan")) for s in sources)
    return Chart(
        kind="column",
        caption=pen.text("chart_caption", most=names[most], share=share),
        categories=tuple(names.values()),
        series=(Series(pen.text("chart_series"), tuple(float(source.cost) for source in sources)),),
        alt=pen.text("chart_alt", list=joined(listed)),
        unit=unit_text("wan"),
    )


SAFEGUARDS_FUNDING: Final = section(wording.read(__file__), write)
