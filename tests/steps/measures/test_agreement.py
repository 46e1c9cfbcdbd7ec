"""Agreement over all items: published values, other libraries' values, unanimity, and what never changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pandas as pd
import pingouin
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats import inter_rater

from lbsap.model.measures import Measure
from lbsap.model.ratings import RatingTable
from lbsap.steps.common.reasons import NEEDS_ORDINAL, NO_PAIRS, NO_VARIATION, ONE_CATEGORY
from lbsap.steps.measures import agreement
from tests.steps.rating_tables import (
    FLEISS,
    JUDGES,
    KRIPPENDORFF,
    NINE_POINT,
    SCALE_1_9,
    spelt_out,
    table_of,
    tables,
)

MEASURES = (
    agreement.percent_agreement,
    agreement.fleiss_kappa,
    agreement.krippendorff_alpha,
    agreement.gwet_ac1,
    agreement.gwet_ac2,
    agreement.kendall_w,
)
BEYOND_CHANCE = MEASURES[1:]


def value(measure: Measure) -> float:
    assert measure.value is not None, measure.undefined
    return measure.value


def same(one: Measure, other: Measure) -> bool:
    if one.value is None or other.value is None:
        return one == other
    return one.value == pytest.approx(other.value, abs=1e-9)


def pairwise_alpha(table: RatingTable) -> Fraction:
    """Krippendorff's alpha by its definition, pair by pair, in fractions."""
    units = [[cell for cell in row if cell is not None] for row in table.cells]
    units = [unit for unit in units if len(unit) > 1]
    pool = [cell for unit in units for cell in unit]

    def difference(one: str | float, other: str | float) -> Fraction:
        if table.level == "nominal":
            return Fraction(one != other)
        low, high = sorted((float(one), float(other)))
        between = sum(low <= float(cell) <= high for cell in pool)
        return (between - Fraction(pool.count(one) + pool.count(other), 2)) ** 2

    observed = sum(
        sum(difference(*pair) for pair in permutations(unit, 2)) / Fraction(len(unit) - 1) for unit in units
    )
    expected = sum(difference(*pair) for pair in permutations(pool, 2)) / Fraction(len(pool) - 1)
    return 1 - observed / expected


def test_krippendorffs_example_has_the_published_alphas() -> None:
    assert value(agreement.krippendorff_alpha(table_of(KRIPPENDORFF))) == pytest.approx(0.743, abs=5e-4)
    ordinal = table_of(KRIPPENDORFF, "ordinal")
    assert value(agreement.krippendorff_alpha(ordinal)) == pytest.approx(0.815, abs=5e-4)


def test_krippendorffs_example_has_gwets_published_coefficients() -> None:
    table = table_of(KRIPPENDORFF, "ordinal")
    assert value(agreement.percent_agreement(table)) == pytest.approx(0.81818, abs=5e-6)
    assert value(agreement.gwet_ac1(table)) == pytest.approx(0.77544, abs=5e-6)
    assert value(agreement.fleiss_kappa(table)) == pytest.approx(0.76117, abs=5e-6)
    assert value(agreement.gwet_ac2(table)) == pytest.approx(0.91400, abs=5e-6)


def test_gaps_and_unused_categories_give_the_values_of_irr_cac() -> None:
    # irrCAC 0.4.4 with categories 1 to 9; it cannot be installed beside this project's pandas.
    table = table_of(NINE_POINT, "ordinal", SCALE_1_9)
    assert value(agreement.percent_agreement(table)) == pytest.approx(0.2514285714)
    assert value(agreement.gwet_ac1(table)) == pytest.approx(0.1663326428)
    assert value(agreement.gwet_ac2(table)) == pytest.approx(0.9132421555)
    assert value(agreement.fleiss_kappa(table)) == pytest.approx(0.0832999081)
    assert value(agreement.krippendorff_alpha(replace(table, level="nominal"))) == pytest.approx(0.1538528139)


def test_an_unused_category_counts_in_gwets_coefficients_once_it_is_declared() -> None:
    seen, declared = table_of(NINE_POINT, "ordinal"), table_of(NINE_POINT, "ordinal", ("0", *SCALE_1_9))
    for measure in (agreement.gwet_ac1, agreement.gwet_ac2):
        assert value(measure(seen)) != pytest.approx(value(measure(declared)), abs=1e-4)
    for measure in (agreement.fleiss_kappa, agreement.krippendorff_alpha):
        assert value(measure(seen)) == pytest.approx(value(measure(declared)))


def test_the_worked_example_of_fleiss_has_the_published_kappa() -> None:
    found = value(agreement.fleiss_kappa(table_of(spelt_out(FLEISS))))
    assert found == pytest.approx(0.20993, abs=5e-6)
    assert found == pytest.approx(inter_rater.fleiss_kappa(FLEISS))


@given(tables("nominal", complete=True))
def test_fleiss_kappa_agrees_with_statsmodels_on_complete_tables(table: RatingTable) -> None:
    counts = agreement.category_counts(table)
    assume(agreement.fleiss_kappa(table).value is not None)
    expected = inter_rater.fleiss_kappa(counts)
    assert value(agreement.fleiss_kappa(table)) == pytest.approx(expected, abs=1e-9)


@given(st.one_of(tables("nominal"), tables("ordinal")))
def test_alpha_is_what_its_definition_says_pair_by_pair(table: RatingTable) -> None:
    alpha = agreement.krippendorff_alpha(table)
    assume(alpha.value is not None)
    assert value(alpha) == pytest.approx(float(pairwise_alpha(table)), abs=1e-9)


def test_four_judges_of_ten_projects_have_the_published_concordance() -> None:
    found = value(agreement.kendall_w(table_of(JUDGES, "ordinal")))
    assert found == pytest.approx(12 * 1048 / (4**2 * (10**3 - 10)))
    assert found == pytest.approx(0.7939, abs=5e-5)
    assert 4 * (10 - 1) * found == pytest.approx(28.58, abs=5e-3)


def test_concordance_with_ties_agrees_with_pingouin_and_exceeds_the_uncorrected_one() -> None:
    table = table_of("3 4 3 2\n5 5 4 5\n1 2 1 3\n3 4 4 4\n5 5 1 5", "ordinal")
    found = value(agreement.kendall_w(table))
    wide = pd.DataFrame(table.cells, columns=list(table.raters))
    expected = pingouin.friedman(wide.T)
    assert found == pytest.approx(float(expected["W"].iloc[0]))
    ranks = wide.rank().sum(axis=1)
    assert found > 12 * ((ranks - ranks.mean()) ** 2).sum() / (4**2 * (5**3 - 5))


def test_concordance_rests_on_the_raters_who_judged_every_item() -> None:
    whole = table_of("1 1\n2 3\n3 2\n4 4", "ordinal")
    with_gap = table_of("1 1 9\n2 3 .\n3 2 1\n4 4 5", "ordinal")
    assert len(agreement.complete_cases(with_gap)) == 2
    assert agreement.kendall_w(with_gap) == agreement.kendall_w(whole)


@given(tables("ordinal"))
def test_concordance_lies_between_0_and_1(table: RatingTable) -> None:
    measure = agreement.kendall_w(table)
    assume(measure.value is not None)
    assert 0 <= value(measure) <= 1


def test_raters_who_order_the_items_alike_have_a_concordance_of_1() -> None:
    assert agreement.kendall_w(table_of("1 3 2\n4 5 3\n6 9 8", "ordinal")) == Measure(1.0)


def test_one_dissent_in_fifty_hits_fleiss_but_not_ac1() -> None:
    table = table_of("\n".join(["keep keep keep keep drop"] + ["keep keep keep keep keep"] * 9))
    assert value(agreement.percent_agreement(table)) == pytest.approx(0.96)
    assert value(agreement.fleiss_kappa(table)) == pytest.approx(-0.02, abs=5e-3)
    assert value(agreement.gwet_ac1(table)) == pytest.approx(0.96, abs=5e-3)


@given(st.integers(2, 6), st.integers(2, 6), st.sampled_from("1234"))
def test_at_unanimity_raters_agree_and_nothing_beyond_chance_is_defined(
    items: int, raters: int, choice: str
) -> None:
    cells = "\n".join([" ".join([choice] * raters)] * items)
    table = table_of(cells, "ordinal", tuple("1234"))
    assert agreement.percent_agreement(table) == Measure(1.0)
    assert {measure(table) for measure in BEYOND_CHANCE} == {Measure(None, NO_VARIATION)}


def test_unanimity_item_by_item_is_full_agreement() -> None:
    table = table_of("1 1 1\n2 2 2\n4 4 4", "ordinal", tuple("1234"))
    for measure in MEASURES:
        assert value(measure(table)) == pytest.approx(1), measure.__name__


@pytest.mark.parametrize("cells", [".", ". .\n. .", "1\n2\n3", "1 .\n. 2"])
def test_without_two_judgements_of_an_item_nothing_is_defined(cells: str) -> None:
    table = table_of(cells, "ordinal", tuple("1234"))
    assert {measure(table) for measure in MEASURES[:-1]} == {Measure(None, NO_PAIRS)}
    assert agreement.kendall_w(table).value is None


def test_one_category_alone_defines_nothing_beyond_chance() -> None:
    table = table_of("keep keep\nkeep keep")
    assert agreement.gwet_ac1(table) == Measure(None, ONE_CATEGORY)
    assert agreement.fleiss_kappa(table) == Measure(None, ONE_CATEGORY)


def test_measures_of_order_refuse_nominal_data_with_the_reason() -> None:
    table = table_of(KRIPPENDORFF)
    assert agreement.gwet_ac2(table) == Measure(None, NEEDS_ORDINAL)
    assert agreement.kendall_w(table) == Measure(None, NEEDS_ORDINAL)


def test_concordance_needs_two_complete_raters_and_two_items() -> None:
    for cells in ("1 2 3", "1 .\n. 2\n3 3"):
        reason = agreement.kendall_w(table_of(cells, "ordinal")).undefined
        assert reason
        assert reason.missing == ()


@pytest.mark.parametrize("measure", MEASURES)
@given(data=st.data(), table=st.one_of(tables("nominal"), tables("ordinal")))
def test_the_order_of_items_and_raters_changes_nothing(
    measure: Callable[[RatingTable], Measure], data: st.DataObject, table: RatingTable
) -> None:
    rows = data.draw(st.permutations(table.cells))
    columns = data.draw(st.permutations(range(len(table.raters))))
    moved = replace(table, cells=tuple(tuple(row[place] for place in columns) for row in rows))
    assert same(measure(moved), measure(table))


@pytest.mark.parametrize("measure", MEASURES)
@given(table=st.one_of(tables("nominal"), tables("ordinal")))
def test_no_agreement_exceeds_1_and_none_is_missing_without_a_reason_in_both_languages(
    measure: Callable[[RatingTable], Measure], table: RatingTable
) -> None:
    found = measure(table)
    if found.value is None:
        assert found.undefined
        assert found.undefined.missing == ()
    else:
        assert found.value <= 1 + 1e-9
