"""Writers of several processes on one SQLite file wait in line, outside SQLite."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lbsap.store.audit import record, trail
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.queue import WriterQueue
from lbsap.store.schema import upgrade

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there SQLite keeps processes apart by itself"
)

IMPATIENT = """
import sys
from lbsap.store import engine
from lbsap.store.audit import record

engine.SQLITE_SETTINGS["busy_timeout"] = 0  # whoever leaves the waiting to SQLite fails at once
kept = engine.make_engine(sys.argv[1])
"""
WRITES = """
print("ready", flush=True)
sys.stdin.readline()
for number in range(25):
    with engine.session_scope(kept) as session:
        record(session, sys.argv[2], f"entry {number}")
"""
HOLDS = """
with engine.session_scope(kept) as session:
    record(session, "killed", "never kept")
    print("ready", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    upgrade(address)
    return address


@contextmanager
def started(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that runs ``code`` up to where it says that it is ready."""
    command = [sys.executable, "-c", IMPATIENT + code, *arguments]
    where = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        command, env=where, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def go(process: subprocess.Popen[str]) -> None:
    """Let a process go on."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_a_process_waits_as_long_as_another_one_writes(url: str) -> None:
    engine = make_engine(url)
    with started(WRITES, url, "other") as other:
        with session_scope(engine) as session:
            record(session, "first", "entry")
            go(other)
            with pytest.raises(subprocess.TimeoutExpired):
                other.wait(0.5)
        assert other.wait(30) == 0
    with session_scope(engine, write=False) as session:
        assert [event.actor for event in trail(session)] == ["first"] + ["other"] * 25
    engine.dispose()


def test_processes_that_write_at_once_all_keep_what_they_wrote(url: str) -> None:
    names = ["a", "b", "c"]
    with started(WRITES, url, "a") as a, started(WRITES, url, "b") as b, started(WRITES, url, "c") as c:
        for process in (a, b, c):
            go(process)
        assert [process.wait(60) for process in (a, b, c)] == [0, 0, 0]
    engine = make_engine(url)
    with session_scope(engine, write=False) as session:
        events = [(event.actor, event.what) for event in trail(session)]
    engine.dispose()
    for name in names:
        assert [what for actor, what in events if actor == name] == [f"entry {n}" for n in range(25)]


def test_the_turn_of_a_process_that_was_killed_passes_on(url: str) -> None:
    engine = make_engine(url)

    def write() -> None:
        with session_scope(engine) as session:
            record(session, "survivor", "entry")

    with started(HOLDS, url) as holder:
        waiting = threading.Thread(target=write, daemon=True)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        holder.send_signal(signal.SIGKILL)
        waiting.join(10)
        assert not waiting.is_alive()
    with session_scope(engine, write=False) as session:
        assert [event.actor for event in trail(session)] == ["survivor"]
    engine.dispose()


def test_where_no_file_can_be_locked_the_queue_of_the_process_still_works(tmp_path: Path) -> None:
    queue = WriterQueue(tmp_path / "missing" / "a.sqlite3-queue")
    with queue.turn(), pytest.raises(RuntimeError, match="inside another"), queue.turn():
        pass
    with queue.turn():
        pass
