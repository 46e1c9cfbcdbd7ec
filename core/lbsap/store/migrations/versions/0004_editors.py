"""Editors aggregate, decide and publish: drafts, messages, answers from elsewhere, groups of names, tags."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NEW_COLUMNS: dict[str, list[sa.Column[Any]]] = {
    "consultation": [sa.Column("words", sa.JSON(), nullable=False, server_default="{}")],
    "round": [sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True)],
    "invitation": [
        sa.Column("language", sa.String(), nullable=False, server_default=""),
        sa.Column("stratum", sa.String(), nullable=False, server_default=""),
    ],
    "comment": [sa.Column("origin", sa.String(), nullable=True)],
}


def upgrade() -> None:
    """Lead the schema on from 0003; rounds that have opened get their moment from the audit trail."""
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    op.create_index("ix_comment_origin", "comment", ["consultation_id", "origin"], unique=True)
    op.execute(
        "ALTER TABLE catalogue_version ADD COLUMN round_id INTEGER "
        "CONSTRAINT fk_catalogue_version_round_id_round REFERENCES round (id)"
    )
    op.execute(
        "UPDATE round SET opened_at = (SELECT max(at) FROM audit_event "
        "WHERE what = 'round opened' AND about = 'round ' || round.id) WHERE state <> 'draft'"
    )
    _drafts_and_messages()
    _said_and_named()


def _drafts_and_messages() -> None:
    _table(
        "catalogue_draft",
        *map(_text, ("based_on", "content")),
        sa.Column("number", sa.Integer(), nullable=False),
        _text("changed_by"),
        _moment("changed_at"),
    )
    _table(
        "message",
        _refers("consultation_id", "consultation.id", index=True),
        _refers("invitation_id", "invitation.id", ondelete="SET NULL", nullable=True, index=True),
        *map(_text, ("kind", "channel", "fortune", "fault", "sent_by")),
        _moment("sent_at"),
        _one_of("kind", "invitation", "reminder", "again"),
        _one_of("channel", "smtp", "file", "page"),
        _one_of("fortune", "sent", "failed", "made"),
    )


def _said_and_named() -> None:
    _table(
        "brought_answer",
        _refers("round_id", "round.id", index=True),
        *map(_text, ("item", "speaker")),
        sa.Column("content", sa.JSON(), nullable=False),
        *map(_text, ("source", "said_in", "entered_by")),
        _moment("entered_at"),
        _one_of("source", "online", "workshop", "letter", "paper", "telephone"),
    )
    _table(
        "name_group",
        _refers("consultation_id", "consultation.id", index=True),
        *map(_text, ("item", "name_zh", "name_en")),
        sa.Column("members", sa.JSON(), nullable=False),
        _text("made_by"),
        _moment("made_at"),
    )
    _table(
        "reason_tag",
        _refers("answer_id", "answer.id", ondelete="CASCADE", index=True),
        *map(_text, ("tag", "made_by")),
        _moment("made_at"),
        sa.UniqueConstraint("answer_id", "tag"),
    )


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *parts, sqlite_autoincrement=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _one_of(column: str, *words: str) -> sa.CheckConstraint:
    allowed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=column)


def _refers(name: str, target: str, *, ondelete: str | None = None, **options: Any) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(target, ondelete=ondelete), **{"nullable": False, **options}
    )
