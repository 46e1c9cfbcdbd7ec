"""The shipped consensus rules on published examples and on the cases where careless rules go wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.consultation import ConsensusRule, Counts, Tally, Verdict
from lbsap.steps.measures.ratings import summarise_counts
from lbsap_consensus import comet, lawshe, majority, rand_ucla
from lbsap_consensus.lawshe import critical_count
from lbsap_consensus.words import percent

RULES = (majority.RULE, rand_ucla.RULE, comet.RULE, lawshe.RULE)


def judged(rule: ConsensusRule, tally: Tally, given: Mapping[str, float] | None = None) -> Verdict:
    return rule.judge(tally, rule.values(given))


def votes(keep: int, rename: int, drop: int, outside: int = 0) -> Tally:
    return Tally("x", Counts(keep=keep, rename=rename, drop=drop, outside=outside))


def rated(*ratings: int) -> Tally:
    counts = {float(value): n for value, n in Counter(ratings).items()}
    return Tally("x", Counts(), ratings={"relevance": summarise_counts(counts)})


def test_sixteen_keep_fourteen_rename_six_drop_means_thirty_of_thirty_six_retain() -> None:
    verdict = judged(majority.RULE, votes(16, 14, 6))
    assert (verdict.verdict, verdict.met, verdict.robust) == ("keep", True, True)
    assert "30 of 36 (83.3%)" in verdict.reason.en
    assert "36 人作出判断，30 人（83.3%）主张保留" in verdict.reason.zh
    assert "16 keep it and 14 rename it" in verdict.reason.en


def test_nine_of_twelve_meets_three_quarters_but_is_not_robust() -> None:
    verdict = judged(majority.RULE, votes(9, 0, 3))
    assert (verdict.met, verdict.robust) == (True, False)


@pytest.mark.parametrize(
    ("n", "needed"), [(5, 5), (7, 7), (9, 8), (10, 9), (12, 10), (15, 12), (20, 15), (25, 18), (30, 21)]
)
def test_votes_needed_for_a_robust_majority(n: int, needed: int) -> None:
    def robust(keep: int) -> bool | None:
        return judged(majority.RULE, votes(keep, 0, n - keep), {"threshold": 0.5}).robust

    assert robust(needed)
    assert not robust(needed - 1)


def test_outside_my_expertise_is_not_in_the_denominator() -> None:
    assert judged(majority.RULE, votes(9, 0, 3, outside=20)).met
    assert not judged(majority.RULE, votes(8, 0, 4, outside=0)).met


def test_a_split_panel_is_undecided_and_not_settled_by_order() -> None:
    assert judged(majority.RULE, votes(9, 0, 9)).verdict == "undecided"
    assert judged(majority.RULE, votes(0, 9, 9)).verdict == "undecided"


def test_a_tied_name_is_left_to_the_editors() -> None:
    assert judged(majority.RULE, votes(10, 10, 0)).verdict == "retain"


def test_more_renames_than_keeps_is_a_rename() -> None:
    assert judged(majority.RULE, votes(5, 14, 1)).verdict == "rename"


def test_enough_drops_is_a_drop() -> None:
    assert judged(majority.RULE, votes(2, 1, 17)).verdict == "drop"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_panel_below_the_quorum_gets_no_verdict(rule: ConsensusRule) -> None:
    for tally in (Tally("x", Counts()), votes(2, 0, 0), rated(9, 9)):
        verdict = judged(rule, tally)
        assert (verdict.verdict, verdict.met, verdict.robust) == ("undecided", None, None)


def test_rand_ucla_accepts_the_published_item_of_basger_2012() -> None:
    # Basger et al. 2012, BMJ Open 2:e001431, table 1: n 15, median 7, P30 7, P70 8, IPRAS 6.10, accepted.
    item = rated(4, 5, 6, *[7] * 5, *[8] * 5, 9, 9)
    for classical in (0, 1):
        assert judged(rand_ucla.RULE, item, {"classical": classical}).verdict == "keep"
    assert "median 7; IPR 1, IPRAS 6.1" in judged(rand_ucla.RULE, item).reason.en


def test_rand_ucla_medians_at_the_border_go_to_the_higher_zone() -> None:
    assert judged(rand_ucla.RULE, rated(*[6] * 5, *[7] * 5)).verdict == "keep"
    assert judged(rand_ucla.RULE, rated(*[3] * 5, *[4] * 5)).verdict == "undecided"
    assert judged(rand_ucla.RULE, rated(*[3] * 6, *[4] * 4)).verdict == "drop"


def test_rand_ucla_disagreement_leaves_an_item_undecided() -> None:
    split = rated(*[1] * 4, *[9] * 5)
    assert judged(rand_ucla.RULE, split).verdict == "undecided"
    assert judged(rand_ucla.RULE, split, {"classical": 1}).verdict == "undecided"


def test_the_classical_rule_says_nothing_beyond_sixteen_raters() -> None:
    assert judged(rand_ucla.RULE, rated(*[8] * 17), {"classical": 1}).met is None
    assert judged(rand_ucla.RULE, rated(*[8] * 17)).verdict == "keep"


def test_comet_needs_seventy_percent_high_and_under_fifteen_low() -> None:
    assert judged(comet.RULE, rated(*[8] * 7, *[5] * 3)).verdict == "keep"
    assert (
        judged(comet.RULE, rated(*[8] * 17, *[1] * 3)).verdict == "undecided"
    )  # 15 % is not fewer than 15 %
    assert judged(comet.RULE, rated(*[2] * 8, *[5] * 2)).verdict == "drop"
    assert judged(comet.RULE, rated(*[8] * 6, *[5] * 4)).verdict == "undecided"


@pytest.mark.parametrize(("n", "k"), [(8, 7), (10, 9), (11, 9), (13, 10), (15, 12), (20, 15), (40, 26)])
def test_lawshe_critical_counts_are_exact(n: int, k: int) -> None:
    assert critical_count(n) == k
    assert judged(lawshe.RULE, rated(*[8] * k, *[4] * (n - k))).verdict == "keep"
    assert judged(lawshe.RULE, rated(*[8] * (k - 1), *[4] * (n - k + 1))).verdict == "undecided"


def test_lawshe_never_proposes_to_drop() -> None:
    verdict = judged(lawshe.RULE, rated(*[1] * 20))
    assert verdict.verdict == "undecided"
    assert "Not shown to be essential" in verdict.reason.en


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.floats(0.5, 1))
def test_a_majority_verdict_never_contradicts_its_counts(
    keep: int, rename: int, drop: int, threshold: float
) -> None:
    verdict = judged(majority.RULE, votes(keep, rename, drop), {"threshold": threshold})
    if verdict.verdict == "drop":
        assert drop >= keep + rename
    if verdict.verdict in ("keep", "rename", "retain"):
        assert keep + rename >= drop
    if verdict.robust:
        assert verdict.met


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_says_what_it_reads_and_whom_it_counts(rule: ConsensusRule) -> None:
    assert rule.reads
    assert rule.denominator.missing == ()
    assert rule.version


def test_half_against_half_is_a_tie_even_where_half_would_be_enough() -> None:
    verdict = judged(majority.RULE, votes(4, 1, 5), {"threshold": 0.5})
    assert (verdict.verdict, verdict.met, verdict.robust) == ("undecided", False, False)
    assert "主张保留与主张删除的各 5 人（50.0%）" in verdict.reason.zh


@pytest.mark.parametrize(("count", "n", "shown"), [(23, 80, "28.8%"), (41, 80, "51.3%"), (9, 72, "12.5%")])
def test_percentages_are_rounded_half_up_from_the_exact_share(count: int, n: int, shown: str) -> None:
    assert percent(count, n) == shown
