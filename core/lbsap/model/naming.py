"""Proposed names that belong together: suggested by likeness, confirmed by an editor, never merged in silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lbsap.model.text import Text


@dataclass(frozen=True, slots=True)
class NameGroup:
    """A group of proposed names on an item. ``face`` is the name they go by, ``members`` the names as proposed.

    ``made_by`` and ``made_at`` say which editor confirmed it, and when; ``id`` is 0 until it is kept. ``apart``: the names
    look alike and do not mean the same; such a group has no face, and is not suggested again.
    """

    item: str
    face: Text
    members: tuple[Text, ...]
    made_by: str = ""
    made_at: datetime | None = None
    id: int = 0
    apart: bool = False
