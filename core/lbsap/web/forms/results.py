"""The forms on the pages of results: to find words, to tag reasons, to bring names together."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import Form, StringField

from lbsap.model.problems import Problem
from lbsap.steps.asking.answers import Cells
from lbsap.steps.common.words import whole_number
from lbsap.web.forms.fields import AnyOf, OneOf, Pairs
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l


class WordsForm(Form):
    """What words are sought by; sent with the address of the page."""

    kind = OneOf(_l("What experts wrote"), id="by-kind")
    item = OneOf(_l("Item"), id="by-item")
    verdict = OneOf(_l("Judgement"), id="by-verdict")
    tag = OneOf(_l("Tag"), id="by-tag")
    words = StringField(_l("Words in it"), id="by-words")

    def offering(self, **choices: Pairs) -> WordsForm:
        """The form with what there is to choose from, by field."""
        for name, pairs in choices.items():
            self[name].choices = pairs
        return self


class TagForm(Form):
    """A tag, and the answers whose reasons it is for."""

    choices = AnyOf()
    tag = StringField(_l("Tag"), description=_l("A word or two, such as “data” or “overlaps with 4”."))

    @property
    def answers(self) -> list[int]:
        """The ids of the answers chosen; what is none is left out."""
        numbers = map(whole_number, self.choices.data or [])
        return [one for one in numbers if one is not None]


class NamesForm(Form):
    """Names to be brought together, and the name they shall go by; a page may hold several (``results_names.html``)."""

    choices = AnyOf()
    face_zh = StringField()
    face_en = StringField()

    @property
    def cells(self) -> Cells:
        """What was sent, by field."""
        return {one.short_name: one.raw_data or [] for one in self}


def place(form: Form, problems: Iterable[Problem]) -> None:
    """Put each problem at its field."""
    for one in problems:
        form[one.where].errors = [*form[one.where].errors, one.message.show(lang())]
