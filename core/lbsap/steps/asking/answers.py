"""Answers, from a form or a table, to ``Answer`` values; every fault is named by its place.

A form gives what ``read_answer`` takes, a table of answers what ``read_answers`` takes; both read fields alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, cast

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Choice, Questionnaire, VerdictWord
from lbsap.model.text import LANGS, Lang, Text
from lbsap.steps.asking.questionnaire import asked_items
from lbsap.steps.common.words import clean, clean_line, narrow

LONGEST_COMMENT: Final = 4000
LONGEST_NAME: Final = 200
Cells = Mapping[str, str | Sequence[str]]
"""Fields by name; those of a form that take several choices hold a list."""
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form says on one item: the answer, and problems placed at the field.

    ``answer`` is ``None`` where a problem of severity ``error`` keeps it from being saved. A ``warning`` does not:
    the answer is saved and needs attention (a reason is wanting). ``info`` tells what was taken out.
    """

    answer: Answer | None
    problems: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is left to mend."""
        return all(one.severity == "info" for one in self.problems)


def read_answer(item: Item, data: Cells, questionnaire: Questionnaire, catalogue: Catalogue) -> Reading:
    """The answer on ``item`` that the fields of a form hold; nobody's as yet (``respondent`` is empty).

    Fields: verdict, name_zh, name_en, settings and troubles (lists), applied (yes, no), reason, supplement, and one
    per rating by its id. Fields it does not know are left alone.
    """
    fields = _Fields(questionnaire)
    answer = fields.answer("", "", item.id, data)
    problems = (*fields.problems, *attention(answer, item, questionnaire, catalogue))
    return Reading(None if any(one.severity == "error" for one in problems) else answer, problems)


def attention(
    answer: Answer, item: Item, questionnaire: Questionnaire, catalogue: Catalogue
) -> Iterator[Problem]:
    """What an answer lacks to be complete, as warnings placed at the field: it is kept all the same."""
    if answer.verdict is None:
        if answer != Answer(answer.respondent, answer.item, stratum=answer.stratum):
            yield problem("verdict_wanted", "verdict", severity="warning")
        return
    if answer.verdict == "rename":
        yield from _name_problems(answer.name, item, catalogue)
    if answer.verdict in questionnaire.items.reason_for and not answer.reason:
        title = next(one.title for one in questionnaire.items.verdicts if one.id == answer.verdict)
        yield problem("reason_wanted", "reason", severity="warning", verdict=title)


def _name_problems(name: Text, item: Item, catalogue: Catalogue) -> Iterator[Problem]:
    if not name:
        yield problem("name_wanted", "name_zh", severity="warning")
    for lang in LANGS:
        words = _same_name(getattr(name, lang))
        if words and words == _same_name(getattr(item.title, lang)):
            yield problem("name_unchanged", f"name_{lang}", severity="warning")
        holder = words and _holder(words, lang, item, catalogue)
        if holder:
            yield problem("name_taken", f"name_{lang}", severity="warning", number=holder.number)


def _holder(words: str, lang: Lang, item: Item, catalogue: Catalogue) -> Item | None:
    """Another item that has this name, however it is spaced, cased or wide."""
    others = (one for one in catalogue.items if one.id != item.id)
    return next((one for one in others if _same_name(getattr(one.title, lang)) == words), None)


@lru_cache(maxsize=4096)  # the names of a catalogue are compared again with each answer, on each page
def _same_name(words: str) -> str:
    seen = (one for one in narrow(words).casefold() if unicodedata.category(one) != "Cf")
    return "".join(seen).replace(" ", "")


@dataclass(slots=True)
class _Fields:
    """Reads the fields of an answer against one questionnaire; collects problems as it goes."""

    questionnaire: Questionnaire
    problems: list[Problem] = field(default_factory=list)

    def answer(self, where: str, respondent: str, item: str, cells: Cells, stratum: str = "") -> Answer:
        """The answer in ``cells``; places of problems begin with ``where``."""
        asked = self.questionnaire.items
        return Answer(
            respondent=respondent,
            item=item,
            verdict=cast(VerdictWord | None, self._choice(where, cells, "verdict", asked.verdicts)),
            name=Text(self._name(where, cells, "name_zh"), self._name(where, cells, "name_en")),
            settings=self._choices(where, cells, "settings", asked.settings),
            troubles=self._choices(where, cells, "troubles", asked.troubles),
            applied=self._applied(where, cells),
            ratings={
                r.id: value for r in asked.ratings if (value := self._rating(where, cells, r.id)) is not None
            },
            reason=self._comment(where, cells, "reason"),
            supplement=self._comment(where, cells, "supplement"),
            stratum=stratum,
        )

    def _choice(self, where: str, cells: Cells, column: str, choices: tuple[Choice, ...]) -> str | None:
        word = cell(cells, column)
        return self._one(_place(where, column), word, choices) if word else None

    def _choices(self, where: str, cells: Cells, column: str, choices: tuple[Choice, ...]) -> tuple[str, ...]:
        given = cells.get(column) or ""
        words = _SEPARATOR.split(given) if isinstance(given, str) else given
        found = [self._one(_place(where, column), word.strip(), choices) for word in words if word.strip()]
        return tuple(dict.fromkeys(one for one in found if one))

    def _one(self, where: str, word: str, choices: tuple[Choice, ...]) -> str | None:
        wanted = narrow(word).casefold()
        for choice in choices:
            if wanted in (choice.id.casefold(), choice.title.zh.casefold(), choice.title.en.casefold()):
                return choice.id
        allowed = ", ".join(choice.id for choice in choices)
        self.problems.append(problem("value_choice", where, value=clean(word[:60])[0], allowed=allowed))
        return None

    def _rating(self, where: str, cells: Cells, rating: str) -> int | None:
        word = narrow(cell(cells, rating))
        if not word:
            return None
        if word in "123456789" and len(word) == 1:
            return int(word)
        self.problems.append(problem("rating_range", _place(where, rating), value=clean(word[:60])[0]))
        return None

    def _applied(self, where: str, cells: Cells) -> bool | None:
        word = narrow(cell(cells, "applied")).casefold()
        if word not in _YES_NO:
            value = clean(word[:60])[0]
            self.problems.append(
                problem("value_choice", _place(where, "applied"), value=value, allowed="yes, no")
            )
        return _YES_NO.get(word)

    def _name(self, where: str, cells: Cells, column: str) -> str:
        return self._fitting(_place(where, column), *clean_line(cell(cells, column)), LONGEST_NAME)

    def _comment(self, where: str, cells: Cells, column: str) -> str:
        return self._fitting(_place(where, column), *clean(cell(cells, column)), LONGEST_COMMENT)

    def _fitting(self, where: str, words: str, removed: bool, longest: int) -> str:
        found, fitting = fit(where, words, removed, longest)
        self.problems.extend(found)
        return fitting


def fit(where: str, words: str, removed: bool, longest: int) -> tuple[list[Problem], str]:
    """Words of at most ``longest`` characters as they are; what is too long, or was ``removed``, is told."""
    found = []
    if removed:
        found.append(problem("characters_removed", where, severity="info"))
    if len(words) > longest:
        found.append(problem("too_long", where, length=len(words), longest=longest))
    return found, words


@dataclass(slots=True)
class _Reader:
    """Reads rows against one questionnaire and catalogue; collects problems as it goes."""

    fields: _Fields
    catalogue: Catalogue
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    strata: dict[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return self.fields.problems

    def read(self, where: str, row: Mapping[str, str]) -> Answer:
        item = self._item(where, row)
        respondent = cell(row, "respondent")
        if not respondent:
            self.problems.append(problem("value_missing", where, field="respondent"))
        self._once(where, respondent, item)
        stratum = self._stratum(where, respondent, cell(row, "stratum"))
        return self.fields.answer(where, respondent, item, row, stratum)

    def _item(self, where: str, row: Mapping[str, str]) -> str:
        name = cell(row, "item")
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


def read_answers(
    rows: Iterable[Row], questionnaire: Questionnaire, catalogue: Catalogue
) -> tuple[Answer, ...]:
    """The answers that ``rows`` hold, one per respondent and item.

    Columns: respondent, item (id or number), verdict (blank: skipped), name_zh, name_en, settings, troubles,
    applied, reason, supplement, stratum, and one per rating of the questionnaire. Choices may be given by id or by
    their words in either language, digits full-width. Raises ``BadInput`` with every fault.
    """
    asked_items(questionnaire, catalogue)
    reader = _Reader(_Fields(questionnaire), catalogue)
    answers = tuple(reader.read(where, row) for where, row in rows)
    faults = [one for one in reader.problems if one.severity == "error"]
    if faults:
        raise BadInput(faults)
    return answers


def cell(cells: Cells, column: str) -> str:
    """The trimmed words of a field of which only one value counts."""
    given = cells.get(column) or ""
    return (given if isinstance(given, str) else given[-1] if given else "").strip()


def _place(where: str, column: str) -> str:
    return f"{where}: {column}" if where else column
