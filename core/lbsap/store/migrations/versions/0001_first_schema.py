"""The first schema: accounts, consultations, catalogues, cities, audit.

Constraints that bear no name here get theirs from the naming convention of ``lbsap.store.columns``.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = {
    "audit_event": "id = NEW.id",
    "catalogue_version": "id = NEW.id OR (catalogue = NEW.catalogue AND version = NEW.version)",
    "decision": (
        "id = NEW.id OR (consultation_id = NEW.consultation_id AND item = NEW.item AND number = NEW.number)"
    ),
    "plan_snapshot": "id = NEW.id",
}
"""Tables whose rows stay as they are, and for SQLite which row a new one would take the place of."""


def upgrade() -> None:
    """Lead the schema on from nothing."""
    _accounts()
    _consultations()
    _answers()
    _editors()
    _catalogues_and_cities()
    _audit()
    for table, same_row in APPEND_ONLY.items():
        _guard(table, same_row)


def _accounts() -> None:
    _table(
        "user_account",
        _text("email", unique=True),
        _text("password"),
        sa.Column("active", sa.Boolean(), nullable=False),
        _text("fs_uniquifier", unique=True),
        _moment("confirmed_at", nullable=True),
        _text("tf_primary_method", nullable=True),
        _text("tf_totp_secret", nullable=True),
        _json("mf_recovery_codes"),
    )
    _table("role", _text("name", unique=True), _text("description"), _json("permissions"))
    op.create_table(
        "user_role",
        sa.Column(
            "user_id", sa.Integer(), sa.ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("role_id", sa.Integer(), sa.ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
    )


def _consultations() -> None:
    _table(
        "consultation",
        *map(_text, ("title_zh", "title_en", "host_zh", "host_en", "contact", "anonymity", "instrument")),
        *map(_text, ("questionnaire", "questionnaire_digest", "catalogue", "catalogue_digest")),
        _one_of("anonymity", "anonymous", "confidential", "named"),
    )
    _table(
        "round",
        _refers("consultation_id", "consultation.id"),
        _number("number"),
        *map(_text, ("state", "rule", "rule_version")),
        _json("parameters"),
        _moment("opens_at", nullable=True),
        _moment("closes_at", nullable=True),
        sa.UniqueConstraint("consultation_id", "number"),
        _one_of("state", "draft", "open", "closed", "published"),
    )
    _table(
        "respondent",
        _refers("consultation_id", "consultation.id"),
        *map(_text, ("code", "stratum")),
        _json("profile"),
        sa.UniqueConstraint("consultation_id", "code"),
    )
    _table("contact", *map(_text, ("name", "institution", "email")))
    _table(
        "invitation",
        _refers("consultation_id", "consultation.id", index=True),
        _refers("respondent_id", "respondent.id", ondelete="SET NULL", nullable=True, index=True),
        _refers("contact_id", "contact.id", ondelete="SET NULL", nullable=True, index=True),
        _text("token_digest", unique=True),
        _moment("expires_at"),
        sa.Column("revoked", sa.Boolean(), nullable=False),
    )


def _answers() -> None:
    _table(
        "answer",
        _refers("round_id", "round.id"),
        _refers("respondent_id", "respondent.id", ondelete="CASCADE"),
        *map(_text, ("item", "stratum", "verdict", "name_zh", "name_en")),
        sa.Column("applied", sa.Boolean(), nullable=True),
        *map(_text, ("reason", "supplement")),
        _number("revision"),
        _moment("saved_at"),
        *map(_text, ("instrument", "language")),
        sa.UniqueConstraint("round_id", "respondent_id", "item"),
        _one_of("verdict", "keep", "drop", "rename", "outside", ""),
    )
    op.create_index("ix_answer_tally", "answer", ["round_id", "item", "stratum", "verdict"])
    named = sa.text("(name_zh <> '' OR name_en <> '')")
    op.create_index(
        "ix_answer_named", "answer", ["round_id", "item"], sqlite_where=named, postgresql_where=named
    )
    _table(
        "answer_mark",
        _refers("answer_id", "answer.id", ondelete="CASCADE"),
        _refers("round_id", "round.id"),
        *map(_text, ("item", "kind", "mark")),
        _number("value"),
        sa.UniqueConstraint("answer_id", "kind", "mark"),
        _one_of("kind", "setting", "trouble", "rating"),
    )
    op.create_index("ix_answer_mark_tally", "answer_mark", ["round_id", "kind", "item", "mark", "value"])


def _editors() -> None:
    _table(
        "comment",
        _refers("consultation_id", "consultation.id", index=True),
        _refers("respondent_id", "respondent.id", ondelete="SET NULL", nullable=True),
        *map(_text, ("item", "words", "source", "said_in", "entered_by")),
        _moment("made_at"),
        _text("fate", nullable=True),
        *map(_text, ("fate_reason_zh", "fate_reason_en")),
        _number("version"),
        _one_of("source", "online", "workshop", "letter", "paper", "telephone"),
        _one_of("fate", "accepted", "part", "rejected", "noted"),
    )
    _table(
        "decision",
        _refers("consultation_id", "consultation.id"),
        _text("item"),
        _number("number"),
        _json("content"),
        _text("decided_by"),
        _moment("decided_at"),
        sa.UniqueConstraint("consultation_id", "item", "number"),
    )


def _catalogues_and_cities() -> None:
    _table(
        "catalogue_version",
        *map(_text, ("catalogue", "version", "kind", "title_zh", "title_en", "content", "digest")),
        _moment("published_at"),
        sa.UniqueConstraint("catalogue", "version"),
    )
    _table(
        "city",
        *map(_text, ("name_zh", "name_en")),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("first_application", sa.Boolean(), nullable=True),
        _json("profile"),
        _number("version"),
        _moment("saved_at"),
    )
    _table(
        "city_entry",
        _refers("city_id", "city.id", ondelete="CASCADE"),
        _text("part"),
        _number("place"),
        _text("name", nullable=True),
        _json("content"),
        sa.UniqueConstraint("city_id", "part", "place"),
    )
    _table(
        "plan_snapshot",
        _refers("city_id", "city.id", index=True),
        *map(_text, ("content", "digest")),
        _json("made_from"),
        _moment("made_at"),
    )


def _audit() -> None:
    _table("audit_event", *map(_text, ("actor", "what", "about")), _json("details"), _moment("at"))


def _guard(table: str, same_row: str) -> None:
    """Triggers that refuse what would change or remove a row, whoever asks."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append only'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
        )
        return
    # INSERT OR REPLACE removes the old row without a word to delete triggers, hence the third one.
    for name, when in (
        ("update", "BEFORE UPDATE ON {table}"),
        ("delete", "BEFORE DELETE ON {table}"),
        ("replace", "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same_row})"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_{name} {when.format(table=table, same_row=same_row)} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
        )


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *parts, sqlite_autoincrement=True)


def _text(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.String(), **{"nullable": False, **options})


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _refers(name: str, target: str, *, ondelete: str | None = None, **options: Any) -> sa.Column[int]:
    return sa.Column(
        name, sa.Integer(), sa.ForeignKey(target, ondelete=ondelete), **{"nullable": False, **options}
    )


def _one_of(column: str, *words: str) -> sa.CheckConstraint:
    allowed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=column)
