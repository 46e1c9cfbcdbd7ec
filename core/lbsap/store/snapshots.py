"""Whole values kept as canonical JSON with their digest, and the rows that nobody may change."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn, TypeVar

from sqlalchemy import event

from lbsap.model.codec import canonical, from_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.store.columns import Table

T = TypeVar("T")
Row = TypeVar("Row", bound=Table)


def content_and_digest(value: Any) -> tuple[str, str]:
    """Canonical JSON of a value, and the SHA-256 over it (the same as ``codec.digest``)."""
    content = canonical(value)
    return content, _sha256(content)


def restored(kind: type[T], content: str, digest: str, where: str) -> T:
    """The value that was kept. Raises ``BadInput`` where the content no longer fits its digest."""
    if _sha256(content) != digest:
        raise BadInput([problem("content_damaged", where)])
    return from_plain(kind, plain_of(content), where)


def plain_of(content: str) -> Any:
    """Plain data from the JSON that a value was kept as."""
    return json.loads(content)


def append_only(table: type[Row]) -> type[Row]:
    """Class decorator: the session refuses to update or delete rows. Triggers in the database do the same."""

    def refuse(_mapper: object, _connection: object, row: object) -> NoReturn:
        raise TypeError(f"rows of {type(row).__name__} are never changed or deleted")

    event.listen(table, "before_update", refuse)
    event.listen(table, "before_delete", refuse)
    return table


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8")).hexdigest()
