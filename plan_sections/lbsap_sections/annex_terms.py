"""Annex: terms in both languages side by side, and the legal and policy basis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block
from lbsap.model.text import same
from lbsap_sections import wording
from lbsap_sections.pen import Pen, section

WORDS: Final = wording.read(__file__)


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.own
    yield pen.heading("terms_head")
    columns = pen.columns(("head_zh", 1.6), ("head_en", 2), ("head_meaning", 4))
    pairs = zip(WORDS.passages["terms"], WORDS.passages["meanings"], strict=True)
    yield pen.table(
        "terms_caption",
        columns,
        (((same(term.zh),), (same(term.en),), (meaning.text,)) for term, meaning in pairs),
    )
    yield pen.heading("basis_head")
    yield pen.paragraph("basis_text")
    yield pen.bullets("basis", numbered=True)
    yield pen.paragraph("local_text")
    yield pen.items("local_rules")


ANNEX_TERMS: Final = section(WORDS, write)
