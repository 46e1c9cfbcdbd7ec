"""Accounts of administrators, editors, viewers and cities: who gets one, with which roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor, Role
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.store import accounts
from lbsap.store.audit import record
from lbsap.store.engine import session_scope

ROLES: Final[tuple[Role, ...]] = ("administrator", "editor", "viewer", "city")
_ADDRESS: Final = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\".]+")
_LONGEST: Final = 254


@allowed_to("administrator")
def add_account(actor: Actor, engine: Engine, email: str, roles: Sequence[str]) -> int:
    """Keep an account with its roles; its holder sets the password by a link. Returns its id.

    Raises ``BadInput`` for an address that is none or is taken, and for an unknown role.
    """
    address = email.strip()
    if not _ADDRESS.fullmatch(address) or len(address) > _LONGEST:
        raise BadInput([problem("email_form", "email", email=email)])
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles:
        raise BadInput(
            problem("value_choice", "role", value=role, allowed=", ".join(ROLES)) for role in unknown or [""]
        )
    with session_scope(engine) as session:
        if accounts.has_account(session, address):
            raise BadInput([problem("account_exists", "email", email=address)])
        made = accounts.add_account(session, address, roles)
        record(session, actor.name, "account added", f"account {made}", roles=list(roles))
    return made


@allowed_to("administrator")
def require_account(actor: Actor, engine: Engine, email: str) -> None:
    """Raises ``BadInput`` where no account goes by this address."""
    with session_scope(engine, write=False) as session:
        if not accounts.has_account(session, email):
            raise BadInput([problem("account_unknown", "email", email=email)])


@allowed_to(*ROLES)
def note(actor: Actor, engine: Engine, what: str) -> None:
    """Write to the audit trail what an account did with itself: signed in or out, set its password."""
    with session_scope(engine) as session:
        record(session, actor.name, what)
