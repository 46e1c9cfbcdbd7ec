"""Comments on what is consulted about, wherever they were made, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lbsap.model.text import Text

CommentSource = Literal["online", "workshop", "letter", "paper", "telephone"]
Fate = Literal["accepted", "part", "rejected", "noted"]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on ``item`` (empty: on the whole). ``said_in`` names minutes or letter, ``entered_by`` who typed it.

    ``fate`` ``None`` until the editors have answered it, with ``fate_reason``. ``version`` counts the changes made to it.
    ``origin`` names what an online comment was taken from (``answer 12 reason``), so that it is taken once; else empty.
    """

    consultation: int
    item: str
    words: str
    source: CommentSource = "online"
    said_in: str = ""
    entered_by: str = ""
    respondent: int | None = None
    fate: Fate | None = None
    fate_reason: Text = Text()
    version: int = 0
    origin: str = ""
    id: int = 0
