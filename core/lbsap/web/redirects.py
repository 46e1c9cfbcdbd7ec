"""Where a page may send a person next: only to a page of this program."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def safe_next(wanted: str | None, otherwise: str) -> str:
    """``wanted`` where it is the path of one of our pages that can be opened by GET, else ``otherwise``."""
    return wanted if wanted is not None and _is_ours(wanted) else otherwise


def _is_ours(wanted: str) -> bool:
    if not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted or not wanted.isprintable():
        return False
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return False
    if parts.scheme or parts.netloc:
        return False
    try:
        current_app.create_url_adapter(request).match(parts.path, method="GET")  # type: ignore[union-attr]
    except (RequestRedirect, HTTPException):
        return False
    return True
