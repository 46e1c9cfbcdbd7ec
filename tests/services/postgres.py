"""A throw-away PostgreSQL server on loopback, and a fresh database in it for each test."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from tests.services import outside, processes

GIVEN = "LBSAP_TEST_POSTGRES_URL"


@contextmanager
def server() -> Iterator[str]:
    """Give the address of a running server: the one that the environment names, or one started for the tests."""
    if os.environ.get(GIVEN):
        yield os.environ[GIVEN]
        return
    # Debian keeps the server's programs off the path.
    pg_ctl = outside.need("PostgreSQL", outside.find("pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl")).resolve()
    with tempfile.TemporaryDirectory(prefix="lbsap-postgres-") as name:
        folder, port = Path(name), _free_port()
        _initialise(pg_ctl.with_name("initdb"), folder, port)
        _run(pg_ctl, folder, "start", "--wait", "--log", folder / "log")
        try:
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(pg_ctl, folder, "stop", "--wait", "--mode", "immediate")


@contextmanager
def fresh_database(server_url: str) -> Iterator[str]:
    """Give the address of an empty database that is dropped afterwards, whoever is still connected to it."""
    name = f"lbsap_test_{secrets.token_hex(8)}"
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as administrator:
        administrator.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
        finally:
            administrator.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def _initialise(initdb: Path, folder: Path, port: int) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    _run(initdb, folder, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync")
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(f"listen_addresses='127.0.0.1'\nport={port}\nunix_socket_directories=''\nfsync=off\n")


def _run(program: Path, folder: Path, *arguments: str | Path) -> None:
    """Run a program of the server on its data, through an unprivileged user: PostgreSQL refuses to run as root."""
    user = "nobody" if os.geteuid() == 0 else None
    processes.run([program, *arguments, "--pgdata", folder / "data"], seconds=60, cwd=folder, user=user)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
