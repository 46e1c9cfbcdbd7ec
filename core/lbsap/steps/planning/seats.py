"""Seats of a document: which sections it has, in which order and at what depth. The outline decides for the plan text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.draft import DocumentKind, DraftSettings
from lbsap.model.plugin_items import PlanSection
from lbsap.model.text import Text
from lbsap.steps.planning.cover import SHEETS

ROOT: Final = "planning-framework"
"""The outline item that holds the chapters and annexes of a plan."""
LEFT_OUT: Final = ("part", "file")
"""Levels that are no part of the plan text: other parts of the guidelines, files handed in beside the plan."""

Numbering = Literal["chapter", "annex", "none"]
_HAN: Final = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Seat:
    """One part of the plan to be: its outline item, its section, or both. ``path`` are the keys above it and its own."""

    path: tuple[str, ...]
    title: Text
    numbering: Numbering
    item: Item | None
    section: PlanSection | None
    depth: int
    """0 for a chapter, an annex or the foreword."""

    @property
    def key(self) -> str:
        """The id of its outline item, or of the section where the outline has none."""
        return self.path[-1]


def seats(
    outline: Catalogue, sections: Mapping[str, PlanSection], kind: DocumentKind, settings: DraftSettings
) -> tuple[Seat, ...]:
    """The seats of a document in order, without the parts that ``settings`` switch off, and in the order they want.

    The plan text has the seats of the outline, then sections it does not name, by their ``place``: at the end of it;
    one whose place is unknown comes before the annexes. A section that the outline does not name and that has no
    place is left out: the outline has dropped it. Any other document has its sections in the order offered.
    """
    own = {name: section for name, section in sections.items() if section.document == kind}
    taken = list(_walk(outline, own, ROOT, ())) if kind == "plan" else []
    named = {item.section.writer for item in outline.items if item.section}
    for section in own.values():
        if kind != "plan" or (section.place and section.id not in named):
            _insert(taken, section)
    wanted = _ordered([seat for seat in taken if not set(seat.path) & set(settings.off)], settings.order)
    return tuple(_on_a_sheet(wanted, kind) if kind in SHEETS else wanted)


def _walk(
    outline: Catalogue, sections: Mapping[str, PlanSection], parent: str, above: tuple[Seat, ...]
) -> Iterator[Seat]:
    for item in outline.children(parent):
        settings = item.section
        if settings is None or settings.level in LEFT_OUT:
            continue
        path = (*(above[-1].path if above else ()), item.id)
        numbering = above[-1].numbering if above else _numbering(settings.level)
        seat = Seat(path, item.title, numbering, item, sections.get(settings.writer), len(above))
        yield seat
        yield from _walk(outline, sections, item.id, (*above, seat))


def _numbering(level: str) -> Numbering:
    """A section outside all chapters, such as the foreword, carries no number."""
    if level == "annex":
        return "annex"
    return "chapter" if level == "chapter" else "none"


def _insert(taken: list[Seat], section: PlanSection) -> None:
    holder = next((seat for seat in taken if section.place and seat.key == section.place), None)
    if holder:
        at = max(i for i, seat in enumerate(taken) if holder.key in seat.path) + 1
        path, numbering = (*holder.path, section.id), holder.numbering
    else:
        at = next((i for i, seat in enumerate(taken) if seat.numbering == "annex"), len(taken))
        path, numbering = (section.id,), "chapter"
    taken.insert(at, Seat(path, section.title, numbering, None, section, len(path) - 1))


def _ordered(taken: list[Seat], order: tuple[str, ...]) -> list[Seat]:
    """The seats with those that ``order`` names in its order, each among its neighbours; the places of others stand.

    A part moves with all that stands below it. Annexes stay behind the chapters, since both count by themselves.
    """
    rank = {key: at for at, key in enumerate(order)}
    for above in {seat.path[:-1] for seat in taken}:
        for row in ("chapter", "annex", "none"):
            taken = _swapped(taken, above, row, rank)
    return taken


def _swapped(taken: list[Seat], above: tuple[str, ...], row: str, rank: Mapping[str, int]) -> list[Seat]:
    moved = [seat for seat in taken if seat.path[:-1] == above and seat.key in rank and seat.numbering == row]
    wanted = iter(sorted(moved, key=lambda seat: rank[seat.key]))
    at_place = {seat.path: next(wanted).path for seat in moved}
    depth = len(above) + 1
    made: list[Seat] = []
    for seat in taken:
        if len(seat.path) == depth and seat.path in at_place:
            made += [one for one in taken if one.path[:depth] == at_place[seat.path]]
        elif seat.path[:depth] not in at_place:
            made.append(seat)
    return made


def _on_a_sheet(taken: Iterable[Seat], kind: DocumentKind) -> Iterator[Seat]:
    """Parts that follow one another on the page: those of a note numbered in their titles, any others without."""
    counted = 0
    for seat in taken:
        counted += seat.depth == 0
        number = Text(f"{_HAN[counted - 1]}、", f"{counted}. ") if seat.depth == 0 else Text()
        words = Text(number.zh + seat.title.zh, number.en + seat.title.en)
        title = words if kind == "note" else Text()
        yield replace(seat, title=title, numbering="none", depth=seat.depth + 1)
