"""What a consultation report says of several rounds: who changed, who left, and that neither can be found out."""

from __future__ import annotations

from dataclasses import replace

from lbsap.model.validate import texts
from lbsap.steps.reports.report import make_report
from tests.steps.report_samples import (
    charts,
    full,
    report,
    rows,
    said,
    two_rounds,
)


def test_changes_between_rounds_stand_with_numbers_intervals_and_both_tests() -> None:
    document = make_report(two_rounds())
    first, second = rows(document, "Changes of judgement from round 1 to round 2")
    assert first == [
        "1 indicator 1",
        "2/21 (9.5%)",
        "2.7–28.9%",
        "yes",
        "21/21 (100.0%)",
        "19/21 (90.5%)",
        "0.500 / —",
    ]
    assert second[1:4] == ["10/20 (50.0%)", "29.9–70.1%", "no"]
    assert second[6] == "0.002 / —"
    [rated] = rows(document, "Changes of ratings")
    # seen: 6 x 4; expected: (36 x 4 + 24 x 9 + 24 x 1) / 10
    assert rated == ["1 indicator 1", "relevance", "10", "5", "7", "0.375"]
    assert "Of 32 experts who answered in round 1, 24 answered again in round 2" in said(document, "en")
    assert "2 others were new in round 2" in said(document, "en")


def test_the_chart_of_changes_tells_its_finding() -> None:
    [chart] = [one for one in charts(make_report(two_rounds())) if one.kind == "bar"]
    assert chart.caption.en == "Round 2: 1 of 2 items stable (at most 15% changed)"
    assert chart.series[0].values == (9.5, 50.0)


def test_retention_is_never_broken_down_below_five() -> None:
    found = rows(make_report(two_rounds()), "Retention from round 1")
    assert found == [
        ["ecology", "20", "14", "14/20 (70.0%)"],
        ["planning, law (together)", "12", "10", "10/12 (83.3%)"],
    ]


def test_those_who_left_are_compared_only_where_five_left() -> None:
    told = said(make_report(two_rounds()), "en")
    assert "for retaining in 6/16 (37.5%) of their judgements" in told
    value = two_rounds()
    few = replace(value, leaving=(replace(value.leaving[0], left=4),))
    told = said(make_report(few), "en")
    assert "4 experts left; fewer than 5 are not compared" in told
    assert "37.5%" not in told


def test_items_whose_verdict_silence_would_turn_are_named() -> None:
    found = rows(make_report(two_rounds()), "Items whose proposal would change")
    assert found == [
        ["Round 2: the 8 who did not answer vote to drop", "1 indicator 1 (Keep → Drop)"],
        ["Round 2: the 8 who left repeat their last answer", "no proposal changes"],
    ]


def test_each_of_several_rounds_is_reported_item_by_item() -> None:
    document = make_report(two_rounds())
    assert len(rows(document, "Round 1: answers item by item")) == 3
    assert len(rows(document, "Round 2: answers item by item")) == 2
    assert "From round 2 on, experts saw beside each item" in said(document, "en")
    assert "no results were fed back" in said(make_report(full()), "en")


def test_a_report_of_several_rounds_is_whole_in_both_languages() -> None:
    missing = [place for place, text in texts(make_report(two_rounds())) if text and text.missing]
    assert missing == []


def test_a_consultation_without_invitations_claims_no_response() -> None:
    [only] = report().rounds
    none = tuple(replace(one, invited=0, opened=0, submitted=0) for one in only.response)
    told = said(make_report(report(rounds=(replace(only, response=none, uninvited=37),))), "en")
    assert "no personal invitations are recorded; 37 experts answered" in told
