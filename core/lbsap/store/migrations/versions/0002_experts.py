"""Experts answer online: notice, visits, consent, submissions, proposals, closing questions, erasures."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NEW_COLUMNS: dict[str, list[sa.Column[Any]]] = {
    "consultation": [sa.Column("notice", sa.JSON(), nullable=False, server_default="{}")],
    "round": [
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled", sa.JSON(), nullable=False, server_default="{}"),
    ],
    "respondent": [
        sa.Column("language", sa.String(), nullable=False, server_default=""),
        sa.Column("judged", sa.JSON(), nullable=True),
        sa.Column("resume_digest", sa.String(), nullable=True),
    ],
    "invitation": [sa.Column("begun", sa.Boolean(), nullable=False, server_default=sa.false())],
    "answer": [sa.Column("by_group", sa.Boolean(), nullable=False, server_default=sa.false())],
}
SQLITE_GUARDS = {
    "update": "BEFORE UPDATE ON erasure",
    "delete": "BEFORE DELETE ON erasure",
    "replace": (
        "BEFORE INSERT ON erasure WHEN EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id "
        "OR (consultation_id = NEW.consultation_id AND respondent = NEW.respondent))"
    ),
}


def upgrade() -> None:
    """Lead the schema on from 0001; rounds that have closed get their moment from the audit trail."""
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    op.create_index("ix_respondent_resume_digest", "respondent", ["resume_digest"], unique=True)
    op.execute(
        "UPDATE round SET closed_at = (SELECT max(at) FROM audit_event "
        "WHERE what = 'round closed' AND about = 'round ' || round.id) WHERE state IN ('closed', 'published')"
    )
    _ways_in()
    _said()
    _table(
        "erasure",
        _refers("consultation_id", "consultation.id"),
        _text("respondent"),
        _moment("erased_at"),
        sa.UniqueConstraint("consultation_id", "respondent"),
    )
    _guard_ledger()


def _ways_in() -> None:
    _table(
        "visit",
        _refers("consultation_id", "consultation.id", index=True),
        _refers("respondent_id", "respondent.id", ondelete="CASCADE", nullable=True, index=True),
        _refers("invitation_id", "invitation.id", ondelete="SET NULL", nullable=True, index=True),
        _text("token_digest", unique=True),
        _text("agent"),
        _moment("begun_at"),
        _moment("seen_at"),
        _moment("ended_at", nullable=True),
        sa.Column("not_me", sa.Boolean(), nullable=False),
    )
    _table(
        "public_link",
        _refers("consultation_id", "consultation.id", index=True),
        _text("token_digest", unique=True),
        _moment("expires_at"),
        sa.Column("revoked", sa.Boolean(), nullable=False),
    )
    _table(
        "consent",
        _refers("respondent_id", "respondent.id", ondelete="CASCADE", index=True),
        *map(_text, ("version", "digest", "language")),
        _moment("given_at"),
        sa.Column("abroad", sa.Boolean(), nullable=True),
        _moment("withdrawn_at", nullable=True),
    )


def _said() -> None:
    _table(
        "submission",
        *_of_a_round(),
        _text("reference", unique=True),
        _moment("submitted_at"),
        sa.UniqueConstraint("round_id", "respondent_id"),
    )
    _table(
        "proposal",
        *_of_a_round(),
        *map(_text, ("key", "name_zh", "name_en", "parent", "content", "data_source", "reason", "language")),
        _moment("saved_at"),
        sa.UniqueConstraint("round_id", "respondent_id", "key"),
    )
    _table(
        "remark",
        *_of_a_round(),
        *map(_text, ("question", "words")),
        sa.Column("revision", sa.Integer(), nullable=False),
        _text("language"),
        _moment("saved_at"),
        sa.UniqueConstraint("round_id", "respondent_id", "question"),
    )


def _guard_ledger() -> None:
    """Triggers that refuse what would change or remove a line of the ledger, whoever asks."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION erasure_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'erasure is append only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER erasure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON erasure "
            "FOR EACH STATEMENT EXECUTE FUNCTION erasure_is_append_only()"
        )
        return
    for name, when in SQLITE_GUARDS.items():
        op.execute(
            f"CREATE TRIGGER erasure_no_{name} {when} BEGIN SELECT RAISE(ABORT, 'erasure is append only'); END"
        )


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *parts, sqlite_autoincrement=True)


def _of_a_round() -> tuple[sa.Column[int], sa.Column[int]]:
    return (
        _refers("round_id", "round.id"),
        _refers("respondent_id", "respondent.id", ondelete="CASCADE"),
    )


def _text(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(), **{"nullable": False, **options})


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _refers(name: str, target: str, *, ondelete: str | None = None, **options: Any) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(target, ondelete=ondelete), **{"nullable": False, **options}
    )
