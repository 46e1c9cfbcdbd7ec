"""Who may open which page: one table, read before every request. A route that stands not in it stops the start."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lbsap.model.actor import Role
from lbsap.web.desk import require_desk
from lbsap.web.security import signed_in

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a route: anyone, whoever is not signed in to an account, invited experts with an open visit, or
    accounts with one of ``roles``.

    A rule with none of them lets nobody in: a page of a library that this program does not offer.
    """

    public: bool = False
    stranger: bool = False
    expert: bool = False
    roles: frozenset[Role] = frozenset()


PUBLIC: Final = Access(public=True)
STRANGER: Final = Access(stranger=True)
EXPERT: Final = Access(expert=True)
NOBODY: Final = Access()


def roles(*names: Role) -> Access:
    """For accounts that hold one of these roles."""
    return Access(roles=frozenset(names))


ACCOUNT: Final = roles("administrator", "editor", "viewer", "city")
READERS: Final = roles("administrator", "editor", "viewer")
EDITORS: Final = roles("administrator", "editor")
ADMINISTRATORS: Final = roles("administrator")

ACCESS: Final[dict[str, Access]] = {
    "base.home": PUBLIC,
    "base.switch_language": PUBLIC,
    "base.healthz": PUBLIC,
    "base.readyz": PUBLIC,
    "static": PUBLIC,
    # accounts; the library itself checks how far a sign-in has come, and whoever is signed in is done with it
    "account.overview": ACCOUNT,
    "security.login": PUBLIC,
    "security.logout": PUBLIC,
    "security.forgot_password": PUBLIC,
    "security.reset_password": PUBLIC,
    "security.two_factor_setup": PUBLIC,
    "security.two_factor_token_validation": STRANGER,
    "security.mf_recovery": STRANGER,
    "security.two_factor_setup_validate": ACCOUNT,
    "security.mf_recovery_codes": ACCOUNT,
    "security.change_password": ACCOUNT,
    "security.verify": ACCOUNT,
    "security.two_factor_rescue": NOBODY,
    "security.tf_select": NOBODY,
    "security.static": NOBODY,
    # experts, before a visit has begun
    "expert.entry": PUBLIC,
    "expert.begin": PUBLIC,
    "expert.public": PUBLIC,
    "expert.resume": PUBLIC,
    "expert.not_me": PUBLIC,
    # experts, during a visit
    "expert.code": EXPERT,
    "expert.consent": EXPERT,
    "expert.profile": EXPERT,
    "expert.components": EXPERT,
    "expert.tasks": EXPERT,
    "expert.item": EXPERT,
    "expert.save_item": EXPERT,
    "expert.compact": EXPERT,
    "expert.feedback": EXPERT,
    "expert.confirm": EXPERT,
    "expert.proposals": EXPERT,
    "expert.closing": EXPERT,
    "expert.review": EXPERT,
    "expert.submit": EXPERT,
    "expert.done": EXPERT,
    "expert.copy": EXPERT,
    "expert.copy_docx": EXPERT,
    "expert.data": EXPERT,
    "expert.download": EXPERT,
    "expert.contact": EXPERT,
    "expert.withdraw": EXPERT,
    "expert.delete": EXPERT,
    "expert.leave": EXPERT,
    # the workbench
    "workbench.home": READERS,
}
"""The permission table: the rule of each endpoint."""


class RouteWithoutRule(RuntimeError):
    """A route was registered that the permission table does not name."""


def guard(app: Flask) -> None:
    """Guard every request by the table, before its form is looked at."""
    app.before_request(_guard)


def require_rules(app: Flask) -> None:
    """Raises ``RouteWithoutRule`` where the table lacks a route: then the application must not start."""
    unruled = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - ACCESS.keys())
    if unruled:
        raise RouteWithoutRule(f"no access rule for: {', '.join(unruled)}")


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:  # no such page: the error page follows
        return None
    rule = ACCESS[request.endpoint]
    if rule.public:
        return None
    if rule.stranger:
        return redirect(url_for("account.overview")) if signed_in() else None
    if rule.expert:
        require_desk()
        return None
    return _guard_account(rule)


def _guard_account(rule: Access) -> ResponseReturnValue | None:
    if not rule.roles:
        abort(404)
    actor = signed_in()
    if actor is None:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    if not actor.roles & rule.roles:
        _log.warning("refused %s to %s", request.endpoint, actor.name)
        abort(403)
    return None
