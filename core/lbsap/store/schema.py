"""The schema of a database and its migrations: ``lbsap db upgrade`` and the check at start.

Migrations lead forward only; the way back is the backup made before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import OperationalError

from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.store.engine import for_reading, make_engine
from lbsap.store.tables import METADATA

MIGRATIONS: Final = Path(str(files("lbsap.store") / "migrations"))
UPGRADE: Final = "lbsap db upgrade"
UPDATE: Final = "python -m pip install --upgrade lbsap"


def upgrade(url: str) -> str:
    """Bring a database to the newest schema, whole or not at all. Returns the revision it is at.

    Raises ``BadInput`` where the database cannot be opened, holds tables of another program under our
    names, or is at a revision this program does not know.
    """
    with _engine(url) as engine, _for_migration(engine) as connection:
        found = _revision(connection)
        if found is not None and found not in _known():
            raise BadInput([_differs(engine, found)])
        taken = METADATA.tables.keys() & set(inspect(connection).get_table_names()) if found is None else ()
        if taken:
            shown = engine.url.render_as_string()
            raise BadInput([problem("database_foreign", shown, tables=", ".join(sorted(taken)))])
        command.upgrade(_config(connection), "head")
    return head()


def current(url: str) -> str | None:
    """The revision a database is at; ``None`` where it has no tables of ours yet."""
    with _engine(url) as engine:
        return _current(engine)


def check(url: str) -> tuple[str, ...]:
    """Every difference between the tables of a database and those the program declares; empty if none."""
    with _engine(url) as engine, _connect(for_reading(engine)) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return tuple(str(one) for one in compare_metadata(context, METADATA))


def require_current(engine: Engine) -> None:
    """Refuse to work on any schema but the newest. Raises ``BadInput`` with the command to run."""
    found = _current(engine)
    if found != head():
        raise BadInput([_differs(engine, found)])


def head() -> str:
    """The newest revision this program knows."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    if revision is None:
        raise RuntimeError("the package lacks its migrations")
    return revision


def draft_migration(url: str, message: str) -> Path:
    """For developers: write the next migration from the difference between a database at head and the tables.

    What it holds is a draft to be read and tidied; triggers and data are written by hand.
    """
    with _engine(url) as engine, _for_migration(engine) as connection:
        script = command.revision(_config(connection), message, autogenerate=True)
    if script is None or isinstance(script, list):
        raise RuntimeError("no migration was written")
    return Path(script.path)


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _known() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _current(engine: Engine) -> str | None:
    with _connect(for_reading(engine)) as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _differs(engine: Engine, found: str | None) -> Problem:
    where = engine.url.render_as_string()
    if found is None:
        return problem("schema_missing", where, command=UPGRADE)
    if found in _known():
        return problem("schema_older", where, found=found, expected=head(), command=UPGRADE)
    return problem("schema_newer", where, found=found, expected=head(), command=UPDATE)


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _for_migration(engine: Engine) -> Iterator[Connection]:
    """One transaction for all steps, so that a migration killed half-way leaves nothing behind.

    On SQLite a changed table is built anew and the old one dropped, which would empty the tables that refer to it:
    foreign keys rest meanwhile and are checked at the end.
    """
    sqlite = engine.dialect.name == "sqlite"
    with _connect(engine) as connection:
        if sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            yield connection
            if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"a migration broke foreign keys: {broken}")


def _connect(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except OperationalError as error:
        raise BadInput(
            [problem("database_closed", engine.url.render_as_string(), reason=error.orig)]
        ) from None
