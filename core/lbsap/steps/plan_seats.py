"""Seats of a plan: which sections it has, in which order and at what depth. The outline decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.plugin_items import PlanSection
from lbsap.model.text import Text

ROOT: Final = "planning-framework"
"""The outline item that holds the chapters and annexes of a plan."""
LEFT_OUT: Final = ("part", "file")
"""Levels that are no part of the plan text: other parts of the guidelines, files handed in beside the plan."""

Numbering = Literal["chapter", "annex", "none"]


@dataclass(frozen=True, slots=True)
class Seat:
    """One part of the plan to be: its outline item, its section, or both. ``path`` are the keys above it and its own."""

    path: tuple[str, ...]
    title: Text
    numbering: Numbering
    item: Item | None
    section: PlanSection | None

    @property
    def key(self) -> str:
        """The id of its outline item, or of the section where the outline has none."""
        return self.path[-1]

    @property
    def depth(self) -> int:
        """0 for a chapter, an annex or the foreword."""
        return len(self.path) - 1


def seats(outline: Catalogue, sections: Mapping[str, PlanSection]) -> tuple[Seat, ...]:
    """The seats of a plan in order: those of the outline, then sections it does not name, by their ``place``.

    A section goes to the end of its place; one whose place is unknown comes before the annexes. A section that
    the outline does not name and that has no place is left out: the outline has dropped it.
    """
    taken = list(_walk(outline, sections, ROOT, ()))
    named = {item.section.writer for item in outline.items if item.section}
    for section in sections.values():
        if section.place and section.id not in named:
            _insert(taken, section)
    return tuple(taken)


def _walk(
    outline: Catalogue, sections: Mapping[str, PlanSection], parent: str, above: tuple[Seat, ...]
) -> Iterator[Seat]:
    for item in outline.children(parent):
        settings = item.section
        if settings is None or settings.level in LEFT_OUT:
            continue
        path = (*(above[-1].path if above else ()), item.id)
        numbering = above[-1].numbering if above else _numbering(settings.level)
        seat = Seat(path, item.title, numbering, item, sections.get(settings.writer))
        yield seat
        yield from _walk(outline, sections, item.id, (*above, seat))


def _numbering(level: str) -> Numbering:
    """A section outside all chapters, such as the foreword, carries no number."""
    if level == "annex":
        return "annex"
    return "chapter" if level == "chapter" else "none"


def _insert(taken: list[Seat], section: PlanSection) -> None:
    holder = next((seat for seat in taken if seat.key == section.place), None)
    if holder:
        at = max(i for i, seat in enumerate(taken) if holder.key in seat.path) + 1
        path, numbering = (*holder.path, section.id), holder.numbering
    else:
        at = next((i for i, seat in enumerate(taken) if seat.numbering == "annex"), len(taken))
        path, numbering = (section.id,), "chapter"
    taken.insert(at, Seat(path, section.title, numbering, None, section))
