"""Captions that Word can count and list: label, number as a SEQ field, and the words."""

from __future__ import annotations

from lbsap_docx.draft import Draft
from lbsap_docx.inline import field, plain
from lbsap_docx.paragraphs import styled


def numbered(draft: Draft, label: str, words: str) -> str:
    """The runs of a caption: the next number under ``label`` (one of our own words) and the words."""
    own = draft.words
    number = field(f"SEQ {label} \\* ARABIC", str(draft.count(label)))
    after = plain(own.after_number + words, draft.lang) if words else ""
    return f"{plain(label + own.after_label, draft.lang)}{number}{after}"


def caption(draft: Draft, label: str, words: str, *, above: bool = False) -> str:
    """A caption paragraph; one above its table stays on the page of the table."""
    return styled("Caption", numbered(draft, label, words), "<w:keepNext/>" if above else "")
