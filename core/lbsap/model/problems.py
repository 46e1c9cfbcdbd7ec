"""Problems in what people hand in: one code, one place, one message in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lbsap.model.problem_texts import TEXTS
from lbsap.model.text import Text

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: what (``code``), where (file, line, field or item) and the words for a person."""

    code: str
    where: str
    message: Text
    severity: Severity = "error"


def problem(code: str, where: str = "", *, severity: Severity = "error", **values: object) -> Problem:
    """The problem ``code`` with its catalogued words, filled with ``values``.

    Raises ``KeyError`` for a code the catalogue lacks: that is a bug, not bad input.
    """
    return Problem(code, where, TEXTS[code].format(**values), severity)
