"""Alembic's way in: runs the migrations on the connection that ``lbsap.store.schema`` has opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString

from lbsap.store.columns import UtcDateTime
from lbsap.store.tables import METADATA


def _render(kind: str, what: Any, _context: Any) -> str | Literal[False]:
    """Drafts name plain column types only, so that a migration never depends on what the program is later."""
    if kind == "type" and isinstance(what, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(what, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=_render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
