from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from lbsap.model.errors import BadInput
from lbsap.store import schema
from lbsap.store.engine import make_engine


def test_an_empty_database_is_brought_to_the_newest_schema_and_a_second_time_changes_nothing(
    empty_url: str,
) -> None:
    assert schema.current(empty_url) is None
    assert schema.upgrade(empty_url) == schema.head() == schema.current(empty_url)
    assert schema.upgrade(empty_url) == schema.head()


def test_the_migrations_make_exactly_the_tables_that_the_program_declares(database_url: str) -> None:
    assert schema.check(database_url) == ()


def test_a_table_that_differs_is_found(database_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE comment ADD COLUMN mood VARCHAR"))
    assert "mood" in str(schema.check(database_url))


def test_the_program_starts_on_the_newest_schema_only(empty_url: str) -> None:
    engine = make_engine(empty_url)
    assert _refusal(engine) == "schema_missing"
    schema.upgrade(empty_url)
    schema.require_current(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    assert _refusal(engine) == "schema_newer"
    engine.dispose()


def test_an_older_schema_is_told_apart_from_a_newer_one(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    migrations = _copy(monkeypatch, tmp_path)
    (migrations / "versions" / "next.py").write_text(f"{_next()}    pass\n", encoding="utf-8")
    assert _refusal(engine) == "schema_older"
    assert schema.upgrade(database_url) == "next"


def test_a_refused_start_says_which_command_to_run(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with pytest.raises(BadInput) as refusal:
        schema.require_current(engine)
    message = refusal.value.problems[0].message
    assert schema.UPGRADE in message.zh
    assert schema.UPGRADE in message.en
    engine.dispose()


def test_an_upgrade_leaves_a_newer_database_alone(database_url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from-the-future'"))
    with pytest.raises(BadInput, match="update the program"):
        schema.upgrade(database_url)


def test_a_migration_that_fails_half_way_leaves_nothing_behind_and_can_be_run_again(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = _copy(monkeypatch, tmp_path) / "versions" / "broken.py"
    broken.write_text(
        f"{_next()}    op.execute('CREATE TABLE half (id INTEGER)')\n    raise RuntimeError('power cut')\n",
        encoding="utf-8",
    )
    with pytest.raises(RuntimeError, match="power cut"):
        schema.upgrade(empty_url)
    assert schema.current(empty_url) is None
    broken.unlink()
    schema.upgrade(empty_url)
    assert schema.check(empty_url) == ()


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("INSERT INTO role (id, name, description, permissions) VALUES (1, 'editor', '', '[]')")
        )
        connection.execute(
            text(
                "INSERT INTO user_account (id, email, password, active, fs_uniquifier, mf_recovery_codes) "
                "VALUES (1, 'a@example.org', '', true, 'u', '[]')"
            )
        )
        connection.execute(text("INSERT INTO user_role (user_id, role_id) VALUES (1, 1)"))
    (_copy(monkeypatch, tmp_path) / "versions" / "rebuild.py").write_text(
        f"{_next()}    with op.batch_alter_table('role', recreate='auto') as batch:\n"
        "        batch.alter_column('description', nullable=True)\n",
        encoding="utf-8",
    )
    schema.upgrade(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM user_role")).scalar() == 1


def test_a_drafted_migration_runs_and_names_plain_column_types_only(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newest = schema.head()
    _copy(monkeypatch, tmp_path)
    with engine.begin() as connection:
        for column in ("words", "made_at"):
            connection.execute(text(f"ALTER TABLE comment DROP COLUMN {column}"))
    draft = schema.draft_migration(database_url, "bring back")
    source = draft.read_text(encoding="utf-8")
    assert "sa.Column('words', sa.String()" in source
    assert "sa.Column('made_at', sa.DateTime(timezone=True)" in source
    assert runpy.run_path(str(draft))["down_revision"] == newest


def test_no_migration_offers_a_way_back() -> None:
    for path in (schema.MIGRATIONS / "versions").glob("*.py"):
        assert "downgrade" not in path.read_text(encoding="utf-8")


def _next() -> str:
    """How a migration begins that follows the newest one: up to the body of ``upgrade``."""
    return f"from alembic import op\nrevision = 'next'\ndown_revision = '{schema.head()}'\ndef upgrade():\n"


def _copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the migrations that a test may add to."""
    copy = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", copy)
    return copy


def _refusal(engine: Engine) -> str:
    with pytest.raises(BadInput) as refusal:
        schema.require_current(engine)
    return refusal.value.problems[0].code


def test_tables_of_another_program_are_left_alone(empty_url: str) -> None:
    engine = make_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE city (id INTEGER)"))
    engine.dispose()
    with pytest.raises(BadInput) as caught:
        schema.upgrade(empty_url)
    assert [one.code for one in caught.value.problems] == ["database_foreign"]
    assert schema.current(empty_url) is None
