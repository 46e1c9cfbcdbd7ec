"""Who acts. Every action takes an actor and checks what that actor may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["administrator", "editor", "viewer", "city", "expert", "local"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or the program itself: a name for the audit trail and the roles held.

    ``cities`` are the ids of the cities that a holder of the role ``city`` works for.
    """

    name: str
    roles: frozenset[Role]
    cities: frozenset[int] = frozenset()

    @classmethod
    def local(cls) -> Actor:
        """Whoever runs the command line on this machine: they hold the files and the database anyway."""
        return cls("local", frozenset({"local"}))
