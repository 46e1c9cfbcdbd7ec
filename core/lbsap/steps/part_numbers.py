"""The numbers of a document's headings as its Word file counts them: 第一章, 一、, （一）; 1, 1.1, 1.1.1; 附件1, Annex 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from lbsap.model.blocks import Heading, Part
from lbsap.model.text import Lang

Row = Literal["chapter", "annex"]
DEEPEST: Final = 5
_HAN: Final = ("{0}、", "（{0}）", "{0}.", "（{0}）")
_TOP: Final[Mapping[Lang, Mapping[Row, str]]] = {
    "zh": {"chapter": "第{0}章", "annex": "附件{0}"},
    "en": {"chapter": "{0}", "annex": "Annex {0}"},
}


class Numbers:
    """Numbers headings in the order in which they are asked for. A level starts again after any higher one; below a
    part without a number nothing has one."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._counts: dict[Row, list[int]] = {"chapter": [0] * DEEPEST, "annex": [0] * DEEPEST}
        self._top: Row | None = None
        self._row: Row | None = None
        self._depth = 0

    def of_part(self, part: Part) -> str:
        """The number of a part's own heading; empty where it has none."""
        own = None if part.numbering == "none" else part.numbering
        if part.depth == 0:
            self._top = own
        self._depth, self._row = part.depth, self._top if own else None
        return self._next(part.depth)

    def inside(self, heading: Heading) -> str:
        """The number of a heading among the blocks of the part asked for last."""
        return self._next(self._depth + heading.level) if heading.numbered else ""

    def _next(self, depth: int) -> str:
        if self._row is None:
            return ""
        depth, counts = min(depth, DEEPEST - 1), self._counts[self._row]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (DEEPEST - depth - 1)
        return self._words(self._row, depth, counts)

    def _words(self, row: Row, depth: int, counts: list[int]) -> str:
        if self._lang == "zh":
            in_han = depth in (1, 2) or (depth == 0 and row == "chapter")
            pattern = _HAN[depth - 1] if depth else _TOP["zh"][row]
            return pattern.format(han(counts[depth]) if in_han else counts[depth])
        if not depth:
            return _TOP["en"][row].format(counts[0])
        return ("A" if row == "annex" else "") + ".".join(map(str, counts[: depth + 1]))


def han(number: int) -> str:
    """A number from 0 to 99 in Chinese: 十二, 二十."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return f"{digits[tens] if tens > 1 else ''}十{digits[ones] if ones else ''}"
