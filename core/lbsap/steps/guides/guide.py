"""A version of a catalogue to its guide: the evaluation guide of an index, the guidelines of a framework."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lbsap import __version__
from lbsap.model.blocks import Cover, Document, Part
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import digest
from lbsap.model.text import Text
from lbsap.steps.catalogues.changes import ItemChange
from lbsap.steps.common.printed import day
from lbsap.steps.guides import words
from lbsap.steps.guides.changes import comparison_parts
from lbsap.steps.guides.index import index_parts
from lbsap.steps.guides.outline import outline_parts


@dataclass(frozen=True, slots=True)
class Guide:
    """What a guide is made from: the version, who published it (``host``) and when; a draft is not published yet."""

    catalogue: Catalogue
    host: Text = Text()
    published: datetime | None = None
    draft: bool = False


def make_guide(value: Guide) -> Document:
    """The guide by itself: notes on use, then one sheet per indicator, or the chapters of the framework."""
    catalogue = value.catalogue
    parts = index_parts(catalogue) if catalogue.kind == "index" else outline_parts(catalogue)
    return _document(value, words.SUBTITLES[catalogue.kind], parts, catalogue)


def make_comparison(value: Guide, old: Catalogue, changes: tuple[ItemChange, ...]) -> Document:
    """Old beside new, item by item, with the reason and the comments behind every change."""
    parts = comparison_parts(old, value.catalogue, changes)
    return _document(value, words.COMPARISONS[old.kind], parts, old, value.catalogue)


def _document(value: Guide, subtitle: Text, parts: tuple[Part, ...], *rests_on: Catalogue) -> Document:
    catalogue = value.catalogue
    lines = [words.VERSION.format(reference=catalogue.reference)]
    if catalogue.previous:
        lines.append(words.REVISED_FROM.format(previous=catalogue.previous))
    return Document(
        cover=Cover(
            title=catalogue.title,
            subtitle=subtitle,
            lines=tuple((line,) for line in lines),
            issuer=(value.host,) if value.host else (),
            date=(day(value.published),) if value.published else (),
            notice=words.DRAFT if value.draft else Text(),
        ),
        parts=parts,
        header=catalogue.title,
        made_from=(
            *(f"{one.kind} {one.reference} sha256:{digest(one)}" for one in rests_on),
            f"lbsap {__version__}",
        ),
    )
