"""Framed boxes (专栏): a one-column table with a shaded, numbered title row over the box's own paragraphs."""

from __future__ import annotations

from typing import Final

from lbsap.model.blocks import Box, Bullets
from lbsap_docx.captions import numbered
from lbsap_docx.draft import Draft
from lbsap_docx.paragraphs import IN_BOX, bullets, paragraph, styled
from lbsap_docx.tables import SPLIT_ROW, WHOLE_ROW, cell_opening, opening

_BEFORE: Final = styled("LbsapBreak", "", '<w:spacing w:before="160"/>')
_AFTER: Final = styled("LbsapBreak", "", '<w:spacing w:after="200"/>')
_LONG: Final = 8000
"""Characters (marks included) from which a box may break across pages."""


def box(draft: Draft, block: Box) -> str:
    """A box block."""
    title, width = block.title.show(draft.lang), draft.text_width
    head = f"{cell_opening(width, 'LbsapBoxTitle')}{numbered(draft, draft.words.box, title)}</w:p></w:tc>"
    inside = "".join(
        bullets(draft, inner, IN_BOX) if isinstance(inner, Bullets) else paragraph(draft, inner, IN_BOX)
        for inner in block.blocks
    )
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside or styled("LbsapBoxText", "")}</w:tc>'
    return (
        f"{_BEFORE}{opening('LbsapBox', [width], title)}{WHOLE_ROW}{head}</w:tr>"
        f"{SPLIT_ROW if len(inside) > _LONG else WHOLE_ROW}{cell}</w:tr></w:tbl>{_AFTER}"
    )
