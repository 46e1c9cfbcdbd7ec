"""How a round goes, in counts that give nobody away."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Item
from lbsap.model.report import LEAST_GROUP
from lbsap.model.text import Text
from lbsap.steps.editing.following import StageRow, day_rows, item_rows, stage_rows

STAGES = ("invited", "opened", "started", "submitted")
ITEMS = [Item("birds", "1", Text("鸟类", "Birds")), Item("budget", "2", Text("预算", "Budget"))]


def test_strata_of_fewer_than_five_are_put_together() -> None:
    counts = {
        "invited": {"survey": 12, "policy": 3, "other": 2},
        "opened": {"survey": 10, "policy": 3},
        "started": {"survey": 8, "policy": 2},
        "submitted": {"survey": 5, "policy": 1},
    }
    rows, everybody = stage_rows(counts)
    assert rows == (StageRow(("survey",), 12, 10, 8, 5), StageRow(("policy", "other"), 5, 3, 2, 1))
    assert (everybody.invited, everybody.opened, everybody.started, everybody.submitted) == (17, 13, 10, 6)


def test_fewer_than_five_people_in_all_are_not_broken_down() -> None:
    rows, everybody = stage_rows({stage: {"survey": 3, "policy": 1} for stage in STAGES})
    assert rows == ()
    assert everybody.invited == 4


def test_those_who_came_by_a_public_link_count_though_nobody_invited_them() -> None:
    rows, everybody = stage_rows({"invited": {}, "opened": {"": 7}, "started": {"": 6}, "submitted": {"": 5}})
    assert rows == (StageRow(("",), 0, 7, 6, 5),)
    assert everybody.invited == 0


COUNTS = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.integers(0, 9), max_size=4)


@given(st.fixed_dictionaries(dict.fromkeys(STAGES, COUNTS)))
def test_no_stratum_is_found_by_subtraction(counts: dict[str, dict[str, int]]) -> None:
    rows, everybody = stage_rows(counts)
    sizes = {one: max(by.get(one, 0) for by in counts.values()) for by in counts.values() for one in by}
    assert all(sum(sizes[one] for one in row.strata) >= LEAST_GROUP for row in rows)
    for stage in STAGES:
        assert sum(getattr(row, stage) for row in rows) in (0, getattr(everybody, stage))


def test_days_are_those_of_beijing() -> None:
    late, early = datetime(2026, 11, 19, 15, 59, tzinfo=UTC), datetime(2026, 11, 19, 16, 1, tzinfo=UTC)
    rows = day_rows([late, late], [late, early, early])
    assert [(row.day.zh, row.opened, row.submitted, row.total) for row in rows] == [
        ("2026年11月19日", 2, 1, 1),
        ("2026年11月20日", 0, 2, 3),
    ]
    assert day_rows([], []) == ()


VERDICTS = {
    ("birds", "survey", "keep"): 3,
    ("birds", "policy", "drop"): 2,
    ("birds", "survey", "outside"): 4,
    ("birds", "", ""): 1,
    ("budget", "survey", "rename"): 4,
}


def test_the_quorum_counts_those_who_judged_and_no_others() -> None:
    birds, budget = item_rows(ITEMS, VERDICTS, {}, ("verdict",), 5, {"birds": 2})
    assert (birds.judged, birds.outside, birds.skipped, birds.stopped, birds.met) == (5, 4, 1, 2, True)
    assert (budget.judged, budget.met) == (4, False)


def test_a_rule_that_reads_ratings_counts_ratings() -> None:
    ratings = {("birds", "relevance", 7): 2, ("birds", "relevance", 9): 1, ("birds", "clarity", 5): 9}
    birds, budget = item_rows(ITEMS, VERDICTS, ratings, ("relevance",), 3, {})
    assert (birds.counted, birds.met, birds.judged) == (3, True, 5)
    assert (budget.counted, budget.met) == (0, False)


def test_a_rule_without_a_quorum_says_nothing_of_it() -> None:
    assert [row.met for row in item_rows(ITEMS, VERDICTS, {}, ("verdict",), None, {})] == [None, None]
