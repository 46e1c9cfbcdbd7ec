"""Words that people type: what no text may hold is taken out and told, all else stays as it was."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\ud800-\udfff"  # halves of a surrogate pair
    "\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "\u061c\u180e\u200b\ufeff\u200e\u200f\u202a-\u202e\u2060-\u2069]"  # invisible, or turning the direction of what follows
)
_LINE_ENDS: Final = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_BLANKS: Final = re.compile(r"\s+")
MOST_DIGITS: Final = 9
LONGEST_ADDRESS: Final = 254
_ADDRESS: Final = re.compile(r"[^@\s<>,;:\"]+@[^@\s.<>,;:\"]+(\.[^@\s.<>,;:\"]+)+")


def clean(words: str) -> tuple[str, bool]:
    """Words without characters that no text may hold, trimmed, and whether any were taken out.

    Lines end with a line feed; nothing else is changed, rare characters and width least of all.
    """
    lines = _LINE_ENDS.sub("\n", words)
    kept = _FORBIDDEN.sub("", lines)
    return kept.strip(), kept != lines


def clean_line(words: str) -> tuple[str, bool]:
    """The same for a name: one line, in the composed form, so that equal names are equal."""
    kept, removed = clean(words)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", kept)), removed


def clean_all(data: Any) -> Any:
    """Plain data, as files hold it, with every text as ``clean`` leaves it."""
    if isinstance(data, str):
        return clean(data)[0]
    if isinstance(data, dict):
        return {key: clean_all(value) for key, value in data.items()}
    return [clean_all(one) for one in data] if isinstance(data, list | tuple) else data


def narrow(word: str) -> str:
    """A code or a number in its plain form: full-width letters and digits made half-width. Not for names."""
    return unicodedata.normalize("NFKC", word).strip()


def whole_number(typed: str) -> int | None:
    """The number that a row of digits stands for, as people type them: full-width too, with blanks around. ``None`` for
    anything else, and for more than nine digits, which no number and no id of this program has."""
    plain = narrow(typed)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= MOST_DIGITS else None


def is_address(words: str) -> bool:
    """Whether words can be an e-mail address: one name, one host of several parts, nothing that ends a mail header."""
    return len(words) <= LONGEST_ADDRESS and bool(_ADDRESS.fullmatch(words))
