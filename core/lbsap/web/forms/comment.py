"""Forms of comments and of what was said elsewhere. They hold what was sent; actions and steps judge it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, FileField, Form, HiddenField, StringField, TextAreaField

from lbsap.model.comments import CommentSource
from lbsap.model.problems import Problem
from lbsap.steps.reports.comment_rows import FATES, SOURCES, source_of
from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.language import gettext as _
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l

Pairs = list[tuple[str, str]]


class Placing(Form):
    """A form that takes problems to its fields."""

    def place(self, problems: Iterable[Problem], main: str = "main") -> list[tuple[str, str]]:
        """Put each problem at its field. Returns the others, with the place they were found at, as told at ``main``."""
        told = []
        for one in problems:
            words = one.message.show(lang())
            if one.where in self and not isinstance(self[one.where], HiddenField):
                self[one.where].errors = [*self[one.where].errors, words]
            else:
                told.append(
                    (main, _("%(place)s: %(words)s", place=one.where, words=words) if one.where else words)
                )
        return told


class AnsweringForm(Placing):
    """What becomes of a comment, and why."""

    fate = OneOf(_l("What becomes of it"))
    reason_zh = TextAreaField(_l("Reason (Chinese)"), description=_l("One language suffices."))
    reason_en = TextAreaField(_l("Reason (English)"))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fate.choices = [(fate, title.show(lang())) for fate, title in FATES.items()]


class FateForm(AnsweringForm):
    """The same for several: ``chosen`` names them with the version seen (``12:0``), ``every`` means all that the page
    showed."""

    chosen = AnyOf()
    every = BooleanField()


class SourceForm(Placing):
    """Where words or answers come from."""

    source = OneOf(_l("Where it comes from"))
    said_in = StringField(
        _l("Said in"),
        description=_l("Such as “minutes of the workshop of 8 May 2026” or “letter of 3 June”."),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.source.choices = [(one, title.show(lang())) for one, title in SOURCES.items() if one != "online"]

    @property
    def kind(self) -> CommentSource:
        """The source as sent; an action refuses what is none."""
        return source_of(self.source.data)


class HandForm(SourceForm):
    """A comment entered by hand."""

    item = OneOf(_l("Item"))
    words = TextAreaField(_l("Comment"))


class TableForm(SourceForm):
    """A table of comments or answers."""

    file = FileField(_l("File"), description=_l("A CSV or XLSX file."))


class SpokenForm(SourceForm):
    """One answer that was given elsewhere; ``speaker`` tells its speaker apart from others."""

    speaker = StringField(
        _l("Who answered"),
        description=_l("A word that tells the speakers apart, such as “letter 3”. No name is needed."),
    )
    persons = StringField(
        _l("How many persons"),
        default="1",
        description=_l(
            "For a show of hands: all who gave this answer, entered at once. They are told apart by numbers."
        ),
    )
    item = OneOf(_l("Item"))
    verdict = OneOf(_l("Judgement"))
    name_zh = StringField(_l("New name in Chinese"))
    name_en = StringField(_l("New name in English"))
    reason = TextAreaField(_l("Reason"))
