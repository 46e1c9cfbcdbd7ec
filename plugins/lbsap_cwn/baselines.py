"""Baselines: from the platform's fixed sentences to values and to a sentence of our own in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Final, Literal

from lbsap.data import read_value
from lbsap.model.city import Fact
from lbsap.model.text import HAN, LANGS, Text, same, text_of

YES: Final = Text("有", "yes")
NO: Final = Text("无", "no")
READABLE: Final = 0.85
"""Share of letters that must stand in ordinary words; a Latin OCR of Chinese leaves less than a third there."""
_WIDE: Final = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+")
_NOISE: Final = re.compile(r"[A-Z]{9}|[A-Za-z][#=|]|[#=|][A-Za-z]")
_ORDINARY: Final = re.compile(r"(?=.*[aeiouyà-ÿ])[A-Za-zÀ-ÿ]?[a-zà-ÿ]+$")


@dataclass(frozen=True, slots=True)
class Blank:
    """One value of a fixed sentence. ``maximum_per_resident`` is in ``unit``: more is doubtful, not refused.

    ``meanings`` are what else the figure may be, ``why`` says so, and ``asked`` when a person is asked.
    """

    name: str
    kind: Literal["number", "yesno", "words"]
    title: Text = Text()
    unit: str = ""
    maximum: Decimal | None = None
    maximum_per_resident: Decimal | None = None
    asked: Literal["always", "if_doubtful", ""] = ""
    why: Text = Text()
    meanings: tuple[Fact, ...] = ()

    def doubtful(self, value: Decimal, population: int | None) -> bool:
        """Whether the figure does not fit its label."""
        too_many = self.maximum is not None and value > self.maximum
        each = self.maximum_per_resident
        return too_many or (each is not None and population is not None and value > each * population)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A fixed sentence: how it is found (a regular expression with a group per blank) and how it reads with us."""

    action: str
    pattern: str
    sentence: Text
    values: tuple[Blank, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """All fixed sentences, as kept in ``baselines.yaml``."""

    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a baseline says: its values by blank and the sentence; empty where it cannot be read."""

    sentence: Text
    values: tuple[tuple[Blank, Decimal | Text], ...] = ()


@cache
def patterns() -> Mapping[str, Pattern]:
    """The fixed sentences by action id."""
    known = read_value(Patterns, Path(__file__).with_name("baselines.yaml"))
    return {pattern.action: pattern for pattern in known.patterns}


def read_baseline(action: str, words: str) -> Baseline | None:
    """The baseline of an action; ``None`` where a value or the sentence itself cannot be read."""
    pattern = patterns().get(action)
    if pattern is None:
        return Baseline(text_of(words)) if readable(words) else None
    match = re.search(pattern.pattern, words.translate(_WIDE), re.IGNORECASE | re.DOTALL)
    found = [(blank, _value(blank, match[blank.name])) for blank in pattern.values] if match else []
    values = tuple((blank, value) for blank, value in found if value is not None)
    if not values or len(values) < len(found):
        return None
    return Baseline(_fill(pattern.sentence, {blank.name: _shown(value) for blank, value in values}), values)


def readable(words: str) -> bool:
    """Whether ``words`` are text in Chinese or in a Latin script, and not what is left of Chinese after a Latin OCR."""
    letters = _WORD.findall(words)
    han = 2 * len(HAN.findall(words))  # a Chinese character weighs as much as two letters
    ordinary = sum(len(word) for word in letters if len(word) > 1 and _ORDINARY.match(word))
    enough = han + ordinary >= READABLE * (han + sum(map(len, letters)))
    return enough and not _NOISE.search(words) and any(map(str.isalnum, words))


def _value(blank: Blank, words: str) -> Decimal | Text | None:
    if blank.kind == "yesno":
        return YES if words.lower() == "has" else NO
    if blank.kind == "words":
        return text_of(words.strip(" ,;:")) if readable(words) else None
    try:
        return Decimal(words.strip(".,").replace(",", ""))
    except InvalidOperation:
        return None


def _shown(value: Decimal | Text) -> Text:
    return same(f"{value:f}") if isinstance(value, Decimal) else value


def _fill(sentence: Text, values: Mapping[str, Text]) -> Text:
    """The sentence in those languages in which every value is known."""
    filled = sentence.format(**values)
    known = {lang: all(getattr(value, lang) for value in values.values()) for lang in LANGS}
    return Text(filled.zh if known["zh"] else "", filled.en if known["en"] else "")
