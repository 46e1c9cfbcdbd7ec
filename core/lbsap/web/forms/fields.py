"""Fields of choices for forms whose words are judged elsewhere: they hold what was sent, and pairs to choose from.

WTForms' own choice fields judge by themselves, and their option objects cost more than the rest of a long page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Field

Pairs = Iterable[tuple[str, str]]
"""Values and the words shown for them."""


class OneOf(Field):
    """One choice of a few (``components/radios.html``); ``data`` is its value, ``None`` where none is made."""

    def __init__(self, label: Any = None, choices: Pairs = (), **more: Any) -> None:
        super().__init__(label, **more)
        self.choices = choices
        self.data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the value sent, if there is one."""
        self.data = valuelist[0] if valuelist else None


class AnyOf(OneOf):
    """Any of several (``components/checkboxes.html``); ``data`` is the list of their values."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take all values sent."""
        self.data = list(valuelist)


def words_of(field: Any) -> str:
    """What a field holds as words; a box that is ticked is ``y``."""
    if isinstance(field.data, bool):
        return "y" if field.data else ""
    return field.data or ""
