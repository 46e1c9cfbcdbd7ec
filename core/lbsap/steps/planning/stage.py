"""What a submission (送审稿) holds where a working draft has gaps: no mark, no number, nothing made up.

Sections offer qualitative wording of their own, told by ``context.settings.stage``. Whatever gap they leave is taken out
here with the words it stands in, so that the rule holds for the sections of any plugin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lbsap.model.blocks import (
    Block,
    Box,
    Bullets,
    Cover,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Rich,
    Strong,
    Table,
)
from lbsap.model.text import same

NOTHING: Final[Rich] = (same("—"),)
TELLING: Final = 2
"""Columns from which a table tells something: what a row is about, and one thing of it."""


def settled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without a gap: a paragraph or item that holds one goes, a cell becomes a dash.

    What announced them goes with them: a heading above nothing, a sentence that ends in a colon before nothing.
    """
    given = [(block, _settled(block)) for block in blocks]
    kept: list[Block] = []
    lost_next = False
    for block, left in reversed(given):
        if left is None:
            lost_next = not isinstance(block, Heading)
            continue
        if lost_next and _announces(left):
            continue
        lost_next = False
        kept.append(left)
    return tuple(_headed(kept[::-1]))


def settled_cover(cover: Cover) -> Cover:
    """The cover without its gaps."""
    lines = tuple(line for line in cover.lines if not _lacks(line))
    issuer, date = (() if _lacks(rich) else rich for rich in (cover.issuer, cover.date))
    return replace(cover, lines=lines, issuer=issuer, date=date)


def _settled(block: Block) -> Block | None:
    match block:
        case Gap():
            return None
        case Figure():
            return block if block.data else None
        case Paragraph():
            return block if block.content and not _lacks(block.content) else None
        case Bullets():
            items = tuple(item for item in block.items if item and not _lacks(item))
            return replace(block, items=items) if items else None
        case Box():
            inside = tuple(
                left for one in block.blocks if isinstance(left := _settled(one), Paragraph | Bullets)
            )
            return replace(block, blocks=inside) if inside else None
        case Table():
            return _table(block)
        case _:
            return block


def _table(table: Table) -> Table | None:
    """The table with a dash in each cell that lacks something; rows and columns that say nothing then are left out."""
    rows = [(row, tuple(NOTHING if _lacks(cell) else cell for cell in row)) for row in table.rows]
    lacking = {at for row in table.rows for at, cell in enumerate(row) if _lacks(cell)}
    said = [cells for row, cells in rows if row == cells or any(one != NOTHING for one in cells[1:])]
    kept = [
        at
        for at in range(len(table.columns))
        if at not in lacking or any(cells[at] != NOTHING for cells in said)
    ]
    if not said or (lacking and len(kept) < TELLING):
        return None
    shown = tuple(tuple(cells[at] for at in kept) for cells in said)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=shown)


def _lacks(rich: Rich) -> bool:
    return any(isinstance(inline, Gap) for inline in rich)


def _announces(block: Block) -> bool:
    if not isinstance(block, Paragraph) or not block.content:
        return False
    last = block.content[-1]
    words = last.text if isinstance(last, Strong) else last
    return not isinstance(words, Gap) and words.plain("zh").rstrip().endswith(("：", ":"))


def _headed(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without headings that have nothing below them."""
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        deeper = (
            isinstance(following, Heading) and isinstance(block, Heading) and following.level > block.level
        )
        if not isinstance(block, Heading) or deeper or not isinstance(following, Heading | None):
            yield block
