"""The money of a plan in four views: what is spent now, what projects cost, the gap, and which source fills it when.

Amounts are in ten thousand yuan (万元). Nothing is estimated: projects without a cost are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, get_args

from lbsap.model.city import CityData, Project
from lbsap.model.city_plan import FundingLine, FundingSource

BUDGET: Final = ("B_bio", "B_total")
"""Symbols of the index's budget indicator: what is spent on biodiversity, and the whole budget."""
SOURCES: Final[tuple[FundingSource, ...]] = get_args(FundingSource)
Year = int | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Amounts by source and year; ``years`` in order, ``None`` (no year) last; sources in the order of the list."""

    years: tuple[Year, ...]
    rows: Mapping[FundingSource, Mapping[Year, Decimal]]

    @property
    def total(self) -> Decimal:
        """All amounts together."""
        return sum((amount for row in self.rows.values() for amount in row.values()), Decimal(0))

    def of_source(self, source: FundingSource) -> Decimal:
        """The amounts of one source together."""
        return sum(self.rows[source].values(), Decimal(0))

    def of_year(self, year: Year) -> Decimal:
        """The amounts of one year together."""
        return sum((row.get(year, Decimal(0)) for row in self.rows.values()), Decimal(0))


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """A project's cost (``None``: not estimated), what is planned for it, and what is still open."""

    project: Project
    cost: Decimal | None
    planned: Decimal

    @property
    def gap(self) -> Decimal | None:
        """What no source fills yet; never below zero; ``None`` where there is no cost."""
        return None if self.cost is None else max(self.cost - self.planned, Decimal(0))


@dataclass(frozen=True, slots=True)
class Financing:
    """The four views. ``share`` is the part of the public budget spent on biodiversity, in percent, as the budget
    indicator reports it for ``budget_year``; ``unassigned`` is planned money that names no project; ``without_amount``
    counts lines whose amount is missing."""

    spent: Grid
    share: Decimal | None
    budget_year: int | None
    projects: tuple[ProjectMoney, ...]
    planned: Grid
    unassigned: Decimal
    without_amount: int

    @property
    def cost(self) -> Decimal:
        """The cost of all projects that have one."""
        return sum((one.cost for one in self.projects if one.cost is not None), Decimal(0))

    @property
    def without_cost(self) -> int:
        """How many projects have no cost."""
        return sum(one.cost is None for one in self.projects)

    @property
    def gap(self) -> Decimal:
        """What the projects lack, less planned money that names no project; never below zero."""
        open_ = sum((one.gap for one in self.projects if one.gap is not None), Decimal(0))
        return max(open_ - self.unassigned, Decimal(0))


def financing(data: CityData) -> Financing:
    """The four views of a city's money."""
    spent = [one for one in data.funding if one.kind == "spent"]
    planned = [one for one in data.funding if one.kind == "planned"]
    known = {one.id for one in data.projects}
    share, year = _budget_share(data)
    return Financing(
        _grid(spent),
        share,
        year,
        tuple(ProjectMoney(one, one.cost, _sum_for(one.id, planned)) for one in data.projects),
        _grid(planned),
        sum((one.amount or Decimal(0) for one in planned if one.project not in known), Decimal(0)),
        sum(one.amount is None for one in (*spent, *planned)),
    )


def _sum_for(project: str, lines: Iterable[FundingLine]) -> Decimal:
    return sum((one.amount or Decimal(0) for one in lines if one.project == project), Decimal(0))


def _grid(lines: Iterable[FundingLine]) -> Grid:
    amounts: dict[FundingSource, dict[Year, Decimal]] = {}
    for one in lines:
        if one.amount is not None:
            row = amounts.setdefault(one.source, {})
            row[one.year] = row.get(one.year, Decimal(0)) + one.amount
    years = {year for row in amounts.values() for year in row}
    ordered = tuple(sorted(years, key=lambda year: (year is None, year or 0)))
    return Grid(ordered, {source: amounts[source] for source in SOURCES if source in amounts})


def _budget_share(data: CityData) -> tuple[Decimal | None, int | None]:
    """From the figures of the budget indicator, found by their symbols whatever its number."""
    for one in data.observations:
        spent, whole = (one.inputs.get(symbol) for symbol in BUDGET)
        if isinstance(spent, Decimal) and isinstance(whole, Decimal) and whole:
            return spent / whole * 100, one.year
    return None, None
