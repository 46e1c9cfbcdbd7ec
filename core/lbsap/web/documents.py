"""A document of blocks as values for a page: the same that an exporter writes to Word."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, Final

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
    Strong,
    Table,
)
from lbsap.model.text import Lang
from lbsap.steps.drawing.block_charts import chart_bars
from lbsap.steps.planning.part_numbers import Numbers
from lbsap.web.language import gettext as _

Address = Callable[[str], str]
"""Where a picture is found, by the SHA-256 of its bytes."""
LOWEST: Final = 6
"""The lowest heading that HTML has."""


def shown(document: Document, lang: Lang, picture: Address | None = None) -> dict[str, Any]:
    """What ``components/document.html`` takes: the words of the cover, and the parts in order with their numbers.

    Pictures are left out where no address is given for them.
    """
    cover = document.cover
    return {
        "title": cover.title.show(lang),
        "subtitle": cover.subtitle.show(lang),
        "stage": cover.stage.show(lang),
        "notice": cover.notice.show(lang),
        "lines": [_rich(line, lang) for line in (*cover.lines, cover.issuer, cover.date) if line],
        "issuer": "".join(piece["words"] for piece in _rich(cover.issuer, lang)),
        "parts": shown_parts(document.parts, lang, picture),
    }


def shown_parts(parts: Iterable[Part], lang: Lang, picture: Address | None = None) -> list[dict[str, Any]]:
    """The parts of a document, numbered as its Word file numbers them."""
    given = tuple(parts)
    pen = _Pen(lang, picture, min((one.depth for one in given if one.title), default=0))
    return [pen.part(one) for one in given]


def picture_in(document: Document, digest: str) -> Figure | None:
    """The picture of a document by the SHA-256 of its bytes."""
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Figure) and block.data and _digest(block.data) == digest:
                return block
    return None


class _Pen:
    """Writes parts in order; ``level`` is that of the heading written last, below which none is left out.

    ``top`` is the least depth of the parts: it stands right below the page's own heading.
    """

    def __init__(self, lang: Lang, picture: Address | None, top: int) -> None:
        self._lang, self._picture, self._top = lang, picture, top
        self._numbers = Numbers(lang)
        self._level = 1
        self._charts = 0

    def part(self, part: Part) -> dict[str, Any]:
        return {
            "key": part.key,
            "id": f"part-{part.key}",
            "number": spaced(self._numbers.of_part(part)),
            "title": part.title.show(self._lang),
            "depth": self._depth(part),
            "level": self._next(self._depth(part) + 2) if part.title else 0,
            "blocks": [self._block(one, part) for one in part.blocks],
        }

    def _depth(self, part: Part) -> int:
        return max(part.depth - self._top, 0)

    def _next(self, wanted: int) -> int:
        """The level of a heading: never two below the one before, which would be an outline with a hole."""
        self._level = min(wanted, self._level + 1, LOWEST)
        return self._level

    def _block(self, block: Block, part: Part) -> dict[str, Any]:
        lang = self._lang
        match block:
            case Heading(text, level):
                number = spaced(self._numbers.inside(block))
                depth = self._next(self._depth(part) + 2 + level)
                return {"kind": "heading", "level": depth, "number": number, "words": text.show(lang)}
            case Paragraph(content, style):
                return {"kind": "paragraph", "words": _rich(content, lang), "style": style}
            case Bullets(items, numbered):
                return {"kind": "list", "items": [_rich(one, lang) for one in items], "numbered": numbered}
            case Table():
                return _table(block, lang)
            case Chart():
                self._charts += 1
                return {"kind": "chart", "chart": _chart(block, f"chart-{self._charts}", lang)}
            case Figure():
                return self._figure(block)
            case Box(title, blocks):
                inside = [self._block(one, part) for one in blocks]
                return {"kind": "box", "title": title.show(lang), "blocks": inside}
            case Gap():
                return {"kind": "paragraph", "words": _rich((block,), lang), "style": "body"}

    def _figure(self, block: Figure) -> dict[str, Any]:
        given = self._picture is not None and bool(block.data)
        return {
            "kind": "figure",
            "caption": block.caption.show(self._lang),
            "alt": (block.alt or block.caption).show(self._lang),
            "src": self._picture(_digest(block.data)) if self._picture and given else "",
            "gap": "" if block.data else Gap(block.caption).show(self._lang),
        }


def spaced(number: str) -> str:
    """A number with the space that parts it from its heading; Chinese signs part by themselves."""
    return number if not number or number.endswith(("、", "）")) else f"{number} "


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _rich(content: Rich, lang: Lang) -> list[dict[str, str]]:
    """What stands in a paragraph or cell: words, strong words and gaps."""
    return [
        {
            "kind": "gap" if isinstance(one, Gap) else "strong" if isinstance(one, Strong) else "words",
            "words": one.show(lang),
        }
        for one in content
    ]


def _table(block: Table, lang: Lang) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": block.caption.show(lang),
        "source": block.source.show(lang),
        "columns": [
            {"head": column.head.show(lang), "right": column.align == "right"} for column in block.columns
        ],
        "rows": [[_rich(cell, lang) for cell in row] for row in block.rows],
    }


def _chart(block: Chart, name: str, lang: Lang) -> dict[str, Any]:
    """A chart of ``components/chart_figure.html``: lying bars, and the table of its figures."""
    groups = chart_bars(block)
    several = len(block.series) > 1
    return {
        "id": name,
        "kind": "counts",
        "finding": block.caption.show(lang),
        "note": block.alt.show(lang),
        "bars": [
            {
                "title": f"{title.show(lang)} · {bar.name.show(lang)}" if several else title.show(lang),
                "told": bar.told,
                "parts": [{"length": bar.length}],
            }
            for title, bars in groups
            for bar in bars
        ],
        "heads": [
            _("Category"),
            *(_with_unit(one.name.show(lang), block.unit.show(lang), lang) for one in block.series),
        ],
        "rows": [[title.show(lang), *(bar.told for bar in bars)] for title, bars in groups],
        "csv": "",
    }


def _with_unit(name: str, unit: str, lang: Lang) -> str:
    if not unit:
        return name
    return f"{name}（{unit}）" if lang == "zh" else f"{name} ({unit})"
