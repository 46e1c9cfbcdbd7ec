"""Which targets of a framework a text speaks of: proposals with the words that speak for them. People confirm.

Texts are compared by character n-grams (2 to 4) weighted by TF-IDF over the framework's own titles, summaries,
keywords and projects, in each language apart; a text scores its better language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import HAN, LANGS, Lang, Text
from lbsap.steps.stop_words import STOP_ENGLISH, STOP_HAN

MOST_WORDS: Final = 6
LEAST_SCORE: Final = 0.05
"""Below this, what two texts share is chance."""
_ENGLISH: Final = re.compile(r"[a-z][a-z'-]{2,}")
_HAN_RUN: Final = re.compile(rf"{HAN.pattern}{{2,}}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target that a text may serve: likeness from 0 to 1, and the words of the text that speak for it."""

    target: str
    title: Text
    score: float
    because: tuple[str, ...]


def propose(framework: PolicyFramework, text: str, top: int = 5) -> tuple[Proposal, ...]:
    """The ``top`` targets nearest to ``text``, best first; none where nothing in it speaks for any."""
    return propose_all(framework, {"": text}, top)[""]


def propose_all(
    framework: PolicyFramework, texts: Mapping[str, str], top: int = 5
) -> dict[str, tuple[Proposal, ...]]:
    """The proposals for each of several texts, by their keys (ids of actions)."""
    plain = {key: _plain(text) for key, text in texts.items()}
    if not framework.targets or not any(plain.values()):
        return dict.fromkeys(texts, ())
    wording = _Wording(framework.targets)
    scores = _likeness(wording.documents.values(), plain)
    return {key: _best(framework.targets, wording, plain[key], scores[key], top) for key in texts}


def _best(
    targets: Sequence[PolicyTarget], wording: _Wording, text: str, scores: Sequence[float], top: int
) -> tuple[Proposal, ...]:
    found: list[Proposal] = []
    for i in sorted(range(len(targets)), key=lambda i: -scores[i]):
        if len(found) == top or scores[i] < LEAST_SCORE:
            break
        because = wording.shared(i, text)
        if because:
            found.append(Proposal(targets[i].id, targets[i].title, scores[i], because))
    return tuple(found)


def _likeness(languages: Iterable[Sequence[str]], texts: Mapping[str, str]) -> dict[str, list[float]]:
    """For each text its cosine with each target, the better of the languages."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import: not before it is needed

    found = []
    for documents in filter(any, languages):
        weigh = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        targets = weigh.fit_transform(documents)
        found.append((weigh.transform(texts.values()) @ targets.T).toarray())
    best = np.maximum.reduce(found).clip(0, 1).round(4)
    return dict(zip(texts, best.tolist(), strict=True))


class _Wording:
    """The words of a framework's targets, and how many targets use each."""

    def __init__(self, targets: Sequence[PolicyTarget]) -> None:
        self.keywords = [tuple(map(_plain, (*t.keywords_zh, *t.keywords_en))) for t in targets]
        self.documents: dict[Lang, list[str]] = {
            lang: [_document(t, lang) for t in targets] for lang in LANGS
        }
        self._english = [set(_ENGLISH.findall(text)) for text in self.documents["en"]]

    def shared(self, i: int, text: str) -> tuple[str, ...]:
        """The keywords of target ``i`` that ``text`` uses, then the rarest other words they share."""
        chosen = [word for word in self.keywords[i] if _stands_in(word, text)]
        others = [*_common_runs(text, self.documents["zh"][i]), *self._common_english(i, text)]
        users = {word: self._users(word) for word in others}
        most = 1 + len(self.keywords) // 3  # a word of most targets tells none of them apart
        telling = sorted(
            (word for word in users if users[word] <= most), key=lambda word: (users[word], -len(word))
        )
        return _apart((*chosen, *telling))[:MOST_WORDS]

    def _common_english(self, i: int, text: str) -> list[str]:
        words = dict.fromkeys(_ENGLISH.findall(text))
        return [word for word in words if word in self._english[i] and word not in STOP_ENGLISH]

    def _users(self, word: str) -> int:
        if HAN.search(word):
            return sum(word in document for document in self.documents["zh"])
        return sum(word in words for words in self._english)


def _document(target: PolicyTarget, lang: Lang) -> str:
    """All that a target says of itself in one language; its title and keywords count twice."""
    keywords = target.keywords_zh if lang == "zh" else target.keywords_en
    head = [getattr(target.title, lang), *keywords]
    rest = [target.summary, *(project.title for project in target.projects)]
    return _plain("\n".join([*head, *head, *(getattr(text, lang) for text in rest)]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _stands_in(word: str, text: str) -> bool:
    if HAN.search(word):
        return word in text
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _common_runs(text: str, document: str) -> list[str]:
    """The longest runs of Han characters that both texts hold, in the order of the first, without stop words."""
    found = []
    for run in _HAN_RUN.findall(text):
        start = reach = 0
        while start < len(run) - 1:
            end = max(start + 1, reach)
            while end < len(run) and run[start : end + 1] in document:
                end += 1
            if end - start >= 2 and end > reach:
                found.append(run[start:end])
                reach = end
            start += 1
    return [word for word in map(_without_stops, found) if len(word) >= 2]


def _without_stops(word: str) -> str:
    """A run without the general verbs and particles at its ends."""
    for stop in STOP_HAN:
        word = word.removeprefix(stop).removesuffix(stop)
    return word


def _apart(words: Iterable[str]) -> tuple[str, ...]:
    """The words without those that hold an earlier one or stand inside it."""
    chosen: list[str] = []
    for word in words:
        if not any(word in earlier or earlier in word for earlier in chosen):
            chosen.append(word)
    return tuple(chosen)
