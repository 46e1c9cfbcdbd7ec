from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lbsap.model.catalogue import Catalogue, Indicator
from lbsap.model.city import Observations
from lbsap.model.scoring import Reading, Scorecard
from lbsap.steps.scoring.observe import readings
from lbsap_scoring import scoring_variants
from lbsap_scoring.points import interpolate
from tests.steps.indices import cbi, index_of, ladder, level, report, scored, value, whole_report

D = Decimal
VARIANTS = {variant.id: variant for variant in scoring_variants()}
Score = Callable[[Catalogue, tuple[Reading, ...]], Scorecard]


def card(variant: str, index: Catalogue, data: Observations) -> Scorecard:
    return VARIANTS[variant].score(index, readings(index, data))


def of_components(variant: str, components: dict[str, list[int]]) -> Scorecard:
    return VARIANTS[variant].score(*scored(components))


WORKED = {"native": [2] * 9, "services": [2] * 5, "governance": [3] * 14}
"""18 of 36, 10 of 20 and 42 of 56 points: the worked comparison of sum and means."""


def test_only_the_handbook_variant_is_official() -> None:
    assert [name for name, variant in VARIANTS.items() if variant.official] == ["handbook"]
    assert list(VARIANTS) == ["handbook", "attainable", "equal-components", "continuous", "geometric"]


@pytest.mark.parametrize(
    ("variant", "total"),
    [("handbook", "70"), ("attainable", "62.50"), ("equal-components", "58.33"), ("geometric", "57.24")],
)
def test_the_worked_comparison_comes_out_as_published(variant: str, total: str) -> None:
    score = of_components(variant, WORKED).total.score
    assert score is not None
    assert round(score, 2) == D(total)


def test_points_stand_beside_what_could_be_attained_and_all_there_is() -> None:
    total = card("handbook", cbi(2021), whole_report(cbi(2021))).total
    assert (total.attainable, total.maximum, total.unit) == (D(112), D(112), "points")


@pytest.mark.parametrize(("year", "attainable", "maximum"), [(2021, 100, 112), (2014, 72, 92)])
def test_a_first_application_can_attain_less(year: int, attainable: int, maximum: int) -> None:
    total = card("handbook", cbi(year), whole_report(cbi(year), first=True)).total
    assert (total.attainable, total.maximum) == (D(attainable), D(maximum))


def test_components_of_the_2021_index_hold_36_20_and_56_points() -> None:
    parts = card("handbook", cbi(2021), whole_report(cbi(2021))).components
    assert [part.maximum for part in parts] == [36, 20, 56]
    assert (
        sum((part.score or 0 for part in parts), D(0))
        == card("handbook", cbi(2021), whole_report(cbi(2021))).total.score
    )


def test_a_percentage_is_of_a_hundred_and_says_how_many_indicators_it_rests_on() -> None:
    total = card("attainable", cbi(2021), whole_report(cbi(2021), first=True)).total
    assert (total.unit, total.attainable, total.maximum) == ("percent", D(100), D(100))
    assert any("25 of 28" in note.en for note in total.notes)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_city_that_has_not_started_has_no_score_rather_than_0(variant: str) -> None:
    result = card(variant, cbi(2021), report(first=True))
    assert result.total.score is None
    assert result.total.attainable == 0
    assert {part.score for part in result.components} == {None}
    assert {(line.score, line.state) for line in result.indicators} == {(None, "not_started")}
    assert "尚无已评分的指标，没有总分。" in [note.zh for note in result.total.notes]


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_card_names_index_version_and_variant_and_keeps_every_indicator_in_order(variant: str) -> None:
    result = card(variant, cbi(2021), whole_report(cbi(2021)))
    assert (result.index, result.version, result.variant) == ("cbi-2021", "2021", variant)
    assert [line.number for line in result.indicators] == [str(n) for n in range(1, 29)]
    assert result.total.unit == VARIANTS[variant].unit


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_total_is_provisional_while_a_band_in_use_is_unchecked(variant: str) -> None:
    index, found = scored(WORKED)
    assert not VARIANTS[variant].score(index, found).total.provisional
    doubtful = (replace(found[0], verified=False), replace(found[1], verified=False), *found[2:])
    total = VARIANTS[variant].score(index, doubtful).total
    assert total.provisional
    assert total.notes[-1].zh.startswith("暂定得分：有 2 项指标")


@pytest.mark.parametrize("variant", VARIANTS)
def test_whatever_is_not_the_handbooks_own_method_says_so(variant: str) -> None:
    notes = of_components(variant, WORKED).total.notes
    assert any("not the handbook's own" in note.en for note in notes) == (variant != "handbook")


@pytest.mark.parametrize("variant", ["equal-components", "geometric"])
def test_a_mean_of_components_is_undefined_while_one_has_no_score(variant: str) -> None:
    result = card(variant, cbi(2021), report(value("1", 15)))
    assert result.total.score is None
    assert any("ecosystem services" in note.en.lower() for note in result.total.notes)
    assert [part.score for part in result.components] == [75, None, None]
    assert [part.maximum for part in result.components] == [100, 100, 100]


def test_the_geometric_mean_is_undefined_where_a_component_scores_0() -> None:
    result = of_components("geometric", {"a": [0, 0], "b": [4]})
    assert result.total.score is None
    assert any("“A” scores 0" in note.en for note in result.total.notes)
    assert of_components("equal-components", {"a": [0, 0], "b": [4]}).total.score == 50


# --- continuous -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "score"),
    [
        ("0", 0),
        ("0.999", 0),
        ("1", 1),
        ("4", "1.5"),
        ("6.96", "1.993333"),
        ("7", 2),
        ("17", "3.5"),
        ("20", 4),
        ("99", 4),
    ],
)
def test_scores_are_interpolated_between_the_beginnings_of_bands(number: str, score: str) -> None:
    line = card("continuous", cbi(2021), report(value("1", number))).indicators[0]
    assert line.score == D(score)


@pytest.mark.parametrize(
    ("number", "score"), [("0.5", 4), ("1", 4), ("6", "3.5"), ("25", "1.5"), ("30", 1), ("31", 0)]
)
def test_interpolation_is_mirrored_where_lower_is_better(number: str, score: str) -> None:
    line = card("continuous", cbi(2021), report(value("9", number))).indicators[8]
    assert line.score == D(score)


@pytest.mark.parametrize("number", range(6))
def test_a_count_banded_one_by_one_keeps_its_whole_scores(number: int) -> None:
    line = card("continuous", cbi(2021), report(value("15", number))).indicators[14]
    assert line.score == min(number, 4)


def test_ordinal_levels_stay_whole() -> None:
    line = card("continuous", cbi(2021), report(level("26", 3))).indicators[25]
    assert line.score == 3


INDICATORS = st.sampled_from(
    [ladder(), ladder(lower_is_better=True), *(item.indicator for item in cbi(2021).items if item.indicator)]
).filter(lambda indicator: indicator.kind != "ordinal")


@given(INDICATORS, st.data())
def test_the_continuous_score_equals_the_band_score_where_a_band_begins(
    indicator: Indicator, data: st.DataObject
) -> None:
    band = data.draw(st.sampled_from(indicator.bands))
    begins = (
        (band.lower, band.lower_inclusive)
        if indicator.higher_is_better
        else (band.upper, band.upper_inclusive)
    )
    end, inclusive = begins
    assume(end is not None)
    assert end is not None
    step = 0 if inclusive or indicator.decimals else (1 if indicator.higher_is_better else -1)
    assert interpolate(indicator, end + step) == band.score


@given(INDICATORS, st.decimals(-10, 500, places=3), st.decimals(-10, 500, places=3))
def test_the_continuous_score_never_falls_as_values_get_better(
    indicator: Indicator, one: Decimal, other: Decimal
) -> None:
    worse, better = sorted((one, other), reverse=not indicator.higher_is_better)
    assert 0 <= interpolate(indicator, worse) <= interpolate(indicator, better) <= 4


@given(st.decimals(0, 60, places=3))
def test_half_open_bands_are_the_whole_part_of_the_continuous_score(number: Decimal) -> None:
    index = index_of(ladder(), boundary="half-open")
    (reading,) = readings(index, report(value("1", str(number))))
    assert reading.score == int(interpolate(ladder(), number))


# --- all variants ---------------------------------------------------------------------------------------------------

SCORES = st.lists(st.integers(0, 4), min_size=1, max_size=6)
COMPONENTS = st.dictionaries(st.sampled_from("abcd"), SCORES, min_size=1)


@given(COMPONENTS)
def test_the_arithmetic_mean_is_never_below_the_geometric(components: dict[str, list[int]]) -> None:
    arithmetic = of_components("equal-components", components).total.score
    geometric = of_components("geometric", components).total.score
    assert arithmetic is not None
    assert geometric is None or arithmetic >= geometric


@given(COMPONENTS, st.sampled_from(sorted(VARIANTS)))
def test_scores_lie_between_nothing_and_the_maximum(components: dict[str, list[int]], variant: str) -> None:
    total = of_components(variant, components).total
    assert total.score is None or 0 <= total.score <= total.maximum
    assert 0 <= total.attainable <= total.maximum


@given(COMPONENTS)
def test_a_share_of_the_attainable_is_the_same_as_the_sum_over_its_maximum(
    components: dict[str, list[int]],
) -> None:
    total = of_components("handbook", components).total
    share = of_components("attainable", components).total.score
    assert share is not None
    assert total.score is not None
    assert abs(share - 100 * total.score / total.attainable) < D("0.000001")


@given(st.permutations(range(28)), st.sampled_from(sorted(VARIANTS)))
def test_the_order_of_observations_changes_no_card(order: list[int], variant: str) -> None:
    data = whole_report(cbi(2021))
    shuffled = replace(data, observations=tuple(data.observations[i] for i in order))
    assert card(variant, cbi(2021), shuffled) == card(variant, cbi(2021), data)
