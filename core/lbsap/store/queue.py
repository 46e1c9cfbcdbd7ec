"""A fair queue for writers: SQLite lets one write at a time, and its own waiting is sleep and retry, in no order.

Threads of a process wait for one another here; the processes, each by its foremost writer, on a lock of a file, which
the kernel hands on at once and takes back from a process that dies.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, whose own way to lock is sleep and retry again
    fcntl = None  # type: ignore[assignment]


class WriterQueue:
    """Turns in order of arrival, one at a time. Not re-entrant: a turn within a turn is a bug and says so.

    ``shared``: the file on whose lock the processes wait; without one, or where files cannot be locked, SQLite keeps
    the processes apart by itself.
    """

    def __init__(self, shared: Path | None = None) -> None:
        self._shared = shared if fcntl else None
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False
        self._holder: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn and hold it for the length of the block."""
        if self._holder == threading.get_ident():
            raise RuntimeError("a unit of work that writes was opened inside another one")
        self._take()
        self._holder = threading.get_ident()
        try:
            with self._among_processes():
                yield
        finally:
            self._holder = None
            self._pass_on()

    @contextmanager
    def _among_processes(self) -> Iterator[None]:
        with ExitStack() as turn:
            if self._shared is not None:
                with suppress(OSError):  # a folder that takes no file, a file system that has no locks
                    # Anew for each turn: a lock belongs to what was opened, and a forked process would share that.
                    opened = os.open(self._shared, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
                    turn.callback(os.close, opened)
                    fcntl.flock(opened, fcntl.LOCK_EX)
            yield

    def _take(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            called = threading.Event()
            self._waiting.append(called)
        try:
            called.wait()
        except BaseException:  # interrupted: leave the queue, or hand on a turn that has just been given
            with self._guard:
                given = called not in self._waiting
                if not given:
                    self._waiting.remove(called)
            if given:
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
