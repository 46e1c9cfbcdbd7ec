"""Two wordings side by side: which words went and which came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_WORDS: Final = re.compile(r"[A-Za-z0-9_.,%]+|\s+|.", re.DOTALL)
LONGEST: Final = 1_500
"""Longer wordings are not compared word by word: nobody reads such marks, and the work grows with the square."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of one wording, and whether the other one has it too."""

    words: str
    state: Literal["same", "gone", "come"] = "same"


def compare(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both wordings. Where either is too long, or they share little, each is one piece."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > LONGEST:
        return _whole(old, "gone"), _whole(new, "come")
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if old and new and matcher.ratio() < 0.3:  # marks all over would hide that it is a new wording
        return _whole(old, "gone"), _whole(new, "come")
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append(Piece("".join(before[a:b]), "same" if kind == "equal" else "gone"))
        if c < d:
            right.append(Piece("".join(after[c:d]), "same" if kind == "equal" else "come"))
    return tuple(left), tuple(right)


def _whole(words: str, state: Literal["gone", "come"]) -> tuple[Piece, ...]:
    return (Piece(words, state),) if words else ()
