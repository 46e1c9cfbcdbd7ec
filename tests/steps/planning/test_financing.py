"""The money of a plan: sums, gaps, and nothing estimated where no figure is."""

from __future__ import annotations

from decimal import Decimal

from lbsap.model.city import CityData, Observation, Project
from lbsap.model.city_plan import FundingLine
from lbsap.model.text import Text
from lbsap.steps.planning.financing import financing

CITY = CityData(
    Text("示例市", "Sample City"),
    observations=(
        Observation("cbi2021_15", {"N_functions": Decimal(4)}),
        Observation("cbi2021_16", {"B_bio": Decimal(14600), "B_total": Decimal(1120000)}, year=2025),
    ),
    projects=(
        Project("p1", Text("甲"), cost=Decimal(100)),
        Project("p2", Text("乙"), cost=Decimal(50)),
        Project("p3", Text("丙")),
    ),
    funding=(
        FundingLine("f1", "spent", "budget", 2025, Decimal(30)),
        FundingLine("f2", "spent", "budget", 2024, Decimal(20)),
        FundingLine("f3", "spent", "transfer", 2025, Decimal("0.5")),
        FundingLine("f4", "planned", "bond", 2027, Decimal(40), "p1"),
        FundingLine("f5", "planned", "budget", 2026, Decimal(70), "p2"),
        FundingLine("f6", "planned", "budget", None, Decimal(10)),
        FundingLine("f7", "planned", "", 2026),
        FundingLine("f8", "planned", "foundation", 2026, Decimal(5), "gone"),
    ),
)


def test_what_is_spent_stands_by_source_and_year() -> None:
    spent = financing(CITY).spent
    assert spent.years == (2024, 2025)
    assert spent.rows == {
        "budget": {2025: Decimal(30), 2024: Decimal(20)},
        "transfer": {2025: Decimal("0.5")},
    }
    assert (spent.of_year(2025), spent.total) == (Decimal("30.5"), Decimal("50.5"))
    assert spent.of_source("budget") == Decimal(50)


def test_the_share_of_the_budget_comes_from_the_indicator_data() -> None:
    found = financing(CITY)
    assert found.share is not None
    assert (round(found.share, 4), found.budget_year) == (Decimal("1.3036"), 2025)
    assert financing(CityData(Text("甲"))).share is None


def test_a_gap_is_what_no_source_fills_and_never_below_zero() -> None:
    found = financing(CITY)
    assert [one.planned for one in found.projects] == [Decimal(40), Decimal(70), Decimal(0)]
    assert [one.gap for one in found.projects] == [Decimal(60), Decimal(0), None]
    assert (found.cost, found.without_cost) == (Decimal(150), 1)


def test_planned_money_that_names_no_project_is_taken_off_the_gap_as_a_whole() -> None:
    found = financing(CITY)
    assert (found.unassigned, found.gap) == (Decimal(15), Decimal(45))


def test_lines_without_an_amount_are_counted_and_no_year_comes_last() -> None:
    found = financing(CITY)
    assert found.without_amount == 1
    assert found.planned.years == (2026, 2027, None)
    assert list(found.planned.rows) == ["budget", "bond", "foundation"]
