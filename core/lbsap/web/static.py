"""Style sheets, scripts and pictures: kept by browsers for a year under an address that changes with their content."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, abort, request

from lbsap.data import shipped
from lbsap.web.headers import ONE_YEAR

FOLDER: Final = shipped("templates", "web", "static")
PACKED: Final = ".gz"


@dataclass(frozen=True, slots=True)
class File:
    """A static file: its content, the same packed when it was built (empty where it was not), its type and version."""

    plain: bytes
    packed: bytes
    type: str
    version: str


def install(app: Flask) -> None:
    """Serve the static files, as ``url_for("static", filename=...)`` names them; they are read once, here."""
    kept = _read(FOLDER)

    def send(filename: str) -> Response:
        """A static file, packed where the browser takes it."""
        return _answer(kept[filename]) if filename in kept else abort(404)

    app.add_url_rule("/static/<path:filename>", "static", send)

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values["filename"] in kept:
            values["v"] = kept[values["filename"]].version


def _read(folder: Path) -> dict[str, File]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in (PACKED, ".md")]
    return {path.relative_to(folder).as_posix(): _file(path) for path in paths}


def _file(path: Path) -> File:
    plain, packed = path.read_bytes(), path.with_name(path.name + PACKED)
    return File(
        plain,
        packed.read_bytes() if packed.is_file() else b"",
        mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        hashlib.sha256(plain).hexdigest()[:10],
    )


def _answer(file: File) -> Response:
    packed = bool(file.packed) and request.accept_encodings.quality("gzip") > 0
    answer = Response(file.packed if packed else file.plain, content_type=file.type)
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.vary.add("Accept-Encoding")
    answer.cache_control.public = answer.cache_control.immutable = True
    answer.cache_control.max_age = ONE_YEAR
    return answer
