"""Forms of reviews of drafts. They hold what was sent; actions and steps judge it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField

from lbsap.model.city_plan import Layer
from lbsap.model.text import Text
from lbsap.steps.city_part_choices import LAYERS
from lbsap.steps.comment_rows import FATES
from lbsap.web.forms.comment import Placing
from lbsap.web.forms.fields import AnyOf, OneOf
from lbsap.web.language import lang
from lbsap.web.language import lazy_gettext as _l


def layer_words(layer: Layer) -> str:
    """A layer of coordination in the language of the page."""
    return dict(LAYERS)[layer].show(lang())


class ReviewForm(Placing):
    """A review to be opened: of which draft, by which layer, until when, and why before its turn."""

    draft = OneOf(_l("Draft"))
    layer = OneOf(_l("Who is asked"))
    closes_on = StringField(
        _l("Last day for comments"), description=_l("Written like 2026-12-05. Beijing time.")
    )
    reason = TextAreaField(
        _l("Reason for going ahead (only where the layer before has not finished)"),
        description=_l("It stands in the list of reviews."),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.layer.choices = [(key, title.show(lang())) for key, title in LAYERS]


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


class AnswerForm(Placing):
    """What becomes of a comment, and why; ``seen`` is the version that the page showed."""

    fate = OneOf(_l("What becomes of it"))
    reason_zh = TextAreaField(_l("Reason (Chinese)"), description=_l("One language suffices."))
    reason_en = TextAreaField(_l("Reason (English)"))
    seen = HiddenField()

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fate.choices = [(fate, title.show(lang())) for fate, title in FATES.items()]


class WordsForm(Placing):
    """A comment of a reviewer; ``seen`` is the version that the page showed where it is changed."""

    words = TextAreaField(_l("Your comment"))
    seen = HiddenField()


def body_pairs(bodies: Iterable[tuple[str, Text]]) -> list[tuple[str, str]]:
    """Bodies as choices, by their stamps."""
    return [(key, body.plain(lang())) for key, body in bodies]
