"""The platform's catalogue, and the look-up of its titles in text that was read by OCR."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process as normalise

from lbsap.data import read_value
from lbsap.model.policy import PolicyFramework, PolicyTarget

ACTION_ALIKE: Final = 65.0
"""Of 100: profiles print longer titles than the catalogue, so words in common count as much as the whole."""
GROUP_ALIKE: Final = 88.0


@cache
def framework() -> PolicyFramework:
    """The CitiesWithNature framework."""
    return read_value(PolicyFramework, Path(__file__).with_name("citieswithnature.yaml"))


def action_like(heading: str) -> tuple[PolicyTarget | None, float]:
    """The action whose title is most like ``heading``, with the likeness (0 to 100); ``None`` below the threshold."""
    words = normalise(heading)
    likeness, action = max(
        ((_alike(words, normalise(action.title.en)), action) for action in framework().targets),
        key=lambda pair: pair[0],
    )
    return (action if likeness >= ACTION_ALIKE else None), likeness


def is_group_title(line: str) -> bool:
    """Whether ``line`` is the title of an action area or a theme, and not rather that of an action."""
    words = normalise(line)
    likeness = max(fuzz.ratio(words, normalise(group.title.en)) for group in framework().groups)
    return likeness >= GROUP_ALIKE and not any(
        fuzz.ratio(words, normalise(action.title.en)) > likeness for action in framework().targets
    )


def _alike(one: str, other: str) -> float:
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 2
