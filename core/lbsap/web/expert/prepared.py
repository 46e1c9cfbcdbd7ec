"""What the pages of a consultation say and ask in one language, made once and kept by the application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, get_template_attribute
from markupsafe import Markup

from lbsap.model.text import Lang
from lbsap.store.consultations import Consultation
from lbsap.web.forms.compact import prefix_of
from lbsap.web.forms.item import AnswerForm, answer_form, show_answer
from lbsap.web.item_texts import ItemText, texts_of
from lbsap.web.language import lang


@dataclass(frozen=True, slots=True)
class Prepared:
    """The items, what is told of each beside its name (``facts``, ready markup by id), and the two forms.

    ``blank`` is ready markup too, by id: the part of a compact page that asks for an item without an answer.
    ``hints`` are lines under the verdicts, by verdict.
    """

    items: Mapping[str, ItemText]
    facts: Mapping[str, Markup]
    blank: Mapping[str, Markup]
    form: type[AnswerForm]
    short_form: type[AnswerForm]
    hints: Mapping[str, str]


def prepared(consultation: Consultation) -> Prepared:
    """What is prepared for a consultation in the language of the page. An opened consultation never changes."""
    kept: dict[tuple[int, Lang], Prepared] = current_app.extensions.setdefault("lbsap_prepared", {})
    key = (consultation.id, lang())
    if key not in kept:
        kept[key] = _prepare(consultation, lang())
    return kept[key]


def _prepare(consultation: Consultation, language: Lang) -> Prepared:
    asked = consultation.questionnaire.items
    items = texts_of(consultation.catalogue, {one.id: one.title for one in asked.settings}, language)
    form, short_form = (
        answer_form(consultation.questionnaire, language, short=short) for short in (False, True)
    )
    facts = get_template_attribute("expert/item_facts.html", "facts")
    compact_item = get_template_attribute("expert/compact_item.html", "compact_item")
    return Prepared(
        items,
        {item: Markup(facts(text)) for item, text in items.items()},  # noqa: S704 - a macro's own markup
        {
            item: Markup(compact_item(text, show_answer(short_form, None, prefix_of(item)), language))  # noqa: S704
            for item, text in items.items()
        },
        form,
        short_form,
        {one.id: one.hint.show(language) for one in asked.verdicts if one.hint},
    )
