"""What is sent to a database meanwhile, for tests that count it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine, event

from lbsap.store.engine import for_reading


@dataclass
class Sent:
    """Statements in order, those that begin a unit of work left out, and how many units were committed."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0

    @property
    def reads(self) -> list[str]:
        """The statements that read."""
        return [one for one in self.statements if one.startswith("SELECT")]

    def _statement(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            self.statements.append(statement)

    def _commit(self, _connection: object) -> None:
        self.commits += 1


@contextmanager
def sent_to(engine: Engine) -> Iterator[Sent]:
    """What is sent through an engine and, on SQLite, through the one that reads beside it."""
    sent = Sent()
    listeners: dict[str, Callable[..., None]] = {
        "before_cursor_execute": sent._statement,
        "commit": sent._commit,
    }
    engines = (engine, for_reading(engine)) if engine.dialect.name == "sqlite" else (engine,)
    told = [(one, name, listener) for one in engines for name, listener in listeners.items()]
    for one, name, listener in told:
        event.listen(one, name, listener)
    try:
        yield sent
    finally:
        for one, name, listener in told:
            event.remove(one, name, listener)
