"""RAND/UCLA on one item: a published row, the counts over all panels of nine, and the traps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.ratings import PanelFinding, Percentile
from lbsap.steps.measures.ratings import (
    classical_disagreement,
    percentile,
    summarise_counts,
    zone,
)

# Basger et al. 2012, BMJ Open 2:e001431, table 1: three of 15 ratings lie below 7 (which is not printed).
BASGER = (4, 5, 6) + (7,) * 5 + (8,) * 5 + (9,) * 2

panels = st.lists(st.integers(1, 9), min_size=1, max_size=40)
definitions = st.sampled_from(("linear", "inverted_cdf"))


@cache
def panels_of_nine() -> tuple[tuple[int, ...], ...]:
    return tuple(combinations_with_replacement(range(1, 10), 9))


@cache
def by_ipras(definition: Percentile) -> tuple[bool | None, ...]:
    return tuple(
        summarise_counts(Counter(panel), definition=definition).disagreement for panel in panels_of_nine()
    )


def exact_disagreement(panel: Sequence[int]) -> bool:
    """IPR above IPRAS in fractions, by the textbook formula of the linear definition."""

    def at(percent: int) -> Fraction:
        place = Fraction(percent * (len(panel) - 1), 100)
        low, part = int(place), place - int(place)
        return panel[low] + (panel[min(low + 1, len(panel) - 1)] - panel[low]) * part

    centre = (at(30) + at(70)) / 2
    return at(70) - at(30) > Fraction("2.35") + Fraction("1.5") * abs(5 - centre)


def test_the_published_row_of_basger_is_reproduced() -> None:
    row = summarise_counts(Counter(BASGER))
    assert (row.n, row.median, row.p30, row.p70, row.ipr) == (15, 7, 7, 8, 1)
    assert (row.iprcp, row.asymmetry) == (7.5, 2.5)
    assert row.ipras == pytest.approx(6.10)
    assert row.disagreement is False
    assert row.disagreement_index == pytest.approx(1 / 6.1)
    assert (row.q1, row.q3, row.iqr) == (7, 8, 1)
    assert row.share(7, 9) == 0.8
    assert row.share(1, 3) == 0
    assert row.undefined is None
    assert classical_disagreement(Counter(BASGER)) == PanelFinding(False)


def test_p70_of_six_ones_and_three_sixes_is_4_to_the_last_digit() -> None:
    trap = [1, 1, 1, 1, 1, 1, 6, 6, 6]
    assert float(np.percentile(trap, 70)) != 4
    assert summarise_counts(Counter(trap)).p70 == 4


def test_of_all_panels_of_nine_the_classical_rule_flags_5925_ipras_5907_both_5007() -> None:
    classical = [summarise_counts(Counter(panel)).classical_disagreement for panel in panels_of_nine()]
    ipras = by_ipras("linear")
    assert len(ipras) == 24_310
    assert sum(map(bool, classical)) == 5_925
    assert sum(map(bool, ipras)) == 5_907
    assert sum(bool(one and other) for one, other in zip(classical, ipras, strict=True)) == 5_007


def test_the_percentile_definition_turns_13_percent_of_the_verdicts_on_panels_of_nine() -> None:
    verdicts = zip(by_ipras("linear"), by_ipras("inverted_cdf"), strict=True)
    assert sum(one != other for one, other in verdicts) / 24_310 == pytest.approx(0.133, abs=5e-4)


def test_an_ipr_equal_to_ipras_is_no_disagreement_though_floats_say_it_is_larger() -> None:
    row = summarise_counts(Counter([1, 1, 4, 6, 7, 9, 9, 9]))
    assert row.ipr is not None
    assert row.ipras is not None
    assert row.ipr > row.ipras == 4.6
    assert row.disagreement is False


def test_floating_point_never_decides_on_disagreement() -> None:
    assert by_ipras("linear") == tuple(map(exact_disagreement, panels_of_nine()))


@given(panels, st.integers(0, 100))
def test_linear_percentiles_are_numpys(ratings: list[int], percent: int) -> None:
    expected = float(np.percentile(ratings, percent))
    assert percentile(sorted(ratings), percent, "linear") == pytest.approx(expected, abs=1e-9)


@given(panels, st.integers(1, 100))
def test_an_inverted_cdf_percentile_is_the_least_rating_that_enough_do_not_exceed(
    ratings: list[int], percent: int
) -> None:
    found = percentile(sorted(ratings), percent, "inverted_cdf")
    reached = [
        rating
        for rating in ratings
        if 100 * sum(other <= rating for other in ratings) >= percent * len(ratings)
    ]
    assert found == min(reached)


@given(panels, definitions)
def test_a_summary_keeps_its_order_and_its_definition(ratings: list[int], definition: Percentile) -> None:
    row = summarise_counts(Counter(ratings), definition=definition)
    assert row.percentile == definition
    assert row.q1 is not None
    assert row.p30 is not None
    assert row.p70 is not None
    assert row.q3 is not None
    assert min(ratings) <= row.q1 <= row.p30 <= row.p70 <= row.q3 <= max(ratings)
    assert sum(count for _, count in row.counts) == row.n == len(ratings)
    nobody: dict[float, int] = dict.fromkeys(range(1, 10), 0)
    assert row == summarise_counts(nobody | Counter(ratings), definition=definition)


def test_no_ratings_give_no_figures_but_a_reason() -> None:
    row = summarise_counts(Counter([]))
    assert (row.n, row.counts, row.median, row.iqr, row.ipras, row.disagreement) == (
        0,
        (),
        None,
        None,
        None,
        None,
    )
    assert row.share(7, 9) is None
    assert row.undefined
    assert row.undefined.missing == ()


def test_ipras_is_not_stated_for_another_scale_than_1_to_9() -> None:
    row = summarise_counts(Counter([10, 20, 30, 40, 50, 60, 70]), nine_point=False)
    assert row.median == 40
    assert row.ipr == pytest.approx(24)
    assert (row.iprcp, row.asymmetry, row.ipras, row.disagreement_index, row.disagreement) == (None,) * 5
    assert row.undefined
    assert "1-9" in row.undefined.en


@pytest.mark.parametrize("rating", [0, 10])
def test_a_rating_outside_1_to_9_is_refused_on_that_scale(rating: int) -> None:
    with pytest.raises(ValueError, match="1-9"):
        summarise_counts(Counter([5, rating]))


def test_six_raters_get_an_ipras_but_no_verdict_and_seven_get_both() -> None:
    six, seven = (
        summarise_counts(Counter([1, 1, 1, 9, 9, 9])),
        summarise_counts(Counter([1, 1, 1, 5, 9, 9, 9])),
    )
    assert six.ipras == pytest.approx(2.35)
    assert six.disagreement is None
    assert six.undefined
    assert "7" in six.undefined.en
    assert seven.disagreement is True


@pytest.mark.parametrize(("median", "expected"), [(3, "low"), (3.5, "middle"), (6, "middle"), (6.5, "high")])
def test_a_half_median_belongs_to_the_higher_zone(median: float, expected: str) -> None:
    assert zone(median) == expected


@pytest.mark.parametrize(("size", "enough"), [(8, 3), (10, 3), (11, 4), (13, 4), (14, 5), (16, 5)])
def test_the_classical_rule_takes_its_limit_from_the_panel_size(size: int, enough: int) -> None:
    def split(extreme: int) -> list[int]:
        return [1] * extreme + [5] * (size - 2 * extreme) + [9] * extreme

    assert classical_disagreement(Counter(split(enough))).holds is True
    assert classical_disagreement(Counter(split(enough - 1))).holds is False


@pytest.mark.parametrize("size", [0, 6, 7, 17])
def test_the_classical_rule_finds_nothing_for_panels_it_does_not_cover(size: int) -> None:
    assert summarise_counts(Counter([1] * size)).classical_disagreement is None
    finding = classical_disagreement(Counter([1] * size))
    assert finding.holds is None
    assert finding.undefined
    assert finding.undefined.missing == ()
