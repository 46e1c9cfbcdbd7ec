"""Plan check: who does what by when, with which money, and what makes it local."""

from __future__ import annotations

from collections.abc import Iterator

from lbsap.model.city import CityAction, CityData
from lbsap.model.problems import Problem
from lbsap.steps.findings import finding


def check_actions(city: CityData) -> Iterator[Problem]:
    """Findings on actions and projects. Where nobody is responsible anywhere, that is said once."""
    named = [one.department for one in city.actions] + [one.department for one in city.targets]
    responsible = any(named + [one.department for one in city.projects])
    if not responsible:
        yield finding("department_nowhere", "actions")
    if not any(project.cost is not None for project in city.projects):
        yield finding("budget_nowhere", "projects")
    for i, action in enumerate(city.actions):
        yield from _action(action, f"actions[{i}]", responsible=responsible)
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
    proposed = [link.target for link in action.links if link.status == "proposed"]
    if proposed:
        yield finding("link_unconfirmed", f"{where}.links", title=action.title, targets=", ".join(proposed))
