"""What a revision does to the cities: their scores and plans under the old and the new version, city by city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.editors.catalogues import version_in
from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import plan_of, plan_scorecard
from lbsap.data import read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.draft import USUAL
from lbsap.model.errors import BadInput, PluginFailed
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import ScoringVariant
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.catalogues.effects import PartEffect, ScoreEffect, plan_effect, score_effect
from lbsap.store.cities import cities, load_city
from lbsap.store.engine import session_scope

PER_PAGE: Final = 10
"""Each city costs two plans, so a page shows a few of them."""
SAMPLES: Final = ("congjiang", "sample-city")


@dataclass(frozen=True, slots=True)
class CityEffect:
    """One city: its scores (``None`` for an outline, which changes none) and the parts of its plan that change.

    ``problems`` say why nothing could be computed for it.
    """

    city: Text
    scores: ScoreEffect | None = None
    parts: tuple[PartEffect, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Effects:
    """A page of cities. ``samples``: no city has entered data yet, so sample cities stand in."""

    variant: ScoringVariant
    cities: tuple[CityEffect, ...]
    number: int
    page: int
    pages: int
    samples: bool


@allowed_to("administrator", "editor")
def effects_of(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    old: Catalogue,
    new: Catalogue,
    variant: str = USUAL.variant,
    page: int = 1,
) -> Effects:
    """The effect on each city of a page, in the order they were added. Raises ``NotFound`` for an unknown variant.

    A city whose data do not fit is named with the reason; the others are computed all the same. Reads only.
    """
    chosen = registry.get(ScoringVariant, variant)
    with session_scope(engine, write=False) as session:
        known = cities(session)
        number = len(known) or len(SAMPLES)
        pages = -(-number // PER_PAGE)
        page = min(max(page, 1), pages)
        shown = known[(page - 1) * PER_PAGE : page * PER_PAGE]
        beside = version_in(session, registry, USUAL.outline if old.kind == "index" else USUAL.index)
        found = [load_city(session, id_).data for id_, _ in shown]
    found = found or [read_value(CityData, shipped("templates", "demo", f"{name}.yaml")) for name in SAMPLES]
    effects = tuple(_effect(city, old, new, beside, chosen, registry) for city in found)
    return Effects(chosen, effects, number, page, pages, samples=not known)


def _effect(
    city: CityData,
    old: Catalogue,
    new: Catalogue,
    beside: Catalogue,
    variant: ScoringVariant,
    registry: Registry,
) -> CityEffect:
    try:
        scores = None
        if old.kind == "index":
            cards = [plan_scorecard(city, index, variant.id, registry) for index in (old, new)]
            scores = score_effect(old, new, *cards)
        pairs = [(one, beside) if one.kind == "index" else (beside, one) for one in (old, new)]
        before, after = (plan_of(city, *pair, variant.id, registry) for pair in pairs)
        return CityEffect(city.city, scores, plan_effect(before, after))
    except BadInput as fault:
        return CityEffect(city.city, problems=fault.problems)
    except PluginFailed as failed:
        told = problem("plugin_failed", plugin=failed.plugin, item=failed.item, cause=failed.cause)
        return CityEffect(city.city, problems=(told,))
