"""A fair queue for writers: SQLite lets one write at a time, and its own waiting is sleep and retry, in no order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class WriterQueue:
    """Turns in order of arrival, one at a time. Not re-entrant: a turn within a turn is a bug and says so."""

    def __init__(self) -> None:
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
            yield
        finally:
            self._holder = None
            self._pass_on()

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
