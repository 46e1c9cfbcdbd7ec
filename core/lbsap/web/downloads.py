"""Files that people take away."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from urllib.parse import quote

from flask import Response, send_file


def attachment(name: str, content: bytes, media_type: str) -> Response:
    """A file at hand; its name may be Chinese."""
    return send_file(BytesIO(content), media_type, as_attachment=True, download_name=name, etag=False)


def streamed(name: str, chunks: Iterable[bytes], media_type: str) -> Response:
    """A file that is made while it is sent, so that no answer is held in memory whole."""
    answer = Response(chunks, mimetype=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
