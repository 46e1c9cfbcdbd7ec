"""Which passwords are good enough: long, and not among those that everyone tries first. No rule on characters."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from lbsap.web.language import gettext

MIN_LENGTH: Final = 12
MAX_LENGTH: Final = 128


def faults(password: str, email: str) -> list[str]:
    """What is wrong with a password for the account of ``email``, in the page's language; empty if nothing."""
    if len(password) < MIN_LENGTH:
        return [gettext("The password needs at least %(length)s characters.", length=MIN_LENGTH)]
    if len(password) > MAX_LENGTH:
        return [gettext("The password may have at most %(length)s characters.", length=MAX_LENGTH)]
    if _is_common(password) or password.casefold() == email.casefold():
        return [gettext("This password is easily guessed. Choose another, such as four unrelated words.")]
    return []


def _is_common(password: str) -> bool:
    plain = password.casefold()
    return plain in _common() or _repeats(plain)


def _repeats(words: str) -> bool:
    """Whether a piece of up to four characters is all there is, again and again."""
    return any(words == (words[:size] * len(words))[: len(words)] for size in range(1, 5))


@cache
def _common() -> frozenset[str]:
    text = (files("lbsap.web") / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
