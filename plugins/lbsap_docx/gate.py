"""The text gate: every string that enters a document passes here, so that no input can break or disguise it."""

from __future__ import annotations

import re
from typing import Final

# What XML 1.0 forbids, what shows nowhere or everywhere as a mistake, and what can reorder a line unseen.
_ODD: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
)
_TO_MEND: Final = re.compile(f"[{_ODD}]")
_TO_WRITE: Final = re.compile(f'[&<>"\t\n{_ODD}]')
_BREAKS: Final = frozenset("\r\x0b\x0c\x85\u2028\u2029")
_UNSEEN: Final = frozenset("\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB: Final = '</w:t><w:tab/><w:t xml:space="preserve">'
_IN_RUN: Final = str.maketrans({**_ESCAPES, "\n": _BREAK, "\t": _TAB})
_IN_ATTRIBUTE: Final = str.maketrans({**_ESCAPES, "\n": " ", "\t": " "})


def clean(text: str) -> str:
    """The text as a document may hold it.

    Every kind of line end (CRLF counts once) becomes ``\\n``; bidirectional controls and byte order marks go; other
    control characters, lone surrogates and non-characters become U+FFFD, so that a reader sees something was there.
    """
    if not _TO_MEND.search(text):
        return text
    return _TO_MEND.sub(_mend, text.replace("\r\n", "\n"))


def _mend(match: re.Match[str]) -> str:
    character = match.group()
    if character in _BREAKS:
        return "\n"
    return "" if character in _UNSEEN else "\ufffd"


def run_text(text: str) -> str:
    """The text as the inside of a ``w:t``; line ends and tabs become the elements Word has for them."""
    return clean(text).translate(_IN_RUN) if _TO_WRITE.search(text) else text


def attribute(text: str) -> str:
    """The text as the inside of a double-quoted attribute or of a plain element, on one line."""
    return clean(text).translate(_IN_ATTRIBUTE) if _TO_WRITE.search(text) else text
