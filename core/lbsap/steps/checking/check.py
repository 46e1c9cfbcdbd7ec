"""What a city's plan data still lacks or gets wrong: findings with code, severity and place, never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.problems import Problem
from lbsap.model.scoring import Scorecard
from lbsap.model.text import Text
from lbsap.steps.checking.actions import check_actions
from lbsap.steps.checking.alike import check_alike
from lbsap.steps.checking.facts import check_facts
from lbsap.steps.checking.findings import finding
from lbsap.steps.checking.references import check_references
from lbsap.steps.checking.targets import check_targets
from lbsap.steps.checking.texts import check_texts

LOW_SCORE: Final = 1
"""An indicator that scores this or less must lead to an action or a reason."""


def check_city(
    city: CityData,
    frameworks: Mapping[str, PolicyFramework],
    index: Catalogue | None = None,
    scorecard: Scorecard | None = None,
) -> tuple[Problem, ...]:
    """Every finding on a city's data, by subject. ``frameworks`` by id are all that links may name.

    Without ``index`` and ``scorecard`` nothing is said of indicators and scores. The codes are in
    ``findings.CHECKS``.
    """
    return (
        *check_references(city, frameworks, index),
        *check_targets(city, frameworks.values()),
        *(_scores(city, index, scorecard) if index and scorecard else ()),
        *_coverage(city, frameworks),
        *check_actions(city, frameworks),
        *check_facts(city),
        *check_texts(city),
        *check_alike(city, frameworks.values()),
    )


def _scores(city: CityData, index: Catalogue, scorecard: Scorecard) -> Iterator[Problem]:
    if all(line.state == "not_started" for line in scorecard.indicators):
        yield finding("index_not_started", "observations", index=index.title)
        return
    answered = _answered(city)
    for line in scorecard.indicators:
        low = line.score is not None and line.score <= LOW_SCORE
        if low and not answered & {line.number, line.id}:
            item = index.item(line.id)
            title = item.title if item else Text()
            where = f"indicators.{line.id}"
            yield finding("low_score_unanswered", where, number=line.number, title=title, score=line.score)


def _answered(city: CityData) -> set[str]:
    """Indicators that an action, target or project takes up, or that an explanation is about."""
    taken = {name for action in city.actions for name in action.indicators}
    taken |= {target.indicator for target in city.targets} | {project.indicator for project in city.projects}
    return (taken | {explanation.about for explanation in city.explanations}) - {""}


def _coverage(city: CityData, frameworks: Mapping[str, PolicyFramework]) -> Iterator[Problem]:
    """Targets of higher plans that nothing in the plan serves; a platform's catalogue is no such plan."""
    reached = _reached(city, frameworks)
    for framework in frameworks.values():
        if framework.layer == "platform":
            continue
        for target in framework.targets:
            if not reached & {target.id, f"{framework.id}:{target.id}"}:
                yield _uncovered(framework, target)


def _uncovered(framework: PolicyFramework, target: PolicyTarget) -> Problem:
    code = "framework_uncovered_high" if target.relevance == "high" else "framework_uncovered"
    where = f"{framework.id}.{target.id}"
    return finding(code, where, framework=framework.short, number=target.number, title=target.title)


def _reached(city: CityData, frameworks: Mapping[str, PolicyFramework]) -> set[str]:
    """Targets linked to an action, those that these in turn serve by a crosswalk, and those explained."""
    direct = {
        (link.framework, link.target)
        for action in city.actions
        for link in action.links
        if link.status != "rejected"
    }
    onward = {
        (link.framework, link.target)
        for name, target_id in direct
        for target in _known(frameworks, name, target_id)
        for link in target.links
    }
    explained = {explanation.about for explanation in city.explanations}
    return {f"{name}:{target}" for name, target in direct | onward} | explained


def _known(frameworks: Mapping[str, PolicyFramework], name: str, target_id: str) -> Iterable[PolicyTarget]:
    framework = frameworks.get(name)
    target = framework.target(target_id) if framework else None
    return (target,) if target else ()
