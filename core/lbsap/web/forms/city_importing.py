"""Forms of an import: the file or its text, what was read of it with boxes for originals, and conflicts to decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import FileField, Form, HiddenField, TextAreaField
from wtforms.form import BaseForm

from lbsap.model.plugin_items import Fragment, Question
from lbsap.model.problems import Problem
from lbsap.steps.cities.answers import UNKNOWN, meaning_key, original_key
from lbsap.steps.cities.merge import Conflict
from lbsap.web.forms.fields import OneOf, words_of
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l

KEEP, TAKE = "keep", "take"
"""How a conflict is decided: what stands there stays, or what was read takes its place."""


class ProfileFileForm(Form):
    """A profile as text."""

    pasted = TextAreaField(
        _l("Paste the text of the profile"),
        description=_l("All pages. Open the PDF, select everything, copy it, and paste it here."),
    )
    file = FileField(_l("Or choose a text file"), description=_l("A .txt file in UTF-8 or GB18030."))

    def told(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong with what was sent, at the field it came by."""
        at = self.pasted if (self.pasted.data or "").strip() else self.file
        at.errors = [one.message.show(lang()) for one in problems]


class ReadingForm(BaseForm):
    """A box for each fragment, and a choice for each question; ``marks`` tell what the page began with."""

    def __init__(self, fragments: Iterable[Fragment], questions: Iterable[Question]) -> None:
        fields: dict[str, Any] = {"marks": HiddenField()}
        for one in fragments:
            fields[original_key(one)] = TextAreaField(_("Original text"))
        for question in questions:
            fields[meaning_key(question)] = OneOf(_("What is this figure?"), _meanings(question))
        super().__init__(fields)

    def answers(self) -> dict[str, str]:
        """What was typed and chosen, by key; nothing for what was left empty."""
        return {one.name: words for one in self if one.name != "marks" and (words := words_of(one))}


class ConflictForm(BaseForm):
    """A choice for each conflict."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        fields = {
            one.key: OneOf(
                one.label.show(lang()),
                [
                    (KEEP, _("Keep: %(words)s", words=one.kept.show(lang()))),
                    (TAKE, _("Take over: %(words)s", words=one.read.show(lang()))),
                ],
            )
            for one in conflicts
        }
        super().__init__(fields)


def _meanings(question: Question) -> list[tuple[str, str]]:
    named = [(str(number), one.title.show(lang())) for number, one in enumerate(question.meanings)]
    return [*named, (UNKNOWN, _("Not known yet: keep it as doubtful"))]
