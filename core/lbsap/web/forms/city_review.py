"""Forms of reviews of drafts. They hold what was sent; actions and steps judge it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.fields.core import UnboundField

from lbsap.model.city_plan import Layer
from lbsap.model.text import Text
from lbsap.steps.cities.part_choices import LAYERS
from lbsap.steps.common.words import whole_number
from lbsap.web.forms.comment import AnsweringForm, Placing
from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l


def layer_words(layer: Layer) -> str:
    """A layer of coordination in the language of the page."""
    return dict(LAYERS)[layer].show(lang())


def _last_day() -> UnboundField[StringField]:
    return StringField(_l("Last day for comments"), description=_l("Written like 2026-12-05. Beijing time."))


class ReviewForm(Placing):
    """A review to be opened: of which draft, by which layer, until when, and why before its turn."""

    draft = OneOf(_l("Draft"))
    layer = OneOf(_l("Who is asked"))
    closes_on = _last_day()
    reason = TextAreaField(
        _l("Reason for going ahead (only where the layer before has not finished)"),
        description=_l("It stands in the list of reviews."),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.layer.choices = [(key, title.show(lang())) for key, title in LAYERS]


class DayForm(Placing):
    """Another last day for comments; ``seen`` is the stamp of the day that the page showed."""

    closes_on = _last_day()
    seen = HiddenField()


class BodiesForm(Placing):
    """Whom to ask: bodies of the roster and the directory (``chosen``), and others, one a line."""

    chosen = AnyOf(_l("Bodies of the roster and the directory"))
    bodies = TextAreaField(_l("Others"), description=_l("One body a line. No names of persons."))


class HandForm(Placing):
    """A comment that came by letter or in a meeting."""

    part = OneOf(_l("Section"))
    body_zh = StringField(_l("Who commented (Chinese)"), description=_l("One language suffices."))
    body_en = StringField(_l("Who commented (English)"))
    words = TextAreaField(_l("Comment"))


class SeenForm(Placing):
    """A form on a comment; ``seen`` is its version that the page showed."""

    seen = HiddenField()

    @property
    def version(self) -> int:
        """The version as sent; -1, which none has, for what is no number."""
        number = whole_number(self.seen.data or "")
        return -1 if number is None else number


class AnswerForm(AnsweringForm, SeenForm):
    """What becomes of a comment on a draft, and why."""


class WordsForm(SeenForm):
    """A comment of a reviewer, new or to be changed."""

    words = TextAreaField(_l("Your comment"))


def body_pairs(bodies: Iterable[tuple[str, Text]]) -> list[tuple[str, str]]:
    """Bodies as choices, by their stamps."""
    return [(key, body.plain(lang())) for key, body in bodies]
