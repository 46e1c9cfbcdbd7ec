"""Drafting note: the laws, policies and plans the plan rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lbsap.model.blocks import Block, Bullets
from lbsap_sections import wording
from lbsap_sections.annex_terms import WORDS as TERMS
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    local = pen.city.fields.get("annex-terms", {}).get("local_rules", ())
    own = local if isinstance(local, tuple) else ()
    titles = (*(phrase.text for phrase in TERMS.passages["basis"]), *own)
    yield Bullets(tuple((title,) for title in titles), numbered=True)


NOTE_BASIS: Final = section(wording.read(__file__), write, document="note")
