"""A questionnaire as a form that other survey programs ask with, and whether a form that was read fits a catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import FormGroup, FormItem, QuestionnaireForm
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import LANGS, Text
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.common.groups import groups_of


def make_form(questionnaire: Questionnaire, catalogue: Catalogue) -> QuestionnaireForm:
    """The form of a questionnaire: every item it asks about, by group. Raises ``BadInput`` for another catalogue."""
    groups = groups_of(catalogue, asked_items(questionnaire, catalogue))
    return QuestionnaireForm(
        questionnaire,
        catalogue.reference,
        tuple(FormGroup(one.id, one.label, tuple(map(_shown, one.items))) for one in groups),
    )


def _shown(item: Item) -> FormItem:
    titles = (getattr(item.title, lang) for lang in LANGS)
    return FormItem(
        item.id,
        Text(*(f"{item.number} {title}".strip() if title else "" for title in titles)),
        item.definition,
    )


def check_form(form: QuestionnaireForm, catalogue: Catalogue, name: str) -> tuple[Problem, ...]:
    """Warnings of a form that was read from the file ``name``: words on items that are not the catalogue's.

    Raises ``BadInput`` with every item that the catalogue lacks and every one that the form lacks, and where the
    questionnaire is about another catalogue.
    """
    expected = _items(make_form(form.questionnaire, catalogue))
    found = _items(form)
    faults = [*_unknown(form, found, expected), *_lacking(found, expected, name)]
    if faults:
        raise BadInput(faults)
    return tuple(
        problem("xlsform_words", form.places[name], severity="warning", expected=wanted)
        for name, item in found.items()
        for words, wanted in ((item.title, expected[name].title), (item.about, expected[name].about))
        if not _same(words, wanted)
    )


def _items(form: QuestionnaireForm) -> dict[str, FormItem]:
    return {item.id: item for group in form.groups for item in group.items}


def _unknown(
    form: QuestionnaireForm, found: Mapping[str, FormItem], expected: Mapping[str, FormItem]
) -> Iterator[Problem]:
    known = ", ".join(list(expected)[:6]) + ", …"
    for name in found:
        if name not in expected:
            yield problem("unknown_id", form.places[name], id=name, kind=Text("条目", "item"), known=known)


def _lacking(found: Mapping[str, FormItem], expected: Mapping[str, FormItem], file: str) -> Iterator[Problem]:
    for name in expected:
        if name not in found:
            yield problem("value_missing", f"{file}: survey", field=f"Item__{name}")


def _same(found: Text, expected: Text) -> bool:
    """Whether the words are the same in each language that was found, however they are spaced."""
    pairs = ((getattr(found, lang), getattr(expected, lang)) for lang in LANGS)
    return all(not one or one.split() == other.split() for one, other in pairs)
