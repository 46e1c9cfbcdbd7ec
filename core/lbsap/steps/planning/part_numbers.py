"""The numbers of a document's headings as its Word file prints them: 第一章, 一、, （一）; 1, 1.1, 1.1.1; 附件1, Annex 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lbsap.model.blocks import Heading, Part
from lbsap.model.numbering import HeadingCounter, Place, Row, han
from lbsap.model.text import Lang

_HAN: Final = ("{0}、", "（{0}）", "{0}.", "（{0}）")
_TOP: Final[Mapping[Lang, Mapping[Row, str]]] = {
    "zh": {"chapter": "第{0}章", "annex": "附件{0}"},
    "en": {"chapter": "{0}", "annex": "Annex {0}"},
}


class Numbers:
    """The numbers of headings in the order in which they are asked for; empty where one has none."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._counter = HeadingCounter()

    def of_part(self, part: Part) -> str:
        """The number of a part's own heading."""
        return self._words(self._counter.of_part(part))

    def inside(self, heading: Heading) -> str:
        """The number of a heading among the blocks of the part asked for last."""
        return self._words(self._counter.inside(heading))

    def _words(self, place: Place) -> str:
        if place.row is None:
            return ""
        depth, own = place.depth, place.counts[-1]
        if self._lang == "zh":
            in_han = depth in (1, 2) or (depth == 0 and place.row == "chapter")
            pattern = _HAN[depth - 1] if depth else _TOP["zh"][place.row]
            return pattern.format(han(own) if in_han else own)
        if not depth:
            return _TOP["en"][place.row].format(own)
        return ("A" if place.row == "annex" else "") + ".".join(map(str, place.counts))
