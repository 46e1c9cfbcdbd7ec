"""Two drafts of a plan side by side: part by part, which paragraphs were added, removed or changed, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from lbsap.model.blocks import (
    Block,
    Box,
    Bullets,
    Chart,
    Document,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Part,
    Rich,
    Table,
)
from lbsap.model.text import Lang, Text
from lbsap.steps.common.printed import figure
from lbsap.steps.common.word_marks import Piece, compare

State = Literal["same", "gone", "come", "changed"]
ALIKE: Final = 0.5
"""From this share of letters in common on, two paragraphs are the same one in other words."""
MOST_PAIRS: Final = 900
"""Beyond so many pairs of paragraphs, those at the same place are taken as pairs: the work grows with the product."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """A paragraph, row or heading that is not the same in both: as it was and as it is; one that came was nothing."""

    state: State
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PartChange:
    """What became of a part: only the lines that differ, and how many stayed the same."""

    key: str
    title: Text
    state: State
    lines: tuple[LineChange, ...] = ()
    kept: int = 0

    def count(self, state: State) -> int:
        """How many lines came, went or changed."""
        return sum(line.state == state for line in self.lines)


def compare_drafts(old: Document, new: Document, lang: Lang) -> tuple[PartChange, ...]:
    """One entry for each part of either document, in the order of the new one; what is gone stands at its old place."""
    before = {part.key: part for part in old.parts}
    after = {part.key: part for part in new.parts}
    return tuple(
        _part_change(before.get(key), after.get(key), lang) for key in _in_order(list(before), list(after))
    )


def lines_of(part: Part, lang: Lang) -> list[str]:
    """A part as lines of plain words: its heading, a line for each paragraph, item, row or figure."""
    return [part.title.show(lang), *(line for block in part.blocks for line in _lines(block, lang) if line)]


def _in_order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    found = list(after)
    for place, key in enumerate(before):
        if key not in after:
            found.insert(found.index(before[place - 1]) + 1 if place else 0, key)
    return found


def _part_change(old: Part | None, new: Part | None, lang: Lang) -> PartChange:
    one = new or old
    assert one is not None  # noqa: S101 - keys come from either document
    before, after = (lines_of(part, lang) if part else [] for part in (old, new))
    lines = tuple(_line_changes(before, after))
    state: State = "gone" if new is None else "come" if old is None else "changed" if lines else "same"
    gone = sum(line.state in ("gone", "changed") for line in lines)
    return PartChange(one.key, one.title, state, lines, len(before) - gone)


def _line_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[LineChange]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _replaced(before[a:b], after[c:d])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[LineChange]:
    """Lines that took the place of others: those alike are told word by word, in order."""
    placed = 0
    for old in before:
        match = _match(old, after, placed, len(before))
        if match is None:
            yield LineChange("gone", (Piece(old, "gone"),), ())
            continue
        yield from _came(after[placed:match])
        yield LineChange("changed", *compare(old, after[match]))
        placed = match + 1
    yield from _came(after[placed:])


def _came(lines: Sequence[str]) -> Iterator[LineChange]:
    return (LineChange("come", (), (Piece(line, "come"),)) for line in lines)


def _match(old: str, after: Sequence[str], start: int, rows: int) -> int | None:
    """The place of the line from ``start`` on that is ``old`` in other words."""
    if rows * len(after) > MOST_PAIRS:
        return start if start < len(after) else None
    for place in range(start, len(after)):
        matcher = SequenceMatcher(None, old, after[place], autojunk=False)
        if (
            matcher.real_quick_ratio() >= ALIKE
            and matcher.quick_ratio() >= ALIKE
            and matcher.ratio() >= ALIKE
        ):
            return place
    return None


def _lines(block: Block, lang: Lang) -> Iterator[str]:
    match block:
        case Heading(text):
            yield text.show(lang)
        case Paragraph(content):
            yield _rich(content, lang)
        case Bullets(items):
            yield from (_rich(item, lang) for item in items)
        case Table():
            yield from _table(block, lang)
        case Chart():
            yield from _chart(block, lang)
        case Figure(caption):
            yield caption.show(lang)
        case Box(title, blocks):
            yield title.show(lang)
            for one in blocks:
                yield from _lines(one, lang)
        case Gap():
            yield block.show(lang)


def _rich(content: Rich, lang: Lang) -> str:
    return "".join(one.show(lang) for one in content)


def _table(block: Table, lang: Lang) -> Iterator[str]:
    yield block.caption.show(lang)
    for row in block.rows:
        cells = [_rich(cell, lang) for cell in row]
        counted = len(cells) > 1 and cells[0].isdigit()  # a row that moved up by one is still the same row
        yield " | ".join(cells[1:] if counted else cells)
    yield block.source.show(lang)


def _chart(block: Chart, lang: Lang) -> Iterator[str]:
    yield block.caption.show(lang)
    for place, title in enumerate(block.categories):
        values = (one.values[place] if place < len(one.values) else None for one in block.series)
        yield " | ".join([title.show(lang), *(figure(value, 3) for value in values)])
