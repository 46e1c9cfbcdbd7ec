"""Every gap in a document's blocks, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lbsap.model.blocks import Block, Box, Bullets, Cover, Figure, Gap, Paragraph, Rich, Table


def gaps_of(blocks: Iterable[Block]) -> Iterator[Gap]:
    """The gaps that stand in these blocks; a figure without its picture is one, named by its caption."""
    for block in blocks:
        if isinstance(block, Gap):
            yield block
        elif isinstance(block, Figure) and not block.data:
            yield Gap(block.caption)
        elif isinstance(block, Box):
            yield from gaps_of(block.blocks)
        else:
            for rich in _riches(block):
                yield from _gaps(rich)


def gaps_of_cover(cover: Cover) -> Iterator[Gap]:
    """The gaps on the cover."""
    for rich in (*cover.lines, cover.issuer, cover.date):
        yield from _gaps(rich)


def _riches(block: Block) -> Iterator[Rich]:
    if isinstance(block, Paragraph):
        yield block.content
    elif isinstance(block, Bullets):
        yield from block.items
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row


def _gaps(rich: Rich) -> Iterator[Gap]:
    return (inline for inline in rich if isinstance(inline, Gap))
