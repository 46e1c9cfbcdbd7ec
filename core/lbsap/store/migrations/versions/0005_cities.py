"""Cities have people, pictures, imports that wait, drafts with what made them, and reviews of these."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ON_DRAFTS = ("name", "settings", "data", "made_by")


def upgrade() -> None:
    """Lead the schema on from 0004. Drafts of before know neither their settings nor the city's data."""
    for name in ON_DRAFTS:
        default = "{}" if name == "settings" else '{"city":{}}' if name == "data" else ""
        op.add_column("plan_snapshot", sa.Column(name, sa.String(), nullable=False, server_default=default))
    for name in ("version", "gaps"):
        op.add_column("plan_snapshot", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    _people_and_settings()
    _files()
    _reviews()


def _people_and_settings() -> None:
    op.create_table(
        "user_city",
        *(
            sa.Column(name, sa.Integer(), sa.ForeignKey(target, ondelete="CASCADE"), primary_key=True)
            for name, target in (("user_id", "user_account.id"), ("city_id", "city.id"))
        ),
    )
    op.create_table(
        "installation",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("content", sa.JSON(), nullable=False),
        _text("changed_by"),
        _moment("changed_at"),
    )


def _files() -> None:
    _table(
        "city_file",
        _refers("city_id", "city.id", ondelete="CASCADE"),
        *map(_text, ("digest", "media_type")),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("added_at"),
        sa.UniqueConstraint("city_id", "digest"),
    )
    _table(
        "city_import",
        _refers("city_id", "city.id", ondelete="CASCADE", unique=True),
        *map(_text, ("name", "content", "problems", "fragments", "questions", "answers", "read_by")),
        _moment("read_at"),
    )


def _reviews() -> None:
    _table(
        "review",
        _refers("city_id", "city.id", ondelete="CASCADE", index=True),
        _refers("plan_id", "plan_snapshot.id"),
        _text("layer"),
        sa.Column("closes_on", sa.Date(), nullable=False),
        _moment("closed_at", nullable=True),
        *map(_text, ("reason", "opened_by")),
        _moment("opened_at"),
        sa.CheckConstraint("layer IN ('formulation', 'expert', 'sectoral', 'leadership')", name="layer"),
    )
    _table(
        "review_invitation",
        _refers("review_id", "review.id", ondelete="CASCADE", index=True),
        *map(_text, ("body_zh", "body_en")),
        sa.Column("token", sa.String(), nullable=False, unique=True),
        _moment("expires_at"),
        _moment("revoked_at", nullable=True),
        _moment("done_at", nullable=True),
    )
    _table(
        "review_comment",
        _refers("review_id", "review.id", ondelete="CASCADE", index=True),
        _refers("invitation_id", "review_invitation.id", ondelete="SET NULL", nullable=True),
        *map(_text, ("part", "body_zh", "body_en", "words", "entered_by")),
        _moment("entered_at"),
        sa.Column("fate", sa.String(), nullable=True),
        *map(_text, ("reason_zh", "reason_en", "answered_by")),
        _moment("answered_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *parts, sqlite_autoincrement=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _refers(name: str, target: str, *, ondelete: str | None = None, **options: Any) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(target, ondelete=ondelete), **{"nullable": False, **options}
    )
