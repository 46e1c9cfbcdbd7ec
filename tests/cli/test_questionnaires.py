"""A questionnaire leaves as an XLSForm and comes back; answers given elsewhere are counted like any others."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lbsap.data import read_value, shipped
from lbsap.model.questionnaire import Questionnaire

Runner = Callable[..., Any]
SHIPPED = shipped("questionnaires", "cbi-2021-review.yaml")


@pytest.mark.parametrize("name", ["cbi-2021-review", str(SHIPPED)], ids=["by its id", "from a file"])
def test_a_questionnaire_comes_back_as_it_left(run: Runner, tmp_path: Path, name: str) -> None:
    form, back = tmp_path / "form.xlsx", tmp_path / "back.yaml"
    left = run("questionnaire", "export", name, "--out", str(form), "--json")
    assert (left.code, left.json["items"]) == (0, 28)
    came = run("questionnaire", "import", str(form), "--out", str(back), "--json")
    assert (came.code, came.json["warnings"]) == (0, 0)
    assert read_value(Questionnaire, back) == read_value(Questionnaire, SHIPPED)


def changed(run: Runner, tmp_path: Path, name: str, column: int, words: str) -> Any:
    """What an import says when a cell of the form was changed, and whether it wrote."""
    form = tmp_path / "form.xlsx"
    run("questionnaire", "export", "cbi-2021-review", "--out", str(form))
    book = openpyxl.load_workbook(io.BytesIO(form.read_bytes()))
    next(row for row in book["survey"].iter_rows() if row[1].value == name)[column].value = words
    book.save(form)
    return run("questionnaire", "import", str(form), "--out", str(tmp_path / "back.yaml"))


def test_words_that_are_not_taken_over_are_warned_about(run: Runner, tmp_path: Path) -> None:
    result = changed(run, tmp_path, "Item__cbi2021_01", 3, "1 Something else")
    assert result.code == 0
    assert "form.xlsx: survey!" in result.err
    assert "Proportion of natural areas" in result.err
    assert (tmp_path / "back.yaml").exists()


@pytest.mark.parametrize(
    ("name", "column", "words", "told"),
    [
        ("relevance__cbi2021_01", 0, "geopoint", "survey!A"),
        ("Form__catalogue", 9, "'cbi-1999'", "cbi-1999"),
        ("Form__catalogue", 9, "'cbi-2014@2014'", "cbi-2014"),
        ("Form__id", 9, "'No Id'", "No Id"),
    ],
)
def test_a_form_that_cannot_be_taken_over_is_refused_and_nothing_written(
    run: Runner, tmp_path: Path, name: str, column: int, words: str, told: str
) -> None:
    result = changed(run, tmp_path, name, column, words)
    assert result.code == 2
    assert told in result.err
    assert not (tmp_path / "back.yaml").exists()


def test_answers_given_elsewhere_are_tallied(run: Runner, tmp_path: Path) -> None:
    answers = tmp_path / "kobo.csv"
    answers.write_text(
        '"start";"Group__a/Item__cbi2021_09/verdict__cbi2021_09";"_uuid"\n'
        '"2026-11-20";"rename";"u-1"\n"2026-11-20";"keep";"u-2"\n',
        encoding="utf-8",
    )
    result = run("tally", "--questionnaire", "cbi-2021-review", str(answers), "--json")
    assert result.code == 0
    ninth = next(one for one in result.json["items"] if one["item"] == "cbi2021_09")
    assert (ninth["counts"]["keep"], ninth["counts"]["rename"]) == (1, 1)
