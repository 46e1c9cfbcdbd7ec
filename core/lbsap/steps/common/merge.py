"""Two editors on one page: what each of them changed, from the words of the page that both began with.

A page sends a mark of every field as it was shown. So what one editor changed alone is kept without a question, and only
what both changed is put before the second one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Cells = Mapping[str, str]
"""The words of a page by field; a field that is not there is as one that is empty."""


@dataclass(frozen=True, slots=True)
class Merged:
    """``cells``: the words of both, with ``mine`` where both changed a field to different words (``both``); ``theirs``:
    the fields that only the other editor changed."""

    cells: dict[str, str]
    both: tuple[str, ...]
    theirs: tuple[str, ...]


def marks(cells: Cells) -> str:
    """The marks of a page's fields, in one line."""
    return " ".join(f"{name}:{_mark(words)}" for name, words in cells.items() if words)


def merge(was: str, mine: Cells, theirs: Cells) -> Merged:
    """The words of both: ``was`` are the marks of the page that I began with, ``theirs`` the words as they stand now."""
    before = dict(_pairs(was.split()))
    cells, both, others = dict(mine), [], []
    for name in dict.fromkeys((*mine, *theirs)):
        own, found = mine.get(name, ""), theirs.get(name, "")
        start = before.get(name, _EMPTY)
        if _mark(found) in (start, _mark(own)):
            continue
        if name not in mine or _mark(own) == start:
            cells[name] = found
            others.append(name)
        else:
            both.append(name)
    return Merged(cells, tuple(both), tuple(others))


def _pairs(words: Iterable[str]) -> Iterable[tuple[str, str]]:
    for word in words:
        name, _, mark = word.rpartition(":")
        yield name, mark


def _mark(words: str) -> str:
    return hashlib.sha256("\n".join(words.split()).encode("utf-8", "replace")).hexdigest()[:10]


_EMPTY = _mark("")
