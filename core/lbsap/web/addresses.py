"""The addresses of a page's frame: those without arguments are the same on every page, so templates get them made once."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, request

FILE: Final = "filename"


def install(app: Flask) -> None:
    """Let ``url_for`` in templates remember the addresses of static files and of pages without arguments."""
    made: dict[tuple[str, str, str], str] = {}

    def url_for(endpoint: str, **values: Any) -> str:
        if values.keys() - {FILE} or endpoint.startswith("."):
            return app.url_for(endpoint, **values)
        key = (request.root_path, endpoint, values.get(FILE, ""))
        if key not in made:
            made[key] = app.url_for(endpoint, **values)
        return made[key]

    app.jinja_env.globals["url_for"] = url_for
