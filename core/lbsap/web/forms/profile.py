"""The profile questions of a questionnaire as a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms.form import BaseForm

from lbsap.model.errors import BadInput
from lbsap.model.questionnaire import ProfileQuestion, Questionnaire
from lbsap.model.text import Lang
from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.language import gettext as _


class ProfileForm(BaseForm):
    """One field for each question, by its id; what is chosen is judged by ``steps.asking.profile``, not here."""

    def __init__(self, questionnaire: Questionnaire, lang: Lang) -> None:
        super().__init__({one.id: _field(one, lang) for one in questionnaire.profile}, prefix="profile-")

    def place(self, error: BadInput, lang: Lang) -> None:
        """Put each problem at its question. Raises ``error`` again where one stands at none."""
        for one in error.problems:
            if one.where not in self:
                raise error
            asked = self[one.where]
            asked.errors = [
                _("%(question)s: %(fault)s", question=asked.label.text, fault=one.message.show(lang))
            ]

    @property
    def chosen(self) -> Mapping[str, Any]:
        """What is chosen, by question id."""
        return {question: chosen for question, chosen in self.data.items() if chosen}


def _field(question: ProfileQuestion, lang: Lang) -> Any:
    choices = [(choice.id, choice.title.show(lang)) for choice in question.choices]
    if question.several:
        return AnyOf(question.title.show(lang), choices=choices, name=f"{question.id}-choices")
    return OneOf(question.title.show(lang), choices=choices)
