"""Exported answers: two ways of writing give one table, states stay apart, and nothing turns into a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.cells import csv_lines, guarded, quoted, unguarded
from lbsap.model.said import Said, Speaker, marks_in
from lbsap.model.text import Text
from lbsap.steps.asking.answers import read_answers
from lbsap.steps.editing.export_answers import AnswerTable, answer_of
from lbsap.steps.editing.export_tables import codebook_rows, decision_rows
from tests.steps.report_samples import full, index, questionnaire

CATALOGUE = index()
QUESTIONNAIRE = questionnaire("index")
TABLE = AnswerTable(QUESTIONNAIRE, CATALOGUE, 2)
WORDS = st.text("=+-@'\"\r\n,;x 理由＝", max_size=8)
HOSTILE = st.one_of(
    WORDS,
    st.text(max_size=12),
    st.sampled_from(
        [
            "=1+1",
            "'=1",
            '"',
            '""',
            '",\r\n',
            "\r",
            "\t=1",
            "\u200b=1",
            "\u3000＝1",
            "-1",
            "+1.5",
            "−1",
            "@x",
            "\0",
            "😀",
        ]
    ),
)
NEWLY_NAMED = "新名称"


def said(item: str, verdict: str = "", **more: str) -> Said:
    return (
        7,
        item,
        verdict,
        more.get("zh", ""),
        "",
        None,
        more.get("reason", ""),
        "",
        "zh",
        more.get("marks", ""),
    )


def speakers() -> st.SearchStrategy[list[Speaker]]:
    answer = st.builds(
        lambda item, verdict, zh, en, applied, reason, more, marks: (
            7, item, verdict, zh, en, applied, reason, more, "en", ",".join(marks),
        ),
        st.sampled_from(["i1", "i2", "i3"]),
        st.sampled_from(["keep", "drop", "rename", "outside", ""]),
        WORDS,
        WORDS,
        st.sampled_from([True, False, None, 0, 1]),
        WORDS,
        WORDS,
        st.sets(st.sampled_from(["sscope1", "tdata1", "rrelevance7", "rrelevance1"])),
    )  # fmt: skip
    answers = st.lists(answer, max_size=3, unique_by=lambda one: one[1])
    one = st.builds(
        Speaker,
        st.text("AB0-=", min_size=1, max_size=5),
        st.sampled_from(["ecology", "law", ""]),
        st.just({}),
        answers,
    )
    return st.lists(one, max_size=4, unique_by=lambda speaker: speaker.code)


@given(speakers())
def test_lines_of_csv_are_the_rows_written_one_by_one(several: list[Speaker]) -> None:
    heads, *lines = csv_lines([TABLE.long_heads, *TABLE.long_rows(several)])
    assert heads == next(csv_lines([TABLE.long_heads]))
    assert written(several) == b"".join(lines)
    assert written(several) == written(several)


@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=4))
def test_hostile_words_are_the_bytes_that_the_csv_module_writes(
    words: list[tuple[str, str, str, str]],
) -> None:
    answers = [(7, "i1", "rename", zh, en, None, reason, more, "zh", "") for zh, en, reason, more in words]
    one = Speaker("=A1", "law", {}, answers)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in TABLE.long_rows([one]))
    assert TABLE.long_csv(one) == out.getvalue().encode()


def written(several: list[Speaker]) -> bytes:
    """The lines of the long table."""
    return b"".join(map(TABLE.long_csv, several))


@given(speakers())
def test_every_row_has_a_cell_for_each_column_and_the_code_beside_its_words(several: list[Speaker]) -> None:
    for row in TABLE.long_rows(several):
        cells = dict(zip(TABLE.long_heads, row, strict=True))
        assert cells["verdict_en"] == {"": "skipped"}.get(cells["verdict"], cells["verdict"])
        assert cells["stratum_zh"] == (f"{cells['stratum']}（中文）" if cells["stratum"] else "未说明")
        assert (cells["round"], cells["instrument"]) == ("2", "review@1")
    for profile in (True, False):
        heads = TABLE.wide_heads(profile=profile)
        assert all(len(row) == len(heads) for row in TABLE.wide_rows(several, profile=profile))


def test_skipped_and_not_shown_stay_apart_in_the_wide_table() -> None:
    speaker = Speaker("A", "law", {}, [said("i1"), said("i2", "outside")])
    [row] = TABLE.wide_rows([speaker], profile=False)
    cells = dict(zip(TABLE.wide_heads(profile=False), row, strict=True))
    assert [cells[f"{item}.verdict"] for item in ("i1", "i2", "i3")] == ["skipped", "outside", "not_shown"]
    assert [cells[f"{item}.verdict_zh"] for item in ("i1", "i3")] == ["未作答", "未显示"]


def test_the_profile_stands_in_the_wide_table_only_where_it_may() -> None:
    asked = replace(
        QUESTIONNAIRE,
        profile=(*QUESTIONNAIRE.profile, replace(QUESTIONNAIRE.profile[0], id="years", stratum=False)),
    )
    table = AnswerTable(asked, CATALOGUE, 1)
    speaker = Speaker("A", "law", {"years": "planning", "field": "law"}, [said("i1", "keep")])
    [row] = table.wide_rows([speaker], profile=True)
    cells = dict(zip(table.wide_heads(profile=True), row, strict=True))
    assert (cells["profile.years"], cells["profile.years_en"]) == ("planning", "planning")
    assert "profile.field" not in cells
    assert not any(head.startswith("profile") for head in table.wide_heads(profile=False))


def test_several_settings_stand_in_one_cell_in_the_order_of_the_questionnaire() -> None:
    settings, troubles, ratings = marks_in("rrelevance7,sscope1,tdata1")
    assert (settings, troubles, ratings) == (("scope",), ("data",), {"relevance": 7})
    assert marks_in("") == ((), (), {})


@given(speakers())
def test_what_is_exported_reads_back_as_the_answers(several: list[Speaker]) -> None:
    named = [
        replace(one, code=f"E{place}", answers=[tidy(answer) for answer in one.answers])
        for place, one in enumerate(several)
    ]
    reader = csv.DictReader(
        io.StringIO("".join([",".join(TABLE.long_heads), "\r\n", written(named).decode()]), newline="")
    )
    rows = [(str(n), {head: unguarded(cell) for head, cell in row.items()}) for n, row in enumerate(reader)]
    expected = tuple(answer_of(speaker, answer) for speaker in named for answer in speaker.answers)
    assert read_answers(rows, QUESTIONNAIRE, CATALOGUE) == expected


def tidy(answer: Said) -> Said:
    """An answer with words as they are kept: without blanks around them, names in one line, one rating of a kind."""
    person, item, verdict, zh, en, applied, reason, more, language, marks = answer
    names = (" ".join(zh.split()), " ".join(en.split()))
    words = (one.replace("\r\n", "\n").replace("\r", "\n").strip() for one in (reason, more))
    kept = (mark for mark in marks.split(",") if mark != "rrelevance1")
    return (person, item, verdict, *names, applied, *words, language, ",".join(kept))  # type: ignore[return-value]


@given(WORDS)
def test_a_guarded_cell_gives_its_words_back(words: str) -> None:
    assert unguarded(guarded(words)) == words
    [[cell]] = csv.reader(io.StringIO(quoted(words), newline="")) if words else [[""]]
    assert unguarded(cell) == words


def test_decisions_stand_with_the_counts_seen_and_without_who_took_them() -> None:
    value = full()
    made = [(one, 1, value.rounds[0].closed) for one in value.decisions]
    rows = list(decision_rows(made, value.catalogue))
    assert rows[0][:5] == ("i1", "1", "indicator 1（中文）", "indicator 1", 1)
    assert rows[3][0] == "i4"
    assert rows[3][6] == "new"


def test_the_codebook_has_both_languages_for_every_column_and_code() -> None:
    for file, column, zh, en, code, label_zh, label_en, *_ in codebook_rows(QUESTIONNAIRE, CATALOGUE):
        if code or label_zh:
            assert label_zh, (file, column, code)
            assert label_en, (file, column, code)
        else:
            assert zh, (file, column)
            assert en, (file, column)


def test_an_item_without_a_catalogue_entry_stands_by_its_id() -> None:
    answer = said("gone", "rename", zh=NEWLY_NAMED)
    speaker = Speaker("A", "", {}, [answer])
    [row] = TABLE.long_rows([speaker])
    assert row[6:10] == ("gone", "", "", "")
    assert answer_of(speaker, answer).name == Text(NEWLY_NAMED)
