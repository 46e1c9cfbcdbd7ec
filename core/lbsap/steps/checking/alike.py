"""Plan check: a local plan says what is local. A passage that repeats the national text does not (D7)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from lbsap.model.city import CityData
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem
from lbsap.model.text import HAN, LANGS, Lang, Text
from lbsap.steps.checking.findings import finding
from lbsap.steps.checking.texts import plan_texts

MOST_SHARED: Final = 0.5
"""The share of a passage's runs of characters that may stand in the national text.

A run is six Han characters, or four English words: longer than nearly every term of the field (外来入侵物种 and 生态保护红线
have six), so a term that everybody must use adds one run and no more. A passage copied whole shares all its runs, and a
changed character breaks the six runs it stands in; half of the runs remain where one character in twelve was changed
(one English word in eight). Half and more therefore means that long stretches were taken over and touched up. A passage
in own words that uses the terms of the field stays far below: nothing in the shipped sample city reaches a quarter, which
``tests/steps/checking/test_check_alike.py`` holds. What is compared is the text of the framework as it is shipped, with its
titles, summaries and statements; where that retells the official text, copying the official one may go unseen.
"""
RUN: Final[Mapping[Lang, int]] = {"zh": 6, "en": 4}
LEAST: Final[Mapping[Lang, int]] = {"zh": 40, "en": 20}
"""Shorter passages are not judged: a title or half a sentence has no other words for its subject."""
_PIECES: Final = {"zh": HAN, "en": re.compile(r"[a-z]+(?:['-][a-z]+)*")}
_BETWEEN: Final = {"zh": "", "en": " "}


def check_alike(city: CityData, frameworks: Iterable[PolicyFramework]) -> Iterator[Problem]:
    """A finding for each passage of the plan that repeats a national plan."""
    for framework in frameworks:
        if framework.layer != "nation":
            continue
        known = {lang: national_runs(framework, lang) for lang in LANGS}
        for where, text in plan_texts(city):
            share, words = max(_shared(getattr(text, lang), lang, known[lang]) for lang in LANGS)
            if share >= MOST_SHARED:
                percent = round(100 * share)
                yield finding(
                    "text_like_national", where, share=percent, framework=framework.short, words=words
                )


def containment(words: str, lang: Lang, known: Collection[str]) -> float:
    """The share of the runs of ``words`` that are among ``known``, from 0 to 1; 0 for a passage too short to judge."""
    return _shared(words, lang, known)[0]


def national_runs(framework: PolicyFramework, lang: Lang) -> frozenset[str]:
    """Every run of a framework's titles, summaries, projects, results and statements in one language."""
    texts = [framework.title, *(group.title for group in framework.groups)]
    for target in framework.targets:
        texts += [target.title, target.summary]
        texts += [project.title for project in target.projects]
        texts += [measure.description for measure in target.measures]
    for statement in framework.statements:
        texts += [statement.title, statement.summary]
    return frozenset(run for text in texts for run in _runs(_pieces(text, lang), lang))


def _shared(words: str, lang: Lang, known: Collection[str]) -> tuple[float, str]:
    """The share of runs that are known, and the longest stretch made of such."""
    pieces = _PIECES[lang].findall(words.casefold())
    if len(pieces) < LEAST[lang]:
        return 0.0, ""
    found = [run in known for run in _runs(pieces, lang)]
    stretches = (list(group) for is_known, group in groupby(range(len(found)), found.__getitem__) if is_known)
    longest = max(stretches, key=len, default=[])
    shown = pieces[longest[0] : longest[-1] + RUN[lang]][: 3 * RUN[lang]] if longest else []
    return sum(found) / len(found), _BETWEEN[lang].join(shown)


def _pieces(text: Text, lang: Lang) -> list[str]:
    return _PIECES[lang].findall(getattr(text, lang).casefold())


def _runs(pieces: list[str], lang: Lang) -> list[str]:
    return [_BETWEEN[lang].join(pieces[i : i + RUN[lang]]) for i in range(len(pieces) - RUN[lang] + 1)]
