"""Priority areas with their actions, in the order of the plan. Actions are numbered through all areas."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from lbsap.model.city import CityAction, Project
from lbsap.model.plugin_items import PlanContext
from lbsap.model.policy import PolicyGroup
from lbsap.model.text import Text, text_of
from lbsap_sections.alignment import alignments, frameworks


@dataclass(frozen=True, slots=True)
class Numbered:
    """An action with its number in the plan and its projects."""

    number: int
    action: CityAction
    projects: tuple[Project, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A priority area; ``title`` is empty for actions that no area has been found for."""

    title: Text
    actions: tuple[Numbered, ...]


def areas(ctx: PlanContext) -> tuple[Area, ...]:
    """The areas that hold actions: those of a framework in its order, then the city's own, then the unassigned."""
    groups = [
        group.title for framework in frameworks(ctx, "nation", "platform") for group in framework.groups
    ]
    held: dict[Text, list[CityAction]] = {}
    for action in ctx.city.actions:
        held.setdefault(_area(ctx, action), []).append(action)
    order = {title: place for place, title in reversed(tuple(enumerate(groups)))}
    titles = sorted(held, key=lambda title: (not title, order.get(title, len(groups))))
    count = itertools.count(1)
    return tuple(
        Area(title, tuple(Numbered(next(count), action, _projects(ctx, action)) for action in held[title]))
        for title in titles
    )


def actions(ctx: PlanContext) -> tuple[Numbered, ...]:
    """All actions in the order of the plan."""
    return tuple(numbered for area in areas(ctx) for numbered in area.actions)


def _area(ctx: PlanContext, action: CityAction) -> Text:
    if action.area:
        group = _named(ctx, action.area)
        return group.title if group else text_of(action.area)
    for found in alignments(ctx, action, "nation", "platform"):
        if found.group:
            return found.group.title
    return Text()


def _named(ctx: PlanContext, name: str) -> PolicyGroup | None:
    groups = (group for framework in frameworks(ctx, "nation", "platform") for group in framework.groups)
    return next((g for g in groups if name in (g.id, g.number, g.title.zh, g.title.en)), None)


def _projects(ctx: PlanContext, action: CityAction) -> tuple[Project, ...]:
    return tuple(project for project in ctx.city.projects if project.action == action.id)
