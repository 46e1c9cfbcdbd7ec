"""Headers that every answer carries, errors included."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY: Final = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
ALWAYS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ONE_YEAR: Final = 31_536_000


def install(app: Flask, *, https: bool) -> None:
    """Add the headers after each request; ``https`` where the pages are served by HTTPS."""
    fixed = ALWAYS | ({"Strict-Transport-Security": f"max-age={ONE_YEAR}"} if https else {})

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(fixed)
        if request.endpoint != "static":  # each page holds a token or a person's words
            response.headers["Cache-Control"] = "no-store"
        return response
