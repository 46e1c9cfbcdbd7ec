"""Whether this program can serve: what a monitor asks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from lbsap.model.errors import BadInput
from lbsap.store.engine import session_scope
from lbsap.store.schema import require_current

LEAST_FREE: Final = 0.1
"""Share of the disk that must be free: below it, saving may soon fail."""


def is_ready(engine: Engine) -> bool:
    """Whether the database opens for writing, is at our schema, and its disk has room left."""
    try:
        require_current(engine)
        with session_scope(engine) as session:
            session.connection()
    except (SQLAlchemyError, BadInput):
        return False
    return _has_room(engine)


def _has_room(engine: Engine) -> bool:
    if engine.dialect.name != "sqlite":
        return True
    disk = shutil.disk_usage(Path(engine.url.database or "").resolve().parent)
    return disk.free > LEAST_FREE * disk.total
