"""Days and times of day as editors type them, always meant in Beijing time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.steps.common.words import narrow

BEIJING: Final = timezone(timedelta(hours=8))
START: Final = time(0, 0)
END: Final = time(23, 59)
"""The times meant where only a day is given: when a round opens, and when it closes."""
_DAY: Final = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_CLOCK: Final = r"(\d{1,2})\s*[:时]\s*(\d{1,2})?\s*分?"
_WHOLE: Final = re.compile(rf"{_DAY}(?:[\sT]*{_CLOCK})?")
_MOST_SHOWN: Final = 40


def read_moment(words: str, where: str, otherwise: time) -> datetime | None:
    """The moment (UTC) that is written as a day with or without a time of day; ``None`` where nothing is written.

    ``otherwise`` is the time of day meant where there is none. Full-width digits are digits. Raises ``BadInput``.
    """
    if not words.strip():
        return None
    found = _WHOLE.fullmatch(narrow(words))
    try:
        if not found:
            raise ValueError
        year, month, day, hour, minute = (int(one) if one else None for one in found.groups())
        clock = otherwise if hour is None else time(hour, minute or 0)
        return datetime.combine(date(year or 0, month or 0, day or 0), clock, BEIJING).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput([problem("moment_form", where, value=words.strip()[:_MOST_SHOWN])]) from None


def read_day(words: str, where: str) -> date | None:
    """The day that is written, ``None`` where nothing is. Raises ``BadInput``, also where a time of day is given."""
    if not words.strip():
        return None
    found = re.fullmatch(_DAY, narrow(words))
    try:
        if not found:
            raise ValueError
        return date(*map(int, found.groups()))
    except ValueError:
        raise BadInput([problem("day_form", where, value=words.strip()[:_MOST_SHOWN])]) from None


def write_moment(moment: datetime | None) -> str:
    """A moment as ``read_moment`` takes it; empty for none."""
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}" if moment else ""
