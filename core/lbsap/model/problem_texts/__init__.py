"""The catalogue of every message a person can meet about bad input, by code, in both languages."""

from __future__ import annotations

from typing import Final

from lbsap.model.problem_texts import (
    catalogues,
    cities,
    consultations,
    deployment,
    files,
    inviting,
    observations,
    plans,
    plugins,
    setup,
)
from lbsap.model.text import Text

PARTS: Final = (
    files,
    plugins,
    observations,
    plans,
    catalogues,
    consultations,
    inviting,
    deployment,
    setup,
    cities,
)
TEXTS: Final[dict[str, Text]] = {code: text for part in PARTS for code, text in part.TEXTS.items()}
