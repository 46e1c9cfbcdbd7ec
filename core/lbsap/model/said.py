"""Answers as they leave the store in great numbers: plain columns, respondent by respondent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

MARK_END: Final = ","

Said = tuple[int, str, str, str, str, bool | int | None, str, str, str, str | None]
"""An answer as it stands: respondent (its id in the store), item, verdict (empty: left blank), proposed name in Chinese
and in English, applied, reason, supplement, language, and its marks in any order, each as the initial of its kind (setting, trouble,
rating), its id and a digit: ``rrelevance7,sscope1``.

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
