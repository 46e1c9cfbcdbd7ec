"""What all tables share: the base class, the kinds of column the two databases must treat alike, the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    Executable,
    MetaData,
    Select,
    TypeDecorator,
    bindparam,
    select,
)
from sqlalchemy import Table as CoreTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import registry
from sqlmodel import Session, SQLModel

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
NEVER_REUSED: Final = {"sqlite_autoincrement": True}
"""Option of tables: an id is not given again after its row is gone, as PostgreSQL does by itself."""
Upsert = sqlite.Insert | postgresql.Insert
"""An insert that can say what to do where the row exists already: the two databases spell it alike."""


class Table(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """Base of all tables. Table classes do not validate: rows are made from values, never from a request."""

    __table_args__: Any = NEVER_REUSED


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC. Takes times with a zone only, and gives them back in UTC with the zone said."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; SQLite keeps no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone says no moment")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as kept, with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """This moment in UTC. Order never rests on it: it rests on ids, which the database gives in sequence."""
    return datetime.now(UTC)


def one_of(column: str, words: tuple[str, ...]) -> CheckConstraint:
    """A constraint that lets ``column`` hold one of ``words`` only."""
    allowed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


def table_of(row: type[Table]) -> CoreTable:
    """The table behind a table class, for statements over many rows at once."""
    table: CoreTable = row.__table__  # type: ignore[attr-defined]
    return table


def rows_by(row: type[Table], *names: str) -> Select[Any]:
    """A statement for the rows whose columns ``names`` equal the parameters of these names, by id.

    Made once, when a module is loaded, and run through ``session.connection()``: to put a statement together and to
    make objects that could be changed costs several times the query itself, and each page of an expert asks eight.
    """
    columns = table_of(row).c
    return select(*columns).where(*(columns[name] == bindparam(name) for name in names)).order_by(columns.id)


def insert_for(session: Session, row: type[Table]) -> Upsert:
    """An insert in the dialect of the session's database."""
    table = table_of(row)
    return sqlite.insert(table) if session.get_bind().dialect.name == "sqlite" else postgresql.insert(table)


def insert_made_once(
    row: type[Table], finish: Callable[[Upsert], Executable]
) -> Callable[[Session], Executable]:
    """An insert that is finished once for each dialect, for what every save of an expert does; see ``rows_by``.

    Returns what gives the statement for the database of a session.
    """
    made: dict[str, Executable] = {}

    def statement(session: Session) -> Executable:
        dialect = session.get_bind().dialect.name
        if dialect not in made:
            made[dialect] = finish(insert_for(session, row))
        return made[dialect]

    return statement
