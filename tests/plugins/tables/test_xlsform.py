"""A questionnaire travels to KoboToolbox or ODK and back: pyxform judges the form, and what a form cannot say is refused."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from pyxform.xls2xform import convert

import lbsap_cbi
import lbsap_outline
from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Imported, QuestionnaireForm
from lbsap.model.questionnaire import Choice, OpenQuestion, ProfileQuestion, Questionnaire, Rating
from lbsap.model.text import Text
from lbsap.steps.asking.questionnaire_form import make_form
from lbsap.steps.asking.questionnaire_making import make_questionnaire
from lbsap.testing import samples
from lbsap_tables import xlsform, xlsform_reading

CATALOGUES: dict[str, Catalogue] = {
    one.id: one for one in (*lbsap_cbi.catalogues(), *lbsap_outline.catalogues())
}


def shipped_forms() -> Iterator[QuestionnaireForm]:
    for path in sorted(shipped("questionnaires").glob("*.yaml")):
        asked = read_value(Questionnaire, path)
        yield make_form(asked, CATALOGUES[asked.about])


OLDER = CATALOGUES["cbi-2014"]
FORMS = [*shipped_forms(), make_form(make_questionnaire(OLDER), OLDER)]
SAMPLE = samples.form()
FIRST = "sample_1"
each_form = pytest.mark.parametrize(
    "form", FORMS, ids=lambda one: f"{one.questionnaire.id}@{one.questionnaire.version}"
)


def read(content: bytes) -> Imported:
    return xlsform_reading.read(io.BytesIO(content), "f.xlsx")


def xform(form: QuestionnaireForm) -> Any:
    return convert(io.BytesIO(xlsform.write(form, "zh")), file_type=".xlsx", validate=False)


def asking(**changes: Any) -> QuestionnaireForm:
    """The sample form with another questionnaire."""
    items = {key: changes.pop(key) for key in list(changes) if key in ("ratings", "verdicts", "settings")}
    asked = SAMPLE.questionnaire
    return replace(SAMPLE, questionnaire=replace(asked, items=replace(asked.items, **items), **changes))


def refused(form: QuestionnaireForm) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refusal:
        xlsform.write(form, "en")
    return [(one.code, one.where) for one in refusal.value.problems]


# --- there -------------------------------------------------------------------------------------------------------


@each_form
def test_pyxform_takes_every_form_without_a_word(form: QuestionnaireForm) -> None:
    made = xform(form)
    assert made.warnings == []
    for item in (item for group in form.groups for item in group.items):
        assert f"/Item__{item.id}/verdict__{item.id}" in made.xform


def test_a_reason_is_required_for_the_verdicts_that_need_one_and_names_are_asked_for_a_new_name() -> None:
    bare = xform(SAMPLE).xform
    verdict = f"/data/Group__nature/Item__{FIRST}/verdict__{FIRST}"
    assert f"required=\" {verdict}  = 'drop' or  {verdict}  = 'rename'\"" in bare
    assert f"relevant=\" {verdict}  = 'rename'\"" in bare


def test_both_languages_stand_in_the_form_and_it_opens_in_the_one_asked_for() -> None:
    for lang, name in xlsform.LANGUAGES.items():
        book = openpyxl.load_workbook(io.BytesIO(xlsform.write(SAMPLE, lang)))
        assert f"label::{name}" in [cell.value for cell in book["survey"][1]]
        head, row = book["settings"].iter_rows(values_only=True)
        assert dict(zip(head, row, strict=True)) == {
            "form_title": "样例指数修订专家咨询 / Expert consultation on revising Sample index",
            "form_id": "sample-index-review",
            "version": "1 sample-index@1",
            "default_language": name,
            "style": "pages",
        }


def test_no_text_becomes_a_formula() -> None:
    hostile = ["=1+1", "{{7*7}}", "@SUM(A1)", "+1", "-1", '<script>alert("1")</script>']
    form = asking(
        title=Text("=1+1", "=HYPERLINK(1)"),
        closing=tuple(OpenQuestion(f"q{i}", Text(words, words)) for i, words in enumerate(hostile)),
    )
    book = openpyxl.load_workbook(io.BytesIO(xlsform.write(form, "zh")))
    assert [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"] == []
    assert xform(form).warnings == []
    imported = read(xlsform.write(form, "zh"))
    assert isinstance(imported.value, QuestionnaireForm)
    assert imported.value.questionnaire == form.questionnaire


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (asking(title=Text("费用 ${x}", "x")), ("xlsform_reference", "Form__title")),
        (asking(closing=(OpenQuestion("a b", Text("甲", "a")),)), ("xlsform_name", "Closing__a b")),
        (asking(version="1' or '1"), ("value_refused", "Form__version")),
        (asking(purpose=Text("长" * 40_000, "long")), ("xlsx_too_long", "Form__purpose")),
        (
            asking(ratings=(Rating("a__b", Text("甲", "a"), Text("低", "low"), Text("高", "high")),)),
            ("xlsform_name", "items.ratings[a__b]"),
        ),
        (
            asking(ratings=(Rating("verdict", Text("甲", "a"), Text("低", "low"), Text("高", "high")),)),
            ("id_twice", f"verdict__{FIRST}"),
        ),
        (
            asking(settings=(Choice("a", Text("甲", "a"), Text("注", "n")), Choice("b", Text("甲", "a")))),
            ("xlsform_hint", "settings"),
        ),
        (
            asking(profile=(ProfileQuestion("p", Text("甲", "a"), (Choice("x y", Text("乙", "b")),)),)),
            ("xlsform_name", "profile_p.x y"),
        ),
    ],
)
def test_what_a_form_would_read_otherwise_is_refused_by_its_place(
    form: QuestionnaireForm, told: tuple[str, str]
) -> None:
    assert told in refused(form)


# --- and back ----------------------------------------------------------------------------------------------------


@each_form
def test_a_form_comes_back_as_the_same_questionnaire_about_the_same_items(form: QuestionnaireForm) -> None:
    imported = read(xlsform.write(form, "en"))
    assert imported.problems == ()
    assert isinstance(imported.value, QuestionnaireForm)
    assert replace(imported.value, places={}) == form


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
TEXTS = st.builds(Text, WORDS, WORDS)


@settings(max_examples=25, deadline=None)
@given(title=TEXTS, label=TEXTS, hint=TEXTS, low=TEXTS, high=TEXTS)
def test_any_words_come_back_as_they_were_or_are_refused(
    title: Text, label: Text, hint: Text, low: Text, high: Text
) -> None:
    form = asking(
        title=title,
        profile=(ProfileQuestion("p", label, (Choice("x", title, hint), Choice("y", label)), several=True),),
        ratings=(Rating("r", label, low, high, hint),),
        closing=(OpenQuestion("c", label, hint),),
    )
    try:
        content = xlsform.write(form, "zh")
    except BadInput:
        reject()
    imported = read(content)
    assert isinstance(imported.value, QuestionnaireForm)
    assert imported.value.questionnaire == form.questionnaire


# --- edited elsewhere --------------------------------------------------------------------------------------------


def edited(change: Callable[[Any], object], form: QuestionnaireForm = SAMPLE) -> Imported:
    """The form after a change made to its workbook."""
    book = openpyxl.load_workbook(io.BytesIO(xlsform.write(form, "zh")))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue())


def column(sheet: Worksheet, head: str) -> int:
    return next(place for place, cell in enumerate(sheet[1], start=1) if str(cell.value).startswith(head))


def row(sheet: Worksheet, name: str) -> int:
    return next(line[1].row for line in sheet.iter_rows() if line[1].value == name)


def put(name: str, head: str, value: Any, sheet: str = "survey") -> Callable[[Any], object]:
    """Writes into the cell of a named row."""

    def change(book: Any) -> None:
        book[sheet].cell(row(book[sheet], name), column(book[sheet], head)).value = value

    return change


def told(imported: Imported) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in imported.problems]


def test_words_that_are_the_questionnaires_own_may_be_changed() -> None:
    def change(book: Any) -> None:
        put("Form__title", "label::English", "Another title")(book)
        put("keep", "label::English", "Retain", "choices")(book)
        for one in ("sample_1", "sample_2", "sample_3"):
            put(f"applied__{one}", "label::English", "Used it?")(book)

    imported = edited(change)
    assert imported.problems == ()
    assert isinstance(imported.value, QuestionnaireForm)
    asked = imported.value.questionnaire
    assert (asked.title.en, asked.items.verdicts[0].title.en) == ("Another title", "Retain")
    assert asked.items.applied.en == "Used it?"


def test_what_survey_programs_add_by_themselves_is_passed_over() -> None:
    def change(book: Any) -> None:
        sheet = book["survey"]
        sheet.append(["start", "start"])
        sheet.append(["calculate", "__version__", *[None] * 7, "'vAbC'"])
        for line in sheet.iter_rows(min_row=2, max_col=1):
            line[0].value = str(line[0].value).replace("begin_group", "begin group")
        put("Stratum__field", "required", "true")(book)
        put(f"relevance__{FIRST}", "parameters", "start=1;end=9;step=1")(book)

    imported = edited(change)
    assert imported.problems == ()
    assert isinstance(imported.value, QuestionnaireForm)
    assert imported.value.questionnaire == SAMPLE.questionnaire


REFUSED: dict[str, tuple[Callable[[Any], object], str, str]] = {
    "a reason always required": (put(f"reason__{FIRST}", "required", "yes"), "xlsform_differs", "survey!G"),
    "a rating of five steps": (
        put(f"relevance__{FIRST}", "parameters", "start=1 end=5 step=1"), "xlsform_differs", "survey!I",
    ),
    "one setting only": (put(f"settings__{FIRST}", "type", "select_one settings"), "xlsform_differs", "survey!A"),
    "a question under another name": (put(f"reason__{FIRST}", "name", "why"), "xlsform_question", "survey!B"),
    "a question taken away": (put(f"reason__{FIRST}", "name", "why"), "value_missing", "survey!1:1"),
    "a verdict of one's own": (put("keep", "name", "hold", "choices"), "value_choice", "choices!B"),
    "another word for yes": (put("yes", "name", "perhaps", "choices"), "value_choice", "choices!B"),
    "a choice twice": (put("drop", "name", "keep", "choices"), "id_twice", "choices!"),
    "minutes in words": (put("Form__minutes", "calculation", "'many'"), "not_a_number", "survey!J"),
    "a formula": (put("Form__title", "label::English", "=1+1"), "xlsx_cell", "survey!D"),
    "a question on a place": (
        lambda book: book["survey"].append(["geopoint", "place"]), "xlsform_question", "survey!B",
    ),
    "a name twice": (lambda book: book["survey"].append(["text", "Form__title"]), "id_twice", "survey!B"),
    "no choices": (lambda book: book.remove(book["choices"]), "sheet_missing", "f.xlsx"),
    "no items": (lambda book: book["survey"].delete_rows(2, 400), "nothing_asked", "survey!1:1"),
    "no labels": (lambda book: book["survey"].delete_cols(3, 2), "language_missing", "survey!1:1"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_a_questionnaire_cannot_say_is_refused_at_its_cell(case: str) -> None:
    change, code, cell = REFUSED[case]
    imported = edited(change)
    assert imported.value is None
    found = [one for one in imported.problems if one.code == code]
    assert found
    assert all(one.severity == "error" and cell in one.where and not one.message.missing for one in found)


def with_a_column(book: Any) -> None:
    book["survey"].cell(1, 30, "guidance")
    book["survey"].cell(5, 30, "x")


WARNED: dict[str, tuple[Callable[[Any], object], str]] = {
    "a column": (with_a_column, "column_unknown"),
    "a list": (lambda book: book["choices"].append(["colours", "red", "红", "Red"]), "value_unknown_field"),
    "the label of a fixed question": (put(f"reason__{FIRST}", "label::English", "Why?"), "xlsform_words"),
    "the word for yes": (put("yes", "label::English", "Aye", "choices"), "xlsform_words"),
    "a label in one language": (put(f"applied__{FIRST}", "label::English", None), "language_missing"),
    "a language": (lambda book: book["survey"].delete_cols(4), "language_missing"),
}


@pytest.mark.parametrize("case", WARNED)
def test_what_would_be_lost_is_warned_about(case: str) -> None:
    change, code = WARNED[case]
    imported = edited(change)
    assert isinstance(imported.value, QuestionnaireForm)
    assert (code, "warning") in told(imported)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + bytes(40)], ids=["nothing", "a torn archive"])
def test_what_is_no_workbook_is_told(content: bytes) -> None:
    imported = read(content)
    assert imported.value is None
    assert [one.code for one in imported.problems] == ["xlsx_unreadable"]
