"""What was said on items, as it is kept and as it leaves the store in great numbers: plain columns, the marks one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from lbsap.model.consultation import Answer

MARK_END: Final = ","
MarkKind = Literal["setting", "trouble", "rating"]

Said = tuple[int, str, str, str, str, bool | int | None, str, str, str, str]
"""An answer as it stands: respondent (its id in the store), item, verdict (empty: left blank), proposed name in Chinese
and in English, applied, reason, supplement, language, and its marks as ``marks_text`` writes them.

A plain tuple, as a database driver gives it: a class would take as long to make as the row takes to read.
"""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A respondent with answers in a round: the pseudonym, the stratum, the profile, and the answers by item.

    Answers still being read can be gone through once.
    """

    code: str
    stratum: str
    profile: Mapping[str, Any]
    answers: Iterable[Said]


def marks_of(answer: Answer) -> Iterator[tuple[MarkKind, str, int]]:
    """The marks on an answer, each once: its kind, what is marked, and the value (1 where it is only ticked)."""
    for setting in dict.fromkeys(answer.settings):
        yield "setting", setting, 1
    for trouble in dict.fromkeys(answer.troubles):
        yield "trouble", trouble, 1
    for rating, value in answer.ratings.items():
        yield "rating", rating, value


def marks_text(answer: Answer) -> str:
    """The marks as one text: of each the initial of its kind, its id and a digit, as in ``sscope1,rrelevance7``."""
    return MARK_END.join(f"{kind[0]}{mark}{value}" for kind, mark, value in marks_of(answer))


def marks_in(words: str) -> tuple[tuple[str, ...], tuple[str, ...], Mapping[str, int]]:
    """Settings, troubles and ratings in a text of ``marks_text``."""
    found: dict[str, dict[str, int]] = {"s": {}, "t": {}, "r": {}}
    for mark in words.split(MARK_END) if words else ():
        found[mark[0]][mark[1:-1]] = int(mark[-1])
    return tuple(found["s"]), tuple(found["t"]), found["r"]
