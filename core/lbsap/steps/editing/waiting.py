"""What a consultation waits for: the one thing an editor would do next."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

Wait = Literal["set_up", "opening", "answers", "closing", "decisions", "publication", "nothing"]
"""To be set up and opened; its day to come; answers of experts; the round to be closed, its deadline being past;
decisions on items; publication; nothing any more."""


def waits_for(
    state: str, opens_at: datetime | None, closes_at: datetime | None, undecided: int, at: datetime
) -> Wait:
    """What is next at the moment ``at``, by the newest round and the number of items without a decision."""
    if state == "draft":
        return "set_up"
    if state == "open":
        if opens_at and at < opens_at:
            return "opening"
        return "closing" if closes_at and closes_at <= at else "answers"
    if state == "closed":
        return "decisions" if undecided else "publication"
    return "nothing"
