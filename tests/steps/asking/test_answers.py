"""Rows of answers: read in either language, refused with place and reason."""

from __future__ import annotations

import pytest

from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Catalogue, Indicator, Item
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.steps.asking.answers import read_answers

QUESTIONNAIRE = read_value(Questionnaire, shipped("questionnaires", "cbi-2021-review.yaml"))
INDEX = Catalogue(
    "cbi-2021", "2021", "index", Text("指数", "Index"),
    items=(
        Item("cbi2021_01", "1", Text("一", "One"), indicator=Indicator("a", "ratio")),
        Item("cbi2021_02", "2", Text("二", "Two"), indicator=Indicator("a", "ratio")),
    ),
)  # fmt: skip


def read(*rows: dict[str, str]) -> tuple[Answer, ...]:
    return read_answers([(f"a.csv:{n}", row) for n, row in enumerate(rows, 2)], QUESTIONNAIRE, INDEX)


def faults(*rows: dict[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        read(*rows)
    return [(one.code, one.where) for one in caught.value.problems]


def test_a_full_row_is_read() -> None:
    (answer,) = read({
        "respondent": "S01", "item": "1", "verdict": "rename", "name_zh": "新名", "settings": "scope; scoring",
        "troubles": "data", "applied": "yes", "relevance": "９", "reason": "理由", "stratum": "policy",
    })  # fmt: skip
    assert answer == Answer(
        "S01", "cbi2021_01", "rename", Text(zh="新名"), ("scope", "scoring"), ("data",), True, {"relevance": 9}, "理由",
        stratum="policy",
    )  # fmt: skip


def test_words_of_either_language_are_understood() -> None:
    chinese = read(
        {
            "respondent": "1",
            "item": "１",
            "verdict": "更名",
            "settings": "评价范围、赋分标准",
            "applied": "否",
        }
    )
    english = read(
        {
            "respondent": "1",
            "item": "1",
            "verdict": "Rename",
            "settings": "Scope,Scoring basis",
            "applied": "no",
        }
    )
    assert chinese == english


def test_a_blank_verdict_is_skipped() -> None:
    assert read({"respondent": "1", "item": "1", "verdict": ""})[0].verdict is None


def test_every_fault_is_named_by_row_and_column() -> None:
    good = {"respondent": "1", "item": "1", "verdict": "keep"}
    assert faults(good, good) == [("answer_twice", "a.csv:3")]
    assert faults({**good, "verdict": "maybe"}) == [("value_choice", "a.csv:2: verdict")]
    assert faults({**good, "item": "99"}) == [("unknown_id", "a.csv:2: item")]
    assert faults({**good, "relevance": "10"}) == [("rating_range", "a.csv:2: relevance")]
    assert faults({**good, "clarity": "7.5"}) == [("rating_range", "a.csv:2: clarity")]
    assert faults({**good, "respondent": " "}) == [("value_missing", "a.csv:2")]
    assert faults({**good, "settings": "colour"}) == [("value_choice", "a.csv:2: settings")]
    assert faults({**good, "reason": "长" * 4001}) == [("too_long", "a.csv:2: reason")]
    assert faults({**good, "stratum": "a"}, {**good, "item": "2", "stratum": "b"}) == [
        ("stratum_differs", "a.csv:3: stratum")
    ]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    assert len(faults({"respondent": "1", "item": "x", "verdict": "y"}, {"respondent": "", "item": "1"})) == 3


def test_a_questionnaire_about_another_index_is_refused() -> None:
    other = Catalogue("other", "1", "index", Text("他", "Other"), items=INDEX.items)
    with pytest.raises(BadInput, match="is about cbi-2021"):
        read_answers([], QUESTIONNAIRE, other)
