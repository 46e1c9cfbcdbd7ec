"""Two rounds compared: published tables, statsmodels as judge, and who is paired."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats import contingency_tables, inter_rater

from lbsap.model.measures import Measure
from lbsap.steps.common.reasons import NEEDS_ORDINAL, NO_CHANGE, NO_PAIRED, NO_VARIATION, SINGULAR
from lbsap.steps.measures.rating_table import read_table
from lbsap.steps.measures.stability import Stability, mcnemar, stability, stuart_maxwell, weighted_kappa
from tests.steps.rating_tables import table_of, two_rounds

THREE = ((35, 5, 0), (15, 20, 5), (10, 5, 5))
AGRESTI = ((794, 150), (86, 570))


def squares(size: int, most: int = 30) -> st.SearchStrategy[np.ndarray[tuple[int, int], np.dtype[np.int64]]]:
    row = st.lists(st.integers(0, most), min_size=size, max_size=size)
    return st.lists(row, min_size=size, max_size=size).map(lambda rows: np.array(rows, dtype=np.int64))


def compared(earlier: str, later: str) -> Stability:
    """Two nominal rounds given as CSV text."""
    before, after = (
        read_table([line.split(",") for line in text.split()], "nominal", ["keep", "drop"])
        for text in (earlier, later)
    )
    return stability(before, after)


def test_three_options_have_the_published_stuart_maxwell_statistic() -> None:
    found = stability(*two_rounds(THREE, ("keep", "drop", "rename"))).stuart_maxwell
    assert found.statistic == pytest.approx(14.00)
    assert found.df == 2
    assert found.p == pytest.approx(0.00091, abs=5e-6)


@given(squares(3))
def test_stuart_maxwell_agrees_with_statsmodels(
    cross: np.ndarray[tuple[int, int], np.dtype[np.int64]],
) -> None:
    found = stuart_maxwell(cross)
    assume(found.df == 2)
    table = contingency_tables.SquareTable(cross, shift_zeros=False)
    expected = table.homogeneity("stuart_maxwell")
    assert found.statistic == pytest.approx(expected.statistic, abs=1e-7)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-7)


def test_a_category_empty_in_both_rounds_lowers_the_degrees_of_freedom() -> None:
    with_empty = ((35, 5, 0, 0), (15, 20, 0, 5), (0, 0, 0, 0), (10, 5, 0, 5))
    found = stability(*two_rounds(with_empty, ("keep", "drop", "merge", "rename"))).stuart_maxwell
    assert found == stability(*two_rounds(THREE, ("keep", "drop", "rename"))).stuart_maxwell


def test_a_category_nobody_left_or_joined_says_nothing_about_change() -> None:
    found = stuart_maxwell(np.array([[9, 6, 0], [1, 9, 0], [0, 0, 4]]))
    assert found.statistic == pytest.approx((6 - 1) ** 2 / 7)
    assert found.df == 1


def test_changes_within_separate_groups_of_categories_leave_the_test_undefined() -> None:
    cross = np.array([[0, 3, 0, 0], [1, 0, 0, 0], [0, 0, 0, 2], [0, 0, 1, 0]])
    found = stuart_maxwell(cross)
    assert (found.statistic, found.df, found.p, found.undefined) == (None, None, None, SINGULAR)


def test_two_options_have_agrestis_mcnemar_statistic_without_continuity_correction() -> None:
    found = stability(*two_rounds(AGRESTI, ("approve", "disapprove"))).mcnemar
    assert found is not None
    assert found.statistic == pytest.approx(17.356, abs=5e-4)
    assert found.p == pytest.approx(contingency_tables.mcnemar(AGRESTI, exact=False, correction=False).pvalue)
    assert found.exact is False


@given(squares(2))
def test_mcnemars_p_is_exact_below_25_changes_and_agrees_with_statsmodels(
    cross: np.ndarray[tuple[int, int], np.dtype[np.int64]],
) -> None:
    changes = int(cross[0, 1] + cross[1, 0])
    assume(changes)
    found = mcnemar(cross)
    assert found.exact is (changes < 25)
    expected = contingency_tables.mcnemar(cross, exact=found.exact, correction=False)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-9)
    assert found.statistic == pytest.approx(stuart_maxwell(cross).statistic)


def test_mcnemar_stands_for_two_categories_only() -> None:
    assert stability(*two_rounds(THREE, ("keep", "drop", "rename"))).mcnemar is None


def test_ordinal_rounds_have_the_quadratic_kappa_of_the_reference() -> None:
    found = stability(*two_rounds(THREE, ("1", "2", "3"), "ordinal")).weighted_kappa
    assert found.value == pytest.approx(0.3636, abs=5e-5)


@given(squares(4))
def test_weighted_kappa_agrees_with_statsmodels(
    cross: np.ndarray[tuple[int, int], np.dtype[np.int64]],
) -> None:
    found = weighted_kappa(cross, (1.0, 2.0, 3.0, 4.0))
    assume(found.value is not None)
    expected = inter_rater.cohens_kappa(cross, wt="quadratic", return_results=False)
    assert found.value == pytest.approx(expected, abs=1e-9)


def test_weights_follow_the_numbers_not_the_places_of_the_categories() -> None:
    cross = np.array([[5, 2, 1], [1, 5, 1], [2, 0, 5]])
    even, uneven = weighted_kappa(cross, (1.0, 2.0, 3.0)), weighted_kappa(cross, (1.0, 2.0, 9.0))
    assert even.value != pytest.approx(uneven.value, abs=1e-3)


def test_nominal_rounds_have_no_weighted_kappa_and_say_why() -> None:
    found = stability(*two_rounds(THREE, ("keep", "drop", "rename")))
    assert found.weighted_kappa == Measure(None, NEEDS_ORDINAL)


def test_newcomers_do_not_hide_those_who_left() -> None:
    earlier = "item,A,B,C,D\na,keep,keep,drop,keep\nb,drop,keep,drop,keep"
    later = "item,B,C,E,F\nb,drop,drop,keep,keep\na,keep,keep,keep,keep"
    found = compared(earlier, later)
    assert (found.raters, found.retention, found.pairs) == (2, 0.5, 4)
    assert found.changed == Measure(0.5)


def test_only_items_judged_in_both_rounds_are_paired() -> None:
    found = compared(
        "item,A,B\na,keep,keep\nb,,drop\nc,keep,keep", "item,B,A\na,drop,\nb,drop,keep\nd,keep,keep"
    )
    assert (found.raters, found.retention, found.pairs) == (2, 1.0, 2)
    assert found.changed == Measure(0.5)


def test_a_rater_whose_column_is_empty_was_not_present() -> None:
    found = compared("item,A,B\na,keep,keep", "item,A,B\na,keep,")
    assert (found.raters, found.retention) == (1, 0.5)


def test_rounds_without_a_common_rater_leave_every_test_undefined() -> None:
    found = compared("item,A\na,keep", "item,B\na,keep")
    assert (found.raters, found.retention, found.pairs) == (0, 0.0, 0)
    assert found.changed == Measure(None, NO_PAIRED)
    assert found.stuart_maxwell.undefined == NO_PAIRED
    assert found.mcnemar is not None
    assert found.mcnemar.undefined == NO_PAIRED


def test_an_earlier_round_without_raters_has_no_retention() -> None:
    assert compared("item,A\na,", "item,A\na,keep").retention is None


def test_rounds_without_change_leave_the_tests_undefined_and_kappa_at_1() -> None:
    found = stability(*two_rounds(((5, 0), (0, 4)), ("1", "2"), "ordinal"))
    assert found.stuart_maxwell.undefined == NO_CHANGE
    assert found.mcnemar is not None
    assert found.mcnemar.undefined == NO_CHANGE
    assert found.weighted_kappa == Measure(1.0)
    assert found.changed == Measure(0.0)


def test_one_answer_by_everybody_in_both_rounds_leaves_kappa_undefined() -> None:
    found = stability(*two_rounds(((9, 0), (0, 0)), ("1", "2"), "ordinal"))
    assert found.weighted_kappa == Measure(None, NO_VARIATION)


def test_undeclared_categories_of_both_rounds_are_taken_together() -> None:
    found = stability(table_of("keep keep keep"), table_of("keep drop drop"))
    assert found.mcnemar is not None
    assert found.mcnemar.statistic == pytest.approx(2)
