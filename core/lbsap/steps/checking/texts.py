"""Plan check: what stands in the plan text that belongs in the research report, or does not fit the level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lbsap.model.city import CityData, Level
from lbsap.model.problems import Problem
from lbsap.model.text import HAN, Text
from lbsap.steps.checking.findings import finding

_METHODS: Final = re.compile(
    r"样线|样方|样带|样点法|调查方法|采样点位|标记重捕|样本量|统计检验|显著性|标准差|置信区间|"
    r"\btransects?\b|\bquadrats?\b|\bsurvey methods?\b|\bsampling (?:design|plots?|methods?)\b|\bp\s*<\s*0\.\d|"
    r"\bmark[- ]recapture\b|\bsample size\b|\bstandard deviations?\b|\bconfidence intervals?\b",
    re.IGNORECASE,
)
_DIAGNOSIS: Final = re.compile(
    r"结果表明|结果显示|分析表明|成因分析|原因分析|相关性分析|究其原因|主要原因|导致|驱动因素|影响因素|香农|辛普森指数|"
    r"\bthe results (?:show|suggest)\b|\bcorrelat(?:es|ed|ion)\b|\bregression\b|\bbecause of\b|\b(?:was|were) caused by\b|"
    r"\bdriving (?:forces?|factors?)\b|\b(?:Shannon|Simpson)\b",
    re.IGNORECASE,
)
_BINOMIAL: Final = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{2,} [a-z]{3,}(?![A-Za-z])")
_BINOMIAL_IN_BRACKETS: Final = re.compile(r"[（(][A-Z][a-z]{2,} [a-z]{3,}[^（()）]{0,40}[）)]")
IN_THE_REPORT: Final = "fields.research-"
"""Where the fields of sections of the research report stand, which is the place for research."""
MOST_NAMES: Final = 3
"""Scientific names that a plan text may hold before it counts as a species list."""
MOST_ITEMS: Final = 15
"""Items one sentence may enumerate, and short lines that may follow one another, before they count as a species list."""
_SHORT_LINE: Final = 40
_COLUMNS: Final = re.compile(r"[^\t|｜]+(?:[\t|｜][^\t|｜]*){2,}")
MOST_ROWS: Final = 3
"""Rows of three columns and more, as pasted from a sheet, before they count as a table of raw data."""
LONG_HAN: Final = 600
LONG_ENGLISH: Final = 1_500
"""Characters from which on a passage with the words of an analysis counts as one: about a page of either."""

_TEXT_FIELDS: Final = {
    "areas": ("title", "local_features", "reason"),
    "actions": ("title", "description", "local_features", "result", "reason"),
    "targets": ("metric", "wording", "check"),
    "projects": ("title", "content", "output"),
    "monitoring": ("task", "output"),
    "cases": ("title", "content", "lesson"),
}
_UNIT_OF_LEVEL: Final[Mapping[Level, str]] = {
    "municipality": "市",
    "prefecture": "州",
    "city": "市",
    "county": "县",
    "district": "区",
}
_WHOLE: Final = r"(?:(?<![安健完])全|我|本){unit}(?![域场县])"
_ABOVE: Final = r"(?<!城)市域|(?:(?<=[由经报请向和与及在对，、；。])|^|(?<=\s))市人民政府"
"""Words of the level above, wrong in a county or district plan that means its own territory and government."""


def check_texts(city: CityData) -> Iterator[Problem]:
    """Findings on every text that goes into the plan."""
    unfit = _unfit_words(city.profile.level)
    own = _UNIT_OF_LEVEL[city.profile.level]
    for where, text in plan_texts(city):
        kept_out = dict.fromkeys(word for words in (text.zh, text.en) for word in _research(words))
        if kept_out and not where.startswith(IN_THE_REPORT):
            yield finding("research_in_plan", where, words="、".join(kept_out))
        found = dict.fromkeys(match.group() for match in unfit.finditer(text.zh))
        if found:
            better = dict.fromkeys(_fitting(word, own) for word in found)
            yield finding("wording_level", where, words="、".join(found), better="、".join(better))
    yield from _unreadable(city)


def plan_texts(city: CityData) -> Iterator[tuple[str, Text]]:
    """Every text of a city that a draft takes over, with its place."""
    yield "guiding", city.guiding.text
    yield "vision", city.vision
    for key, text in city.wording.items():
        yield f"wording.{key}", text
    for kind, fields in _TEXT_FIELDS.items():
        for i, row in enumerate(getattr(city, kind)):
            for name in fields:
                yield f"{kind}[{i}].{name}", getattr(row, name)
    for section, answers in city.fields.items():
        for name, answer in answers.items():
            texts = answer if isinstance(answer, tuple) else (answer,)
            yield from ((f"fields.{section}.{name}", one) for one in texts if isinstance(one, Text))


def _research(words: str) -> Iterator[str]:
    """The words that show methods, a species list, a table or an analysis; nothing for an ordinary plan text."""
    yield from (match.group() for match in _METHODS.finditer(words))
    in_chinese = HAN.search(words) is not None
    names = (_BINOMIAL if in_chinese else _BINOMIAL_IN_BRACKETS).findall(words)
    if len(names) > MOST_NAMES:
        yield from (name.strip("（()）") for name in names[:MOST_NAMES])
    yield from (f"{part.strip()[:16]}…" for part in _lists(words))
    if len(words) > (LONG_HAN if in_chinese else LONG_ENGLISH):
        yield from (match.group() for match in _DIAGNOSIS.finditer(words))


def _lists(words: str) -> Iterator[str]:
    """Sentences that enumerate, lines that do, and rows of a table."""
    for part in re.split("[。；;\n]", words):
        if max(part.count("、"), part.count("，") + part.count(", ")) >= MOST_ITEMS:
            yield part
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    rows = [line for line in lines if _COLUMNS.fullmatch(line)]
    if len(rows) >= MOST_ROWS:
        yield rows[0]
    elif sum(len(line) <= _SHORT_LINE and line[-1] not in "。.；;：:" for line in lines) >= MOST_ITEMS:
        yield lines[0]


def _unfit_words(level: Level) -> re.Pattern[str]:
    """What a plan of this level does not say of its own territory."""
    own = _UNIT_OF_LEVEL[level]
    others = "".join(unit for unit in "市州县区" if unit != own)
    whole = _WHOLE.format(unit=f"[{others}]")
    return re.compile(f"{whole}|{_ABOVE}" if level in ("county", "district") else whole)


def _fitting(word: str, own: str) -> str:
    """The same word for a unit of the plan's own level."""
    if word.endswith("域"):
        return "全区范围" if own == "区" else f"{own}域"
    return re.sub("[市州县区]", own, word)


def _unreadable(city: CityData) -> Iterator[Problem]:
    for i, action in enumerate(city.actions):
        for name in action.unreadable:
            yield finding("text_unreadable", f"actions[{i}].{name}", title=action.title)
    for i, target in enumerate(city.targets):
        if target.unreadable:
            yield finding("text_unreadable", f"targets[{i}].wording", title=target.metric)
