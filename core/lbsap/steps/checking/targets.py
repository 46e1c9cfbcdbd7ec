"""Plan check: a target is metric, operator, value, unit, year, baseline and source, or says how it is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from lbsap.model.city import CityData, CityTarget
from lbsap.model.policy import MeasurableTarget, PolicyFramework
from lbsap.model.problems import Problem
from lbsap.model.text import Text
from lbsap.steps.checking.findings import finding
from lbsap.steps.common.units import convert, normalise

PARTS: Final = {
    "operator": Text("关系（不低于等）", "operator"),
    "value": Text("目标值", "value"),
    "unit": Text("单位", "unit"),
    "year": Text("年份", "year"),
    "source": Text("来源", "source"),
}


def check_targets(city: CityData, frameworks: Iterable[PolicyFramework]) -> Iterator[Problem]:
    """Findings on each target of a city, and one where none has a number."""
    if not any(target.value is not None for target in city.targets):
        yield finding("target_none_quantified", "targets")
    shares = [pair for framework in frameworks if framework.layer == "nation" for pair in _shares(framework)]
    explained = {explanation.about for explanation in city.explanations}
    for i, target in enumerate(city.targets):
        if target.unreadable:
            continue
        yield from _whole(target, f"targets[{i}]")
        if target.id not in explained:
            yield from _taken_over(target, shares, f"targets[{i}].value")


def _whole(target: CityTarget, where: str) -> Iterator[Problem]:
    named = target.metric
    begun = target.value is not None or target.operator or target.unit or target.milestones
    if not begun:
        if not target.check:
            yield finding("target_no_check", where, metric=named)
        elif target.year is None:
            yield finding("target_incomplete", where, metric=named, missing=PARTS["year"])
        return
    missing = [words for part, words in PARTS.items() if getattr(target, part) in (None, "", Text())]
    if missing:
        listed = Text("、".join(part.zh for part in missing), ", ".join(part.en for part in missing))
        yield finding("target_incomplete", where, metric=named, missing=listed)
    if target.baseline is None:
        yield finding("target_no_baseline", where, metric=named)
    elif target.value == target.baseline:
        yield finding("target_maintain", where, metric=named)


def _shares(framework: PolicyFramework) -> Iterator[tuple[PolicyFramework, MeasurableTarget]]:
    """The shares that a national plan states for the whole country, in its actions and its objectives."""
    stated = [measure for statement in framework.statements for measure in statement.measures]
    for measure in (*stated, *(measure for target in framework.targets for measure in target.measures)):
        if measure.value is not None and normalise(measure.unit) == "percent":
            yield framework, measure


def _taken_over(
    target: CityTarget, shares: Iterable[tuple[PolicyFramework, MeasurableTarget]], where: str
) -> Iterator[Problem]:
    value = convert(target.value, target.unit, "percent") if target.value is not None else None
    alike = [(framework, measure) for framework, measure in shares if measure.value == value]
    if value is not None and alike:
        framework, measure = alike[0]
        yield finding(
            "target_national_share",
            where,
            metric=target.metric,
            framework=framework.short,
            share=Text(measure.description.zh.rstrip("。"), measure.description.en.rstrip(".")),
        )
