"""Accounts of editors, administrators, viewers and cities, in the shape Flask-Security-Too expects.

The library maps these tables for itself (``web/security.py``) and works on them through a session of its own, which
is defined here too. Experts have no account.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, Engine, func, or_, orm
from sqlmodel import Field, Session, col, delete, select, update

from lbsap.model.text import Text
from lbsap.store.columns import Table, UtcDateTime
from lbsap.store.engine import for_reading, turn
from lbsap.store.faults import not_found


class UserRole(Table, table=True):
    """Which account has which role."""

    __tablename__ = "user_role"
    __table_args__ = ()

    user_id: int = Field(foreign_key="user_account.id", primary_key=True, ondelete="CASCADE")
    role_id: int = Field(foreign_key="role.id", primary_key=True, ondelete="CASCADE")


class UserCity(Table, table=True):
    """Which account works for which city."""

    __tablename__ = "user_city"
    __table_args__ = ()

    user_id: int = Field(foreign_key="user_account.id", primary_key=True, ondelete="CASCADE")
    city_id: int = Field(foreign_key="city.id", primary_key=True, ondelete="CASCADE")


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


@dataclass(frozen=True, slots=True)
class Account:
    """An account as administrators see it: its address, roles and state, no secret of it."""

    id: int
    email: str
    roles: tuple[str, ...]
    active: bool
    has_password: bool
    has_second_factor: bool
    cities: tuple[int, ...] = ()


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
        with turn(self._engine):
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


def all_accounts(session: Session, *, hold: bool = False) -> tuple[Account, ...]:
    """Every account, in the order they were added. ``hold``: nobody else changes one until the unit of work ends."""
    chosen = select(User).order_by(col(User.id)).execution_options(populate_existing=True)
    rows = session.exec(chosen.with_for_update() if hold else chosen).all()
    held: defaultdict[int, list[str]] = defaultdict(list)
    named = select(UserRole.user_id, Role.name).join(Role, col(Role.id) == UserRole.role_id)
    for user, role in session.exec(named.order_by(col(Role.id))):
        held[user].append(role)
    worked_for: defaultdict[int, list[int]] = defaultdict(list)
    for user, city in session.exec(
        select(UserCity.user_id, UserCity.city_id).order_by(col(UserCity.city_id))
    ):
        worked_for[user].append(city)
    return tuple(
        Account(
            row.id,
            row.email,
            tuple(held[row.id]),
            row.active,
            row.password != NO_PASSWORD,
            bool(row.tf_totp_secret),
            tuple(worked_for[row.id]),
        )
        for row in rows
    )


def change_roles(session: Session, account_id: int, roles: Iterable[str]) -> None:
    """Give an account these roles in place of those it had."""
    session.exec(delete(UserRole).where(col(UserRole.user_id) == account_id))
    session.add_all(UserRole(user_id=account_id, role_id=_role(session, name)) for name in roles)
    session.flush()


def change_cities(session: Session, account_id: int, cities: Iterable[int]) -> None:
    """Let an account work for these cities, in place of those before."""
    session.exec(delete(UserCity).where(col(UserCity.user_id) == account_id))
    session.add_all(UserCity(user_id=account_id, city_id=city) for city in dict.fromkeys(cities))
    session.flush()


def cities_of(session: Session, account_id: int) -> frozenset[int]:
    """The ids of the cities that an account works for."""
    return frozenset(session.exec(select(UserCity.city_id).where(UserCity.user_id == account_id)))


def set_active(session: Session, account_id: int, active: bool) -> None:
    """Let an account in, or keep it out; its sessions end."""
    _found(session, account_id).active = active
    end_sessions(session, account_id)


def end_sessions(session: Session, account_id: int) -> None:
    """End all sessions of an account, and the links that would set its password."""
    _found(session, account_id).fs_uniquifier = uuid.uuid4().hex
    session.flush()


def forget_second_factor(session: Session, account_id: int) -> None:
    """Take the second factor and its recovery codes from an account, for a holder who lost them; its sessions end."""
    row = _found(session, account_id)
    row.tf_primary_method = row.tf_totp_secret = row.tf_last_counter = None
    row.mf_recovery_codes = []
    end_sessions(session, account_id)


def use_counter(session: Session, account_id: int, counter: int) -> bool:
    """Use up the code of an authenticator app by its time step; false where it, or a later one, was used before."""
    done = session.exec(
        update(User)
        .where(
            col(User.id) == account_id,
            or_(col(User.tf_last_counter).is_(None), col(User.tf_last_counter) < counter),
        )
        .values(tf_last_counter=counter)
    )
    return done.rowcount == 1


def use_recovery_code(session: Session, account_id: int, digest: str) -> bool:
    """Use up a recovery code by its digest; of several at once, one gets true."""
    row = _found(session, account_id, lock=True)
    left = [kept for kept in row.mf_recovery_codes or () if kept != digest]
    used = len(left) < len(row.mf_recovery_codes or ())
    row.mf_recovery_codes = left
    session.flush()
    return used


def _found(session: Session, account_id: int, *, lock: bool = False) -> User:
    row = session.get(User, account_id, with_for_update=lock)
    if row is None:
        raise not_found(Text("账号", "account"), account_id)
    return row


def _role(session: Session, name: str) -> int:
    row = session.exec(select(Role).where(Role.name == name)).one_or_none() or Role(name=name)
    session.add(row)
    session.flush()
    return row.id
