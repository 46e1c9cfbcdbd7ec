"""Answers that were given elsewhere, typed in by an editor: of one person, or of as many as raised their hands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Answer
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.steps.asking.answers import LONGEST_NAME, Cells, cell, fit, read_answer
from lbsap.steps.common.words import clean_line, whole_number

PERSONS: Final = "persons"
"""The field or column that says how many gave the same answer."""
MOST_PERSONS: Final = 500


def read_spoken(data: Cells, questionnaire: Questionnaire, catalogue: Catalogue) -> Answer:
    """The answer in the fields speaker, item (id) and those of ``read_answer``. Raises ``BadInput``, placed at fields.

    A verdict is needed; a reason is not, for minutes often give none.
    """
    found, speaker = fit("speaker", *clean_line(cell(data, "speaker")), LONGEST_NAME)
    problems = [one for one in found if one.severity == "error"]
    if not speaker:
        problems.append(problem("speaker_wanted", "speaker"))
    item = catalogue.item(cell(data, "item"))
    if item is None:
        raise BadInput([*problems, problem("choice_wanted", "item")])
    reading = read_answer(item, data, questionnaire, catalogue)
    problems += [one for one in reading.problems if one.severity == "error"]
    if reading.answer is None or reading.answer.verdict is None:
        problems.append(problem("verdict_wanted", "verdict"))
    if problems or reading.answer is None:
        raise BadInput(problems)
    return replace(reading.answer, respondent=speaker)


def read_persons(data: Cells, where: str = PERSONS) -> int:
    """How many gave the answer: one where the field ``persons`` is empty. Raises ``BadInput``, placed at ``where``."""
    persons = whole_number(cell(data, PERSONS) or "1")
    if not persons or persons > MOST_PERSONS:
        raise BadInput([problem("persons_wrong", where, most=MOST_PERSONS)])
    return persons


def of_each(answer: Answer, persons: int, known: Collection[str]) -> tuple[Answer, ...]:
    """The answer of each of several persons, who are told apart by a number after the word for all of them.

    Numbers go on from those among ``known``, the speakers on this item so far. A single person bears the word itself.
    """
    if persons == 1:
        return (answer,)
    free = _numbered(answer.respondent, known)
    return tuple(replace(answer, respondent=next(free)) for _ in range(persons))


def rows_of_each(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a table, those with several ``persons`` once for each of them. Raises ``BadInput`` for numbers that are
    none."""
    problems: list[Problem] = []
    found: list[Row] = []
    names: dict[tuple[str, str], Iterator[str]] = {}
    for where, cells in rows:
        try:
            persons = read_persons(cells, f"{where}: {PERSONS}")
        except BadInput as fault:
            problems += fault.problems
            continue
        if persons == 1:
            found.append((where, cells))
            continue
        word = clean_line(cell(cells, "respondent"))[0]
        free = names.setdefault((word, cell(cells, "item")), _numbered(word, ()))
        found += [(where, {**cells, "respondent": next(free)}) for _ in range(persons)]
    if problems:
        raise BadInput(problems)
    return tuple(found)


def _numbered(word: str, known: Collection[str]) -> Iterator[str]:
    return (name for number in count(1) if (name := f"{word} {number}") not in known)
