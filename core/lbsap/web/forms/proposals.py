"""The forms of proposals and closing questions; words are read as those of answers are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, StringField, TextAreaField
from wtforms.form import BaseForm

from lbsap.actions.experts.desk import Desk
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.response import Proposal
from lbsap.steps.asking.answers import Cells
from lbsap.web.forms.fields import OneOf
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l

CLOSING: Final = "closing-"
"""What the names of the fields of closing questions begin with."""


class ProposalForm(Form):
    """A new indicator or section. ``key`` is the random word under which it is kept, ``revision`` that of what the page
    shows (0: nothing is kept)."""

    key = HiddenField()
    revision = HiddenField()
    name_zh = StringField(_l("Name in Chinese"), description=_l("One language suffices."))
    name_en = StringField(_l("Name in English"))
    parent = OneOf()
    content = TextAreaField()
    data_source = TextAreaField(_l("Where the data come from"))
    reason = TextAreaField(_l("Reason"))

    @classmethod
    def of(cls, desk: Desk, key: str) -> ProposalForm:
        """The form with the proposal kept under ``key``, else empty."""
        found = next((one for one in desk.proposals if one.key == key), None)
        kept = found.proposal if found else Proposal()
        data = {
            "key": key,
            "revision": str(found.revision if found else 0),
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
            for one in questionnaire.closing
        }
        super().__init__(fields, prefix=CLOSING)


def closing_cells(questionnaire: Questionnaire, sent: MultiDict[str, str]) -> Cells:
    """What was sent on the closing questions, by question."""
    return {one.id: sent.getlist(CLOSING + one.id) for one in questionnaire.closing}


def closing_fields(words: Mapping[str, str]) -> dict[str, list[str]]:
    """Words on closing questions as the form sends them; only fields that are filled."""
    return {CLOSING + question: [said] for question, said in words.items() if said}


def proposal_cells(key: str, proposal: Proposal) -> dict[str, list[str]]:
    """A proposal as the form sends it; only fields that are filled."""
    names = {"name_zh": proposal.name.zh, "name_en": proposal.name.en}
    others = {name: getattr(proposal, name) for name in ("parent", "content", "data_source", "reason")}
    return {name: [words] for name, words in ({"key": key} | names | others).items() if words}


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
