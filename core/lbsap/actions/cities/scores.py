"""The score of a city: by year, index version and scoring variant, how firm it is, and what a revision does to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine

from lbsap.actions.cities.indicators import index_in, index_versions, reported_in
from lbsap.actions.cities.variants import variant_open_to, variants_open_to
from lbsap.actions.editors.catalogues import Version, version_in
from lbsap.actions.files import File
from lbsap.actions.permissions import allowed_to
from lbsap.actions.scores import YearCard, year_cards
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Observations
from lbsap.model.draft import USUAL
from lbsap.model.errors import BadInput, NotFound, PluginFailed
from lbsap.model.plugin_items import Exporter
from lbsap.model.problems import Problem, problem
from lbsap.model.scoring import Reading, Scorecard, ScoringVariant
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.steps.catalogues.effects import ScoreEffect, score_effect
from lbsap.steps.scoring.observe import readings
from lbsap.steps.scoring.robustness import (
    ErrorRange,
    Extremes,
    LeftOut,
    error_extremes,
    error_ranges,
    leave_component_out,
    leave_one_out,
    missing_extremes,
)
from lbsap.steps.scoring.score import misfits
from lbsap.steps.scoring.score_history import observed_years, present_year, under
from lbsap.store.catalogues import published_catalogues
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a page of scores is about: index, year, variant, and what else could be chosen.

    ``year`` is 0 where the city has not named it. ``variants`` are those open to whoever looks.
    """

    index: Catalogue
    data: Observations
    variant: ScoringVariant
    versions: tuple[Version, ...]
    years: tuple[int, ...]
    variants: tuple[ScoringVariant, ...]

    @property
    def year(self) -> int:
        """The year that is scored."""
        return self.data.year


@dataclass(frozen=True, slots=True)
class VariantCard:
    """The scorecard by one variant or, where there is none, ``None`` and the reasons."""

    variant: ScoringVariant
    card: Scorecard | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """The scorecards of one year by each variant, the years by the chosen one, and what missing data do to its total."""

    cards: tuple[VariantCard, ...]
    years: tuple[YearCard, ...]
    missing: Extremes | None


@dataclass(frozen=True, slots=True)
class Robustness:
    """How firm the total of one scorecard is."""

    card: Scorecard
    indicators: tuple[LeftOut, ...]
    components: tuple[LeftOut, ...]
    errors: tuple[ErrorRange, ...]
    within: Extremes


@dataclass(frozen=True, slots=True)
class Revised:
    """The scores of one year under a version and under the one before it."""

    old: Catalogue
    new: Catalogue
    effect: ScoreEffect


@allowed_to("administrator", "editor", "city")
def choose(
    actor: Actor,
    engine: Engine,
    registry: Registry,
    city: CityData,
    index: str = "",
    year: int | None = None,
    variant: str = USUAL.variant,
) -> Chosen:
    """What is to be scored: by default the index the city reports under, its present year, the handbook's variant.

    Raises ``NotFound`` for an index, a year or a variant that cannot be chosen. Reads only.
    """
    with session_scope(engine, write=False) as session:
        found = index_in(session, registry, index) if index else reported_in(session, registry, city)
    reported = observed_years(city) or (present_year(city),)
    years = tuple(one.year for one in reported)
    data = next((one for one in reported if one.year == (years[-1] if year is None else year)), None)
    if data is None:
        raise not_found(Text("年份", "year"), year, map(str, years))
    return Chosen(
        found,
        under(found, data),
        variant_open_to(actor, engine, registry, variant),
        index_versions(actor, engine, registry),
        years,
        variants_open_to(actor, engine, registry),
    )


@allowed_to("administrator", "editor", "city")
def scores_of(actor: Actor, registry: Registry, city: CityData, chosen: Chosen) -> Scores:
    """The scores of what was chosen. A variant that fails or does not fit has no card, and says why."""
    try:
        found = readings(chosen.index, chosen.data)
    except BadInput as fault:
        cards = tuple(VariantCard(one, None, fault.problems) for one in chosen.variants)
        return Scores(cards, (), None)
    cards = tuple(_card(one, chosen.index, found, registry) for one in chosen.variants)
    if not any(one.card for one in cards if one.variant.id == chosen.variant.id):
        return Scores(cards, (), None)
    years = year_cards(city, chosen.index, chosen.variant, registry)
    return Scores(cards, years, _missing(chosen, found, registry))


def _missing(chosen: Chosen, found: tuple[Reading, ...], registry: Registry) -> Extremes | None:
    """``None`` for a variant that makes no score of a reading without a value."""
    try:
        return missing_extremes(chosen.index, found, _scoring(chosen.variant, registry))
    except PluginFailed:
        return None


@allowed_to("administrator", "editor", "city")
def robustness_of(actor: Actor, registry: Registry, chosen: Chosen) -> Robustness:
    """How firm the total of what was chosen is. Raises ``BadInput``, ``PluginFailed``."""
    index, score = chosen.index, _scoring(chosen.variant, registry)
    _require_fit(index, chosen.variant)
    found = readings(index, chosen.data)
    errors = error_ranges(index, chosen.data, found)
    return Robustness(
        score(index, found),
        leave_one_out(index, found, score),
        leave_component_out(index, found, score),
        errors,
        error_extremes(index, found, errors, score),
    )


@allowed_to("administrator", "editor", "city")
def revision_of(
    actor: Actor, engine: Engine, registry: Registry, city: CityData, chosen: Chosen
) -> Revised | None:
    """The scores under the chosen version and the one it was revised from or, where it was not revised from any, the
    version that was published last from it. ``None`` where there is neither. Raises ``BadInput``, ``PluginFailed``."""
    pair = _pair(engine, registry, chosen.index)
    if pair is None:
        return None
    whole = next(one for one in (*observed_years(city), present_year(city)) if one.year == chosen.year)
    score = _scoring(chosen.variant, registry)
    for index in pair:
        _require_fit(index, chosen.variant)
    old, new = (score(index, readings(index, under(index, whole))) for index in pair)
    return Revised(*pair, score_effect(*pair, old, new))


@allowed_to("administrator", "editor", "city")
def scorecard_file(
    actor: Actor, registry: Registry, city: CityData, chosen: Chosen, form: str, lang: Lang
) -> File:
    """The scorecard of what was chosen as ``csv`` or ``xlsx``. Raises ``BadInput``, ``PluginFailed``."""
    _require_fit(chosen.index, chosen.variant)
    card = _scoring(chosen.variant, registry)(chosen.index, readings(chosen.index, chosen.data))
    exporter = registry.get(Exporter, f"scorecard-{form}")
    content: bytes = registry.call(exporter, card, lang)
    name = f"{city.city.plain(lang)}-{chosen.year}-{chosen.index.reference}-{chosen.variant.id}.{form}"
    return File(name, exporter.media_type, content)


def _scoring(
    variant: ScoringVariant, registry: Registry
) -> Callable[[Catalogue, tuple[Reading, ...]], Scorecard]:
    return partial(registry.call, variant)


def _require_fit(index: Catalogue, variant: ScoringVariant) -> None:
    wrong = misfits(index, variant)
    if wrong:
        raise BadInput(wrong)


def _card(
    variant: ScoringVariant, index: Catalogue, found: tuple[Reading, ...], registry: Registry
) -> VariantCard:
    try:
        _require_fit(index, variant)
        return VariantCard(variant, registry.call(variant, index, found))
    except BadInput as fault:
        return VariantCard(variant, None, fault.problems)
    except PluginFailed as failed:
        return VariantCard(variant, None, (failure(failed),))


def failure(failed: PluginFailed) -> Problem:
    """What a page says of a plugin that failed."""
    return problem("plugin_failed", plugin=failed.plugin, item=failed.item, cause=failed.cause)


def _pair(engine: Engine, registry: Registry, index: Catalogue) -> tuple[Catalogue, Catalogue] | None:
    """The version before and this one, or this one and the last that came of it."""
    with session_scope(engine, write=False) as session:
        if index.previous:
            try:
                return index_in(session, registry, index.previous), index
            except NotFound:
                return None
        for one in reversed(published_catalogues(session)):
            if one.kind == "index":
                later = version_in(session, registry, one.reference)
                if later.previous == index.reference:
                    return index, later
    return None
