"""Cities whose data lack nothing, so that a test takes away or adds what it is about."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from lbsap.data import read_value
from lbsap.model.city import (
    CityAction,
    CityData,
    CityTarget,
    Observations,
    Project,
)
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.problems import Problem
from lbsap.model.scoring import Scorecard
from lbsap.model.text import Text, same
from lbsap.steps.checking.check import check_city
from lbsap.steps.scoring.score import make_scorecard
from lbsap_scoring import scoring_variants
from tests.steps.indices import PLUGINS

D = Decimal


@cache
def frameworks() -> dict[str, PolicyFramework]:
    """The three frameworks that are shipped, by id."""
    paths = ("lbsap_nbsap/nbsap_2023_2030.yaml", "lbsap_gbf/gbf.yaml", "lbsap_cwn/citieswithnature.yaml")
    return {one.id: one for one in (read_value(PolicyFramework, PLUGINS / path) for path in paths)}


def national(*targets: PolicyTarget, **more: Any) -> dict[str, PolicyFramework]:
    """A national plan with these targets."""
    return {"n": PolicyFramework("n", "1", "nation", same("National plan"), same("NP"), targets, **more)}


def action(**more: Any) -> CityAction:
    """An action that lacks nothing."""
    whole: dict[str, Any] = {
        "department": same("Forestry"),
        "deadline": 2030,
        "local_features": Text("喀斯特溪流", "karst streams"),
        "result": Text("到2030年，恢复溪流40公里", "40 km of streams are restored by 2030"),
    }
    return CityAction("a1", Text("恢复溪流", "Restore streams"), **(whole | more))


def target(**more: Any) -> CityTarget:
    """A target that lacks nothing."""
    whole: dict[str, Any] = {
        "operator": ">=",
        "value": D(40),
        "unit": "percent",
        "year": 2030,
        "source": Text("林业局", "Forestry"),
        "baseline": D(35),
    }
    return CityTarget("t1", Text("恢复溪流比例", "Streams restored"), **(whole | more))


def project(**more: Any) -> Project:
    """A project that lacks nothing."""
    whole: dict[str, Any] = {"action": "a1", "cost": D(800)}
    return Project("p1", Text("都柳江支流修复", "Duliu tributaries"), **(whole | more))


def city(**more: Any) -> CityData:
    """A city whose data lack nothing."""
    whole: dict[str, Any] = {"actions": (action(),), "targets": (target(),), "projects": (project(),)}
    return CityData(Text("某县", "Some County"), 2026, False, **(whole | more))


def scored(data: CityData, index: Any) -> Scorecard:
    """The scorecard under the handbook's variant."""
    handbook = next(one for one in scoring_variants() if one.id == "handbook")
    seen = Observations(data.city, 2026, True, data.observations)
    return make_scorecard(index, seen, handbook, lambda variant, *given: variant.score(*given))


def codes(data: CityData, known: dict[str, PolicyFramework] | None = None) -> list[str]:
    """What the checks find, by code."""
    return [one.code for one in check_city(data, known or {})]


def only(data: CityData, known: dict[str, PolicyFramework] | None = None) -> Problem:
    """The one thing that the checks find."""
    (one,) = check_city(data, known or {})
    return one
