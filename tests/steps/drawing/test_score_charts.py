from __future__ import annotations

from decimal import Decimal

from lbsap.model.catalogue import Catalogue
from lbsap.model.scoring import Reading, Scorecard
from lbsap.steps.drawing.score_charts import component_chart, trend_chart, variant_chart
from lbsap_scoring.components import EQUAL_COMPONENTS
from lbsap_scoring.points import HANDBOOK
from tests.steps.indices import scored


def card(**scores: list[int]) -> tuple[Catalogue, Scorecard, tuple[Reading, ...]]:
    index, found = scored(scores)
    return index, HANDBOOK.score(index, found), found


def test_components_show_what_they_reach_and_what_they_weigh() -> None:
    # 18/36, 10/20, 42/56: shares of the maximum are 32.1, 17.9 and 50.0 percent
    index, whole, _ = card(a=[2] * 9, b=[2] * 5, c=[3] * 14)
    chart = component_chart(index, whole)
    assert chart is not None
    assert [row[-2:] for row in chart.rows] == [("50.0%", "32.1%"), ("50.0%", "17.9%"), ("75.0%", "50.0%")]
    assert chart.finding.en == "C reaches most of its points (75.0%), A, B least (50.0%)"
    assert [bar.parts[0].length for bar in chart.bars] == ["50.0", "50.0", "75.0"]


def test_components_that_reach_the_same_are_said_to() -> None:
    index, whole, _ = card(a=[2], b=[2, 2])
    chart = component_chart(index, whole)
    assert chart is not None
    assert chart.finding.zh == "各核心要素的得分率均为 50.0%"


def test_nothing_scored_gives_no_chart() -> None:
    index, whole, _ = card(a=[2])
    empty = HANDBOOK.score(index, (Reading("1", "i1", "a", "no_data"),))
    assert component_chart(index, empty) is None
    assert trend_chart([(2025, empty), (2026, whole)]) is None
    assert variant_chart([(HANDBOOK, empty), (EQUAL_COMPONENTS, empty)]) is None


def test_a_component_without_a_score_has_no_bar() -> None:
    index, _, found = card(a=[2], b=[3])
    part = HANDBOOK.score(index, (found[0], Reading("2", "i2", "b", "no_data")))
    chart = component_chart(index, part)
    assert chart is not None
    assert [len(bar.parts) for bar in chart.bars] == [1, 0]


def test_years_run_from_the_first_to_the_last_that_has_a_score() -> None:
    _, low, _ = card(a=[1], b=[1])
    _, high, _ = card(a=[4], b=[2])
    chart = trend_chart([(2024, low), (2026, high)])
    assert chart is not None
    assert chart.finding.en == "From 25.0% of the points in 2024 to 75.0% in 2026"
    assert chart.rows == (("2024", "2", "8", "8", "25.0%", 2), ("2026", "6", "8", "8", "75.0%", 2))


def test_variants_are_told_by_their_lowest_and_highest() -> None:
    index, whole, found = card(a=[4], b=[1, 1])
    chart = variant_chart([(HANDBOOK, whole), (EQUAL_COMPONENTS, EQUAL_COMPONENTS.score(index, found))])
    assert chart is not None
    # 6 of 12 points; the mean of 100 and 25 percent
    assert chart.finding.en == "By variant, 50.0% to 62.5% of the points are reached"
    assert chart.bars[0].told.en == "6/12 (50.0%)"
    assert chart.bars[1].told.en == "62.5%"
    assert Decimal(chart.bars[1].parts[0].length) == Decimal("62.5")
