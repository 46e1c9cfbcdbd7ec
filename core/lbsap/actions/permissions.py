"""Who may do what: every action declares it, and checks it before anything else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from lbsap.model.actor import Actor, Role
from lbsap.model.errors import NotAllowed

P = ParamSpec("P")
R = TypeVar("R")


def allowed_to(
    *roles: Role,
) -> Callable[[Callable[Concatenate[Actor, P], R]], Callable[Concatenate[Actor, P], R]]:
    """Mark a function as an action for these roles (the local command line may always). Raises ``NotAllowed``."""
    permitted = frozenset(roles) | {"local"}

    def mark(work: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
        @wraps(work)
        def checked(actor: Actor, /, *arguments: P.args, **named: P.kwargs) -> R:
            if not actor.roles & permitted:
                raise NotAllowed(f"{actor.name} may not {work.__name__}")
            return work(actor, *arguments, **named)

        checked.__dict__["permitted"] = permitted
        return checked

    return mark
