"""Paired counts of two rounds: who changed, how sure that is, and who came back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.consultation import Counts
from lbsap.model.measures import wilson
from lbsap.model.report import LEAST_GROUP
from lbsap.model.rounds import RoundChange
from lbsap.steps.measures.rounds import VERDICTS, Paired, change_between

STRATA = {"ecology": (20, 14), "planning": (9, 9), "law": (3, 1), "": (2, 2)}
AGRESTI = {("keep", "keep"): 794, ("keep", "drop"): 150, ("drop", "keep"): 86, ("drop", "drop"): 570}
THREE = {
    ("keep", "keep"): 35, ("keep", "drop"): 5, ("drop", "keep"): 15, ("drop", "drop"): 20, ("drop", "rename"): 5,
    ("rename", "keep"): 10, ("rename", "drop"): 5, ("rename", "rename"): 5,
}  # fmt: skip


def changed(moves: dict[tuple[str, str], int], **more: object) -> RoundChange:
    verdicts = {("i1", was, now): n for (was, now), n in moves.items()}
    return change_between(1, 2, ["i1"], Paired(STRATA, 30, verdicts, **more))  # type: ignore[arg-type]


def test_those_who_changed_stand_with_their_number_and_interval() -> None:
    found = changed({("keep", "keep"): 20, ("keep", "rename"): 3, ("rename", "drop"): 1}).items[0]
    assert (found.paired, found.changed, found.share) == (24, 4, 4 / 24)
    assert found.interval == wilson(4, 24)
    assert found.before == Counts(keep=23, rename=1)
    assert found.after == Counts(keep=20, rename=3, drop=1)


def test_at_most_fifteen_in_a_hundred_changing_counts_as_stable() -> None:
    assert changed({("keep", "keep"): 17, ("keep", "drop"): 3}).items[0].stable is True
    assert changed({("keep", "keep"): 16, ("keep", "drop"): 3}).items[0].stable is False
    assert changed({}).items[0].stable is None


def test_outside_and_blank_answers_pair_nobody() -> None:
    found = changed({("keep", "outside"): 4, ("", "drop"): 3, ("keep", "keep"): 2}).items[0]
    assert (found.paired, found.changed) == (2, 0)


def test_three_verdicts_have_the_published_stuart_maxwell_statistic() -> None:
    found = changed(THREE).items[0].options
    assert found.statistic == pytest.approx(14.00)
    assert (found.df, round(found.p or 0, 5)) == (2, 0.00091)


def test_retain_and_drop_have_the_published_mcnemar_statistic() -> None:
    found = changed(AGRESTI).items[0].retained
    assert found.statistic == pytest.approx(17.356, abs=5e-4)
    assert not found.exact


def test_keeping_under_another_name_is_no_change_between_retain_and_drop() -> None:
    found = changed({("keep", "rename"): 30, ("drop", "keep"): 1, ("keep", "keep"): 5}).items[0]
    assert found.retained.p == 1.0
    assert found.changed == 31


def test_few_changes_are_not_judged_by_chi_square_but_exactly_where_that_is_possible() -> None:
    found = changed({("keep", "keep"): 20, ("keep", "drop"): 6, ("drop", "keep"): 1}).items[0]
    assert found.options.p is None
    assert found.options.undefined is not None
    assert "7 changed" in found.options.undefined.en
    assert found.retained.exact
    assert found.retained.p == pytest.approx(2 * (1 + 7) / 2**7)


def test_ratings_tell_the_medians_of_the_same_experts_and_weighted_kappa() -> None:
    ratings = {("i1", "relevance", 9, 9): 3, ("i1", "relevance", 5, 7): 2, ("i1", "clarity", 2, 2): 4}
    clarity, relevance = changed({}, ratings=ratings).items[0].ratings
    assert (relevance.rating, relevance.paired, relevance.before, relevance.after) == ("relevance", 5, 9, 9)
    assert relevance.shift == 0
    kappa = relevance.weighted_kappa.value
    # quadratic weights: disagreement seen 2 x 4; expected over all pairs (3 x 9, 2 x 5) with (3 x 9, 2 x 7) / 5
    assert kappa == pytest.approx(1 - 8 / ((3 * 2 * 4 + 2 * 3 * 16 + 2 * 2 * 4) / 5))
    assert clarity.weighted_kappa.undefined is not None


def test_retention_shows_no_stratum_below_five_and_newcomers_hide_nobody() -> None:
    found = changed({})
    assert (found.answered_earlier, found.both, found.answered_later, found.newcomers) == (34, 26, 30, 4)
    assert [(one.strata, one.earlier, one.both) for one in found.retention] == [
        (("ecology",), 20, 14),
        (("planning",), 9, 9),
        (("law", ""), 5, 3),
    ]


MOVES = st.dictionaries(
    st.tuples(st.sampled_from((*VERDICTS, "outside", "")), st.sampled_from((*VERDICTS, "outside", ""))),
    st.integers(0, 12),
)
SIZES = st.integers(0, 20).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(MOVES, st.dictionaries(st.sampled_from(["a", "b", "c", ""]), SIZES))
def test_counts_add_up_and_small_groups_never_show(
    moves: dict[tuple[str, str], int], strata: dict[str, tuple[int, int]]
) -> None:
    verdicts = {("i1", was, now): n for (was, now), n in moves.items()}
    found = change_between(1, 2, ["i1"], Paired(strata, 99, verdicts))
    one = found.items[0]
    assert one.paired == one.before.judged == one.after.judged >= one.changed
    assert all(group.earlier >= LEAST_GROUP for group in found.retention)
    if found.retention:
        assert sum(group.earlier for group in found.retention) == found.answered_earlier
        assert sum(group.both for group in found.retention) == found.both
