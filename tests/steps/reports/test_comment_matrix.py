"""Comments numbered, read from tables, and laid out as the matrix that secretariats use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lbsap.model.blocks import Paragraph, Table
from lbsap.model.catalogue import Catalogue, Component, Indicator, Item
from lbsap.model.comments import Comment, CommentSource
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.text import LANGS, Lang, Text
from lbsap.steps.reports.comment_matrix import Matrix, matrix_document, matrix_sheets
from lbsap.steps.reports.comment_rows import COLUMNS, ERASED, entries, read_comment, read_comments, read_fate

BIRDS, SOIL = "birds", "soil"
INDEX = Catalogue(
    "small",
    "1",
    "index",
    Text("小指数", "Small index"),
    (
        Item(BIRDS, "1", Text("鸟类", "Birds"), indicator=Indicator("nature", "count")),
        Item(SOIL, "2", Text("土壤", "Soil"), indicator=Indicator("nature", "measure")),
    ),
    (Component("nature", Text("自然", "Nature")),),
)
COMMENTS = (
    Comment(1, SOIL, "Too vague", respondent=7, origin="answer 1 reason", id=11),
    Comment(
        1,
        BIRDS,
        "名称不清",
        "letter",
        "6月3日来函",
        "editor",
        id=12,
        fate="part",
        fate_reason=Text("已改", "Done"),
    ),
    Comment(1, "", "", id=15),
)
DECISIONS = (Decision(BIRDS, "keep", title=Text("本地鸟类", "Native birds"), comments=("12",)),)
ENTRIES = entries(COMMENTS, INDEX, DECISIONS, {11: Text("规划", "Planning")})
MATRIX = Matrix(
    Text("咨询", "Consultation"), Text("主办", "Host"), INDEX, ENTRIES, datetime(2026, 11, 20, tzinfo=UTC)
)


def test_comments_are_numbered_by_their_place_and_know_the_decision_they_led_to() -> None:
    assert [(one.number, one.comment.id) for one in ENTRIES] == [(1, 11), (2, 12), (3, 15)]
    assert [one.decisions for one in ENTRIES] == [(), DECISIONS, ()]
    assert ENTRIES[0].source == Text("在线作答（规划）", "Online (Planning)")
    assert ENTRIES[1].source == Text("来函（6月3日来函）", "Letter (6月3日来函)")
    assert ENTRIES[2].words == ERASED


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_written_as_a_table_is_read_again_row_by_row(lang: Lang) -> None:
    [(heads, rows)] = matrix_sheets(MATRIX, lang).tables.values()
    table = [
        (f"m.xlsx:{n}", {head: str(cell or "") for head, cell in zip(heads, row, strict=True)})
        for n, row in enumerate(rows, start=2)
    ]
    read, problems = read_comments(table, 1, INDEX, "workshop", "Minutes")
    assert problems == ()
    assert [one.number for one in read] == [3, 2, 1]  # on the whole first, then item by item
    assert [one.comment.item for one in read] == ["", BIRDS, SOIL]
    assert (read[1].comment.fate, read[1].comment.fate_reason) == ("part", Text("已改", "Done"))
    assert (read[1].comment.words, read[1].comment.said_in) == ("名称不清", "6月3日来函")


def test_the_document_is_one_landscape_table_in_both_languages_with_a_summary() -> None:
    document = matrix_document(MATRIX)
    [part] = document.parts
    assert part.landscape
    lead, table, _ = part.blocks
    assert isinstance(lead, Paragraph)
    assert lead.content == (
        Text(
            "共收到意见 3 条：部分采纳 1 条、尚未答复 2 条。",
            "3 comments were received: Accepted in part 1, Not answered yet 2.",
        ),
    )
    assert isinstance(table, Table)
    assert [column.head for column in table.columns][4] == COLUMNS["response"]
    cells = [[cell[0] for cell in row] for row in table.rows]
    assert cells[1][1:] == [
        Text("1 鸟类", "1 Birds"),
        Text("名称不清", "名称不清"),
        Text("来函（6月3日来函）", "Letter (6月3日来函)"),
        Text("部分采纳", "Accepted in part"),
        Text("已改", "Done"),
        Text("更名：本地鸟类", "Rename: Native birds"),
    ]


def test_a_matrix_without_comments_says_so() -> None:
    empty = Matrix(MATRIX.title, MATRIX.host, INDEX, (), MATRIX.at)
    [part] = matrix_document(empty).parts
    assert part.blocks == (Paragraph((Text("没有收到意见。", "No comment was received."),)),)


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("来函", "letter"),
        ("Letter (3 June)", "letter"),
        ("研讨会（5月8日）", "workshop"),
        ("telephone", "telephone"),
        ("", "paper"),
    ],
)
def test_a_source_is_read_in_either_language_and_defaults_to_the_one_given(
    words: str, source: CommentSource
) -> None:
    read, problems = read_comments(
        [("t:2", {"comment": "Fine", "source": words})], 1, INDEX, "paper", "Forms"
    )
    assert problems == ()
    assert read[0].comment.source == source


@pytest.mark.parametrize(
    ("cells", "code", "where"),
    [
        ({"comment": "Fine", "source": "online"}, "value_choice", "t:2: source"),
        ({"comment": "Fine", "source": "rumour"}, "value_choice", "t:2: source"),
        ({"comment": "Fine", "item": "9"}, "unknown_id", "t:2: item"),
        ({"comment": "Fine", "response": "perhaps"}, "value_choice", "t:2: response"),
        ({"comment": "Fine", "response": "采纳"}, "rationale_wanted", "t:2: reason_zh"),
        ({"comment": "Fine", "number": "-1"}, "not_a_number", "t:2: number"),
        ({"comment": " "}, "value_missing", "t:2: comment"),
        ({"comment": "x" * 4001}, "too_long", "t:2: comment"),
        ({"remark": "Fine"}, "column_unknown", "t:2"),
        ({"item": "1"}, "column_missing", "t:2"),
    ],
)
def test_every_fault_of_a_row_is_told_with_its_place(cells: dict[str, str], code: str, where: str) -> None:
    _, problems = read_comments([("t:2", cells)], 1, INDEX, "paper", "Forms")
    assert (code, where) in [(one.code, one.where) for one in problems]


def test_full_width_numbers_and_heads_in_english_are_understood() -> None:
    rows = [
        (
            "t:2",
            {
                "No.": "１２",
                "Item no.": "２",
                "Comment": "Fine",
                "Response": "noted",
                "Reason (English)": "Seen",
            },
        )
    ]
    [row], problems = read_comments(rows, 1, INDEX, "paper", "Forms")
    assert problems == ()
    assert (row.number, row.comment.item, row.comment.fate) == (12, SOIL, "noted")


def test_what_becomes_of_comments_needs_a_choice_and_a_reason_in_one_language() -> None:
    assert read_fate({"fate": "noted", "reason_zh": "已阅"}) == ("noted", Text(zh="已阅"))
    with pytest.raises(BadInput) as told:
        read_fate({"fate": "maybe", "reason_en": " "})
    assert [(one.code, one.where) for one in told.value.problems] == [
        ("fate_wanted", "fate"),
        ("rationale_wanted", "reason_zh"),
    ]


def test_a_comment_by_hand_is_cleaned_and_refused_without_words() -> None:
    made = read_comment(
        {"words": "Fine\u200b \r\n", "item": SOIL, "source": "letter", "said_in": " Letter  3 "}, 1, INDEX
    )
    assert (made.words, made.item, made.source, made.said_in) == ("Fine", SOIL, "letter", "Letter 3")
    with pytest.raises(BadInput) as told:
        read_comment({"words": "", "item": "nothing"}, 1, INDEX)
    assert [one.where for one in told.value.problems] == ["words", "item"]
