"""Plan check: who does what by when, with which money and result, and what makes it local."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lbsap.model.city import CityAction, CityData
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem
from lbsap.steps.checking.findings import finding

_NUMBER: Final = re.compile(r"\d|[一二两三四五六七八九十百千万][个处项条次所座株亩人家只种年成倍]|百分之")
"""A figure in words: digits, or Chinese numerals with what they count."""


def check_actions(city: CityData, frameworks: Mapping[str, PolicyFramework]) -> Iterator[Problem]:
    """Findings on actions and projects. Where nobody is responsible anywhere, that is said once."""
    named = [one.department for one in city.actions] + [one.department for one in city.targets]
    responsible = any(named + [one.department for one in city.projects])
    if not responsible:
        yield finding("department_nowhere", "actions")
    if not any(project.cost is not None for project in city.projects):
        yield finding("budget_nowhere", "projects")
    national = {one.id for one in frameworks.values() if one.layer == "nation" and one.targets}
    served = {
        target.action
        for target in city.targets
        if target.unreadable or target.value is not None or target.check
    }
    for i, action in enumerate(city.actions):
        where = f"actions[{i}]"
        yield from _action(action, where, responsible=responsible)
        if action.id not in served and not _has_result(action):
            yield finding("action_no_result", f"{where}.result", title=action.title)
        yield from _aligned(action, where, national)
    for i, project in enumerate(city.projects):
        if not project.action:
            yield finding("project_no_action", f"projects[{i}].action", title=project.title)


def _action(action: CityAction, where: str, *, responsible: bool) -> Iterator[Problem]:
    if responsible and not action.department:
        yield finding("action_no_department", f"{where}.department", title=action.title)
    if action.deadline is None:
        yield finding("action_no_deadline", f"{where}.deadline", title=action.title)
    if not action.local_features:
        yield finding("action_no_local_features", f"{where}.local_features", title=action.title)


def _has_result(action: CityAction) -> bool:
    """Whether what an action comes to can be checked: a result with a figure, or with the year the action ends."""
    result = action.result
    counted = any(_NUMBER.search(words) for words in (result.zh, result.en))
    return bool(result) and (counted or action.deadline is not None)


def _aligned(action: CityAction, where: str, national: set[str]) -> Iterator[Problem]:
    """Proposals that wait for a person; and where nothing ties an action to the national plan, that it stands alone."""
    proposed = [link.target for link in action.links if link.status == "proposed"]
    if proposed:
        names = ", ".join(proposed)
        yield finding("link_unconfirmed", f"{where}.links", title=action.title, targets=names)
    tied = any(link.framework in national and link.status != "rejected" for link in action.links)
    if national and not tied and not action.reason:
        yield finding("action_not_aligned", f"{where}.links", title=action.title)
