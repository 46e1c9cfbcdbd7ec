"""Rows of a table to people to be invited: every fault told by row and column, nothing taken over unless all is well."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lbsap.model.panel import Person
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Choice, Questionnaire
from lbsap.model.text import Text
from lbsap.steps.asking.answers import LONGEST_NAME
from lbsap.steps.common.printed import joined
from lbsap.steps.common.words import clean, clean_line, is_address, narrow

MOST_PEOPLE: Final = 1_000
SHORTEST_NAME: Final = 2
LONGEST_PERSON: Final = 50
COLUMNS: Final = ("name", "institution", "email", "stratum", "language")
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "姓名", "专家姓名", "名字"),
    "institution": (
        "institution", "单位", "工作单位", "所在单位", "机构", "affiliation", "organisation", "organization",
    ),
    "email": ("email", "电子邮箱", "邮箱", "电子邮件", "邮件", "邮箱地址", "emailaddress", "mail"),
    "stratum": ("stratum", "专家类别", "类别", "专业领域", "领域", "field"),
    "language": ("language", "语言", "语种"),
}  # fmt: skip
"""The columns and what their headings may read; case, blanks, hyphens and what stands in brackets do not matter."""
LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "zh": ("zh", "中文", "汉语", "chinese", "简体中文"),
    "en": ("en", "英文", "英语", "english"),
}
_IN_BRACKETS: Final = re.compile(r"\(.*?\)")
_IDLE: Final = re.compile(r"[\s_*-]+")


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A row: its number in the file, its cells by column as typed, the person it gives, and faults by column."""

    number: str
    cells: Mapping[str, str]
    person: Person | None
    faults: tuple[tuple[str, Problem], ...] = ()


@dataclass(frozen=True, slots=True)
class PanelReading:
    """All rows, and problems of the table as a whole; some of them may be no more than notes."""

    rows: tuple[PanelRow, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def faulty(self) -> bool:
        """Whether anything stands in the way of taking the rows over."""
        return any(row.faults for row in self.rows) or any(one.severity == "error" for one in self.problems)

    @property
    def people(self) -> tuple[Person, ...]:
        """The people, in order; all of them only where nothing is faulty."""
        return tuple(row.person for row in self.rows if row.person)


def read_panel(rows: Sequence[Row], questionnaire: Questionnaire, standing: Iterable[Person]) -> PanelReading:
    """Judge rows against the questionnaire's strata and the people ``standing`` on the panel.

    Names keep every character but invisible ones; e-mail addresses are read in their narrow form (NFKC).
    """
    if not rows:
        return PanelReading((), (problem("file_empty"),))
    columns = {heading: column_of(heading) for heading in rows[0][1]}
    problems = list(_column_problems(columns))
    if len(rows) > MOST_PEOPLE:
        problems.append(problem("people_most", most=MOST_PEOPLE))
    if any(one.severity == "error" for one in problems):
        return PanelReading((), tuple(problems))
    reader = _Reader(strata_of(questionnaire), {mark: "" for one in standing for mark in _marks(one)})
    return PanelReading(tuple(reader.read(where, cells, columns) for where, cells in rows), tuple(problems))


def judge_person(
    given: Person, questionnaire: Questionnaire
) -> tuple[Person, tuple[tuple[str, Problem], ...]]:
    """One person as typed, cleaned, and the faults by column."""
    reader = _Reader(strata_of(questionnaire), {})
    return reader.judge({column: getattr(given, column) for column in COLUMNS})


def column_of(heading: str) -> str:
    """The column that a heading names, or ``""``; it may name it in both languages, as ``姓名 name``."""
    named = {_column(word) for word in heading.split()}
    return _column(heading) or (named.pop() if len(named) == 1 else "")


def _column(words: str) -> str:
    plain = _plain(words)
    return next((column for column, known in HEADINGS.items() if plain in known), "")


def strata_of(questionnaire: Questionnaire) -> tuple[Choice, ...]:
    """The choices of the profile question that gives the stratum; none where no question does."""
    return next((one.choices for one in questionnaire.profile if one.stratum), ())


def _column_problems(columns: Mapping[str, str]) -> Iterable[Problem]:
    named = [column for column in columns.values() if column]
    if "name" not in named:
        yield problem("column_missing", column="姓名 / name")
    for column in dict.fromkeys(one for one in named if named.count(one) > 1):
        yield problem("column_twice", column=column)
    for heading, column in columns.items():
        if not column:
            yield problem("column_passed_over", severity="warning", column=heading)


@dataclass(slots=True)
class _Reader:
    strata: Sequence[Choice]
    known: dict[tuple[str, ...], str] = field(default_factory=dict)
    """By what tells people apart: the row they stand in, or ``""`` where they are on the panel already."""

    def read(self, where: str, cells: Mapping[str, str], columns: Mapping[str, str]) -> PanelRow:
        number = where.rpartition(":")[2]
        typed = dict.fromkeys(COLUMNS, "") | {
            column: cells[heading] for heading, column in columns.items() if column
        }
        person, faults = self.judge(typed)
        if not faults:
            faults = self._seen_before(person, number)
        return PanelRow(number, typed, None if faults else person, faults)

    def judge(self, typed: Mapping[str, str]) -> tuple[Person, tuple[tuple[str, Problem], ...]]:
        faults: list[tuple[str, Problem]] = []
        for column in COLUMNS:
            if "\n" in clean(typed[column])[0]:
                faults.append((column, problem("person_line", column)))
        person = Person(
            clean_line(typed["name"])[0],
            clean_line(typed["institution"])[0],
            narrow(clean_line(typed["email"])[0]),
            self._stratum(typed["stratum"], faults),
            _language(typed["language"], faults),
        )
        faults += [(one.where, one) for one in _contact_problems(person)]
        return person, tuple(sorted(faults, key=lambda fault: COLUMNS.index(fault[0])))

    def _stratum(self, typed: str, faults: list[tuple[str, Problem]]) -> str:
        plain = _plain(typed)
        if not plain:
            return ""
        for choice in self.strata:
            if plain in (_plain(choice.id), _plain(choice.title.zh), _plain(choice.title.en)):
                return choice.id
        titles = joined((choice.title for choice in self.strata), "、", ", ")
        fault = problem("value_choice", "stratum", value=typed.strip(), allowed=titles)
        faults.append(("stratum", fault if self.strata else problem("stratum_none", "stratum")))
        return ""

    def _seen_before(self, person: Person, number: str) -> tuple[tuple[str, Problem], ...]:
        found = next((mark for mark in _sought(person) if mark in self.known), None)
        if found is None:
            self.known.update(dict.fromkeys(_marks(person), number))
            return ()
        column, row = ("email" if found[0] == "email" else "name"), self.known[found]
        fault = (
            problem("person_twice", column, row=row)
            if row
            else problem("person_known", column, name=person.name)
        )
        return ((column, fault),)


def _contact_problems(person: Person) -> Iterable[Problem]:
    if not SHORTEST_NAME <= len(person.name) <= LONGEST_PERSON or not any(map(str.isalpha, person.name)):
        yield problem("person_name", "name")
    if len(person.institution) > LONGEST_NAME:
        yield problem("too_long", "institution", length=len(person.institution), longest=LONGEST_NAME)
    if person.email and not is_address(person.email):
        yield problem("email_form", "email", email=person.email)


def _language(typed: str, faults: list[tuple[str, Problem]]) -> str:
    plain = _plain(typed)
    for language, words in LANGUAGES.items():
        if plain in words:
            return language
    if plain:
        fault = problem(
            "value_choice", "language", value=typed.strip(), allowed=Text("中文、英文", "Chinese, English")
        )
        faults.append(("language", fault))
    return ""


def _marks(person: Person) -> list[tuple[str, ...]]:
    """By what a person is found again: the address; name and institution, both with and without one."""
    named = (person.name.casefold(), person.institution.casefold())
    return [("name", *named), ("email", person.email.casefold()) if person.email else ("no email", *named)]


def _sought(person: Person) -> list[tuple[str, ...]]:
    """What would show a person to be known: the same address; where either has none, name and institution."""
    named = (person.name.casefold(), person.institution.casefold())
    if not person.email:
        return [("name", *named)]
    return [("email", person.email.casefold()), ("no email", *named)]


def _plain(words: str) -> str:
    """Words as they are compared: narrow, in small letters, without blanks, hyphens and what stands in brackets."""
    return _IDLE.sub("", _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", words).casefold()))
