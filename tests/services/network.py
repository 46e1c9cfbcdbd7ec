"""The tests reach no network: whatever would leave this machine fails at once."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any, NoReturn

import pytest


class NetworkForbidden(Exception):
    """A test tried to reach another machine."""


def forbid(patch: pytest.MonkeyPatch) -> None:
    """Let sockets of this process connect and send to the loopback addresses (and local sockets) only."""
    for method in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, method, _guarded(getattr(socket.socket, method)))
    look_up = socket.getaddrinfo

    def look_up_here(host: Any, *arguments: Any, **options: Any) -> Any:
        return look_up(host, *arguments, **options) if host is None or _is_here(host) else _refuse(host)

    patch.setattr(socket, "getaddrinfo", look_up_here)


def _guarded(method: Any) -> Any:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            _refuse(address[0])
        return method(self, *arguments)

    return guarded


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> NoReturn:
    raise NetworkForbidden(f"a test tried to reach {host!r}; tests use this machine only")
