"""Tallies: answer states never collapse, and grouped counts equal a plain loop."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.consultation import Answer, Counts, Tally
from lbsap.model.questionnaire import VERDICTS
from lbsap.model.text import Text
from lbsap.steps.measures.aggregate import group_answers, make_tallies, near_names


def tallied(*answers: Answer) -> Tally:
    return make_tallies(["a"], group_answers(answers))[0]


def test_skipped_outside_and_not_shown_stay_apart() -> None:
    tally = tallied(
        Answer("1", "a", "keep"), Answer("2", "a", "outside"), Answer("3", "a"), Answer("4", "b", "keep"),
    )  # fmt: skip
    assert tally.counts == Counts(keep=1, outside=1, skipped=1, not_shown=1)
    assert tally.counts.judged == 1


def test_retain_is_keep_and_rename() -> None:
    answers = [Answer(str(n), "a", v) for n, v in enumerate(["keep"] * 16 + ["rename"] * 14 + ["drop"] * 6)]  # type: ignore[arg-type]
    counts = tallied(*answers).counts
    assert (counts.retained, counts.judged) == (30, 36)
    assert counts.interval is not None
    assert (round(counts.interval.low, 4), round(counts.interval.high, 4)) == (0.6811, 0.9213)


def test_an_item_nobody_judged_has_no_interval() -> None:
    assert tallied(Answer("1", "a", "outside")).counts.interval is None


def test_settings_troubles_and_ratings_are_counted_beside_the_verdict() -> None:
    tally = tallied(
        Answer("1", "a", "keep", settings=("scope", "scoring"), troubles=("data",), ratings={"relevance": 9}),
        Answer("2", "a", "drop", settings=("scope",), ratings={"relevance": 7}),
    )
    assert tally.settings == {"scope": 2, "scoring": 1}
    assert tally.troubles == {"data": 1}
    assert tally.ratings["relevance"].median == 8


def test_strata_count_their_own_members() -> None:
    tally = tallied(
        Answer("1", "a", "keep", stratum="x"), Answer("2", "a", "drop", stratum="y"), Answer("3", "b", "keep", stratum="y"),
    )  # fmt: skip
    assert tally.strata == {"x": Counts(keep=1), "y": Counts(drop=1, not_shown=1)}


def test_near_duplicates_are_shown_together_and_never_merged() -> None:
    names = near_names([
        (Text(zh="城市绿地率"), 3), (Text(zh="城市绿地覆盖率"), 2), (Text(zh="公众科学参与"), 1),
        (Text(en="Urban green cover"), 1), (Text(en="urban green cover"), 1),
    ])  # fmt: skip
    assert [(one.name.plain("zh"), one.count, one.near) for one in names] == [
        ("城市绿地率", 3, (1,)),
        ("城市绿地覆盖率", 2, (0,)),
        ("Urban green cover", 1, (3,)),
        ("urban green cover", 1, (2,)),
        ("公众科学参与", 1, ()),
    ]


answers = st.lists(
    st.builds(
        Answer,
        respondent=st.sampled_from("pqrstu"),
        item=st.sampled_from("abc"),
        verdict=st.sampled_from([None, *VERDICTS]),
    ),
    unique_by=lambda one: (one.respondent, one.item),
)


@given(answers)
def test_every_respondent_is_counted_once_per_item(given_answers: list[Answer]) -> None:
    respondents = len({one.respondent for one in given_answers})
    for tally in make_tallies("abc", group_answers(given_answers)):
        c = tally.counts
        assert c.keep + c.drop + c.rename + c.outside + c.skipped + c.not_shown == respondents
        for verdict in VERDICTS:
            loop = sum(one.item == tally.item and one.verdict == verdict for one in given_answers)
            assert getattr(c, verdict) == loop


@given(answers)
def test_the_order_of_answers_changes_nothing(given_answers: list[Answer]) -> None:
    shuffled = sorted(given_answers, key=lambda one: (one.item, one.respondent), reverse=True)
    assert make_tallies("abc", group_answers(given_answers)) == make_tallies("abc", group_answers(shuffled))
