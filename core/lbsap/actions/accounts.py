"""Accounts of administrators, editors, viewers and cities: who gets one, with which roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor, Role
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.steps.common.stamp import require_unchanged
from lbsap.steps.common.words import is_address
from lbsap.store import accounts
from lbsap.store.accounts import Account
from lbsap.store.audit import record
from lbsap.store.cities import cities as cities_there
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found

ROLES: Final[tuple[Role, ...]] = ("administrator", "editor", "viewer", "city")


@allowed_to("administrator")
def add_account(
    actor: Actor, engine: Engine, email: str, roles: Sequence[str], cities: Sequence[int] = ()
) -> int:
    """Keep an account with its roles and the cities it works for; its holder sets the password by a link. Returns its id.

    Raises ``BadInput`` for an address that is none or is taken, and for an unknown role; ``NotFound`` for a city that is
    not there.
    """
    address = email.strip()
    if not is_address(address):
        raise BadInput([problem("email_form", "email", email=email)])
    _check_roles(roles)
    with session_scope(engine) as session:
        if accounts.has_account(session, address):
            raise BadInput([problem("account_exists", "email", email=address)])
        made = accounts.add_account(session, address, roles)
        record(session, actor.name, "account added", f"account {made}", roles=list(roles))
        if cities:
            _give_cities(session, actor, made, cities)
    return made


@allowed_to("administrator")
def list_accounts(actor: Actor, engine: Engine) -> tuple[Account, ...]:
    """Every account, in the order they were added. Reads only."""
    with session_scope(engine, write=False) as session:
        return accounts.all_accounts(session)


@allowed_to("administrator")
def change_roles(actor: Actor, engine: Engine, account_id: int, roles: Sequence[str], seen: str) -> None:
    """Give an account these roles. ``seen`` is the stamp of those it was shown with. Raises ``BadInput`` for none or
    unknown ones, where nobody would be left to administer, and ``part_changed``; ``NotFound``."""
    _check_roles(roles)
    with session_scope(engine) as session:
        changed = _account(session, account_id)
        require_unchanged(changed.roles, seen, "newer")
        if "administrator" not in roles:
            _keep_an_administrator(session, changed)
        accounts.change_roles(session, account_id, roles)
        record(session, actor.name, "roles changed", f"account {account_id}", roles=list(roles))


@allowed_to("administrator")
def change_cities(actor: Actor, engine: Engine, account_id: int, cities: Sequence[int], seen: str) -> None:
    """Let an account work for these cities. ``seen`` is the stamp of those it was shown with. Raises ``BadInput``
    (``part_changed``) and ``NotFound``, also for a city that is not there."""
    with session_scope(engine) as session:
        require_unchanged(_account(session, account_id).cities, seen, "newer")
        _give_cities(session, actor, account_id, cities)


@allowed_to("administrator")
def let_in(actor: Actor, engine: Engine, account_id: int, active: bool) -> None:
    """Let an account in again, or keep it out from now on. Raises ``NotFound``, ``BadInput`` for the last administrator."""
    with session_scope(engine) as session:
        changed = _account(session, account_id)
        if not active:
            _keep_an_administrator(session, changed)
        accounts.set_active(session, account_id, active)
        record(
            session, actor.name, "account let in" if active else "account kept out", f"account {account_id}"
        )


@allowed_to("administrator")
def end_sessions(actor: Actor, engine: Engine, account_id: int) -> None:
    """End all sessions of an account. Raises ``NotFound``."""
    with session_scope(engine) as session:
        accounts.end_sessions(session, _account(session, account_id).id)
        record(session, actor.name, "sessions ended", f"account {account_id}")


@allowed_to("administrator")
def forget_second_factor(actor: Actor, engine: Engine, account_id: int) -> None:
    """Take the second factor from an account whose holder lost it; they set up another. Raises ``NotFound``."""
    with session_scope(engine) as session:
        accounts.forget_second_factor(session, _account(session, account_id).id)
        record(session, actor.name, "second factor removed", f"account {account_id}")


@allowed_to("administrator")
def note_link(actor: Actor, engine: Engine, account_id: int) -> None:
    """Write to the audit trail that a link to set a password was made for an account. Raises ``NotFound``."""
    with session_scope(engine) as session:
        record(session, actor.name, "password link made", f"account {_account(session, account_id).id}")


@allowed_to("administrator")
def require_account(actor: Actor, engine: Engine, email: str) -> None:
    """Raises ``BadInput`` where no account goes by this address."""
    with session_scope(engine, write=False) as session:
        if not accounts.has_account(session, email):
            raise BadInput([problem("account_unknown", "email", email=email)])


def use_counter(engine: Engine, account_id: int, counter: int) -> bool:
    """Use up the code of an authenticator app, by its time step: of several sign-ins at once it lets in one."""
    with session_scope(engine) as session:
        return accounts.use_counter(session, account_id, counter)


def use_recovery_code(engine: Engine, account_id: int, digest: str) -> bool:
    """Use up a recovery code, by its digest: of several sign-ins at once it lets in one."""
    with session_scope(engine) as session:
        return accounts.use_recovery_code(session, account_id, digest)


@allowed_to(*ROLES)
def note(actor: Actor, engine: Engine, what: str) -> None:
    """Write to the audit trail what an account did with itself: signed in or out, set its password."""
    with session_scope(engine) as session:
        record(session, actor.name, what)


def _check_roles(roles: Sequence[str]) -> None:
    unknown = [role for role in roles if role not in ROLES]
    if unknown or not roles:
        raise BadInput(
            problem("value_choice", "role", value=role, allowed=", ".join(ROLES)) for role in unknown or [""]
        )


def _give_cities(session: Session, actor: Actor, account_id: int, chosen: Sequence[int]) -> None:
    known = {one for one, _name in cities_there(session)}
    for missing in set(chosen) - known:
        raise not_found(Text("城市", "city"), missing)
    accounts.change_cities(session, account_id, chosen)
    record(session, actor.name, "cities changed", f"account {account_id}", cities=list(chosen))


def _account(session: Session, account_id: int) -> Account:
    found = next((one for one in accounts.all_accounts(session, hold=True) if one.id == account_id), None)
    if found is None:
        raise not_found(Text("账号", "account"), account_id)
    return found


def _keep_an_administrator(session: Session, leaving: Account) -> None:
    """Raises ``BadInput`` where this account is the only one that can administer."""
    left = [
        one
        for one in accounts.all_accounts(session)
        if one.active and "administrator" in one.roles and one.id != leaving.id
    ]
    if not left:
        raise BadInput([problem("last_administrator", "role", email=leaving.email)])
