"""Accounts of editors, administrators, viewers and cities, in the shape Flask-Security-Too expects.

The library maps these tables for itself (``web/security.py``) and works on them through a session of its own, which
is defined here too. Experts have no account.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, Engine, func, orm
from sqlmodel import Field, Session, select

from lbsap.store.columns import Table, UtcDateTime
from lbsap.store.engine import for_reading, turn


class UserRole(Table, table=True):
    """Which account has which role."""

    __tablename__ = "user_role"
    __table_args__ = ()

    user_id: int = Field(foreign_key="user_account.id", primary_key=True, ondelete="CASCADE")
    role_id: int = Field(foreign_key="role.id", primary_key=True, ondelete="CASCADE")


class Role(Table, table=True):
    """A role: administrator, editor, viewer or city."""

    __tablename__ = "role"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    description: str = ""
    permissions: list[str] = Field(default_factory=list, sa_type=JSON)


class User(Table, table=True):
    """An account. ``fs_uniquifier`` stands for all its sessions: a new one ends them."""

    __tablename__ = "user_account"

    id: int = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    password: str
    active: bool = True
    fs_uniquifier: str = Field(unique=True)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tf_primary_method: str | None = None
    tf_totp_secret: str | None = None
    tf_last_counter: int | None = None
    mf_recovery_codes: list[str] = Field(default_factory=list, sa_type=JSON)


NO_PASSWORD: Final = ""
"""Stands for the password of an account whose holder has not set one: no password fits it."""


class AccountSession(orm.Session):
    """The session the account library works through: it reads without a lock, and each commit waits for its turn."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(autoflush=False, expire_on_commit=False)
        self._engine, self._reads = engine, for_reading(engine)

    def get_bind(self, *_arguments: Any, **_options: Any) -> Engine:
        """The engine for reading; while changes are written, the one for writing."""
        return self._engine if self._flushing else self._reads

    def commit(self) -> None:
        """Write the changes in one unit of work of their own."""
        with turn(self._engine, write=True):
            super().commit()


def add_account(session: Session, email: str, roles: Iterable[str]) -> int:
    """Keep an account without a password, with its roles. Returns its id."""
    row = User(email=email, password=NO_PASSWORD, fs_uniquifier=uuid.uuid4().hex)
    session.add(row)
    session.flush()
    session.add_all(UserRole(user_id=row.id, role_id=_role(session, name)) for name in roles)
    session.flush()
    return row.id


def has_account(session: Session, email: str) -> bool:
    """Whether there is an account with this address, however it is cased."""
    return session.exec(select(User.id).where(func.lower(User.email) == email.lower())).first() is not None


def _role(session: Session, name: str) -> int:
    row = session.exec(select(Role).where(Role.name == name)).one_or_none() or Role(name=name)
    session.add(row)
    session.flush()
    return row.id
