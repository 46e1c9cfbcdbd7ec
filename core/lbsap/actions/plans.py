"""Check a city's plan data, and write its draft plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lbsap.actions.city_files import placing, read_city
from lbsap.actions.permissions import allowed_to
from lbsap.actions.resolve import resolve_catalogue
from lbsap.data import write_bytes
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Observations
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import ExportedKind, Exporter, Plan, PlanContext, PlanSection
from lbsap.model.policy import PolicyFramework
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import Scorecard, ScoringVariant
from lbsap.model.text import Lang
from lbsap.registry import Registry
from lbsap.steps.check import check_city
from lbsap.steps.plan import make_plan
from lbsap.steps.score import make_scorecard


@allowed_to("administrator", "editor", "viewer", "city")
def check_plan(
    actor: Actor, registry: Registry, path: Path, index: str = "cbi-2021", variant: str = "handbook"
) -> tuple[Problem, ...]:
    """What a city's plan data still lacks or gets wrong."""
    (city, place), catalogue = read_city(path), resolve_catalogue(index, "index", registry)
    with placing(place):
        scorecard = plan_scorecard(city, catalogue, variant, registry)
        return check_city(city, frameworks_of(city, registry), catalogue, scorecard)


@allowed_to("administrator", "editor", "city")
def draft_plan(
    actor: Actor,
    registry: Registry,
    path: Path,
    lang: Lang,
    out: Path,
    *,
    index: str = "cbi-2021",
    variant: str = "handbook",
    outline: str = "lbsap-framework",
) -> Plan:
    """Make a city's plan and write it as a Word document in one language."""
    city, place = read_city(path)
    catalogue = resolve_catalogue(index, "index", registry)
    chapters = resolve_catalogue(outline, "outline", registry)
    with placing(place):
        plan = plan_of(city, catalogue, chapters, variant, registry)
    export("plan", plan.document, lang, out, registry)
    return plan


def plan_of(
    city: CityData,
    index: Catalogue,
    outline: Catalogue,
    variant: str,
    registry: Registry,
    earlier: Scorecard | None = None,
) -> Plan:
    """The plan of a city under an index, an outline and a scoring variant."""
    context = PlanContext(
        city=city,
        outline=outline,
        index=index,
        scorecard=plan_scorecard(city, index, variant, registry),
        frameworks=frameworks_of(city, registry),
        earlier=earlier,
    )
    return make_plan(context, {one.id: one for one in registry.all(PlanSection)}, registry.call)


def export(of: ExportedKind, value: Any, lang: Lang, out: Path, registry: Registry) -> None:
    """Write a value with the exporter for its kind and the suffix of ``out``. Raises ``BadInput``, ``PluginFailed``."""
    fitting = [one for one in registry.all(Exporter) if one.of == of]
    chosen = [one for one in fitting if one.suffix == out.suffix.lower()]
    if not chosen:
        raise BadInput(
            [problem("file_type", str(out), allowed=", ".join(one.suffix for one in fitting) or "-")]
        )
    write_bytes(registry.call(chosen[0], value, lang), out)


def plan_scorecard(city: CityData, index: Catalogue, variant: str, registry: Registry) -> Scorecard:
    """The scorecard a plan is written from. A city that has not said whether this is its first application has
    nothing that depends on it scored."""
    data = Observations(city.city, city.year or 0, city.first_application is not False, city.observations)
    return make_scorecard(index, data, registry.get(ScoringVariant, variant), registry.call)


def frameworks_of(city: CityData, registry: Registry) -> dict[str, PolicyFramework]:
    """The frameworks a city aligns with: those that plugins offer and its own, by id. Raises ``BadInput`` for a
    framework of its own under an id that is taken."""
    offered = {one.id for one in registry.all(PolicyFramework)}
    taken = [(i, one.id) for i, one in enumerate(city.frameworks) if one.id in offered]
    if taken:
        raise BadInput(problem("id_twice", f"frameworks[{i}].id", id=name) for i, name in taken)
    return {one.id: one for one in (*registry.all(PolicyFramework), *city.frameworks)}
