"""What may be shown or kept of a visitor: a masked name, a coarse kind of device."""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = re.compile(r"[^\s·•‧.\-]+")
_APPLICATIONS: Final = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def masked(name: str) -> str:
    """A name of which each part shows its first character only: 王** for 王小明, J*** S**** for John Smith."""
    return _PARTS.sub(lambda part: part[0][0] + "*" * (len(part[0]) - 1), name)


def coarse_agent(agent: str) -> str:
    """Application and system by a User-Agent, such as ``WeChat, Android``; ``?`` where it tells neither."""
    told = [_first(agent, _APPLICATIONS), _first(agent, _SYSTEMS)]
    return ", ".join(one for one in told if one) or "?"


def _first(agent: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in known if mark in agent), "")
