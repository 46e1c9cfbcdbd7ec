"""How the headings of a document count, for every exporter and for pages: chapters 第一章, annexes 附件1, and below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.blocks import Heading, Part

Row = Literal["chapter", "annex"]
DEEPEST: Final = 5
"""So many levels of headings are told apart; what is deeper counts with the last of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a heading stands: its level (``depth``, 0 for a chapter or an annex), the row it counts in (``None`` for one
    without a number), and the counts from the top level down to its own."""

    depth: int
    row: Row | None = None
    counts: tuple[int, ...] = ()


class HeadingCounter:
    """Counts headings in the order in which they are asked for. A level starts again after any higher one; below a part
    without a number nothing has one."""

    def __init__(self) -> None:
        self._counts: dict[Row, list[int]] = {"chapter": [0] * DEEPEST, "annex": [0] * DEEPEST}
        self._top: Row | None = None
        self._row: Row | None = None
        self._depth = 0

    def of_part(self, part: Part) -> Place:
        """The place of a part's own heading; parts below a chapter or an annex count within it."""
        own = None if part.numbering == "none" else part.numbering
        if part.depth == 0:
            self._top = own
        self._depth, self._row = part.depth, self._top if own else None
        return self._place(part.depth, self._row if part.title else None)

    def inside(self, heading: Heading) -> Place:
        """The place of a heading among the blocks of the part asked for last."""
        return self._place(self._depth + heading.level, self._row if heading.numbered else None)

    def _place(self, depth: int, row: Row | None) -> Place:
        depth = min(depth, DEEPEST - 1)
        if row is None:
            return Place(depth)
        counts = self._counts[row]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (DEEPEST - depth - 1)
        return Place(depth, row, tuple(counts[: depth + 1]))


def han(number: int) -> str:
    """A number from 0 to 9999 in Chinese words, as Word's ``chineseCountingThousand`` writes it: 十二, 二十, 一百零三."""
    digits = "零一二三四五六七八九"
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += digits[digit] + name
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零") or "零"
    return words[1:] if words.startswith("一十") else words
