"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

A_PAGE: Final = 50
"""How many entries a page shows."""


@dataclass(frozen=True, slots=True)
class Page:
    """Page ``number`` (from 1) of a list of ``total`` entries."""

    number: int
    total: int

    @property
    def count(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // A_PAGE))

    @property
    def start(self) -> int:
        """The place of its first entry, from 0."""
        return (self.number - 1) * A_PAGE


def page_of(total: int, wanted: int) -> Page:
    """The page wanted or, where there is none such, the nearest one."""
    return Page(min(max(wanted, 1), Page(1, total).count), total)
