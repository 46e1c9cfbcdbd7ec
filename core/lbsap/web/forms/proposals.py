"""The forms of proposals and closing questions; words are read as those of answers are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, StringField, TextAreaField
from wtforms.form import BaseForm

from lbsap.actions.experts.desk import Desk
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import OpenQuestion, Questionnaire
from lbsap.model.response import Proposal
from lbsap.steps.answers import Cells
from lbsap.web.forms.fields import OneOf
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l

CLOSING: Final = "closing-"
"""What the names of the fields of closing questions begin with."""


class ProposalForm(Form):
    """A new indicator or section. ``key`` is the random word under which it is kept."""

    key = HiddenField()
    name_zh = StringField(_l("Name in Chinese"), description=_l("One language suffices."))
    name_en = StringField(_l("Name in English"))
    parent = OneOf()
    content = TextAreaField()
    data_source = TextAreaField(_l("Where the data come from"))
    reason = TextAreaField(_l("Reason"))

    @classmethod
    def of(cls, desk: Desk, key: str) -> ProposalForm:
        """The form with the proposal kept under ``key``, else empty."""
        kept = next((one.proposal for one in desk.proposals if one.key == key), Proposal())
        data = {
            "key": key,
            "name_zh": kept.name.zh,
            "name_en": kept.name.en,
            "parent": kept.parent or None,
            **{name: getattr(kept, name) for name in ("content", "data_source", "reason")},
        }
        return cls(data=data).with_words(desk)

    def with_words(self, desk: Desk) -> ProposalForm:
        """The labels and choices that depend on what is asked about."""
        outline = desk.consultation.catalogue.kind == "outline"
        self.parent.label.text = _("Chapter it belongs to") if outline else _("Component it belongs to")
        self.parent.choices = [(one.id, one.label.show(lang())) for one in desk.groups] + [
            ("", _("Not sure"))
        ]
        self.content.label.text = _("What it holds") if outline else _("How it is calculated")
        if outline:
            del self.data_source
        return self

    @property
    def cells(self) -> Cells:
        """What was sent, by field."""
        return {one.short_name: one.raw_data or [] for one in self}


class ClosingForm(BaseForm):
    """The closing questions of a questionnaire, by id, and the revision of the words that the page showed."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        fields: dict[str, Any] = {
            one.id: TextAreaField(one.title.show(lang()), description=one.hint.show(lang()))
            for one in asked_at_the_end(questionnaire)
        }
        super().__init__(fields, prefix=CLOSING)


def asked_at_the_end(questionnaire: Questionnaire) -> tuple[OpenQuestion, ...]:
    """The closing questions that are asked once, not of each item."""
    return tuple(one for one in questionnaire.closing if not one.per_item)


def closing_cells(questionnaire: Questionnaire, sent: MultiDict[str, str]) -> Cells:
    """What was sent on the closing questions, by question."""
    return {one.id: sent.getlist(CLOSING + one.id) for one in asked_at_the_end(questionnaire)}


def place(form: BaseForm, problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Put each problem at its field. Returns the others, as the error summary takes them."""
    told = []
    for one in problems:
        if one.severity == "info":
            continue
        if one.where in form and not isinstance(form[one.where], HiddenField):
            form[one.where].errors = [*form[one.where].errors, one.message.show(lang())]
        else:
            told.append(("main", one.message.show(lang())))
    return told


def read_key(key: str | None) -> str:
    """The key of a form. Raises ``BadInput`` for what is none."""
    if not (key and key.isascii() and key.replace("-", "").replace("_", "").isalnum()):
        raise BadInput([problem("revision_wrong", "key")])
    return key
