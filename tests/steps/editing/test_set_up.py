from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

import lbsap_consensus
from lbsap.model.errors import BadInput
from lbsap.model.notice import Notice
from lbsap.model.questionnaire import Choice, ItemQuestions, Questionnaire, Rating
from lbsap.model.text import Text
from lbsap.steps.editing.setup import (
    Dates,
    Titles,
    lacking,
    read_anonymity,
    read_dates,
    read_deadline,
    read_notice,
    read_reason,
    read_report_words,
    read_rule,
    read_titles,
)

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WORDS = Text("文字", "words")
RULES = lbsap_consensus.consensus_rules()
BARE = Questionnaire(
    "q", "1", WORDS, "index", WORDS, ItemQuestions((Choice("keep", WORDS), Choice("drop", WORDS)))
)
RATED = replace(BARE, items=replace(BARE.items, ratings=(Rating("relevance", WORDS, WORDS, WORDS),)))
TITLES = {
    "title_zh": " 指标　咨询 ",
    "title_en": "On the index",
    "host_zh": "某中心",
    "host_en": "A centre",
    "contact": "help@example.org",
}
NOTICE = {
    "purpose_zh": "修订",
    "purpose_en": "Revision",
    "kinds_zh": "姓名",
    "kinds_en": "name",
    "kept_until": "2027-12-31",
    "place_zh": "境内",
    "place_en": "In the country",
    "abroad": "no",
}
ABROAD = {
    "abroad": "yes",
    "abroad_contact": "a@example.org",
    **{
        f"abroad_{name}_{lang}": "words"
        for name in ("recipient", "purpose", "means", "kinds")
        for lang in ("zh", "en")
    },
}


def faults_of(work: object, *given: object) -> set[tuple[str, str]]:
    with pytest.raises(BadInput) as refusal:
        work(*given)  # type: ignore[operator]
    return {(one.code, one.where) for one in refusal.value.problems}


def test_titles_are_wanted_in_both_languages_and_tidied() -> None:
    assert read_titles(TITLES) == Titles(
        Text("指标 咨询", "On the index"), Text("某中心", "A centre"), "help@example.org"
    )
    assert faults_of(read_titles, {"title_zh": "指标咨询"}) == {
        ("field_wanted", one) for one in ("title_en", "host_zh", "host_en", "contact")
    }
    assert faults_of(read_titles, TITLES | {"title_en": "x" * 201}) == {("too_long", "title_en")}


def test_a_level_of_anonymity_is_one_of_three() -> None:
    assert read_anonymity({"anonymity": "anonymous"}) == "anonymous"
    for said in ({}, {"anonymity": "secret"}):
        assert faults_of(read_anonymity, said) == {("choice_wanted", "anonymity")}


def test_a_notice_without_a_transfer_asks_nothing_about_a_recipient() -> None:
    notice = read_notice(NOTICE | {"abroad_recipient_zh": "不作数"}, "1")
    assert notice.abroad is None
    assert notice.kept_until == date(2027, 12, 31)
    assert notice.version == "1"


def test_a_transfer_abroad_is_stated_in_full_or_refused() -> None:
    notice = read_notice(NOTICE | ABROAD, "1")
    assert notice.abroad is not None
    assert notice.abroad.contact == "a@example.org"
    for name in set(ABROAD) - {"abroad"}:
        assert faults_of(read_notice, NOTICE | ABROAD | {name: ""}, "1") == {("field_wanted", name)}


def test_whether_data_go_abroad_must_be_answered() -> None:
    assert faults_of(read_notice, NOTICE | {"abroad": ""}, "1") == {("choice_wanted", "abroad")}


def test_words_of_the_report_may_stay_empty_and_a_reason_may_not() -> None:
    found = read_report_words({"funding_zh": "财政经费"})
    assert found == {"selection": Text(), "stopping": Text(), "funding": Text("财政经费")}
    assert read_reason({"reason": " 有新数据 "}) == "有新数据"
    assert faults_of(read_reason, {"reason": " "}) == {("field_wanted", "reason")}


def test_a_round_closes_after_it_opens_and_not_in_the_past() -> None:
    said = {"opens_at": "２０２６-12-01 09:00", "closes_at": "2026-12-31"}
    assert read_dates(said, AT) == Dates(
        datetime(2026, 12, 1, 1, 0, tzinfo=UTC), datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
    )
    same = {"opens_at": "2026-12-01 09:00", "closes_at": "2026-12-01 09:00"}
    assert faults_of(read_dates, same, AT) == {("closes_too_early", "closes_at")}
    assert faults_of(read_dates, {"closes_at": "2026-11-20 14:00"}, AT) == {("moment_past", "closes_at")}
    assert faults_of(read_dates, {"opens_at": "soon"}, AT) == {
        ("moment_form", "opens_at"),
        ("field_wanted", "closes_at"),
    }


def test_a_deadline_only_moves_on() -> None:
    before = AT + DAY
    assert read_deadline({"closes_at": "2026-11-30"}, before, AT) > before
    assert read_deadline({"closes_at": "2026-11-30"}, None, AT) > AT
    assert faults_of(read_deadline, {"closes_at": "2026-11-21 14:00"}, before, AT) == {
        ("deadline_earlier", "closes_at")
    }
    assert faults_of(read_deadline, {"closes_at": "2026-11-20 13:00"}, AT - DAY, AT) == {
        ("moment_past", "closes_at")
    }
    assert faults_of(read_deadline, {}, before, AT) == {("field_wanted", "closes_at")}


def rule_fields(**changed: str) -> dict[str, str]:
    fields = {"rule": "majority"}
    for rule in RULES:
        fields |= {f"{rule.id}.{one.id}": f"{one.default:g}" for one in rule.parameters}
    return fields | {name.replace("__", "."): words for name, words in changed.items()}


@pytest.mark.parametrize(("words", "share"), [("0.8", 0.8), ("80%", 0.8), ("８０％", 0.8), (" 1 ", 1.0)])
def test_a_share_may_be_a_fraction_or_in_per_cent(words: str, share: float) -> None:
    rule, values = read_rule(rule_fields(majority__threshold=words), RULES, BARE)
    assert rule.id == "majority"
    assert values == {"threshold": pytest.approx(share), "quorum": 5}


@pytest.mark.parametrize(
    ("words", "code"),
    [("0.4", "number_range"), ("150%", "number_range"), ("half", "not_a_number"), ("nan", "not_a_number"),
     ("1e999", "number_range"), ("", "field_wanted")],
)  # fmt: skip
def test_a_parameter_out_of_its_bounds_is_told_at_its_field(words: str, code: str) -> None:
    found = faults_of(read_rule, rule_fields(majority__threshold=words), RULES, BARE)
    assert found == {(code, "majority.threshold")}


def test_only_the_parameters_of_the_chosen_rule_count() -> None:
    assert read_rule(rule_fields(lawshe__alpha="nonsense"), RULES, BARE)[0].id == "majority"
    assert faults_of(read_rule, rule_fields(rule="dice"), RULES, BARE) == {("choice_wanted", "rule")}


def test_a_rule_that_reads_a_rating_wants_a_questionnaire_that_asks_it() -> None:
    assert faults_of(read_rule, rule_fields(rule="lawshe"), RULES, BARE) == {("rule_reads", "rule")}
    assert read_rule(rule_fields(rule="lawshe"), RULES, RATED)[0].id == "lawshe"


def test_a_draft_that_lacks_nothing_may_open_and_any_lack_is_named_by_its_part() -> None:
    titles, notice = read_titles(TITLES), read_notice(NOTICE, "1")
    rule, dates = RULES[0], Dates(None, AT + DAY)
    assert lacking(titles, notice, BARE, rule, dates, AT) == {}
    for part, found in {
        "titles": lacking(replace(titles, contact=""), notice, BARE, rule, dates, AT),
        "notice": lacking(titles, Notice(), BARE, rule, dates, AT),
        "rule": lacking(titles, notice, BARE, None, dates, AT),
        "dates": lacking(titles, notice, BARE, rule, Dates(None, None), AT),
    }.items():
        assert list(found) == [part]
    assert list(lacking(titles, notice, BARE, RULES[-1], dates, AT)) == ["rule"]
    assert list(lacking(titles, notice, BARE, rule, Dates(None, AT - DAY), AT)) == ["dates"]
