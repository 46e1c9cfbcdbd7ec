"""Files that people send: their name and content, once what was sent is a file at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the last part of its name, and its bytes. Nothing is written to disk."""

    name: str
    content: bytes


def take_upload(field: str) -> Upload | None:
    """The file in a field of the form; ``None`` where none was chosen."""
    sent = request.files.get(field)
    if sent is None or not sent.filename:
        return None
    return Upload(PurePosixPath(sent.filename.replace("\\", "/")).name, sent.read())
