"""A form asks about every item of its questionnaire; one that comes back fits the catalogue, or is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lbsap.model.catalogue import Catalogue
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import FormGroup, FormItem, QuestionnaireForm
from lbsap.model.text import Text
from lbsap.steps.asking.questionnaire_form import check_form, make_form
from lbsap.testing import samples

INDEX = samples.index()
FORM = replace(
    samples.form(), places={f"sample_{number}": f"f.xlsx: survey!{number}:{number}" for number in range(1, 5)}
)


def holding(*items: FormItem) -> QuestionnaireForm:
    return replace(FORM, groups=(FormGroup("nature", Text("自然", "nature"), items),))


ITEMS = tuple(item for group in FORM.groups for item in group.items)


def test_the_items_stand_in_their_groups_with_number_and_title() -> None:
    assert [(group.id, [item.id for item in group.items]) for group in FORM.groups] == [
        ("nature", ["sample_1", "sample_2"]),
        ("governance", ["sample_3"]),
    ]
    assert ITEMS[0].title == Text("1 自然区域比例", "1 share of natural areas")
    assert FORM.catalogue == INDEX.reference


def test_a_form_fits_the_catalogue_it_was_made_for() -> None:
    assert check_form(FORM, INDEX, "f.xlsx") == ()


def test_items_that_the_catalogue_or_the_form_lacks_are_refused() -> None:
    strange = replace(ITEMS[0], id="sample_4")
    with pytest.raises(BadInput) as refusal:
        check_form(holding(strange, *ITEMS[1:]), INDEX, "f.xlsx")
    assert [(one.code, one.where) for one in refusal.value.problems] == [
        ("unknown_id", "f.xlsx: survey!4:4"),
        ("value_missing", "f.xlsx: survey"),
    ]


def test_words_on_an_item_that_are_not_the_catalogues_are_warned_about() -> None:
    renamed = replace(ITEMS[0], title=Text("1 自然区域比例", "1 natural areas"))
    (told,) = check_form(holding(renamed, *ITEMS[1:]), INDEX, "f.xlsx")
    assert (told.code, told.severity, told.where) == ("xlsform_words", "warning", "f.xlsx: survey!1:1")
    assert "1 share of natural areas" in told.message.en


def test_a_language_that_the_form_lacks_says_nothing_against_its_items() -> None:
    half = [replace(item, title=Text("", item.title.en)) for item in ITEMS]
    assert check_form(holding(*half), INDEX, "f.xlsx") == ()


def test_a_form_about_another_catalogue_is_refused() -> None:
    with pytest.raises(BadInput) as refusal:
        check_form(FORM, make_other(), "f.xlsx")
    assert [one.code for one in refusal.value.problems] == ["questionnaire_about"]
    with pytest.raises(BadInput):
        make_form(FORM.questionnaire, make_other())


def make_other() -> Catalogue:
    return replace(INDEX, id="other-index")
