"""A document of blocks as values for a page: the same that an exporter writes to Word."""

from __future__ import annotations

from typing import Any

from lbsap.model.blocks import Block, Bullets, Document, Gap, Paragraph, Rich, Strong, Table
from lbsap.model.text import Lang


def shown(document: Document, lang: Lang) -> dict[str, Any]:
    """What ``components/document.html`` takes: the words of the cover, and parts of paragraphs, lists and tables.

    Raises ``TypeError`` for other blocks, which no page shows as yet.
    """
    cover = document.cover
    return {
        "title": cover.title.show(lang),
        "subtitle": cover.subtitle.show(lang),
        "issuer": _words(cover.issuer, lang),
        "parts": [
            {"title": part.title.show(lang), "blocks": [_block(one, lang) for one in part.blocks]}
            for part in document.parts
        ],
    }


def _block(block: Block, lang: Lang) -> dict[str, Any]:
    match block:
        case Paragraph(content, style):
            return {"kind": "paragraph", "words": _words(content, lang), "style": style}
        case Bullets(items):
            return {"kind": "list", "items": [_words(item, lang) for item in items]}
        case Table(caption, columns, rows):
            return {
                "kind": "table",
                "caption": caption.show(lang),
                "heads": [column.head.show(lang) for column in columns],
                "rows": [[_words(cell, lang) for cell in row] for row in rows],
            }
    raise TypeError(type(block).__name__)


def _words(content: Rich, lang: Lang) -> str:
    texts = (
        one.text if isinstance(one, Strong) else one.name if isinstance(one, Gap) else one for one in content
    )
    return "".join(text.show(lang) for text in texts)
