"""Pictures that people send: known by their content, and kept without what a camera or a program wrote beside the picture.

What tells where, when and by whom a picture was taken is taken out: the application segments of JPEG but those that
colours need, the text and metadata chunks of PNG, and whatever follows the end of the picture. How a JPEG is turned is
kept. Source of the formats: ITU-T T.81 Annex B, the PNG specification, Exif 2.3 section 4.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.errors import BadInput
from lbsap.model.problems import problem

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 10 * MEGABYTE
LEAST_SIDE: Final = 50
MOST_SIDE: Final = 12_000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
    }
)
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14, _APP15, _COM = (
    0xD8,
    0xD9,
    0xDA,
    0xE0,
    0xE1,
    0xE2,
    0xEE,
    0xEF,
    0xFE,
)
_SIZES: Final = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_COLOURS: Final = {_APP0: b"JFIF\0", _APP2: b"ICC_PROFILE\0", _APP14: b"Adobe"}
_ORIENTATION: Final = 0x0112


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """The bytes to keep, their media type, and the size in pixels."""

    content: bytes
    media_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int


def clean_picture(content: bytes) -> CleanPicture:
    """A picture without what was written beside it. Raises ``BadInput``: no PNG or JPEG, damaged, too heavy or too large."""
    if not content:
        raise BadInput([problem("field_wanted", "file")])
    if len(content) > MOST_BYTES:
        size = f"{len(content) / MEGABYTE:.1f}"
        raise BadInput([problem("picture_heavy", "file", size=size, most=MOST_BYTES // MEGABYTE)])
    try:
        made = _png(content) if content.startswith(_PNG) else _jpeg(content)
    except (struct.error, IndexError, ValueError):
        raise BadInput([problem("picture_form", "file")]) from None
    if not all(LEAST_SIDE <= side <= MOST_SIDE for side in (made.width, made.height)):
        raise BadInput(
            [
                problem(
                    "picture_size",
                    "file",
                    width=made.width,
                    height=made.height,
                    least=LEAST_SIDE,
                    most=MOST_SIDE,
                )
            ]
        )
    return made


def _png(content: bytes) -> CleanPicture:
    kept, size = [_PNG], (0, 0)
    names = []
    for name, body in _chunks(content):
        names.append(name)
        if name == b"IHDR":
            size = struct.unpack(">II", body[:8])
        if name in _PNG_KEPT:
            kept.append(
                struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
            )
    if names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names:
        raise ValueError("not a whole PNG")
    return CleanPicture(b"".join(kept), "image/png", *size)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and bodies up to the end of the picture; a chunk whose checksum is wrong is a fault."""
    at, name = len(_PNG), b""
    while name != b"IEND":
        (length,) = struct.unpack_from(">I", content, at)
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if checksum != zlib.crc32(name + body):
            raise ValueError("damaged chunk")
        yield name, body
        at += 12 + length


def _jpeg(content: bytes) -> CleanPicture:
    if content[:2] != bytes((0xFF, _SOI)):
        raise ValueError("no JPEG")
    kept, size, turned, named = [content[:2]], (0, 0), 1, False
    for marker, segment in _segments(content):
        body = segment[4:]
        if marker in _SIZES:
            height, width = struct.unpack_from(">HH", body, 1)
            size = (width, height)
        if marker == _APP1 and body.startswith(b"Exif\0\0"):
            turned = _orientation(body[6:])
        if _is_picture(marker, body):
            kept.append(segment)
            named = named or marker == _APP0
    if size == (0, 0):
        raise ValueError("no frame")
    if turned != 1 or not named:  # without either head, programs do not know it for a JPEG
        kept.insert(1, _turned(turned))
    return CleanPicture(b"".join(kept), "image/jpeg", *size)


def _is_picture(marker: int, body: bytes) -> bool:
    """Whether a segment belongs to the picture: no comment, and of the application segments those for colours only."""
    if _APP0 <= marker <= _APP15:
        return marker in _COLOURS and body.startswith(_COLOURS[marker])
    return marker != _COM


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers with their whole segments behind the start of the picture, up to its end; a scan is one segment with its
    data."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        end = at + 2
        if marker not in _ALONE and marker != _EOI:
            (length,) = struct.unpack_from(">H", content, at + 2)
            end += length
            if length < 2 or end > len(content):
                raise ValueError("cut off")
        if marker == _SOS:
            end = _end_of_scan(content, end)
        yield marker, content[at:end]
        if marker == _EOI:
            return
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker begins that is no restart and no escaped byte."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] != 0 and content[at + 1] not in _ALONE and content[at + 1] != 0xFF:
            return at
        at += 1 if content[at + 1] == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """How the camera was held, 1 to 8; 1 (upright) where it is not told or cannot be read."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for i in range(count):
            tag, _kind, _number, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * i)
            if tag == _ORIENTATION and 1 <= value <= 8:
                return int(value)
    except (KeyError, struct.error):
        pass
    return 1


def _turned(orientation: int) -> bytes:
    """An Exif segment that says nothing but how the picture is turned."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    body = b"Exif\0\0" + b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return bytes((0xFF, _APP1)) + struct.pack(">H", len(body) + 2) + body
