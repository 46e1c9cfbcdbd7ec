"""Body paragraphs, lists and gaps that stand alone."""

from __future__ import annotations

from typing import Final, NamedTuple

from lbsap.model.blocks import Bullets, Gap, Paragraph
from lbsap_docx.draft import Draft
from lbsap_docx.inline import runs
from lbsap_docx.scheme import BOX_STEP_LIST, STEP_LIST


class Place(NamedTuple):
    """Where paragraphs stand decides their styles: body text, its lists, and the list that numbered ones copy."""

    body: str
    bullet: str
    number: str
    steps: int


IN_TEXT: Final = Place("BodyText", "ListBullet", "ListNumber", STEP_LIST)
IN_BOX: Final = Place("LbsapBoxText", "LbsapBoxBullet", "LbsapBoxNumber", BOX_STEP_LIST)
_STYLES: Final = {
    "lead": "LbsapLead",
    "note": "LbsapNote",
    "source": "LbsapSource",
    "center": "LbsapCenter",
    "flush": "LbsapFlush",
    "right": "LbsapRight",
}


def styled(style: str, inside: str, properties: str = "") -> str:
    """A paragraph in a style; ``properties`` are direct ones in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def paragraph(draft: Draft, block: Paragraph, place: Place = IN_TEXT) -> str:
    """A paragraph of text."""
    return styled(_STYLES.get(block.style, place.body), runs(block.content, draft.lang))


def bullets(draft: Draft, block: Bullets, place: Place = IN_TEXT) -> str:
    """A list; a numbered one starts at 1."""
    if not block.numbered:
        return "".join(styled(place.bullet, runs(item, draft.lang)) for item in block.items)
    number = draft.new_list(place.steps)
    start = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return "".join(styled(place.number, runs(item, draft.lang), start) for item in block.items)


def gap(draft: Draft, block: Gap) -> str:
    """A gap as a paragraph of its own."""
    return styled("LbsapGapBlock", runs((block,), draft.lang))
