"""What a request may be made of, checked before a form is parsed: size, number of fields, one value a name."""

from __future__ import annotations

from typing import Final

from flask import Flask, abort, request

from lbsap.steps.cities.picture_bytes import MEGABYTE, MOST_BYTES

MAX_BYTES: Final = 2 * MEGABYTE
MAX_PICTURE: Final = MOST_BYTES + MEGABYTE
PICTURES: Final = frozenset({"city.new_picture", "city.picture"})
"""The pages that take a picture, and the most bytes that a request to one of them may have."""
CARRIED_BYTES: Final = MAX_BYTES * 3 // 2
"""What a page may send that carries a file back which was seen before: as text it is longer by a third."""
CARRIES: Final = frozenset({"workbench.panel_add", "workbench.catalogue_upload", "city.spreadsheet"})
MAX_FIELDS: Final = 1_000
MAX_PARAMETERS: Final = 30
MANY_VALUED: Final = frozenset(
    {
        "roles", "choices", "chosen", "comments", "components", "indicators", "langs", "leads", "parts", "settings", "shareable",
        "troubles",
    }
)  # fmt: skip
"""The fields that may be sent several times (groups of checkboxes), by the last part of their name."""


def install(app: Flask) -> None:
    """Refuse what is too large, too many or ambiguous before any page sees it."""
    app.config.update(MAX_CONTENT_LENGTH=MAX_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BYTES, MAX_FORM_PARTS=MAX_FIELDS)
    app.before_request(_check)


def _check() -> None:
    if request.endpoint in PICTURES:
        request.max_content_length = MAX_PICTURE
    if request.endpoint in CARRIES:
        request.max_content_length = request.max_form_memory_size = CARRIED_BYTES
    if request.query_string.count(b"&") >= MAX_PARAMETERS:
        abort(400)
    # Counted on the raw body: taking a body with 10^5 fields apart is the very work to be spared.
    if (
        request.mimetype == "application/x-www-form-urlencoded"
        and request.get_data().count(b"&") >= MAX_FIELDS
    ):
        abort(413)
    if request.is_json:
        _read_json()
    for given in (request.args, request.form):
        if any(len(values) > 1 and not _may_repeat(name) for name, values in given.lists()):
            abort(400)


def _read_json() -> None:
    try:
        request.get_json()  # kept by the request: pages get the same object
    except RecursionError:
        abort(400)


def _may_repeat(name: str) -> bool:
    return name.replace(".", "-").rpartition("-")[2] in MANY_VALUED
