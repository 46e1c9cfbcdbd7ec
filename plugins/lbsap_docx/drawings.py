"""The frame that holds a chart or a picture in a line of text."""

from __future__ import annotations

from typing import Final

from lbsap_docx.draft import Draft
from lbsap_docx.gate import attribute
from lbsap_docx.names import A
from lbsap_docx.paragraphs import styled

EMU_PER_TWIP: Final = 635


def drawing(draft: Draft, uri: str, graphic: str, size: tuple[int, int], alt: str) -> str:
    """A paragraph with one drawing: ``size`` in twentieths of a point, ``alt`` for those who cannot see it."""
    number = draft.new_id()
    width, height = (length * EMU_PER_TWIP for length in size)
    return styled(
        "LbsapFigure",
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="lbsap {number}" descr="{attribute(alt)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>",
    )
