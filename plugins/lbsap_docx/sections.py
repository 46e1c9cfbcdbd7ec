"""Sections of pages: cover, contents, body; portrait and landscape; header and footers carried through all."""

from __future__ import annotations

from typing import Final, NamedTuple

from lbsap_docx.draft import Draft
from lbsap_docx.inline import field, plain
from lbsap_docx.names import DECLARATION, FOOTER_TYPE, HEADER_TYPE, WORD_ROOT
from lbsap_docx.paragraphs import styled
from lbsap_docx.template import Page


class Numbering(NamedTuple):
    """How the pages of a section count; ``start`` 0 goes on from the section before."""

    format: str = "decimal"
    start: int = 0


ROMAN: Final = Numbering("upperRoman", 1)
FROM_ONE: Final = Numbering(start=1)
GOING_ON: Final = Numbering()
# GB/T 9704: page numbers stand outside, right on odd pages and left on even ones.
_FOOTERS: Final = {"zh": (("default", "right"), ("even", "left")), "en": (("default", "center"),)}


class Sections:
    """Makes the section properties of one document."""

    def __init__(self, draft: Draft, header: str) -> None:
        self._draft = draft
        self._running = _references(draft, header)

    def bare(self) -> str:
        """The cover's: no header, no page number."""
        return f"<w:sectPr>{_page(self._draft.template.page, landscape=False)}</w:sectPr>"

    def running(self, numbering: Numbering, *, landscape: bool) -> str:
        """Those of contents and body."""
        start = f' w:start="{numbering.start}"' if numbering.start else ""
        count = f'<w:pgNumType w:fmt="{numbering.format}"{start}/>'
        page = self._draft.template.page
        return f"<w:sectPr>{self._running}{_page(page, landscape=landscape, count=count)}</w:sectPr>"


def section_end(properties: str) -> str:
    """The last, almost invisible paragraph of a section."""
    return styled("LbsapBreak", "", properties)


def _page(page: Page, *, landscape: bool, count: str = "") -> str:
    if landscape:
        size = f'<w:pgSz w:w="{page.height}" w:h="{page.width}" w:orient="landscape"/>'
        sides = (page.left, page.top, page.right, page.bottom)
        feet = (min(page.header, page.left - 500), min(page.footer, page.right - 700))
    else:
        size = f'<w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        sides = (page.top, page.right, page.bottom, page.left)
        feet = (page.header, page.footer)
    margins = "".join(
        f' w:{name}="{v}"' for name, v in zip(("top", "right", "bottom", "left"), sides, strict=True)
    )
    margins += f' w:header="{feet[0]}" w:footer="{feet[1]}" w:gutter="0"'
    return f'<w:type w:val="nextPage"/>{size}<w:pgMar{margins}/>{count}{page.grid}'


def _references(draft: Draft, header: str) -> str:
    """Header and footer parts, and the references each section repeats: some readers do not inherit them."""
    _add(draft, "header1", "hdr", HEADER_TYPE, styled("Header", plain(header, draft.lang)))
    top = draft.relate("header", "header1.xml")
    footers = _FOOTERS[draft.lang]
    made = [f'<w:headerReference w:type="{kind}" r:id="{top}"/>' for kind, _ in footers]
    for number, (kind, align) in enumerate(footers, start=1):
        dash = draft.words.dash
        digits = f"{plain(dash, draft.lang)}{field('PAGE', '1')}{plain(dash[::-1], draft.lang)}"
        _add(
            draft, f"footer{number}", "ftr", FOOTER_TYPE, styled("Footer", digits, f'<w:jc w:val="{align}"/>')
        )
        bottom = draft.relate("footer", f"footer{number}.xml")
        made.append(f'<w:footerReference w:type="{kind}" r:id="{bottom}"/>')
    return "".join(made)


def _add(draft: Draft, name: str, root: str, kind: str, inside: str) -> None:
    xml = f"{DECLARATION}<w:{root} {WORD_ROOT}>{inside}</w:{root}>"
    draft.add_part(f"word/{name}.xml", xml.encode("utf-8"), kind)
