"""Decisions and the codebook as tables to export; labels in both languages, and nobody's name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.cells import Cell
from lbsap.model.codec import to_plain
from lbsap.model.consultation import Decision
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.text import Text
from lbsap.steps.common.report_words import DROP, KEEP, OUTCOMES, OUTSIDE, RENAME, UNSTATED, YES_NO
from lbsap.steps.editing.export_answers import AnswerTable
from lbsap.steps.editing.export_labels import LANGUAGES, NOT_SHOWN, SKIPPED, coded, in_languages

_STATES: Final = {
    "keep": KEEP,
    "rename": RENAME,
    "drop": DROP,
    "outside": OUTSIDE,
    "skipped": SKIPPED,
    "not_shown": NOT_SHOWN,
}
DECISION_HEADS: Final = (
    "item", "item_number", "item_zh", "item_en", "number", "decided_at", *in_languages("outcome"), "title_zh", "title_en",
    "definition_zh", "definition_en", "settings", "into", "parent", "rationale_zh", "rationale_en", "comments",
    *(f"seen_{state}" for state in _STATES),
)  # fmt: skip
CODEBOOK_HEADS: Final = (
    "file", "column", "meaning_zh", "meaning_en", "code", "label_zh", "label_en", "instrument", "catalogue",
)  # fmt: skip
LONG, WIDE, DECISIONS, TALLIES = "answers-long", "answers-wide", "decisions", "tallies"

MEANINGS: Final[dict[str, Text]] = {
    "respondent": Text(
        "专家代码，随机生成，不含身份信息", "code of the expert; a pseudonym that tells nothing"
    ),
    "stratum": Text("专家类别", "group of the expert"),
    "round": Text("轮次", "number of the round"),
    "instrument": Text("作答所用问卷及版本", "questionnaire and version answered"),
    "item": Text("条目代码，各版本不变", "id of the item; the same in every version"),
    "item_number": Text("条目序号", "number of the item"),
    "verdict": Text("判断", "verdict"),
    "name_zh": Text("建议的中文名称", "name proposed in Chinese"),
    "name_en": Text("建议的英文名称", "name proposed in English"),
    "settings": Text("主张调整的设置，多个以分号分隔", "settings to be changed; semicolons between several"),
    "troubles": Text("应用中遇到的困难，多个以分号分隔", "troubles met in use; semicolons between several"),
    "applied": Text("是否在工作中应用过", "whether the expert has applied the item"),
    "reason": Text("理由原文", "reason, as written"),
    "supplement": Text("建议补充的内容原文", "contents to add, as written"),
    "language": Text("作答语言", "language in which it was answered"),
    "number": Text(
        "该条目的第几次处理，数字最大的为现行处理", "the how-manieth decision on the item; the highest holds"
    ),
    "decided_at": Text("处理时间（协调世界时）", "time of the decision (UTC)"),
    "outcome": Text("处理结果", "decision"),
    "title_zh": Text("新的中文名称", "new name in Chinese"),
    "title_en": Text("新的英文名称", "new name in English"),
    "definition_zh": Text("新的中文定义", "new definition in Chinese"),
    "definition_en": Text("新的英文定义", "new definition in English"),
    "into": Text("并入或拆分成的条目代码", "ids of the items it was merged or split into"),
    "parent": Text("新增条目的上级条目", "item that a new one stands under"),
    "rationale_zh": Text("处理理由（中文）", "rationale in Chinese"),
    "rationale_en": Text("处理理由（英文）", "rationale in English"),
    "comments": Text("所答复意见的编号", "numbers of the comments it answers"),
}
_SETTINGS_OF_DECISION: Final = Text("改动的设置（JSON）", "settings changed (JSON)")
_SEEN_MEANING: Final = Text("作出处理时所见人数：{state}", "count on the screen when it was decided: {state}")
_WORDS_OF: Final = Text("{meaning}：{language}名称", "{meaning}: words in {language}")
_WIDE_MEANING: Final = Text("{item}：{meaning}", "{item}: {meaning}")
_RATED: Final = Text(
    "“{title}”评分，1 为“{low}”，9 为“{high}”", "rating of {title}: 1 is “{low}”, 9 is “{high}”"
)
_TALLY_HEADS: Final = Text(
    "各列列名的首个词为固定代码，其后为中文名称",
    "the first word of each head is a fixed key, its Chinese name follows",
)
Code = tuple[str, str, str]


def decision_rows(
    made: Iterable[tuple[Decision, int, datetime]], catalogue: Catalogue
) -> Iterator[tuple[Cell, ...]]:
    """A row for each decision ever taken: the decision, its number on the item and its moment."""
    for one, number, moment in made:
        item = catalogue.find(one.item) if one.outcome != "new" else None
        about = (item.id, item.number, item.title.zh, item.title.en) if item else (one.item, "", "", "")
        title, definition = one.title or Text(), one.definition or Text()
        changed = json.dumps(to_plain(one.settings), ensure_ascii=False) if one.settings else ""
        seen = [getattr(one.tally, state) if one.tally else None for state in _STATES]
        yield (
            *about, number, moment.isoformat(timespec="seconds"), *coded(one.outcome, OUTCOMES), title.zh, title.en,
            definition.zh, definition.en, changed, ";".join(one.into), one.parent, one.rationale.zh, one.rationale.en,
            ";".join(one.comments), *seen,
        )  # fmt: skip


def codebook_rows(questionnaire: Questionnaire, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    """A row for each column of each exported table and, below it, for each code that may stand in it."""
    book = _Codebook(questionnaire, catalogue)
    table = AnswerTable(questionnaire, catalogue, 1)
    versions = f"{questionnaire.id}@{questionnaire.version}", catalogue.reference
    for file, columns in (
        (LONG, table.long_heads),
        (WIDE, table.wide_heads(profile=True)),
        (DECISIONS, DECISION_HEADS),
    ):
        for column in columns:
            meaning = book.meaning(file, column)
            yield (file, column, meaning.zh, meaning.en, "", "", "", *versions)
            for code in book.codes(file, column):
                yield (file, column, "", "", *code, *versions)
    yield (TALLIES, "", _TALLY_HEADS.zh, _TALLY_HEADS.en, "", "", "", *versions)


class _Codebook:
    """What a column means and which codes stand in it."""

    def __init__(self, questionnaire: Questionnaire, catalogue: Catalogue) -> None:
        asked = questionnaire.items
        self._ratings = {
            one.id: _RATED.format(title=one.title, low=one.low, high=one.high) for one in asked.ratings
        }
        self._items = {item.id: item.title for item in catalogue.items}
        self._profile = {f"profile.{one.id}": one for one in questionnaire.profile}
        strata = [choice for one in questionnaire.profile if one.stratum for choice in one.choices]
        self._codes: dict[str, Sequence[Code]] = {
            "stratum": [*_choices(strata), ("", UNSTATED.zh, UNSTATED.en)],
            "item": [coded(name, self._items) for name in self._items],
            "verdict": [*_choices(asked.verdicts), ("", SKIPPED.zh, SKIPPED.en)],
            "settings": _choices(asked.settings),
            "troubles": _choices(asked.troubles),
            "applied": [coded(code, {"yes": YES_NO[True], "no": YES_NO[False]}) for code in ("yes", "no")],
            "language": [coded(code, LANGUAGES) for code in LANGUAGES],
            "outcome": [coded(code, OUTCOMES) for code in OUTCOMES],
        }

    def meaning(self, file: str, column: str) -> Text:
        """What a column holds."""
        item, _, rest = column.partition(".")
        if file == WIDE and item in self._items:
            return _WIDE_MEANING.format(item=self._items[item], meaning=self.meaning(LONG, rest))
        if file == DECISIONS and column == "settings":
            return _SETTINGS_OF_DECISION
        if column.startswith("seen_"):
            return _SEEN_MEANING.format(state=_STATES[column.removeprefix("seen_")])
        known = MEANINGS | self._ratings | {name: one.title for name, one in self._profile.items()}
        if column in known:
            return known[column]
        base, _, lang = column.rpartition("_")
        return _WORDS_OF.format(meaning=known[base], language=LANGUAGES[lang])

    def codes(self, file: str, column: str) -> Sequence[Code]:
        """The codes that may stand in a column, with their words."""
        item, _, rest = column.partition(".")
        if column in self._profile:
            return _choices(self._profile[column].choices)
        if file == WIDE and item in self._items:
            states = [coded("skipped", _STATES), coded("not_shown", _STATES)]
            return [*self._codes["verdict"][:-1], *states] if rest == "verdict" else self._codes.get(rest, ())
        if file == DECISIONS and column == "settings":
            return ()
        return self._codes.get(column, ())


def _choices(choices: Iterable[Choice]) -> list[Code]:
    return [(one.id, one.title.zh, one.title.en) for one in choices]
