"""Reading a table of judgements, and everything `lbsap consensus` says about it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.errors import BadInput
from lbsap.model.measures import Measure
from lbsap.model.ratings import Level, RatingTable
from lbsap.steps.measures.consensus import consensus, to_json
from lbsap.steps.measures.rating_table import read_table
from tests.steps.rating_tables import JUDGES, KRIPPENDORFF, SCALE_1_9, table_of, tables, two_rounds

OVERALL = {"percent_agreement", "fleiss_kappa", "krippendorff_alpha", "gwet_ac1", "gwet_ac2", "kendall_w"}
ORDINAL = ("median", "q1", "q3", "iqr", "p30", "p70", "ipr", "ipras", "disagreement")
ITEM = {"item", "n", "counts", *ORDINAL, "wilson", "clopper_pearson"}
PAIRED = {"raters", "retention", "stuart_maxwell", "mcnemar", "weighted_kappa", "changed"}


def faults(text: str, level: Level = "nominal", categories: str | None = None) -> list[tuple[str, str]]:
    """The codes and places of what is wrong with a CSV text."""
    rows = [line.split(",") for line in text.split("\n")]
    with pytest.raises(BadInput) as caught:
        read_table(rows, level, None if categories is None else categories.split(","))
    assert all(each.message.missing == () for each in caught.value.problems)
    return [(each.code, each.where) for each in caught.value.problems]


def test_the_result_has_the_shape_that_others_script() -> None:
    earlier, later = two_rounds(((9, 1), (4, 6)), ("keep", "drop"))
    shape = to_json(consensus(later, earlier), "en")
    assert shape == json.loads(json.dumps(shape, allow_nan=False))
    assert set(shape) == {"overall", "items", "paired"}
    assert set(shape["overall"]) == OVERALL
    assert all(set(measure) == {"value", "undefined"} for measure in shape["overall"].values())
    assert [set(item) for item in shape["items"]] == [ITEM]
    assert set(shape["paired"]) == PAIRED
    assert set(shape["paired"]["stuart_maxwell"]) == {"statistic", "df", "p"}
    assert set(shape["paired"]["mcnemar"]) == {"statistic", "p"}


def test_without_an_earlier_round_nothing_is_paired() -> None:
    assert to_json(consensus(table_of(KRIPPENDORFF)), "en")["paired"] is None


def test_content_validity_is_told_of_the_declared_4_point_scale_alone() -> None:
    table = table_of("4 4 3 2\n1 2 . 4", "ordinal", ("1", "2", "3", "4"))
    found = to_json(consensus(table), "en")["validity"]
    assert set(found) == {"s_cvi_average", "s_cvi_universal", "items"}
    assert [one["relevant"] for one in found["items"]] == [3, 1]
    assert found["items"][0]["i_cvi"] == {"value": 0.75, "undefined": None}
    assert found["s_cvi_average"]["value"] == pytest.approx((3 / 4 + 1 / 3) / 2)
    for other in (replace(table, declared=False), replace(table, categories=(1.0, 2.0, 3.0, 4.0, 5.0))):
        assert "validity" not in to_json(consensus(other), "en")


def test_more_than_two_categories_have_no_mcnemar() -> None:
    earlier, later = two_rounds(((5, 1, 0), (0, 3, 0), (1, 0, 2)), ("keep", "drop", "rename"))
    assert to_json(consensus(later, earlier), "en")["paired"]["mcnemar"] is None


def test_nominal_items_have_counts_and_intervals_of_the_largest_option_but_no_ordinal_figures() -> None:
    table = table_of("keep keep keep drop .", categories=("keep", "drop", "rename"))
    (item,) = to_json(consensus(table), "en")["items"]
    assert item["counts"] == {"keep": 3, "drop": 1, "rename": 0}
    assert item["n"] == 4
    assert {item[name] for name in ORDINAL} == {None}
    assert item["wilson"] == pytest.approx([0.3006, 0.9544], abs=5e-5)
    assert item["clopper_pearson"] == pytest.approx([0.1941, 0.9937], abs=5e-5)


def test_a_tie_between_options_uses_their_common_count() -> None:
    (item,) = to_json(consensus(table_of("keep drop keep drop")), "en")["items"]
    assert item["wilson"][0] + item["wilson"][1] == pytest.approx(1)


def test_ordinal_items_have_the_published_figures_of_basger() -> None:
    cells = "5 5 5 7 7 7 7 7 8 8 8 8 8 9 9"
    (item,) = to_json(consensus(table_of(cells, "ordinal", SCALE_1_9)), "en")["items"]
    assert item["counts"] == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 3, "6": 0, "7": 5, "8": 5, "9": 2}
    assert [item[name] for name in ORDINAL] == [7, 7, 8, 1, 7, 8, 1, pytest.approx(6.1), False]


@pytest.mark.parametrize(
    ("categories", "stated"),
    [(SCALE_1_9, True), (None, True), (tuple("12345"), False), (tuple("0123456789"), False)],
)
def test_ipras_is_stated_for_the_1_to_9_scale_and_taken_for_it_where_no_scale_is_declared(
    categories: tuple[str, ...] | None, stated: bool
) -> None:
    (item,) = to_json(consensus(table_of("1 2 3 3 4 4 5 5", "ordinal", categories)), "en")["items"]
    assert (item["ipras"] is not None) is stated
    assert (item["disagreement"] is not None) is stated
    assert item["median"] == 3.5


def test_an_item_nobody_judged_has_counts_of_0_and_no_intervals() -> None:
    table = table_of("7 8\n. .", "ordinal", SCALE_1_9)
    item = to_json(consensus(table), "en")["items"][1]
    assert item["n"] == 0
    assert set(item["counts"].values()) == {0}
    assert (item["median"], item["wilson"], item["clopper_pearson"]) == (None, None, None)


def test_reasons_come_in_the_language_asked_for() -> None:
    result = consensus(table_of("keep keep\nkeep keep", categories=("keep", "drop")))
    assert to_json(result, "zh")["overall"]["fleiss_kappa"]["undefined"].startswith("无法计算：")
    assert to_json(result, "en")["overall"]["fleiss_kappa"]["undefined"].startswith("Not defined:")


def test_the_result_names_how_many_raters_kendalls_w_rests_on() -> None:
    result = consensus(table_of(JUDGES.replace("10", "."), "ordinal"))
    assert result.complete_raters == 0
    assert result.overall.kendall_w.value is None
    assert consensus(table_of(JUDGES, "ordinal")).complete_raters == 4


@given(data=st.data(), table=st.one_of(tables("nominal"), tables("ordinal")))
def test_the_order_of_items_changes_neither_items_nor_overall_figures(
    data: st.DataObject, table: RatingTable
) -> None:
    order = data.draw(st.permutations(range(len(table.items))))
    moved = replace(
        table,
        items=tuple(table.items[place] for place in order),
        cells=tuple(table.cells[place] for place in order),
    )
    before, after = consensus(table), consensus(moved)
    assert after.items == tuple(before.items[place] for place in order)
    for name in OVERALL:
        one: Measure = getattr(before.overall, name)
        other: Measure = getattr(after.overall, name)
        assert one.undefined == other.undefined
        assert one.value == pytest.approx(other.value, abs=1e-9)


@given(st.one_of(tables("nominal"), tables("ordinal")), st.one_of(tables("nominal"), tables("ordinal")))
def test_any_two_rounds_give_plain_finite_json(earlier: RatingTable, later: RatingTable) -> None:
    earlier = earlier if earlier.level == later.level else later
    json.dumps(to_json(consensus(later, earlier), "zh"), allow_nan=False)


def test_blanks_are_missing_and_blank_ends_are_passed_over() -> None:
    rows = [["item", "A", " B ", "", ""], ["x", "keep", " ", ""], [], ["", "", ""], ["y", " drop"]]
    table = read_table(rows, "nominal")
    assert (table.items, table.raters) == (("x", "y"), ("A", "B"))
    assert table.cells == (("keep", None), ("drop", None))
    assert (table.categories, table.declared) == (("drop", "keep"), False)


def test_full_width_digits_are_read_as_digits() -> None:
    table = read_table([["item", "A", "B"], ["x", "７", "３．５"]], "ordinal")
    assert table.cells == ((7.0, 3.5),)


def test_nominal_categories_keep_their_order_and_ordinal_ones_stand_in_that_of_their_numbers() -> None:
    rows = [["item", "A"], ["x", "2"]]
    assert read_table(rows, "nominal", ["3", "2", "10"]).categories == ("3", "2", "10")
    assert read_table(rows, "ordinal", ["3", "2", "10"]).categories == (2.0, 3.0, 10.0)


def test_a_rater_or_an_item_that_stands_twice_is_named() -> None:
    assert faults("item,A,B,A\nx,k,k,d\ny,k,k,d\nx,k,k,d") == [
        ("rater_duplicate", "1"),
        ("item_duplicate", "2"),
        ("item_duplicate", "4"),
    ]


def test_a_value_outside_the_categories_is_named_with_line_and_rater() -> None:
    assert faults("item,A,B\nx,keep,kepe", categories="keep,drop") == [("value_choice", "2:B")]
    assert faults("item,A,B\nx,9,10", "ordinal", "7,8,9") == [("value_choice", "2:B")]


@pytest.mark.parametrize("word", ["high", "nan", "inf", "1e3", "1_0", "٣", "7分", "9" * 400])
def test_an_ordinal_value_that_is_no_number_is_named(word: str) -> None:
    assert faults(f"item,A,B\nx,7,{word}", "ordinal") == [("not_a_number", "2:B")]


def test_categories_that_stand_twice_or_are_no_numbers_are_named() -> None:
    assert faults("item,A\nx,1", "ordinal", "1,1.0,high") == [
        ("not_a_number", "categories"),
        ("category_duplicate", "categories"),
    ]


def test_a_table_without_its_parts_is_refused() -> None:
    assert faults("A,B\nx,1") == [("column_missing", "1")]
    assert faults("item,A") == [("table_no_items", "")]
    assert faults("item\nx") == [("table_no_raters", "1")]
    assert faults("") == [("column_missing", "1"), ("table_no_raters", "1"), ("table_no_items", "")]
    assert faults("item,A,,B\nx,k,k,k") == [("column_unnamed", "1:3")]


def test_a_row_without_an_item_or_with_too_many_cells_is_named() -> None:
    assert faults("item,A,B\n,k,k\ny,k,k,k") == [("value_missing", "2"), ("row_too_long", "3")]


def test_a_table_made_by_hand_must_fit_its_own_shape_and_categories() -> None:
    with pytest.raises(ValueError, match="one row of cells per item"):
        RatingTable(("x",), ("A", "B"), (("keep",),), ("keep",), "nominal")
    with pytest.raises(ValueError, match="declared categories"):
        RatingTable(("x",), ("A",), (("drop",),), ("keep",), "nominal")
