from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import lbsap_cbi
import lbsap_outline
from lbsap.model.catalogue import Catalogue, Indicator, Item
from lbsap.model.errors import BadInput
from lbsap.model.questionnaire import Choice, OpenQuestion, Questionnaire, Rating
from lbsap.model.text import Text
from lbsap.model.validate import faults
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.asking.questionnaire_making import (
    choose_stratum,
    make_questionnaire,
    refuse_unfit,
    strata_of,
    stratum_of,
)
from tests.glossary import HALF_WIDTH, REFUSED

CATALOGUES = (*lbsap_cbi.catalogues(), *lbsap_outline.catalogues())
SMALL = Catalogue(
    "x" * 64,
    "3",
    "index",
    Text("小指数"),
    (Item("birds", "1", Text("鸟类", "Birds"), indicator=Indicator("native", "count")),),
)


def fault_of(questionnaire: Questionnaire, catalogue: Catalogue) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refusal:
        refuse_unfit(questionnaire, catalogue)
    return [(one.code, one.where) for one in refusal.value.problems]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.reference)
def test_a_made_questionnaire_is_complete_in_both_languages_about_this_very_version(
    catalogue: Catalogue,
) -> None:
    made = make_questionnaire(catalogue)
    assert faults(made) == ()
    refuse_unfit(made, catalogue)
    assert made.about == catalogue.reference
    assert asked_items(made, catalogue)
    with pytest.raises(BadInput):
        asked_items(made, replace(catalogue, version="another"))
    assert [one.id for one in made.items.verdicts] == ["keep", "drop", "rename", "outside"]
    assert {"drop", "rename"} == set(made.items.reason_for)
    assert all((made.items.settings, made.items.troubles, made.items.ratings, made.profile, made.closing))
    assert bool(made.items.supplements) == (catalogue.kind == "outline")
    assert stratum_of(made) == "field"
    assert made.minutes % 5 == 0
    assert made.minutes >= 5


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda one: one.reference)
def test_a_made_questionnaire_lets_every_shipped_rule_read_what_it_needs(catalogue: Catalogue) -> None:
    assert "relevance" in {one.id for one in make_questionnaire(catalogue).items.ratings}


def test_the_chinese_of_a_made_questionnaire_keeps_the_glossary() -> None:
    from lbsap.model.validate import texts

    for catalogue in CATALOGUES:
        for place, text in texts(make_questionnaire(catalogue)):
            if place != "title":  # it holds the title of the catalogue
                assert not REFUSED.search(text.zh), place
                assert not HALF_WIDTH.search(text.zh), place


def test_a_long_id_and_a_title_in_one_language_do_not_keep_a_questionnaire_from_being_made() -> None:
    made = make_questionnaire(SMALL)
    refuse_unfit(made, SMALL)
    assert "小指数" in made.title.en


def test_a_file_about_another_catalogue_is_refused() -> None:
    made = make_questionnaire(SMALL)
    assert ("questionnaire_about", "about") in fault_of(replace(made, about="other"), SMALL)


def test_a_language_that_is_missing_is_told_at_its_place_in_the_file() -> None:
    made = make_questionnaire(SMALL)
    settings = (*made.items.settings[:2], replace(made.items.settings[2], title=Text("计算")))
    lacking = replace(made, items=replace(made.items, settings=settings), purpose=Text(en="Only English"))
    found = fault_of(lacking, SMALL)
    assert ("language_missing", "items.settings[2].title") in found
    assert ("language_missing", "purpose") in found


def _with_items(made: Questionnaire, **changed: Any) -> Questionnaire:
    return replace(made, items=replace(made.items, **changed))


def test_what_no_page_could_show_is_refused() -> None:
    made = make_questionnaire(SMALL)
    words = Text("文字", "Words")
    rating = Rating("reason", words, words, words)
    question = replace(made.profile[0], choices=(Choice("one", words),))
    closing = (OpenQuestion("same", words), OpenQuestion("same", words))
    for unfit, expected in (
        (_with_items(made, verdicts=made.items.verdicts[:1]), ("verdicts_wanted", "items.verdicts")),
        (_with_items(made, ratings=(rating,)), ("id_reserved", "items.ratings[0].id")),
        (replace(made, profile=(question,)), ("choices_wanted", "profile[0].choices")),
        (replace(made, profile=(made.profile[0], made.profile[0])), ("id_twice", "profile")),
        (replace(made, closing=closing), ("id_twice", "closing")),
    ):
        assert fault_of(unfit, SMALL) == [expected]


def test_one_question_gives_the_strata_or_none_does() -> None:
    made = make_questionnaire(SMALL)
    assert [one.id for one in strata_of(made)] == ["field", "institution"]
    other = choose_stratum(made, "institution")
    assert stratum_of(other) == "institution"
    assert sum(one.stratum for one in other.profile) == 1
    assert stratum_of(choose_stratum(made, "")) == ""
    several = replace(made, profile=(replace(made.profile[0], several=True),))
    for asked, question in ((made, "age"), (several, "field")):
        with pytest.raises(BadInput):
            choose_stratum(asked, question)
