"""What the pages of a consultation say and ask in one language, made once and kept by the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from flask import current_app, get_template_attribute, url_for
from markupsafe import Markup

from lbsap.model.text import Lang
from lbsap.store.consultations import Consultation
from lbsap.web.forms.compact import prefix_of
from lbsap.web.forms.item import answer_form, show_answer
from lbsap.web.forms.proposals import ClosingForm
from lbsap.web.item_texts import texts_of
from lbsap.web.language import lang


class Prepared:
    """The items (``items``, by id), the addresses of their pages, the form of an item and its short form, lines under
    the verdicts (``hints``), and ready markup: of what is told of an item, and of forms that nothing is filled in.

    Markup is made when a page first asks for it.
    """

    def __init__(self, consultation: Consultation, language: Lang) -> None:
        self._questionnaire, self._language = consultation.questionnaire, language
        self._made: dict[tuple[str, str], Markup] = {}
        asked = consultation.questionnaire.items
        settings = {one.id: one.title for one in asked.settings}
        self.items = texts_of(consultation.catalogue, settings, language)
        self.pages = {item: url_for("expert.item", item_id=item) for item in self.items}
        self.form = answer_form(consultation.questionnaire, language)
        self.short_form = answer_form(consultation.questionnaire, language, short=True)
        self.hints = {one.id: one.hint.show(language) for one in asked.verdicts if one.hint}

    def facts(self, item: str) -> Markup:
        """All that is told of an item beside its names and definition."""
        return self._once("expert/item_facts.html", "facts", item, lambda facts: facts(self.items[item]))

    def blank_fields(self, item: str) -> Markup:
        """The fields of an item's page where no answer stands."""

        def fields(macro: Callable[..., str]) -> str:
            form, asked = show_answer(self.form, None), self._questionnaire.items
            return macro(self.items[item], form, asked, self.hints, self._language)

        return self._once("expert/item_fields.html", "item_fields", item, fields)

    def blank_compact(self, item: str) -> Markup:
        """The part of a compact page that asks for an item where no answer stands."""

        def fields(macro: Callable[..., str]) -> str:
            form = show_answer(self.short_form, None, prefix_of(item))
            return macro(self.items[item], form, self._language)

        return self._once("expert/compact_item.html", "compact_item", item, fields)

    @cached_property
    def blank_closing(self) -> Markup:
        """The fields of the closing questions where nothing is said."""
        form = ClosingForm(self._questionnaire)
        form.process()
        return self._once("expert/closing_fields.html", "closing_fields", "", lambda macro: macro(form))

    def _once(self, file: str, macro: str, item: str, fill: Callable[[Callable[..., str]], str]) -> Markup:
        key = (macro, item)
        if key not in self._made:
            self._made[key] = Markup(fill(get_template_attribute(file, macro)))  # noqa: S704 - a macro's own
        return self._made[key]


def prepared(consultation: Consultation) -> Prepared:
    """What is prepared for a consultation in the language of the page. An opened consultation never changes."""
    kept: dict[tuple[int, Lang], Prepared] = current_app.extensions.setdefault("lbsap_prepared", {})
    key = (consultation.id, lang())
    if key not in kept:
        kept[key] = Prepared(consultation, lang())
    return kept[key]
