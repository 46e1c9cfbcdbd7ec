"""Accounts of editors, administrators, viewers and cities, in the shape Flask-Security-Too expects.

The only tables whose classes leave the store: the account library works on them. Experts have no account.
"""

# No `from __future__ import annotations` here: SQLModel reads the classes of relationships from live annotations.

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, Relationship

from lbsap.store.columns import Table, UtcDateTime


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
    mf_recovery_codes: list[str] = Field(default_factory=list, sa_type=JSON)
    roles: list[Role] = Relationship(link_model=UserRole)
