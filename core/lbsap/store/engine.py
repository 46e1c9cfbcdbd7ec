"""Engines and units of work: the one place that knows how SQLite and PostgreSQL are opened."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.store.queue import WriterQueue

SQLITE_SETTINGS: Final[Mapping[str, str | int]] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 10_000,
}
"""What each SQLite connection is set to and must read back; ``synchronous`` 2 is FULL: what is saved survives a
power cut."""
SECONDS_FOR_A_CONNECTION: Final = 5
QUEUE_SUFFIX: Final = "-queue"
"""The empty file beside a SQLite database on which the writers of several processes wait for their turn."""
_readers: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()
_queues: dict[str, WriterQueue] = {}
_queues_guard = threading.Lock()


def make_engine(url: str) -> Engine:
    """The engine for a database address: ``sqlite:///FILE`` or ``postgresql://...``.

    Raises ``BadInput`` for any other address. A setting that a connection does not take is refused on connecting.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise BadInput([problem("database_kind")]) from None
    options: dict[str, Any] = {
        "json_serializer": partial(json.dumps, ensure_ascii=False),
        "pool_timeout": SECONDS_FOR_A_CONNECTION,
        "hide_parameters": True,  # the log is to hold nobody's words
    }
    if address.get_backend_name() == "sqlite" and address.database:
        return _sqlite(address, options)
    if address.get_backend_name() == "postgresql":
        return _postgresql(address, options)
    raise BadInput([problem("database_kind", address.render_as_string())])


@contextmanager
def session_scope(engine: Engine, *, write: bool = True) -> Iterator[Session]:
    """One unit of work: a session that commits at the end of the block, or rolls back where the block raises.

    Writers on SQLite wait here for their turn, so a block that writes should do nothing but its database work.
    With ``write`` false the unit sees one state of the database throughout, and writing is refused.
    """
    if write:
        with turn(engine), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    else:  # there is nothing to commit: closing the session ends the unit
        with Session(for_reading(engine), expire_on_commit=False) as session:
            yield session


def turn(engine: Engine) -> AbstractContextManager[None]:
    """A writer's turn on SQLite; PostgreSQL needs none."""
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return _queue_of(engine.url.database or "").turn()


def _queue_of(database: str) -> WriterQueue:
    """The one queue of this process for a file, by whatever name it is opened."""
    known = _queues.get(database)
    if known is None:
        whole = str(Path(database).resolve())
        with _queues_guard:
            known = _queues.setdefault(whole, WriterQueue(Path(f"{whole}{QUEUE_SUFFIX}")))
            _queues[database] = known
    return known


def for_reading(engine: Engine) -> Engine:
    """The engine for units that see one state of the same database and may not write."""
    if engine.dialect.name == "sqlite":
        return _readers[engine]
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite(address: URL, options: dict[str, Any]) -> Engine:
    """Writers and readers have connections of their own: each change of ``query_only`` on a connection makes SQLite
    forget the statements it has prepared there, which costs more than many a statement itself."""
    folder = Path(address.database or "").parent
    if not folder.is_dir():
        raise BadInput([problem("database_closed", str(folder), reason="no such folder")])
    writers = _sqlite_engine(address, options, SQLITE_SETTINGS)
    readers = _sqlite_engine(address, options, {**SQLITE_SETTINGS, "query_only": 1})

    @event.listens_for(writers, "begin")
    def _write(connection: Connection) -> None:
        # A plain BEGIN that turns to writing later fails where another writer came between.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(readers, "begin")
    def _read(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN")  # takes no lock, so it cannot fail: no need to wrap it

    event.listen(writers, "engine_disposed", lambda _engine: readers.dispose())
    _readers[writers] = readers
    return writers


def _sqlite_engine(address: URL, options: dict[str, Any], settings: Mapping[str, str | int]) -> Engine:
    # isolation_level None: the driver begins nothing by itself, the engine's listener does.
    engine = create_engine(address, poolclass=QueuePool, connect_args={"isolation_level": None}, **options)

    @event.listens_for(engine, "connect")
    def _set(connection: sqlite3.Connection, _record: object) -> None:
        _apply_settings(connection, settings, str(address.database))

    return engine


def _apply_settings(connection: sqlite3.Connection, settings: Mapping[str, str | int], where: str) -> None:
    try:
        for name, value in settings.items():
            connection.execute(f"PRAGMA {name}={value}")
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in settings}
    except sqlite3.Error as error:
        raise BadInput([problem("database_closed", where, reason=error)]) from None
    for name, expected in settings.items():
        if found[name] != expected:
            raise BadInput(
                [problem("database_setting", where, name=name, expected=expected, found=found[name])]
            )


def _postgresql(address: URL, options: dict[str, Any]) -> Engine:
    if find_spec("psycopg") is None:
        raise BadInput([problem("database_driver", address.render_as_string())])
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={"connect_timeout": SECONDS_FOR_A_CONNECTION},
        **options,
    )
