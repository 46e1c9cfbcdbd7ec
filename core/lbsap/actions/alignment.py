"""Proposals of framework targets for a text or for every action of a city."""

from __future__ import annotations

from pathlib import Path

from lbsap.actions.city_files import read_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import resolve
from lbsap.model.actor import Actor
from lbsap.model.policy import PolicyFramework
from lbsap.registry import Registry
from lbsap.steps.aligning.align import Proposal, propose, propose_all
from lbsap.steps.aligning.city_actions import action_words


@allowed_to("administrator", "editor", "viewer", "city")
def align_text(actor: Actor, registry: Registry, framework: str, text: str, top: int) -> tuple[Proposal, ...]:
    """The targets that a text speaks to most, best first, with the words that speak for them."""
    return propose(resolve(PolicyFramework, framework, registry), text, top)


@allowed_to("administrator", "editor", "viewer", "city")
def align_city(
    actor: Actor, registry: Registry, framework: str, path: Path, top: int
) -> dict[str, tuple[Proposal, ...]]:
    """Proposals by action id for every action of a city."""
    city, _ = read_city(path)
    texts = {one.id: action_words(one) for one in city.actions}
    return propose_all(resolve(PolicyFramework, framework, registry), texts, top)
