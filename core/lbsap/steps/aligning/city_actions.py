"""How a city's actions stand to the targets of a framework: what is linked, what is proposed, and what nothing serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, Explanation
from lbsap.model.policy import Layer, PolicyFramework, PolicyTarget
from lbsap.model.text import Text
from lbsap.steps.aligning.align import Proposal, propose_all

Choice = Literal["high", "medium", "low", "rejected", "open"]
"""What a person says of a link: how far the action serves the target, that it does not, or that it is undecided."""
CHOICES: Final[tuple[Choice, ...]] = ("high", "medium", "low", "rejected", "open")
MOST_NEW: Final = 3
"""Proposals of one framework that are shown beside the links that stand."""
FAR: Final = 2
"""A new proposal whose likeness is less than the best one's by more than this factor is not shown: it would only cost
the reader's time."""
_ORDER: Final[tuple[Layer, ...]] = ("nation", "province", "prefecture", "global")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A target that an action serves, or may serve: the link that stands, the words that speak for it, or both."""

    framework: PolicyFramework
    target: PolicyTarget
    link: Link | None = None
    because: tuple[str, ...] = ()

    @property
    def choice(self) -> Choice | None:
        """What has been said of it; ``None`` where it was confirmed without saying how far."""
        return choice_of(self.link) if self.link else "open"


@dataclass(frozen=True, slots=True)
class Served:
    """An action that serves a target; ``via`` is the target of another framework through which it does."""

    action: CityAction
    link: Link
    via: PolicyTarget | None = None


def choice_of(link: Link) -> Choice | None:
    """What has been said of a link; ``None`` where it was confirmed without saying how far."""
    if link.status == "proposed":
        return "open"
    if link.status == "rejected":
        return "rejected"
    return link.extent or None


def frameworks_to_align(frameworks: Iterable[PolicyFramework]) -> tuple[PolicyFramework, ...]:
    """The higher plans an action can serve, the national one first; the catalogue of a platform is no plan."""
    plans = [one for one in frameworks if one.layer in _ORDER]
    return tuple(sorted(plans, key=lambda one: _ORDER.index(one.layer)))


def action_words(action: CityAction) -> str:
    """The text of an action by which it is compared, in both languages."""
    parts = (action.title, action.description, action.local_features, action.result)
    return "\n".join(words for text in parts for words in (text.zh, text.en) if words)


def candidates(action: CityAction, framework: PolicyFramework) -> tuple[Candidate, ...]:
    """The links of an action to a framework in the framework's order, then new proposals, the nearest first, then what
    was rejected. Links to targets that the framework lacks are left out."""
    whole = len(framework.targets)
    found = propose_all(framework, {action.id: action_words(action)}, whole)[action.id]
    because = {one.target: one.because for one in found}
    linked = {link.target: link for link in action.links if link.framework == framework.id}
    standing = [
        Candidate(framework, target, linked[target.id], because.get(target.id, ()))
        for target in framework.targets
        if target.id in linked
    ]
    kept = [one for one in standing if one.choice != "rejected"]
    rejected = [one for one in standing if one.choice == "rejected"]
    return (*kept, *_new(framework, found, linked), *rejected)


def _new(
    framework: PolicyFramework, found: Sequence[Proposal], linked: Mapping[str, Link]
) -> Iterator[Candidate]:
    fresh = [one for one in found if one.target not in linked and one.score * FAR >= found[0].score]
    for one in fresh[:MOST_NEW]:
        target = framework.target(one.target)
        if target is not None:
            yield Candidate(framework, target, None, one.because)


def decided(
    links: Sequence[Link], framework: str, target: str, choice: Choice, note: Text
) -> tuple[Link, ...]:
    """The links of an action with what a person says of one target. A proposal left open without a note is not kept
    unless it stood there before."""
    before = next((one for one in links if (one.framework, one.target) == (framework, target)), None)
    if before is None and choice == "open" and not note:
        return tuple(links)
    extent = choice if choice in ("high", "medium", "low") else ""
    status = {"open": "proposed", "rejected": "rejected"}.get(choice, "confirmed")
    made = replace(before or Link(framework, target), status=status, extent=extent, note=note)  # type: ignore[arg-type]
    if before is None:
        return (*links, made)
    return tuple(made if one is before else one for one in links)


def serving(
    city: CityData, framework: PolicyFramework, frameworks: Mapping[str, PolicyFramework]
) -> dict[str, tuple[Served, ...]]:
    """By the id of each target of ``framework``, the actions that serve it: directly, or by the crosswalk of a target of
    another framework that they serve. What was rejected counts for nothing."""
    found: dict[str, list[Served]] = {target.id: [] for target in framework.targets}
    for action in city.actions:
        for one in _reached(action, framework, frameworks):
            listed = found.get(one.link.target)
            if listed is not None:
                listed.append(one)
    return {target: tuple(listed) for target, listed in found.items()}


def _reached(
    action: CityAction, framework: PolicyFramework, frameworks: Mapping[str, PolicyFramework]
) -> Iterator[Served]:
    links = [link for link in action.links if link.status != "rejected"]
    direct = {link.target for link in action.links if link.framework == framework.id}
    for link in links:
        if link.framework == framework.id:
            yield Served(action, link)
    seen: set[str] = set()
    for link in links:
        via = _target(frameworks, link)
        for onward in via.links if via and link.framework != framework.id else ():
            if onward.framework == framework.id and onward.target not in direct | seen:
                seen.add(onward.target)
                yield Served(
                    action, replace(link, framework=framework.id, target=onward.target, extent=""), via
                )


def _target(frameworks: Mapping[str, PolicyFramework], link: Link) -> PolicyTarget | None:
    framework = frameworks.get(link.framework)
    return framework.target(link.target) if framework else None


def explained(city: CityData, framework: PolicyFramework, target: PolicyTarget) -> Explanation | None:
    """The reason given why nothing serves a target."""
    names = (target.id, f"{framework.id}:{target.id}")
    return next((one for one in city.explanations if one.about in names), None)
