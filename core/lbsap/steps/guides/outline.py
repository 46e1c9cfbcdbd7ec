"""The guidelines of a framework: notes on use, then each chapter and section with guidance and supplements."""

from __future__ import annotations

from collections.abc import Iterator

from lbsap.model.blocks import Block, Bullets, Heading, Paragraph, Part, Strong, Table
from lbsap.model.catalogue import Catalogue, Item, Section
from lbsap.model.text import Text
from lbsap.steps.common.item_words import LEVELS
from lbsap.steps.common.printed import Head, label, table
from lbsap.steps.guides import words
from lbsap.steps.guides.index import about, listed, source_table


def outline_parts(catalogue: Catalogue) -> tuple[Part, ...]:
    """All parts of the guidelines of a framework."""
    return (
        Part("use", words.USE, 0, tuple(_use(catalogue)), "none"),
        *_chapters(catalogue, "", 0),
        Part("sources", words.SOURCES, 0, (source_table(catalogue),), "annex"),
    )


def _use(catalogue: Catalogue) -> Iterator[Block]:
    told = words.ABOUT_OUTLINE.format(title=catalogue.title, items=len(catalogue.items))
    yield from about(catalogue, told)
    yield Heading(words.STRUCTURE)
    yield _structure(catalogue)
    yield from listed(words.OTHER_NOTES, (*catalogue.notes, catalogue.title_status))
    yield from listed(words.UNRESOLVED, catalogue.unresolved)


def _structure(catalogue: Catalogue) -> Table:
    heads: tuple[Head, ...] = (
        (words.NUMBER, 0.9, "left"),
        (words.TITLE, 4, "left"),
        (words.LEVEL, 1.2, "left"),
    )
    rows = (
        (item.number, item.title, LEVELS[item.section.level] if item.section else Text())
        for item in catalogue.items
    )
    return table(words.STRUCTURE, heads, rows)


def _chapters(catalogue: Catalogue, parent: str, depth: int) -> Iterator[Part]:
    for item in catalogue.children(parent):
        yield Part(f"item-{item.id}", label(item), depth, tuple(_section(catalogue, item)), "none")
        yield from _chapters(catalogue, item.id, depth + 1)


def _section(catalogue: Catalogue, item: Item) -> Iterator[Block]:
    """What an item says; what is not supplied is said in words."""
    settings = item.section or Section()
    swapped = Text(zh=item.title.en, en=item.title.zh)
    other = swapped if swapped.zh and swapped.en else words.NOT_SUPPLIED
    yield Paragraph((Strong(words.OTHER_NAME), other), "note")
    yield Paragraph((Strong(words.DEFINITION_LABEL), item.definition or words.NOT_SUPPLIED))
    below = any(catalogue.children(item.id))
    missing = words.GUIDANCE_BELOW if below else words.NOT_SUPPLIED
    yield Paragraph((Strong(words.GUIDANCE), settings.guidance or missing))
    if not settings.supplements:
        yield Paragraph((Strong(words.SUPPLEMENTS), words.NONE))
        return
    yield Paragraph((Strong(words.SUPPLEMENTS),))
    yield Bullets(tuple((one,) for one in settings.supplements))
