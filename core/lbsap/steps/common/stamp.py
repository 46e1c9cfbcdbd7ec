"""Stamps of parts of a city's data, by which a save tells whether somebody else has changed the same part."""

from __future__ import annotations

from typing import Any, Final

from lbsap.model.codec import digest
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem

LETTERS: Final = 16


def stamp(value: Any) -> str:
    """The stamp of a value: the same for the same content."""
    return digest(value)[:LETTERS]


def require_unchanged(value: Any, seen: str, where: str) -> None:
    """Raises ``BadInput`` (``part_changed``) where the value is no longer the one whose stamp was ``seen``."""
    if stamp(value) != seen:
        raise BadInput([problem("part_changed", where)])
