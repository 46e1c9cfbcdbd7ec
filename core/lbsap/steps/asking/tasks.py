"""How far an expert has come: the state of each item, and an honest estimate of the minutes left."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, Literal

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.consultation import Answer
from lbsap.model.problems import Problem
from lbsap.model.questionnaire import Questionnaire
from lbsap.steps.asking.answers import attention

TaskState = Literal["not_started", "answered", "attention", "outside"]
ENOUGH_FOR_A_PACE: Final = 5
LONGEST_THOUGHT: Final = timedelta(minutes=15)
"""A longer gap between two answers is a break, not work."""


@dataclass(frozen=True, slots=True)
class Task:
    """An item to judge, its state, and what it lacks where it needs attention."""

    item: Item
    state: TaskState
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of tasks. ``answered`` includes those outside one's expertise; ``minutes_left`` 0 where all is done."""

    total: int
    answered: int
    outside: int
    attention: int
    minutes_left: int

    @property
    def not_started(self) -> int:
        """Items with no answer yet."""
        return self.total - self.answered - self.attention


def tasks_of(
    items: Iterable[Item], answers: Mapping[str, Answer], questionnaire: Questionnaire, catalogue: Catalogue
) -> dict[str, Task]:
    """The task of each item by its id, in order."""
    return {item.id: _task(item, answers.get(item.id), questionnaire, catalogue) for item in items}


def _task(item: Item, answer: Answer | None, questionnaire: Questionnaire, catalogue: Catalogue) -> Task:
    if answer is None:
        return Task(item, "not_started")
    problems = tuple(attention(answer, item, questionnaire, catalogue))
    if problems:
        return Task(item, "attention", problems)
    if answer.verdict is None:
        return Task(item, "not_started")
    return Task(item, "outside" if answer.verdict == "outside" else "answered")


def minutes_for(minutes: int, asked: int, total: int) -> int:
    """The minutes that ``asked`` items take, where all ``total`` of a questionnaire are said to take ``minutes``."""
    return math.ceil(minutes * asked / total) if total else 0


def progress_of(tasks: Iterable[Task], minutes: int, saved: Sequence[datetime]) -> Progress:
    """Counts and the estimate. ``minutes`` is the questionnaire's for these items, ``saved`` when each was answered.

    From five answers on the estimate rests on the respondent's own pace.
    """
    states = Counter(task.state for task in tasks)
    total = sum(states.values())
    answered = states["answered"] + states["outside"]
    left = total - answered
    each = own_pace(saved) or (minutes / total if total else 0.0)
    return Progress(total, answered, states["outside"], states["attention"], math.ceil(left * each))


def own_pace(saved: Sequence[datetime]) -> float | None:
    """Minutes of work an answer, breaks left out; ``None`` below five answers or where there were only breaks."""
    if len(saved) < ENOUGH_FOR_A_PACE:
        return None
    gaps = [later - earlier for earlier, later in pairwise(sorted(saved))]
    worked = [gap for gap in gaps if gap <= LONGEST_THOUGHT]
    spent = sum(worked, timedelta()).total_seconds() / 60
    return spent / len(worked) if spent else None
