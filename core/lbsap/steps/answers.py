"""Rows of answers, from a form or a table, to ``Answer`` values; every fault is named by its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Choice, Questionnaire, VerdictWord
from lbsap.model.text import Text
from lbsap.steps.questionnaire import asked_items

LONGEST_COMMENT: Final = 4000
LONGEST_NAME: Final = 200
_SEPARATOR: Final = re.compile(r"[;；,，、|]")
_YES_NO: Final = {
    "": None,
    "1": True,
    "yes": True,
    "true": True,
    "是": True,
    "0": False,
    "no": False,
    "false": False,
    "否": False,
}


@dataclass(slots=True)
class _Reader:
    """Reads rows against one questionnaire and catalogue; collects problems as it goes."""

    questionnaire: Questionnaire
    catalogue: Catalogue
    problems: list[Problem] = field(default_factory=list)
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    strata: dict[str, str] = field(default_factory=dict)

    def read(self, where: str, row: Mapping[str, str]) -> Answer | None:
        before = len(self.problems)
        item = self._item(where, row)
        respondent = _cell(row, "respondent")
        if not respondent:
            self.problems.append(problem("value_missing", where, field="respondent"))
        self._once(where, respondent, item)
        asked = self.questionnaire.items
        answer = Answer(
            respondent=respondent,
            item=item,
            verdict=cast(VerdictWord | None, self._choice(where, row, "verdict", asked.verdicts)),
            name=Text(
                self._words(where, row, "name_zh", LONGEST_NAME),
                self._words(where, row, "name_en", LONGEST_NAME),
            ),
            settings=self._choices(where, row, "settings", asked.settings),
            troubles=self._choices(where, row, "troubles", asked.troubles),
            applied=self._applied(where, row),
            ratings={
                r.id: value for r in asked.ratings if (value := self._rating(where, row, r.id)) is not None
            },
            reason=self._words(where, row, "reason", LONGEST_COMMENT),
            supplement=self._words(where, row, "supplement", LONGEST_COMMENT),
            stratum=self._stratum(where, respondent, _cell(row, "stratum")),
        )
        return answer if len(self.problems) == before else None

    def _item(self, where: str, row: Mapping[str, str]) -> str:
        name = _cell(row, "item")
        found = self.catalogue.find(name) if name else None
        if found is None:
            known = ", ".join(item.id for item in self.catalogue.items[:6]) + ", …"
            kind = Text("条目", "item")
            self.problems.append(problem("unknown_id", f"{where}: item", id=name, kind=kind, known=known))
            return name
        return found.id

    def _once(self, where: str, respondent: str, item: str) -> None:
        earlier = self.seen.setdefault((respondent, item), where)
        if earlier != where:
            self.problems.append(
                problem("answer_twice", where, respondent=respondent, item=item, earlier=earlier)
            )

    def _stratum(self, where: str, respondent: str, stratum: str) -> str:
        known = self.strata.setdefault(respondent, stratum)
        if known != stratum:
            self.problems.append(
                problem(
                    "stratum_differs",
                    f"{where}: stratum",
                    respondent=respondent,
                    stratum=stratum,
                    earlier=known,
                )
            )
        return stratum

    def _choice(
        self, where: str, row: Mapping[str, str], column: str, choices: tuple[Choice, ...]
    ) -> str | None:
        word = _cell(row, column)
        return self._one(f"{where}: {column}", word, choices) if word else None

    def _choices(
        self, where: str, row: Mapping[str, str], column: str, choices: tuple[Choice, ...]
    ) -> tuple[str, ...]:
        words = [word.strip() for word in _SEPARATOR.split(_cell(row, column)) if word.strip()]
        found = [self._one(f"{where}: {column}", word, choices) for word in words]
        return tuple(dict.fromkeys(one for one in found if one))

    def _one(self, where: str, word: str, choices: tuple[Choice, ...]) -> str | None:
        wanted = _narrow(word).casefold()
        for choice in choices:
            if wanted in (choice.id.casefold(), choice.title.zh.casefold(), choice.title.en.casefold()):
                return choice.id
        allowed = ", ".join(choice.id for choice in choices)
        self.problems.append(problem("value_choice", where, value=word, allowed=allowed))
        return None

    def _rating(self, where: str, row: Mapping[str, str], rating: str) -> int | None:
        word = _narrow(_cell(row, rating))
        if not word:
            return None
        if word in "123456789" and len(word) == 1:
            return int(word)
        self.problems.append(problem("rating_range", f"{where}: {rating}", value=word))
        return None

    def _applied(self, where: str, row: Mapping[str, str]) -> bool | None:
        word = _narrow(_cell(row, "applied")).casefold()
        if word not in _YES_NO:
            self.problems.append(problem("value_choice", f"{where}: applied", value=word, allowed="yes, no"))
        return _YES_NO.get(word)

    def _words(self, where: str, row: Mapping[str, str], column: str, longest: int) -> str:
        words = _cell(row, column)
        if len(words) > longest:
            self.problems.append(
                problem("too_long", f"{where}: {column}", length=len(words), longest=longest)
            )
        return words


def read_answers(
    rows: Iterable[Row], questionnaire: Questionnaire, catalogue: Catalogue
) -> tuple[Answer, ...]:
    """The answers that ``rows`` hold, one per respondent and item.

    Columns: respondent, item (id or number), verdict (blank: skipped), name_zh, name_en, settings, troubles,
    applied, reason, supplement, stratum, and one per rating of the questionnaire. Choices may be given by id or by
    their words in either language, digits full-width. Raises ``BadInput`` with every fault.
    """
    asked_items(questionnaire, catalogue)
    reader = _Reader(questionnaire, catalogue)
    answers = [reader.read(where, row) for where, row in rows]
    if reader.problems:
        raise BadInput(reader.problems)
    return tuple(answer for answer in answers if answer is not None)


def _cell(row: Mapping[str, str], column: str) -> str:
    return (row.get(column) or "").strip()


def _narrow(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip()
