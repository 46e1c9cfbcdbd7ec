"""Priority areas with their actions, in the order of the plan. Actions are numbered through all areas."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from lbsap.model.city import CityAction, Project
from lbsap.model.city_plan import PriorityArea
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
    """A priority area; ``title`` is empty for actions that no area has been found for, ``own`` what the city says."""

    title: Text
    actions: tuple[Numbered, ...]
    own: PriorityArea | None = None


def areas(ctx: PlanContext) -> tuple[Area, ...]:
    """The areas that hold actions: the city's own in its order, then those of a framework, then the unassigned."""
    own = {area.title: area for area in ctx.city.areas}
    known = [*own, *(group.title for group in _groups(ctx))]
    held: dict[Text, list[CityAction]] = {}
    for action in ctx.city.actions:
        held.setdefault(_area(ctx, action), []).append(action)
    order = {title: place for place, title in reversed(tuple(enumerate(known)))}
    titles = sorted(held, key=lambda title: (not title, order.get(title, len(known))))
    count = itertools.count(1)
    return tuple(
        Area(
            title,
            tuple(Numbered(next(count), action, _projects(ctx, action)) for action in held[title]),
            own.get(title),
        )
        for title in titles
    )


def actions(ctx: PlanContext) -> tuple[Numbered, ...]:
    """All actions in the order of the plan."""
    return tuple(numbered for area in areas(ctx) for numbered in area.actions)


def _area(ctx: PlanContext, action: CityAction) -> Text:
    """The area an action names, by id or title; else the one that its first confirmed alignment stands in."""
    if action.area:
        return _named(ctx, action.area) or text_of(action.area)
    for found in alignments(ctx, action, "nation", "platform"):
        if found.group:
            return _followed(ctx, found.group) or found.group.title
    return Text()


def _named(ctx: PlanContext, name: str) -> Text | None:
    own = (area.title for area in ctx.city.areas if name in (area.id, area.title.zh, area.title.en))
    shared = (g.title for g in _groups(ctx) if name in (g.id, g.number, g.title.zh, g.title.en))
    return next(itertools.chain(own, shared), None)


def _followed(ctx: PlanContext, group: PolicyGroup) -> Text | None:
    """The city's own area that follows a national one, where it has but one."""
    following = [area.title for area in ctx.city.areas if area.follows == group.id]
    return following[0] if len(following) == 1 else None


def _groups(ctx: PlanContext) -> Iterator[PolicyGroup]:
    for framework in frameworks(ctx, "nation", "platform"):
        yield from framework.groups


def _projects(ctx: PlanContext, action: CityAction) -> tuple[Project, ...]:
    return tuple(project for project in ctx.city.projects if project.action == action.id)
