"""What the store raises when a thing is not there."""

from __future__ import annotations

from collections.abc import Iterable

from lbsap.model.errors import NotFound
from lbsap.model.problems import problem
from lbsap.model.text import Text


def not_found(kind: Text, sought: object, known: Iterable[str] = ()) -> NotFound:
    """The error that no ``kind`` goes by the id ``sought``; ``known`` only where the list is short and public."""
    return NotFound(problem("unknown_id", kind=kind, id=sought, known=", ".join(known) or "—"))
