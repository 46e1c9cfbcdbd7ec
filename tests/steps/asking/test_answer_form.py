"""One answer from a form: what cannot be kept is refused, what is merely wanting is kept and told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Catalogue, Indicator, Item
from lbsap.model.consultation import Answer
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.steps.asking.answers import Cells, Reading, read_answer
from lbsap.steps.asking.proposals import read_closing, read_proposal
from lbsap.steps.common.words import clean, clean_line

QUESTIONNAIRE = read_value(Questionnaire, shipped("questionnaires", "cbi-2021-review.yaml"))
INDEX = Catalogue(
    "cbi-2021",
    "2021",
    "index",
    Text("指数", "Index"),
    items=(
        Item("birds", "1", Text("鸟类", "Birds"), indicator=Indicator("a", "ratio")),
        Item("plants", "2", Text("植物种数", "Plant species"), indicator=Indicator("a", "ratio")),
    ),
)
BIRDS = INDEX.items[0]


def read(**data: str | list[str]) -> Reading:
    return read_answer(BIRDS, data, QUESTIONNAIRE, INDEX)


def told(reading: Reading) -> list[tuple[str, str, str]]:
    return [(one.code, one.where, one.severity) for one in reading.problems]


def test_a_form_is_read_whole() -> None:
    reading = read(
        verdict="rename",
        name_en="Native birds",
        settings=["scope", "scoring"],
        troubles=["data"],
        applied="yes",
        relevance="８",
        reason="理由",
        supplement="补充",
        respondent="E99",
        role="administrator",
    )
    assert reading.complete
    assert reading.answer == Answer(
        "",
        "birds",
        "rename",
        Text(en="Native birds"),
        ("scope", "scoring"),
        ("data",),
        True,
        {"relevance": 8},
        "理由",
        "补充",
    )


def test_an_empty_form_is_a_blank_answer() -> None:
    assert read() == Reading(Answer("", "birds"))


@pytest.mark.parametrize("verdict", ["drop", "rename"])
def test_a_wanting_reason_is_told_and_the_answer_kept(verdict: str) -> None:
    reading = read(verdict=verdict, name_zh="新名")
    assert reading.answer is not None
    assert told(reading) == [("reason_wanted", "reason", "warning")]
    assert not reading.complete


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ({}, ("name_wanted", "name_zh", "warning")),
        ({"name_zh": "鸟 类"}, ("name_unchanged", "name_zh", "warning")),
        ({"name_en": "PLANT  species"}, ("name_taken", "name_en", "warning")),
        ({"name_zh": "植物种数"}, ("name_taken", "name_zh", "warning")),
    ],
)
def test_a_new_name_must_be_new(name: dict[str, str], code: tuple[str, str, str]) -> None:
    reading = read_answer(BIRDS, {"verdict": "rename", "reason": "x", **name}, QUESTIONNAIRE, INDEX)
    assert reading.answer is not None
    assert told(reading) == [code]


def test_words_without_a_verdict_are_kept_and_want_one() -> None:
    assert told(read(reason="草稿")) == [("verdict_wanted", "verdict", "warning")]


def test_a_comment_is_counted_in_characters_not_bytes() -> None:
    assert read(verdict="keep", reason="𠮷" * 4000).complete
    over = read(verdict="keep", reason="鸟" * 4001)
    assert over.answer is None
    assert told(over) == [("too_long", "reason", "error")]
    assert over.problems[0].message.en == "4001 characters; at most 4000."


@pytest.mark.parametrize("rating", ["0", "10", "5.5", "五", "-1", "①②"])
def test_a_rating_is_a_whole_number_from_one_to_nine(rating: str) -> None:
    assert told(read(relevance=rating)) == [("rating_range", "relevance", "error")]


def test_an_unknown_choice_is_refused_at_its_field() -> None:
    assert told(read(verdict="maybe", settings=["x"], applied="so")) == [
        ("value_choice", "verdict", "error"),
        ("value_choice", "settings", "error"),
        ("value_choice", "applied", "error"),
    ]


def test_characters_that_cannot_be_kept_are_taken_out_and_told() -> None:
    reading = read(verdict="keep", reason="a\0b\ud83dc\u202ed\r\ne\u200b", name_zh="新\n名")
    assert reading.answer is not None
    assert (reading.answer.reason, reading.answer.name.zh) == ("abcd\ne", "新 名")
    assert told(reading) == [("characters_removed", "reason", "info")]
    assert reading.complete


@given(st.text())
def test_cleaned_words_can_be_kept_anywhere_and_cleaning_again_changes_nothing(words: str) -> None:
    kept, _ = clean(words)
    kept.encode("utf-8")
    assert "\0" not in kept
    assert clean(kept) == (kept, False)
    line, _ = clean_line(words)
    assert "\n" not in line
    assert clean_line(line)[0] == line


@given(
    st.dictionaries(
        st.sampled_from(("verdict", "name_zh", "settings", "applied", "relevance", "reason")),
        st.text() | st.lists(st.text()),
    )
)
def test_no_form_whatever_it_holds_breaks_the_reading(data: Cells) -> None:
    reading = read_answer(BIRDS, data, QUESTIONNAIRE, INDEX)
    assert (reading.answer is None) == any(one.severity == "error" for one in reading.problems)
    for one in reading.problems:
        (one.message.zh + one.message.en).encode("utf-8")


def test_a_proposal_needs_a_name_in_one_language_and_a_known_place() -> None:
    read = read_proposal({"name_en": "Noise", "parent": "native", "content": "dB"}, ["native"])
    assert read.proposal is not None
    assert (read.proposal.name.en, read.problems) == ("Noise", ())
    faulty = read_proposal({"parent": "else", "reason": "x" * 4001}, ["native"])
    assert faulty.proposal is None
    assert [(one.code, one.where) for one in faulty.problems] == [
        ("too_long", "reason"),
        ("name_wanted", "name_zh"),
        ("value_choice", "parent"),
    ]


def test_closing_words_are_read_by_question() -> None:
    words, problems = read_closing({"overall": " 好\r\n", "else": "x"}, QUESTIONNAIRE)
    assert words == {"overall": "好", "weights": ""}
    assert problems == ()


@pytest.mark.parametrize(
    "words", ["Plant\u2060 species", "plant spe\u00adcies", "ＰＬＡＮＴ\u200dspecies", "Plant\u061cspecies"]
)
def test_a_name_that_only_looks_different_is_taken(words: str) -> None:
    reading = read(verdict="rename", name_en=words, reason="x")
    assert "name_taken" in [one.code for one in reading.problems]


@pytest.mark.parametrize("control", ["\u061c", "\u180e", "\u200e", "\u202e", "\u2060", "\u2066"])
def test_what_is_invisible_or_turns_a_line_is_taken_out_of_names(control: str) -> None:
    assert clean_line(f"湿{control}地") == ("湿地", True)
