"""A city says which targets of higher plans its actions serve, and sees what nothing serves yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from lbsap.actions.cities.indicators import open_index
from lbsap.actions.cities.workspace import change_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import checked, frameworks_of
from lbsap.model.actor import Actor
from lbsap.model.city import CityAction, CityData
from lbsap.model.draft import USUAL
from lbsap.model.problems import Problem
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.aligning.city_actions import Candidate, Choice, candidates, decided, frameworks_to_align
from lbsap.steps.common.stamp import require_unchanged
from lbsap.store.faults import not_found


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of one link: how far it holds, and a note."""

    choice: Choice
    note: Text = Text()


@allowed_to("administrator", "editor", "city")
def proposals_for(
    actor: Actor, registry: Registry, data: CityData, action: CityAction
) -> tuple[Candidate, ...]:
    """The links of an action and new proposals, framework by framework, the national plan first."""
    frameworks = frameworks_to_align(frameworks_of(data, registry).values())
    return tuple(one for framework in frameworks for one in candidates(action, framework))


@allowed_to("administrator", "editor", "city")
def decide_links(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    city_id: int,
    action_id: str,
    seen: str,
    said: Mapping[tuple[str, str], Said],
) -> None:
    """Keep what a person says of links of an action, by framework and target. ``seen`` is the stamp of the links shown.

    Raises ``BadInput`` (``part_changed``) where somebody else has changed them since, ``NotFound`` for an action or a
    target that is not there.
    """

    def change(data: CityData) -> CityData:
        action = action_of(data, action_id)
        require_unchanged(action.links, seen, "newer")
        known = frameworks_of(data, registry)
        links = action.links
        for (framework, target), one in said.items():
            if framework not in known or known[framework].target(target) is None:
                raise not_found(Text("框架目标", "framework target"), f"{framework}:{target}")
            links = decided(links, framework, target, one.choice, one.note)
        changed = replace(action, links=links)
        return replace(data, actions=tuple(changed if one is action else one for one in data.actions))

    change_city(actor, engine, city_id, "alignment decided", change, action_id)


@allowed_to("administrator", "editor", "city")
def findings_on(actor: Actor, engine: Engine, registry: Registry, data: CityData) -> tuple[Problem, ...]:
    """Everything that a city's data still lack or get wrong, under the index it reports. Raises ``NotFound``."""
    index = open_index(actor, engine, registry, data).index
    return checked(data, index, USUAL.variant, registry)[1]


def action_of(data: CityData, action_id: str) -> CityAction:
    """The action by its id. Raises ``NotFound``."""
    for one in data.actions:
        if one.id == action_id:
            return one
    raise not_found(Text("行动", "action"), action_id)
