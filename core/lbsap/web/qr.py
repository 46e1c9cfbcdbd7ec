"""The QR code of a link, drawn on the server."""

from __future__ import annotations

import segno


def qr_image(url: str) -> str:
    """The code of a link as a data address of an SVG; error correction M, with the quiet zone scanners need."""
    image: str = segno.make(url, micro=False, error="m").svg_data_uri(border=4, light="white", omitsize=True)
    return image
