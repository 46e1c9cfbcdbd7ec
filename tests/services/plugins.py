"""What the built-in plugins offer."""

from __future__ import annotations

from lbsap.registry import Registry, files, installed


def built_in(without: str = "") -> Registry:
    """The built-in plugins, less those with ``without`` in their name; an installed stranger must not change a test run."""
    made = Registry()
    for candidate in (*(one for one in installed() if one.own), files()):
        if not without or without not in candidate.name:
            made.admit(candidate)
    return made
