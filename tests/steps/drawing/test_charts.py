"""Charts of an item: where the bars lie, what their titles find, and the tables beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Item
from lbsap.model.consultation import Counts, Tally
from lbsap.model.questionnaire import Choice, ItemQuestions, ProfileQuestion, Questionnaire, Rating
from lbsap.model.rounds import ItemChange, MarginalTest, Retention, RoundChange
from lbsap.model.text import Text
from lbsap.steps.drawing.item_charts import Chart, interval_ends, item_charts, parts_of
from lbsap.steps.drawing.stability_charts import change_charts, item_changed
from lbsap.steps.editing.contested import ItemResult
from lbsap.steps.measures.ratings import summarise_counts

FIELDS = tuple(Choice(name, Text(f"{name}类", name.title())) for name in ("survey", "planning", "policy"))
ASKED = Questionnaire(
    id="q",
    version="1",
    title=Text("问卷", "Questions"),
    about="c",
    purpose=Text("试用", "A trial"),
    items=ItemQuestions(
        verdicts=(Choice("keep", Text("保留", "Keep")),),
        settings=(Choice("scope", Text("评价范围", "Scope")), Choice("scoring", Text("赋分标准", "Scoring"))),
        troubles=(Choice("data", Text("数据难以获取", "Data hard to obtain")),),
        ratings=(
            Rating("relevance", Text("相关性", "Relevance"), Text("无关", "None"), Text("必要", "All")),
        ),
    ),
    profile=(ProfileQuestion("field", Text("领域", "Field"), FIELDS, stratum=True),),
)
ITEM = Item("a", "8", Text("自然保护地", "Protected areas"))


def charts(tally: Tally, *earlier: Tally) -> dict[str, Chart]:
    """The charts of an item in its last round, after earlier ones, by name."""
    rounds = range(1 + len(earlier), 0, -1)
    history = [ItemResult(ITEM, *one) for one in zip(rounds, (tally, *earlier), strict=True)]
    return {one.name: one for one in item_charts(history[0], history, ASKED)}


def test_the_finding_names_how_many_retain_with_the_report_s_rounding() -> None:
    chart = charts(Tally("a", Counts(keep=16, rename=14, drop=6, outside=3)))["verdicts"]
    assert chart.finding == Text("36 人中 30 人主张保留（83.3%）", "30 of 36 retain (83.3%)")
    assert [(part.kind, part.count, part.start, part.length) for part in chart.bars[0].parts] == [
        ("keep", 16, "0.0", "44.4"),
        ("rename", 14, "44.4", "38.9"),
        ("drop", 6, "83.3", "16.7"),
    ]
    assert (chart.bars[0].low, chart.bars[0].high) == ("68.1", "92.1")
    share, interval = chart.rows[0][-2:]
    assert (share, interval) == (Text("30/36（83.3%）", "30/36 (83.3%)"), Text("68.1%—92.1%", "68.1–92.1%"))


def test_a_later_round_stands_above_the_earlier_one() -> None:
    chart = charts(Tally("a", Counts(keep=9)), Tally("a", Counts(keep=4, drop=5)))["verdicts"]
    assert [bar.title.en for bar in chart.bars] == ["Round 2", "Round 1"]
    assert chart.finding.en == "9 of 9 retain (100.0%)"


def test_nothing_is_drawn_where_nobody_judged_rated_or_named_anything() -> None:
    assert charts(Tally("a", Counts(outside=3, skipped=2))) == {}
    assert parts_of(Counts(outside=4)) == ()
    assert interval_ends(Counts()) == ("", "")


@given(st.builds(Counts, *(st.integers(0, 400) for _ in range(3))))
def test_the_parts_of_a_bar_join_without_gaps_and_fill_it(counts: Counts) -> None:
    parts = parts_of(counts)
    assert sum(part.count for part in parts) == counts.judged
    ends = [float(part.start) + float(part.length) for part in parts]
    for end, following in zip(ends, parts[1:], strict=False):
        assert end == pytest.approx(
            float(following.start), abs=0.11
        )  # a tenth of a percent: less than a pixel
    if parts:
        assert ends[-1] == pytest.approx(100, abs=0.11)


def test_a_number_is_written_on_its_part_only_where_it_can_be_read() -> None:
    small, large = parts_of(Counts(keep=2, drop=38))
    assert not small.labelled
    assert large.labelled


def test_strata_below_five_are_joined_and_the_finding_names_the_two_ends() -> None:
    strata = {
        "survey": Counts(keep=8, drop=2),
        "planning": Counts(keep=6),
        "policy": Counts(drop=3),
        "other": Counts(keep=1, drop=1),
    }
    chart = charts(Tally("a", Counts(keep=15, drop=6), strata=strata))["strata"]
    assert [bar.title.en for bar in chart.bars] == ["Survey", "Planning", "Policy, other (together)"]
    assert chart.finding.en == "From 20.0% of Policy, other (together) to 100.0% of Planning retain"


def test_groups_that_judge_alike_are_said_to_do_so() -> None:
    strata = {"survey": Counts(keep=9, drop=1), "planning": Counts(keep=18, drop=2)}
    chart = charts(Tally("a", Counts(keep=27, drop=3), strata=strata))["strata"]
    assert chart.finding.en == "In all 2 groups, 90.0% retain"


def test_one_group_alone_is_no_comparison() -> None:
    assert "strata" not in charts(Tally("a", Counts(keep=9), strata={"survey": Counts(keep=9)}))


def test_ratings_show_median_third_and_disagreement_of_a_published_example() -> None:
    # Basger et al. 2012, table 1 (PMC3467596): fifteen ratings, median 7, IQR 1, no disagreement
    given_ = {4.0: 3, 7.0: 5, 8.0: 5, 9.0: 2}
    chart = charts(Tally("a", Counts(keep=15), ratings={"relevance": summarise_counts(given_)}))[
        "rating-relevance"
    ]
    assert chart.finding.en == "Relevance: median 7, high third (7–9), no disagreement"
    assert chart.bars[0].told.en == "n = 15; interquartile range 1 (7 to 8)"
    assert [part.count for part in chart.bars[0].parts] == [0, 0, 0, 3, 0, 0, 5, 5, 2]
    assert [(part.length, part.top) for part in chart.bars[0].parts[6:]] == [
        ("100.0", "0.0"), ("100.0", "0.0"), ("40.0", "60.0"),
    ]  # fmt: skip
    assert chart.rows[6] == ("7", 5, Text("5/15（33.3%）", "5/15 (33.3%)"))


def test_too_few_ratings_say_that_there_is_no_verdict_on_disagreement() -> None:
    chart = charts(Tally("a", Counts(keep=3), ratings={"relevance": summarise_counts({8.0: 3})}))[
        "rating-relevance"
    ]
    assert "no verdict on disagreement" in chart.finding.en
    assert "fewer than 7" in chart.note.en


def test_wishes_are_counted_by_kind_and_ties_are_all_named() -> None:
    tally = Tally("a", Counts(keep=9), settings={"scope": 4, "scoring": 4}, troubles={"data": 2})
    found = charts(tally)
    assert found["settings"].finding.en == "Changes of settings: most named is Scope, Scoring (4)"
    assert found["troubles"].rows == ((Text("数据难以获取", "Data hard to obtain"), 2),)


ITEM_CHANGE = ItemChange(
    item="a",
    paired=30,
    changed=4,
    before=Counts(keep=20, drop=10),
    after=Counts(keep=24, drop=6),
    options=MarginalTest(undefined=Text("无", "none")),
    retained=MarginalTest(undefined=Text("无", "none")),
)
CHANGE = RoundChange(
    earlier=1,
    later=2,
    items=(ITEM_CHANGE, replace(ITEM_CHANGE, item="b", changed=9), replace(ITEM_CHANGE, item="c", paired=0)),
    answered_earlier=36,
    answered_later=33,
    both=30,
    retention=(Retention(("survey",), 20, 19), Retention(("planning", "policy"), 16, 11)),
)


def test_changes_stand_with_the_most_changed_item_first_and_leave_unpaired_items_out() -> None:
    retention, changes = change_charts(CHANGE, {one: Text(one, one) for one in "abc"}, ASKED)
    assert [bar.title.en for bar in changes.bars] == ["b", "a"]
    assert changes.finding.en == "Round 2: 1 of 2 items stable (at most 15% changed)"
    assert changes.rows[1][1:] == (
        Text("4/30（13.3%）", "4/30 (13.3%)"),
        Text("5.3%—29.7%", "5.3–29.7%"),
        Text("是", "yes"),
        Text("20/30（66.7%）", "20/30 (66.7%)"),
        Text("24/30（80.0%）", "24/30 (80.0%)"),
    )
    assert retention.finding.en == "Retention by group: from 11/16 (68.8%) to 19/20 (95.0%)"


def test_the_change_on_an_item_is_told_with_its_interval_and_the_convention() -> None:
    assert item_changed(ITEM_CHANGE).en == (
        "Of 30 experts who judged it in both rounds, 4/30 (13.3%) changed, 95% interval 5.3–29.7%: stable by "
        "convention (at most 15%)."
    )
    assert "not stable (more than 15%)" in item_changed(replace(ITEM_CHANGE, changed=9)).en
