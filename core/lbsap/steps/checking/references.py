"""Plan check: whatever one part of the data says of another must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem
from lbsap.model.text import Text, same
from lbsap.steps.checking.findings import finding

ACTION: Final = Text("行动", "action")
INDICATOR: Final = Text("指标", "indicator")
FRAMEWORK: Final = Text("政策框架", "policy framework")
TARGET: Final = Text("框架目标", "framework target")
SUBJECT: Final = Text("指标、框架目标或本地目标", "indicator, framework target or target of the plan")


def check_references(
    city: CityData, frameworks: Mapping[str, PolicyFramework], index: Catalogue | None
) -> Iterator[Problem]:
    """A ``reference_unknown`` for every id that leads nowhere; for an indicator that a revision of the index took out a
    ``reference_dropped`` or, where others took its place, a ``reference_replaced``."""
    actions = {action.id for action in city.actions}
    for i, project in enumerate(city.projects):
        if project.action and project.action not in actions:
            yield _unknown(f"projects[{i}].action", ACTION, project.action)
    for i, target in enumerate(city.targets):
        if target.action and target.action not in actions:
            yield _unknown(f"targets[{i}].action", ACTION, target.action)
        if target.framework and target.framework not in frameworks:
            yield _unknown(f"targets[{i}].framework", FRAMEWORK, target.framework)
    yield from _links(city, frameworks)
    if index:
        yield from _indicators(city, frameworks, index)


def _unknown(where: str, kind: Text, name: str) -> Problem:
    return finding("reference_unknown", where, kind=kind, id=name)


def _links(city: CityData, frameworks: Mapping[str, PolicyFramework]) -> Iterator[Problem]:
    for i, action in enumerate(city.actions):
        for j, link in enumerate(action.links):
            where = f"actions[{i}].links[{j}]"
            framework = frameworks.get(link.framework)
            if framework is None:
                yield _unknown(f"{where}.framework", FRAMEWORK, link.framework)
            elif framework.target(link.target) is None:
                yield _unknown(f"{where}.target", TARGET, link.target)


def _indicators(
    city: CityData, frameworks: Mapping[str, PolicyFramework], index: Catalogue
) -> Iterator[Problem]:
    """Indicators may be those of the index or of a framework; explanations may be of targets too."""
    known = {name for item in index.items for name in (item.id, item.number)}
    known |= {indicator.id for framework in frameworks.values() for indicator in framework.indicators}
    places = [(f"targets[{i}].indicator", one.indicator) for i, one in enumerate(city.targets)]
    places += [(f"projects[{i}].indicator", one.indicator) for i, one in enumerate(city.projects)]
    places += [
        (f"actions[{i}].indicators[{j}]", name)
        for i, action in enumerate(city.actions)
        for j, name in enumerate(action.indicators)
    ]
    for where, name in places:
        if name and name not in known:
            yield _no_indicator(index, where, INDICATOR, name)
    subjects = known | {target.id for target in city.targets} | _target_names(frameworks)
    for i, explanation in enumerate(city.explanations):
        if explanation.about not in subjects:
            yield _no_indicator(index, f"explanations[{i}].about", SUBJECT, explanation.about)


def _no_indicator(index: Catalogue, where: str, kind: Text, name: str) -> Problem:
    """What is said of an indicator that the index has not: only one that it never had is a mistake of the city's."""
    if name not in index.retired:
        return _unknown(where, kind, name)
    change = next((one for one in index.lineage if one.item == name), None)
    title = change.before if change and change.before else same(name)
    told = {"index": index.title, "indicator": title}
    if change and change.into:
        return finding("reference_replaced", where, **told, into=change.after)
    return finding("reference_dropped", where, **told)


def _target_names(frameworks: Mapping[str, PolicyFramework]) -> set[str]:
    """Framework targets by id and by ``framework:id``."""
    names = set()
    for framework in frameworks.values():
        for target in framework.targets:
            names |= {target.id, f"{framework.id}:{target.id}"}
    return names
