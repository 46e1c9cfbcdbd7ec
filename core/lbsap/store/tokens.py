"""Secrets handed to people, and the digests by which they are found again; only digests are kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from typing import Final

TOKEN_BYTES: Final = 32
CODE_LETTERS: Final = 16
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O, U: five bits a letter, each told from every other when read aloud or written by hand."""
_LOOKALIKES: Final = str.maketrans("ILO", "110")


def new_token() -> str:
    """A token of 256 bits for an address or a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_from(key: str, number: int) -> str:
    """The token that a key of ``new_token`` gives for a number, as long and as hard to guess as the key.

    The same key and number give the same token, so that a form sent twice hands out one link.
    """
    made = hmac.digest(key.encode("utf-8", "surrogatepass"), str(number).encode(), "sha256")
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def new_code(letters: int = CODE_LETTERS) -> str:
    """Random letters in groups of four; sixteen of them are 80 bits, to be typed by a person."""
    chosen = [secrets.choice(_LETTERS) for _ in range(letters)]
    return "-".join("".join(chosen[start : start + 4]) for start in range(0, letters, 4))


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_code(code: str) -> str:
    """What is kept of a code, however it is spaced, cased or wide, and where 0 was read as O or 1 as I or L."""
    plain = unicodedata.normalize("NFKC", code).upper().translate(_LOOKALIKES)
    return digest_of("".join(letter for letter in plain if letter in _LETTERS))
