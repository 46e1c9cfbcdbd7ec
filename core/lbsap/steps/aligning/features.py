"""What texts are compared by: runs of characters and stems of words, and the subjects they speak of."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from lbsap.model.text import HAN
from lbsap.steps.aligning.stop_words import GRAMMAR_ENGLISH, STOP_HAN
from lbsap.steps.aligning.words import SUBJECTS

ENGLISH: Final = re.compile(r"[a-z][a-z'-]{2,}")
HAN_RUN: Final = re.compile(rf"{HAN.pattern}+")
_STOP: Final = re.compile("|".join(sorted(STOP_HAN, key=len, reverse=True)))
_HAN_GRAMS: Final = range(1, 4)
_LETTER_GRAMS: Final = range(3, 6)
_PART: Final = re.compile(r"[a-z]+")
_ENDINGS: Final = (
    "ization", "isation", "ational", "ation", "ments", "ment", "ities", "ity", "ings", "ing", "ions", "ion", "ives", "ive",
    "ies", "ed", "es", "al", "er", "s", "e", "y",
)  # fmt: skip
_LEAST_STEM: Final = 4


def plain(text: str) -> str:
    """A text without differences of width and case."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def surface(text: str) -> list[str]:
    """The pieces of a plain text: one to three Han characters, which are words in Chinese, without the general words;
    stems of English words, and three to five of their letters, so that compounds and derived words meet."""
    pieces = [
        part[i : i + n]
        for run in HAN_RUN.findall(text)
        for part in _STOP.split(run)
        for n in _HAN_GRAMS
        for i in range(len(part) - n + 1)
    ]
    for word in ENGLISH.findall(text):
        if word not in GRAMMAR_ENGLISH:
            pieces.append(f"={stem(word)}")
            whole = f" {word} "
            pieces += [whole[i : i + n] for n in _LETTER_GRAMS for i in range(len(whole) - n + 1)]
    return pieces


def subjects(text: str) -> list[int]:
    """The subjects of a plain text in either language, each as often as the text uses a word of it."""
    return [subject for subject, _ in subject_words(text)]


def subject_words(text: str) -> list[tuple[int, str]]:
    """Each use of a word of a subject, with the word as the text writes it."""
    found = [
        (k, word) for k, (words, _) in enumerate(SUBJECTS) for word in words for _ in range(text.count(word))
    ]
    parts = list(_PART.finditer(text))
    stems = [stem(part.group()) for part in parts]
    known = _english()
    for i in range(len(parts)):
        for n in (1, 2):
            if i + n <= len(parts):
                words = text[parts[i].start() : parts[i + n - 1].end()]
                found += [(subject, words) for subject in known.get(tuple(stems[i : i + n]), ())]
    return found


def known_part(run: str) -> str:
    """A run of Han characters from the first word of a subject in it to the last: texts share runs without regard to
    where words end. The run itself where it holds none."""
    found = [(run.find(word), run.rfind(word) + len(word)) for word in _han_words() if word in run]
    return run[min(start for start, _ in found) : max(end for _, end in found)] if found else run


def stem(word: str) -> str:
    """A word without one common ending, where enough of it remains: restore, restored and restoration are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
            return word[: -len(ending)]
    return word


@cache
def _han_words() -> frozenset[str]:
    return frozenset(word for words, _ in SUBJECTS for word in words)


@cache
def _english() -> dict[tuple[str, ...], list[int]]:
    """The subjects by the stems of their English words."""
    known: dict[tuple[str, ...], list[int]] = {}
    for subject, (_, phrases) in enumerate(SUBJECTS):
        for stems in {tuple(map(stem, phrase.split())) for phrase in phrases}:
            known.setdefault(stems, []).append(subject)
    return known
