"""Files that people send: their name and content, once what was sent is a file at all."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import abort, request

from lbsap.web.incoming import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: the last part of its name, and its bytes. Nothing is written to disk."""

    name: str
    content: bytes


def take_upload(field: str, most: int = MAX_BYTES) -> Upload | None:
    """The file in a field of the form, of ``most`` bytes; ``None`` where none was chosen."""
    sent = request.files.get(field)
    if sent is None or not sent.filename:
        return None
    with sent.stream as stream:  # a large file lies in a temporary one, which is closed here
        content = stream.read()
    if len(content) > most:
        abort(413)
    return Upload(PurePosixPath(sent.filename.replace("\\", "/")).name, content)


def carried(content: bytes) -> str:
    """A file's content as a hidden field ``content`` carries it to the page that follows; see ``sent_back``."""
    return base64.b64encode(content).decode("ascii")


def sent_back() -> Upload | None:
    """The file that the page before showed and that comes back with it (fields ``name`` and ``content``); ``None`` where
    there is none."""
    if "content" not in request.form:
        return None
    try:
        content = base64.b64decode(request.form["content"], validate=True)
    except (binascii.Error, ValueError):
        abort(400)
    return Upload(request.form.get("name", ""), content)
