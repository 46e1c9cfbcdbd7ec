"""How often a right national action is proposed first, and among the first three: ours beside plain TF-IDF.

Texts: the 26 titles of the CitiesWithNature catalogue, whose right actions are those of its crosswalk; measures invented
for this purpose, and measures retold from published ones (``alignment_texts.yaml``). Ours must be at least as often right
as each plain way on the measures; where it is not, the exit code is 1.

Peers: whole words, and character n-grams of two to four, each with scikit-learn's TF-IDF as it comes. Chinese has no
blanks, so its whole words are what stands between punctuation marks.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from ruamel.yaml import YAML
from sklearn.feature_extraction.text import TfidfVectorizer

from lbsap.data import read_value
from lbsap.model.policy import PolicyFramework
from lbsap.model.text import LANGS, Lang
from lbsap.steps.aligning import align
from lbsap.steps.aligning.features import plain, surface

ROOT: Final = Path(__file__).resolve().parents[1]
TEXTS: Final = Path(__file__).with_name("alignment_texts.yaml")
Ranking = Callable[[PolicyFramework, Sequence[str]], list[list[str]]]
"""The ids of the three targets nearest to each text, best first."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the ids of the targets that are right."""

    text: str
    right: frozenset[str]


def ours(framework: PolicyFramework, texts: Sequence[str]) -> list[list[str]]:
    """The proposals as they ship."""
    found = align.propose_all(framework, {str(i): text for i, text in enumerate(texts)}, 3)
    return [[one.target for one in found[str(i)]] for i in range(len(texts))]


def without_subjects(framework: PolicyFramework, texts: Sequence[str]) -> list[list[str]]:
    """Ours by the words alone, without the list of subjects."""
    return _nearest(framework, texts, analyzer=surface, sublinear_tf=True)


def whole_words(framework: PolicyFramework, texts: Sequence[str]) -> list[list[str]]:
    """Plain TF-IDF of whole words."""
    return _nearest(framework, texts)


def characters(framework: PolicyFramework, texts: Sequence[str]) -> list[list[str]]:
    """Plain TF-IDF of two to four characters."""
    return _nearest(framework, texts, analyzer="char", ngram_range=(2, 4))


def _nearest(framework: PolicyFramework, texts: Sequence[str], **how: Any) -> list[list[str]]:
    """The targets by cosine, in the better language of what each says of itself."""
    by_language = []
    for lang in LANGS:
        weigh = TfidfVectorizer(**how)
        targets = weigh.fit_transform([align.indexed(one, lang) for one in framework.targets])
        by_language.append((weigh.transform([plain(text) for text in texts]) @ targets.T).toarray())
    scores = np.maximum.reduce(by_language)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    return [[framework.targets[j].id for j in row if scores[i, j] > 0] for i, row in enumerate(order)]


WAYS: Final[dict[str, Ranking]] = {
    "ours": ours,
    "ours, words alone": without_subjects,
    "TF-IDF of whole words": whole_words,
    "TF-IDF of characters": characters,
}


def cases(national: PolicyFramework, platform: PolicyFramework) -> dict[tuple[str, Lang], list[Case]]:
    """The texts by collection and language."""
    collections = {}
    written = YAML(typ="safe").load(TEXTS)
    for lang in LANGS:
        collections["CitiesWithNature titles", lang] = [
            Case(
                getattr(one.title, lang),
                frozenset(link.target for link in one.links if link.framework == national.id),
            )
            for one in platform.targets
        ]
        for name in ("invented", "published"):
            collections[f"{name} measures", lang] = [
                Case(one["text"], frozenset(one["right"])) for one in written[name][lang]
            ]
    return collections


def hits(way: Ranking, framework: PolicyFramework, given: Sequence[Case]) -> tuple[int, int]:
    """How many texts have a right target first, and among three."""
    found = way(framework, [one.text for one in given])
    first = sum(bool(ids) and ids[0] in one.right for ids, one in zip(found, given, strict=True))
    three = sum(bool(one.right & set(ids)) for ids, one in zip(found, given, strict=True))
    return first, three


def main() -> int:
    """Print the table; 1 where ours is less often right than a plain way on the measures."""
    read = {
        name: read_value(PolicyFramework, ROOT / "plugins" / path)
        for name, path in (
            ("national", "lbsap_nbsap/nbsap_2023_2030.yaml"),
            ("platform", "lbsap_cwn/citieswithnature.yaml"),
        )
    }
    worse = False
    for (name, lang), given in cases(read["national"], read["platform"]).items():
        print(f"{name}, {lang}: {len(given)} texts")
        results = {way: hits(WAYS[way], read["national"], given) for way in WAYS}
        for way, (first, three) in results.items():
            print(
                f"    {way:24}first {first:3} ({first / len(given):4.0%})   among three {three:3} ({three / len(given):4.0%})"
            )
        if name.endswith("measures"):
            plain_ways = (results["TF-IDF of whole words"], results["TF-IDF of characters"])
            worse |= any(results["ours"][n] < one[n] for one in plain_ways for n in (0, 1))
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())
