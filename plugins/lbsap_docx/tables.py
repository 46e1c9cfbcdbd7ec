"""Tables: caption above, head row on each page, widths from the columns' shares, source below."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from lbsap.model.blocks import Column, Rich, Table
from lbsap_docx.captions import caption
from lbsap_docx.draft import Draft
from lbsap_docx.gate import attribute
from lbsap_docx.inline import plain, runs
from lbsap_docx.paragraphs import styled

_BREAK: Final = styled("LbsapBreak", "")
_CLOSE_CELL: Final = "</w:p></w:tc>"
WHOLE_ROW: Final = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
SPLIT_ROW: Final = "<w:tr>"
_HEAD_ROW: Final = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_LONG: Final = 1000
"""Characters in one cell (its marks included) from which a row may break across pages: kept whole it could
leave half a page empty."""
_FEW_ROWS: Final = 8
_SHORT: Final = 500
"""A table of few rows whose cells (marks included) are short stands on one page, as a form to fill in should."""


def table(draft: Draft, block: Table) -> str:
    """A table block. Raises ``ValueError`` where it has no columns or a row does not fit them."""
    if not block.columns:
        raise ValueError(f"table without columns: {block.caption.plain(draft.lang)}")
    words = block.caption.show(draft.lang)
    widths = shares([column.width for column in block.columns], draft.text_width)
    after = (
        styled("LbsapSource", plain(block.source.show(draft.lang), draft.lang)) if block.source else _BREAK
    )
    return "".join(
        (
            caption(draft, draft.words.table, words, above=True),
            opening("LbsapTable", widths, words),
            _head(draft, block.columns, widths),
            *_rows(draft, block, widths),
            f"</w:tbl>{after}",
        )
    )


def opening(style: str, widths: list[int], description: str) -> str:
    """The start of a table up to its first row: fixed widths, a head row, words for those who cannot see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{attribute(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


def shares(parts: list[float], whole: int) -> list[int]:
    """Whole numbers in the proportion of ``parts`` that add up to ``whole``. Raises ``ValueError`` on no width."""
    total = sum(parts)
    if not total > 0 or min(parts) <= 0:
        raise ValueError("column widths must be positive")
    edges = [round(whole * sum(parts[:place]) / total) for place in range(len(parts) + 1)]
    return [right - left for left, right in pairwise(edges)]


def cell_opening(width: int, style: str, align: str = "", *, kept: bool = False) -> str:
    """The start of a cell and of its one paragraph; ``kept`` on the page of the row that follows."""
    keep = "<w:keepNext/>" if kept else ""
    jc = f'<w:jc w:val="{align}"/>' if align else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{jc}</w:pPr>'
    )


def _head(draft: Draft, columns: tuple[Column, ...], widths: list[int]) -> str:
    cells = (
        f"{cell_opening(width, 'LbsapTableHead', _head_align(draft, column))}"
        f"{plain(column.head.show(draft.lang), draft.lang)}{_CLOSE_CELL}"
        for column, width in zip(columns, widths, strict=True)
    )
    return f"{_HEAD_ROW}{''.join(cells)}</w:tr>"


def _head_align(draft: Draft, column: Column) -> str:
    """Chinese heads are centred by custom; English ones stand over their column."""
    return "center" if draft.lang == "zh" else column.align


def _rows(draft: Draft, block: Table, widths: list[int]) -> Iterator[str]:
    columns = list(zip(block.columns, widths, strict=True))
    loose, kept = (
        [_text_cell(column, width, kept=one) for column, width in columns] for one in (False, True)
    )
    insides = [_insides(draft, row, len(columns)) for row in block.rows]
    together = len(insides) <= _FEW_ROWS and all(len(inside) <= _SHORT for row in insides for inside in row)
    for row in insides:
        openings = kept if together and row is not insides[-1] else loose
        cells = [f"{start}{inside}{_CLOSE_CELL}" for start, inside in zip(openings, row, strict=True)]
        start = SPLIT_ROW if max(map(len, cells)) > _LONG else WHOLE_ROW
        yield f"{start}{''.join(cells)}</w:tr>"


def _text_cell(column: Column, width: int, *, kept: bool) -> str:
    return cell_opening(width, "LbsapTableText", column.align if column.align != "left" else "", kept=kept)


def _insides(draft: Draft, row: tuple[Rich, ...], columns: int) -> list[str]:
    if len(row) != columns:
        raise ValueError(f"a row of {len(row)} cells in a table of {columns} columns")
    return [runs(rich, draft.lang) for rich in row]
