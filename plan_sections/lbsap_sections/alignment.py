"""What a local action serves in the frameworks above it, as far as people have confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData
from lbsap.model.plugin_items import PlanContext
from lbsap.model.policy import Layer, PolicyFramework, PolicyGroup, PolicyTarget
from lbsap.model.text import Text, same

CBI: Final = "cbi"
"""How the ids of the City Biodiversity Index in all its versions begin."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A link with the framework and target it points at."""

    link: Link
    framework: PolicyFramework
    target: PolicyTarget

    @property
    def title(self) -> Text:
        """The target's id and title."""
        return Text(
            f"{self.target.id} {self.target.title.show('zh')}",
            f"{self.target.id} {self.target.title.show('en')}",
        )

    @property
    def group(self) -> PolicyGroup | None:
        """The priority area the target stands in: the topmost group above it."""
        groups = {group.id: group for group in self.framework.groups}
        found = groups.get(self.target.group)
        while found and found.parent in groups:
            found = groups[found.parent]
        return found


def frameworks(ctx: PlanContext, *layers: Layer) -> tuple[PolicyFramework, ...]:
    """The frameworks of these layers, the city's own included."""
    known = {**ctx.frameworks, **{framework.id: framework for framework in ctx.city.frameworks}}
    return tuple(framework for layer in layers for framework in known.values() if framework.layer == layer)


def alignments(
    ctx: PlanContext,
    action: CityAction,
    *layers: Layer,
    status: Literal["confirmed", "proposed"] = "confirmed",
) -> Iterator[Alignment]:
    """The action's links into these layers with this status, primary ones first."""
    by_id = {framework.id: framework for framework in frameworks(ctx, *layers)}
    for link in sorted(action.links, key=lambda link: link.degree != "primary"):
        framework = by_id.get(link.framework)
        target = framework.target(link.target) if framework else None
        if framework and target and link.status == status:
            yield Alignment(link, framework, target)


def degree(link: Link) -> Literal["high", "medium", "low"]:
    """The degree that a person gave; where none was given, high for a primary link and medium for any other."""
    return link.extent or ("high" if link.degree == "primary" else "medium")


def explanation(city: CityData, framework: PolicyFramework, target: str) -> Text:
    """The reason given why no action serves a target, named by its id or as ``framework:id``; empty for none."""
    names = (target, f"{framework.id}:{target}")
    return next((one.reason for one in city.explanations if one.about in names), Text())


def code(ctx: PlanContext, indicator: str) -> Text:
    """An indicator of the index as it is cited: CBI-12, under any other index its number; nothing for one it lacks."""
    item = ctx.index.find(indicator)
    stem = f"{CBI.upper()}-" if ctx.index.id.startswith(CBI) else ""
    return same(f"{stem}{item.number}") if item else Text()
