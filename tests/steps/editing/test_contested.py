"""Results item by item: split panels, open outcomes, changes; and the agreement over all of them."""

from __future__ import annotations

import pytest

from lbsap.model.catalogue import Item
from lbsap.model.consultation import Counts, RuleVerdict, Tally, Verdict
from lbsap.model.errors import PluginFailed
from lbsap.model.text import Text
from lbsap.steps.editing.contested import (
    ItemResult,
    RoundResult,
    agreement,
    in_order,
    item_results,
    last_asked,
    rounds_needed,
    summary,
)

WHY = Text("理由", "reason")
ITEMS = tuple(Item(name, str(number), Text(name)) for number, name in enumerate("abcd", 1))


def verdict(word: RuleVerdict, *, robust: bool = True) -> Verdict:
    """What a rule says, met and robust unless it is undecided."""
    met = word != "undecided"
    return Verdict(word, WHY, met=met, robust=met and robust)


def result(item: str = "a", keep: int = 0, drop: int = 0, rename: int = 0, **more: object) -> ItemResult:
    """A result of the first round."""
    counts = Counts(keep=keep, drop=drop, rename=rename)
    return ItemResult(Item(item, "1", Text(item)), 1, Tally(item, counts), **more)  # type: ignore[arg-type]


def a_round(number: int, **counts: Counts) -> RoundResult:
    """A round whose rule keeps every item."""
    tallies = {item: Tally(item, one) for item, one in counts.items()}
    return RoundResult(number, tallies, {item: verdict("keep") for item in counts}, {})


def test_an_item_is_contested_where_the_interval_holds_one_half() -> None:
    assert result(
        keep=9, drop=3
    ).contested  # Wilson 0.468 to 0.911: three quarters establish no majority of twelve
    assert not result(keep=25, drop=5).contested
    assert not result(keep=2, drop=20).contested
    assert not result().contested  # nobody judged: nothing to be contested


def test_renaming_counts_on_the_side_of_those_who_retain() -> None:
    assert result(keep=5, rename=5, drop=2).minority == pytest.approx(2 / 12)
    assert result(keep=1, rename=1, drop=10).minority == pytest.approx(2 / 12)
    assert result().minority == 0


def test_contested_items_stand_first_the_most_even_split_at_the_top_and_settled_ones_last() -> None:
    even, near, clear = result("even", 5, 5), result("near", 7, 5), result("clear", 30, 2)
    settled = result("settled", 6, 6, settled="keep")
    assert [one.item.id for one in in_order((settled, clear, near, even), "contested")] == [
        "even", "near", "clear", "settled",
    ]  # fmt: skip


def test_items_without_a_verdict_come_before_undecided_ones_and_those_before_fragile_ones() -> None:
    failed = result("failed", 30, failure=PluginFailed("strange", "rule", "boom"))
    open_ = result("open", 20, 10, verdict=verdict("undecided"))
    fragile = result("fragile", 9, 3, verdict=verdict("keep", robust=False))
    sure = result("sure", 30, verdict=verdict("keep"))
    found = in_order((sure, fragile, open_, failed), "undecided")
    assert [one.item.id for one in found] == ["failed", "open", "fragile", "sure"]


def test_a_turned_verdict_stands_before_a_greater_shift_and_unchanged_items_keep_their_order() -> None:
    before = Tally("x", Counts(keep=10, drop=10))
    turned = result("turned", 11, 9, tally_before=before, verdict=verdict("keep"), verdict_before=None)
    shifted = result("shifted", 18, 2, tally_before=before)
    same, new = result("same", 10, 10, tally_before=before), result("new", 10)
    found = in_order((same, new, shifted, turned), "changed")
    assert [one.item.id for one in found] == ["turned", "shifted", "same", "new"]
    assert shifted.shift == pytest.approx(0.4)
    assert new.shift is None


def test_the_order_by_number_is_that_of_the_catalogue() -> None:
    given = (result("b", 5, 5), result("a", 9))
    assert in_order(given, "number") == given


def test_a_settled_item_stands_with_the_round_that_settled_it_and_names_no_round_before() -> None:
    settled: list[dict[str, RuleVerdict]] = [{}, {"a": "keep"}, {"a": "keep", "b": "drop"}]
    rounds = {
        0: a_round(1, a=Counts(keep=30), b=Counts(keep=15, drop=15), c=Counts(keep=20)),
        1: a_round(2, a=Counts(not_shown=30), b=Counts(drop=30), c=Counts(keep=10, drop=10)),
        2: a_round(3, a=Counts(not_shown=30), b=Counts(not_shown=30), c=Counts(keep=4, drop=16)),
    }
    a, b, c = item_results(ITEMS[:3], settled, rounds)
    assert (a.number, a.settled, a.tally.counts, a.tally_before) == (1, "keep", Counts(keep=30), None)
    assert (b.number, b.settled, b.tally.counts) == (2, "drop", Counts(drop=30))
    assert (c.number, c.settled) == (3, None)
    assert c.shift == pytest.approx(-0.3)


def test_only_the_rounds_that_are_shown_or_settled_something_are_tallied() -> None:
    settled: list[dict[str, RuleVerdict]] = [{}, {}, {"a": "keep"}, {"a": "keep"}, {"a": "keep"}]
    assert last_asked("a", settled) == 1
    assert rounds_needed(settled) == {1, 3, 4}
    assert rounds_needed([{}]) == {0}


def test_agreement_is_the_share_of_agreeing_pairs_over_the_items_asked_in_the_round() -> None:
    half, settled = result(keep=2, drop=2), result("settled", keep=40, settled="keep")
    alone = result("alone", keep=1)
    elsewhere = ItemResult(settled.item, 7, settled.tally, settled="keep")
    measure, items = agreement((half, alone, elsewhere), 1)
    assert measure.value == pytest.approx(1 / 3)  # of the six pairs of four experts, two agree
    assert items == 1


def test_agreement_says_why_it_is_not_defined() -> None:
    measure, items = agreement((result(keep=1),), 1)
    assert measure.undefined is not None
    assert items == 0


def test_the_summary_counts_what_the_rule_proposes_and_leaves_settled_items_out() -> None:
    results = (
        result("a", 9, verdict=verdict("keep")),
        result("b", 9, verdict=verdict("keep")),
        result("c", 0, 9, verdict=verdict("drop")),
        result("d", 9, verdict=verdict("keep"), settled="keep"),
    )
    assert summary(results, 12).en == (
        "3 items were put to the panel and 12 experts answered. The rule proposes: Keep (2); Drop (1)."
    )
