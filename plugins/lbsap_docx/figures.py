"""Pictures a city supplies, or the frame that waits for one."""

from __future__ import annotations

from typing import Final

from lbsap.model.blocks import Figure, Gap
from lbsap_docx.captions import caption
from lbsap_docx.draft import Draft
from lbsap_docx.drawings import EMU_PER_TWIP, drawing
from lbsap_docx.inline import runs
from lbsap_docx.names import PIC
from lbsap_docx.paragraphs import styled

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_SIZE_MARKERS: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_TALLEST: Final = 9500
"""Twentieths of a point: what leaves room for heading and caption on a page, portrait or landscape (less there)."""
_TALLEST_LANDSCAPE: Final = 6800


def figure(draft: Draft, block: Figure) -> str:
    """A figure block: the picture at the width of the text, or a frame with the gap where there is no picture."""
    words = block.caption.show(draft.lang)
    size = pixels(block.data)
    shown = _picture(draft, block, size) if size else _frame(draft, block)
    return shown + caption(draft, draft.words.figure, words)


def _frame(draft: Draft, block: Figure) -> str:
    return styled("LbsapFrame", runs((Gap(block.caption),), draft.lang))


def pixels(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG in pixels, from its head; ``None`` where it is neither, or cut off."""
    if data.startswith(_PNG) and len(data) >= 24:
        size = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    elif data.startswith(_JPEG):
        size = _jpeg_pixels(data)
    else:
        return None
    return size if all(size) else None


def _jpeg_pixels(data: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        if data[place + 1] in _SIZE_MARKERS:
            return int.from_bytes(data[place + 7 : place + 9]), int.from_bytes(data[place + 5 : place + 7])
        place += 2 + int.from_bytes(data[place + 2 : place + 4])
    return 0, 0


def _picture(draft: Draft, block: Figure, size: tuple[int, int]) -> str:
    tallest = _TALLEST_LANDSCAPE if draft.landscape else _TALLEST
    scale = min(draft.text_width / size[0], tallest / size[1])
    width, height = (max(1, round(side * scale)) for side in size)
    number, emu = draft.new_id(), (width * EMU_PER_TWIP, height * EMU_PER_TWIP)
    graphic = (
        f'<pic:pic xmlns:pic="{PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="picture {number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{_stored(draft, block.data)}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{emu[0]}" cy="{emu[1]}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return drawing(draft, PIC, graphic, (width, height), block.alt.show(draft.lang))


def _stored(draft: Draft, data: bytes) -> str:
    """The relationship of a picture; one that comes again is kept once."""
    if data not in draft.pictures:
        name = f"media/picture{len(draft.pictures) + 1}.{'png' if data.startswith(_PNG) else 'jpeg'}"
        draft.add_part(f"word/{name}", data)
        draft.pictures[data] = draft.relate("image", name)
    return draft.pictures[data]
