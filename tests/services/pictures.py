"""Pictures made by hand, as small as the formats allow, and with what cameras write beside them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable


def png(width: int = 60, height: int = 60, extra: Iterable[tuple[bytes, bytes]] = ()) -> bytes:
    """A grey PNG; ``extra`` are chunks (name, body) between its head and its picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    chunks = [(b"IHDR", head), *extra, (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def jpeg(width: int = 60, height: int = 60, extra: Iterable[bytes] = (JFIF,), behind: bytes = b"") -> bytes:
    """The frame of a JPEG; its data are no real picture. ``extra`` are segments after its start, ``behind`` follows its end."""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + b"".join(extra) + frame + scan + b"\xff\xd9" + behind


def exif(orientation: int, order: str = "<") -> bytes:
    """An Exif segment with an orientation and a place."""
    entries = [(0x0112, 3, 1, orientation), (0x8825, 4, 1, 38)]
    body = struct.pack(f"{order}H", len(entries))
    for tag, kind, count, value in entries:
        body += struct.pack(f"{order}HHI", tag, kind, count)
        body += struct.pack(f"{order}HH", value, 0) if kind == 3 else struct.pack(f"{order}I", value)
    mark = b"II*\0" if order == "<" else b"MM\0*"
    tiff = mark + struct.pack(f"{order}I", 8) + body + struct.pack(f"{order}I", 0) + b"GPS 25.7N 108.9E"
    return segment(0xE1, b"Exif\0\0" + tiff)
