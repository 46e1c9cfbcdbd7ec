"""What a consultation report says: the tallies' own numbers, in both languages, and nobody's name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.blocks import Gap
from lbsap.model.consultation import Answer, Counts, Decision, Tally
from lbsap.model.measures import Measure
from lbsap.model.report import (
    LEAST_GROUP,
    Remark,
    publishable,
    published_strata,
    size_of,
)
from lbsap.model.text import LANGS
from lbsap.model.validate import texts
from lbsap.steps.catalogues.revise import revise
from lbsap.steps.measures.aggregate import group_answers, make_tallies
from lbsap.steps.measures.round_input import overall_agreement, reasons_in
from lbsap.steps.reports.accord import ACCORD_ITEMS, COVER
from lbsap.steps.reports.report import make_report
from lbsap.steps.reports.results import near_groups
from lbsap.steps.reports.statements import STATEMENTS
from tests.steps.report_samples import (
    DECIDED,
    LONG,
    SHORT,
    TALLY,
    both,
    charts,
    full,
    outline,
    questionnaire,
    report,
    rows,
    said,
    two_rounds,
)


def test_thirty_of_thirty_six_retain_is_said_first_in_both_languages() -> None:
    document = make_report(report())
    assert "30 of 36 retain (83.3%); keep 16, rename 14, drop 6" in said(document, "en")
    assert "36 人中 30 人主张保留（83.3%）；保留原名 16 人，更名 14 人，删除 6 人" in said(document, "zh")


def test_each_item_shows_the_numbers_of_its_tally() -> None:
    first, second, third = rows(make_report(report()), "answers item by item")
    assert first == [
        "1 indicator 1",
        "30/36 (83.3%)",
        "68.1–92.1%",
        "16",
        "14",
        "6",
        "36",
        "0",
        "0",
        "0",
        "Keep",
        "yes",
        "yes",
    ]
    assert second[1:10] == ["3/34 (8.8%)", "3.0–23.0%", "3", "0", "31", "34", "2", "0", "0"]
    assert third[1:] == ["—", "—", "0", "0", "0", "0", "36", "0", "0", "none: the rule failed", "—", "—"]


def test_charts_hold_the_counts_and_the_share_never_stands_without_its_number() -> None:
    [chart] = charts(make_report(report()))
    assert [series.values for series in chart.series] == [(16, 3, 0), (14, 0, 0), (6, 31, 0)]
    assert "1 of 3 items retained by more than half of those who judged" in chart.caption.en


def test_a_chart_has_fourteen_bars_at_most_and_parts_are_even() -> None:
    catalogue = outline()
    document = make_report(
        report(catalogue, tallies=tuple(Tally(item.id, DECIDED) for item in catalogue.items))
    )
    assert [len(chart.categories) for chart in charts(document)] == [9, 9, 1]


def test_a_group_below_five_is_counted_together_with_the_smallest_other_one() -> None:
    document = make_report(report())
    response = rows(document, "response by group")
    assert response == [
        ["ecology", "25", "24", "22", "21", "21/25 (84.0%)"],
        ["planning, law (together)", "18", "17", "15", "15", "15/18 (83.3%)"],
        ["All", "43", "41", "37", "36", "36/43 (83.7%)"],
    ]
    first, *_ = rows(document, "Experts who retain, of those who judged")
    assert first == ["1 indicator 1", "18/21 (85.7%)", "12/15 (80.0%)"]


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 12), max_size=6))
def test_groups_that_may_be_shown_have_five_experts_and_cover_everybody(sizes: dict[str, int]) -> None:
    groups = publishable(sizes)
    if sum(sizes.values()) < LEAST_GROUP:
        assert groups == ()
        return
    assert sorted(one for group in groups for one in group) == sorted(sizes)
    assert all(sum(sizes[one] for one in group) >= LEAST_GROUP for group in groups)


def test_experts_who_stated_no_stratum_cannot_be_found_by_subtraction() -> None:
    tally = Tally(
        "i1", Counts(keep=20, drop=2), strata={"ecology": Counts(keep=12), "planning": Counts(keep=8)}
    )
    shown = dict(published_strata(tally))
    assert shown == {("ecology",): Counts(keep=12), ("planning", ""): Counts(keep=8, drop=2)}
    assert all(size_of(counts) >= LEAST_GROUP for counts in shown.values())


def test_everything_is_said_in_both_languages() -> None:
    missing = [place for place, text in texts(make_report(full())) if text and text.missing]
    assert missing == []


def test_nobody_who_answered_is_named() -> None:
    document = make_report(full())
    assert not any("zhang" in said(document, lang) or "@example" in said(document, lang) for lang in LANGS)


def test_decisions_stand_old_beside_new_with_the_reason_and_what_the_rule_proposed() -> None:
    document = make_report(full())
    found = rows(document, "Decisions and reasons")
    assert found[0] == [
        "1 indicator 1", "Rename, Change of settings", "1 indicator one", "30 of 36 retain (83.3%)", "Keep", "why kept",
    ]  # fmt: skip
    assert found[2][:3] == ["3 indicator 3", "Merge", "1 indicator one"]
    assert found[3][:3] == ["—", "New", "3 indicator four"]
    assert "depart from what the rule proposes: 2 indicator 2." in said(document, "en")


def test_the_lineage_shows_changed_settings_in_their_old_and_new_words() -> None:
    document = make_report(full())
    assert rows(document, "Settings, old and new") == [["1 indicator one", "scope", SHORT.en, LONG.en]]
    assert rows(document, "Change list")[0] == ["renamed", "1 indicator 1", "1 indicator one", "scope"]


def test_the_effect_on_an_index_is_told_in_points() -> None:
    document = make_report(full())
    assert rows(document, "Before and after") == [
        ["nature", "3", "3", "12", "12"],
        ["All", "3", "3", "12", "12"],
    ]
    assert "from 12 points (3 indicators) to 12 points (3 indicators)" in said(document, "en")


def test_an_outline_is_reported_by_chapter_and_has_no_points() -> None:
    catalogue = outline()
    decisions = [Decision("c2", "drop", both("not needed"))]
    value = report(
        catalogue,
        tallies=tuple(Tally(item.id, DECIDED) for item in catalogue.items),
        decisions=tuple(decisions),
        revised=revise(catalogue, decisions),
    )
    document = make_report(value)
    assert rows(document, "Before and after") == [
        ["chapter 1", "18", "18"],
        ["chapter 2", "1", "0"],
        ["All", "19", "18"],
    ]
    assert "points" not in said(document, "en")
    assert "Items decided on by the editors: 1; items added: 0; not decided yet: 18." in said(document, "en")


def test_the_rule_is_told_with_the_time_it_was_fixed_at() -> None:
    told = said(make_report(report()), "en")
    assert "locked when round 1 opened: 31 August 2026, 14:32 (Beijing time)" in told


def test_what_the_host_has_not_stated_stays_visible_as_a_gap() -> None:
    gaps = [block for part in make_report(report()).parts for block in part.blocks if isinstance(block, Gap)]
    assert sorted(gap.where for gap in gaps) == sorted(STATEMENTS)
    stated = make_report(report(statements={name: both(f"words on {name}") for name in STATEMENTS}))
    assert all(f"words on {name}" in said(stated, "en") for name in STATEMENTS)
    assert not any(isinstance(block, Gap) for part in stated.parts for block in part.blocks)


@pytest.mark.parametrize("demonstration", [True, False])
def test_a_demonstration_says_so_on_its_cover_and_nothing_else_does(demonstration: bool) -> None:
    document = make_report(report(demonstration=demonstration))
    assert bool(document.cover.notice) is demonstration
    assert ("invented sample data" in said(document, "en")) is demonstration


def test_names_nearly_alike_stand_together_and_none_is_merged() -> None:
    groups = near_groups(TALLY.names)
    assert [[one.count for one in group] for group in groups] == [[3, 1], [2]]
    assert rows(make_report(report()), "Proposed names")[0][1] == "新名 (3); 新名称 (1)"


def test_reasons_of_the_minority_come_first_and_none_is_said_twice() -> None:
    reasons = (
        *(Remark("i1", f"fine {n}", "keep") for n in range(3)),
        *[Remark("i1", "cannot be measured", "drop")] * 3,
    )
    [first, *_] = rows(make_report(report(reasons=reasons)), "sample of reasons")
    assert first == [
        "1 indicator 1",
        "6/36 (16.7%)",
        "(Drop) cannot be measured\n(Keep) fine 0\n(Keep) fine 1",
    ]


def test_disagreement_in_a_rating_is_named_and_its_spread_given() -> None:
    [first, *_] = rows(make_report(report()), "Ratings")
    assert first == ["1 indicator 1", "9 (7; n = 9)", "relevance"]


def test_agreement_without_variation_gives_the_reason_in_place_of_a_figure() -> None:
    found = overall_agreement(
        [Answer(who, item, "keep") for who in "ab" for item in ("i1", "i2")],
        ["i1", "i2"],
        questionnaire("index"),
    )
    assert found[0].measures["percent_agreement"] == Measure(1.0)
    [only] = report().rounds
    document = make_report(report(rounds=(replace(only, agreement=found),)))
    by_name = {row[0]: row[1] for row in rows(document, "agreement over all items")}
    assert by_name["Percent agreement"] == "1.000"
    assert "no variation" in by_name["Fleiss' kappa"]
    assert by_name["Experts who judged every item"] == "2"


def test_outside_and_blank_answers_are_no_judgements_in_agreement() -> None:
    answers = [
        Answer("a", "i1", "outside"),
        Answer("b", "i1"),
        Answer("c", "i1", "drop"),
        Answer("d", "i1", "drop"),
    ]
    [verdicts, relevance] = overall_agreement(answers, ["i1"], questionnaire("index"))
    assert (verdicts.of, verdicts.experts, relevance.experts) == ("verdict", 2, 0)


def test_the_order_of_reasons_tells_nothing_of_who_wrote_them() -> None:
    answers = [Answer(f"S{n:02d}", "i1", "drop", reason=f"reason {n}") for n in range(12)]
    assert reasons_in(answers) == reasons_in(reversed(answers))
    assert [one.words for one in reasons_in(answers)] != [one.reason for one in answers]


def test_a_report_of_answers_repeats_what_they_tally_to() -> None:
    verdicts = ["keep"] * 7 + ["rename"] * 2 + ["drop"] + ["outside"] * 2
    answers = [Answer(f"S{n}", "i1", word) for n, word in enumerate(verdicts)]  # type: ignore[arg-type]
    [first] = rows(
        make_report(report(tallies=make_tallies(["i1"], group_answers(answers)))), "answers item by item"
    )
    assert first[1:9] == ["9/10 (90.0%)", "59.6–98.2%", "7", "2", "1", "10", "2", "0"]


def test_every_item_of_accord_is_named_with_places_that_exist() -> None:
    assert [(one.code[0], one.code[1:]) for one in ACCORD_ITEMS] == [
        (section, str(number))
        for section, items in (("T", 1), ("I", 3), ("M", 21), ("R", 5), ("D", 2), ("O", 3))
        for number in range(1, items + 1)
    ]
    document = make_report(two_rounds())
    keys = {COVER, *(part.key for part in document.parts)}
    assert {place for one in ACCORD_ITEMS for place in one.parts} <= keys
    assert {name for one in ACCORD_ITEMS for name in one.statements} == set(STATEMENTS)
    found = rows(document, "items of ACCORD")
    assert [row[0] for row in found] == [one.code for one in ACCORD_ITEMS]
    titles = {part.title.en for part in document.parts} | {"cover"}
    assert all(place in titles for row in found for place in row[2].split("; "))


def test_an_item_of_accord_counts_as_met_once_the_host_has_stated_it() -> None:
    by_code = {row[0]: row[3] for row in rows(make_report(report()), "items of ACCORD")}
    assert by_code["O3"] == "to be stated by the host: Funding and interests"
    assert by_code["R4"] == "stated"
    stated = report(statements={"funding": both("none")})
    assert {row[0]: row[3] for row in rows(make_report(stated), "items of ACCORD")}["O3"] == "stated"


def test_the_distribution_of_each_rating_is_printed_whole() -> None:
    [first, *_] = rows(make_report(report()), "how many gave each rating")
    assert first == ["1 indicator 1", "0", "4", "0", "0", "0", "0", "0", "0", "5", "9", "9", "7"]
