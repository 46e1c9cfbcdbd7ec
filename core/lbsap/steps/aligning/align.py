"""Which targets of a framework a text speaks of: proposals with the words that speak for them. People confirm.

A text is compared with what each target says of itself in two ways. The first takes the words as they stand
(``align_features.surface``), in each language apart, and the better language counts. The second takes the subjects that
the words belong to (``subjects``), in both languages together: it meets an office that writes 福寿螺 or "knotweed" where
the plan writes 外来入侵物种. Words count double, because they are exact and subjects are few. Both weigh pieces by TF-IDF
over the framework's own targets, with the logarithm of the count, so that no word wins by being repeated; likeness is
the cosine. How it was judged, and by which texts the double weight was chosen, is told in benchmarks/README.md.

Crosswalks, levels, reasons and other frameworks are no part of what is compared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import HAN, LANGS, Lang, Text
from lbsap.steps.aligning.features import (
    ENGLISH,
    HAN_RUN,
    known_part,
    plain,
    subject_words,
    subjects,
    surface,
)
from lbsap.steps.aligning.stop_words import STOP_ENGLISH, STOP_HAN

MOST_WORDS: Final = 6
LEAST_SCORE: Final = 0.02
"""Below this, what two texts share is chance."""


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
    given = {key: plain(text) for key, text in texts.items()}
    if not framework.targets or not any(given.values()):
        return dict.fromkeys(texts, ())
    wording = _Wording(framework.targets)
    scores = dict(zip(texts, _likeness(wording.documents, list(given.values())), strict=True))
    return {key: _best(framework.targets, wording, given[key], scores[key], top) for key in texts}


def indexed(target: PolicyTarget, lang: Lang) -> str:
    """All that a target says of itself in one language, as it is compared; its title and keywords count twice."""
    keywords = target.keywords_zh if lang == "zh" else target.keywords_en
    head = [getattr(target.title, lang), *keywords]
    rest = (
        target.summary,
        *(project.title for project in target.projects),
        *(measure.description for measure in target.measures),
    )
    return plain("\n".join([*head, *head, *(getattr(text, lang) for text in rest)]))


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


def _likeness(documents: Mapping[Lang, Sequence[str]], texts: Sequence[str]) -> list[list[float]]:
    """For each text its likeness to each target, from 0 to 1."""
    import numpy as np

    words = [_cosines(surface, documents[lang], texts) for lang in LANGS]
    together = ["\n".join(both) for both in zip(*documents.values(), strict=True)]
    meant = _cosines(subjects, together, texts)
    likeness: list[list[float]] = ((2 * np.maximum.reduce(words) + meant) / 3).clip(0, 1).round(4).tolist()
    return likeness


def _cosines(pieces: Callable[[str], list[Any]], documents: Sequence[str], texts: Sequence[str]) -> Any:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer  # slow to import: not before it is needed

    if not any(map(pieces, documents)):
        return np.zeros((len(texts), len(documents)))
    weigh = TfidfVectorizer(analyzer=pieces, sublinear_tf=True)
    targets = weigh.fit_transform(documents)
    return (weigh.transform(texts) @ targets.T).toarray()


class _Wording:
    """The words of a framework's targets, and how many targets use each."""

    def __init__(self, targets: Sequence[PolicyTarget]) -> None:
        self.keywords = [tuple(map(plain, (*t.keywords_zh, *t.keywords_en))) for t in targets]
        self.documents: dict[Lang, list[str]] = {lang: [indexed(t, lang) for t in targets] for lang in LANGS}
        self._english = [set(ENGLISH.findall(text)) for text in self.documents["en"]]
        both = zip(*self.documents.values(), strict=True)
        self._subjects = [set(subjects("\n".join(texts))) for texts in both]

    def shared(self, i: int, text: str) -> tuple[str, ...]:
        """The keywords of target ``i`` that ``text`` uses, then the rarest words they share, then those of a subject
        that both speak of. Words that most targets use tell none apart: they are given where there are no others.
        """
        chosen = [word for word in self.keywords[i] if _stands_in(word, text)]
        runs = [*_common_runs(text, self.documents["zh"][i]), *self._common_english(i, text)]
        same = {word: self._users(word) for word in runs}
        meant = {
            word: self._speakers(subject)
            for subject, word in subject_words(text)
            if subject in self._subjects[i] and word not in STOP_HAN and word not in STOP_ENGLISH
        }
        most = 1 + len(self.keywords) // 3
        telling = [word for users in (same, meant) for word in _rarest(users) if users[word] <= most]
        found = (*chosen, *telling) if chosen or telling else _rarest(same | meant)
        return _apart(found)[:MOST_WORDS]

    def _common_english(self, i: int, text: str) -> list[str]:
        words = dict.fromkeys(ENGLISH.findall(text))
        return [word for word in words if word in self._english[i] and word not in STOP_ENGLISH]

    def _users(self, word: str) -> int:
        if HAN.search(word):
            return sum(word in document for document in self.documents["zh"])
        return sum(word in words for words in self._english)

    def _speakers(self, subject: int) -> int:
        return sum(subject in spoken for spoken in self._subjects)


def _rarest(users: Mapping[str, int]) -> list[str]:
    return sorted(users, key=lambda word: (users[word], -len(word)))


def _stands_in(word: str, text: str) -> bool:
    if HAN.search(word):
        return word in text
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _common_runs(text: str, document: str) -> list[str]:
    """The longest runs of Han characters that both texts hold, in the order of the first, without stop words."""
    found = []
    for run in HAN_RUN.findall(text):
        start = reach = 0
        while start < len(run) - 1:
            end = max(start + 1, reach)
            while end < len(run) and run[start : end + 1] in document:
                end += 1
            if end - start >= 2 and end > reach:
                found.append(run[start:end])
                reach = end
            start += 1
    return [known_part(word) for word in map(_without_stops, found) if len(word) >= 2]


def _without_stops(word: str) -> str:
    """A run without the general verbs and particles at its ends."""
    for stop in STOP_HAN:
        word = word.removeprefix(stop).removesuffix(stop)
    return word


def _apart(words: Iterable[str]) -> tuple[str, ...]:
    """The words without those that hold an earlier one, stand inside it, or share three Han characters with it."""
    chosen: list[str] = []
    for word in words:
        if not any(_overlap(word, earlier) for earlier in chosen):
            chosen.append(word)
    return tuple(chosen)


def _overlap(word: str, earlier: str) -> bool:
    if word in earlier or earlier in word:
        return True
    return bool(HAN.search(word)) and any(word[i : i + 3] in earlier for i in range(len(word) - 2))
