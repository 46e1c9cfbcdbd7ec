"""The fields of a form to a proposed item, and closing words; every problem is placed at its field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lbsap.model.problems import Problem, problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.steps.asking.answers import LONGEST_COMMENT, LONGEST_NAME, Cells, cell, fit
from lbsap.steps.common.words import clean, clean_line

_COMMENTS = ("content", "data_source", "reason")


@dataclass(frozen=True, slots=True)
class ProposalReading:
    """A proposed item (``None`` where a problem of severity ``error`` keeps it from being saved) and problems."""

    proposal: Proposal | None
    problems: tuple[Problem, ...] = ()


def read_proposal(data: Cells, groups: Collection[str]) -> ProposalReading:
    """A proposed item from the fields name_zh, name_en, parent (of ``groups``, or empty), content, data_source, reason."""
    problems: list[Problem] = []
    words: dict[str, str] = {}
    for field in ("name_zh", "name_en"):
        found, words[field] = fit(field, *clean_line(cell(data, field)), LONGEST_NAME)
        problems += found
    for field in _COMMENTS:
        found, words[field] = fit(field, *clean(cell(data, field)), LONGEST_COMMENT)
        problems += found
    name = Text(words["name_zh"], words["name_en"])
    if not name:
        problems.append(problem("name_wanted", "name_zh"))
    parent = cell(data, "parent")
    if parent and parent not in groups:
        problems.append(
            problem("value_choice", "parent", value=clean(parent[:60])[0], allowed=", ".join(groups))
        )
    proposal = Proposal(name, parent, *(words[one] for one in _COMMENTS))
    faulty = any(one.severity == "error" for one in problems)
    return ProposalReading(None if faulty else proposal, tuple(problems))


def read_closing(data: Cells, questionnaire: Questionnaire) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The words on each closing question, by its id, and problems (those of severity ``error`` forbid saving)."""
    problems: list[Problem] = []
    words: dict[str, str] = {}
    for question in questionnaire.closing:
        found, words[question.id] = fit(question.id, *clean(cell(data, question.id)), LONGEST_COMMENT)
        problems += found
    return words, tuple(problems)
