"""What a city shows to the other cities: nothing, until its people say so, part by part."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final, get_args

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.cities.indicators import reported_in
from lbsap.actions.cities.variants import ALWAYS_OPEN
from lbsap.actions.cities.workspace import change_city, require_entry
from lbsap.actions.permissions import allowed_to
from lbsap.actions.plans import plan_scorecard
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Profile
from lbsap.model.city_plan import CaseExample, Shareable
from lbsap.model.errors import BadInput, NotFound, PluginFailed
from lbsap.model.problems import problem
from lbsap.model.scoring import Scorecard
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.common.stamp import require_unchanged
from lbsap.store.cities import cases_of, cities, load_city, sharing_cities
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found

SHAREABLE: Final[tuple[Shareable, ...]] = get_args(Shareable)
_SHOWN_OF_A_PROFILE: Final = (
    "level", "province", "prefecture", "plan_title", "period", "area_km2", "population", "population_year",
)  # fmt: skip
"""What other cities see of a profile that is shared; reported figures and codes stay with the city."""


@dataclass(frozen=True, slots=True)
class OtherCity:
    """Another city, and which parts of it may be looked at."""

    id: int
    name: Text
    shares: frozenset[Shareable]


@dataclass(frozen=True, slots=True)
class SharedScore:
    """The scorecard of a shared score, for a year, with the index it was made under."""

    year: int | None
    index: Catalogue
    card: Scorecard


@dataclass(frozen=True, slots=True)
class SharedCity:
    """What another city shows; ``None`` or empty for what it does not. ``score`` is ``None`` too where none can be made."""

    city: OtherCity
    profile: Profile | None
    score: SharedScore | None
    cases: tuple[CaseExample, ...]


@dataclass(frozen=True, slots=True)
class SharedCase:
    """A case example that another city shares; ``origin`` is its id in the shared library."""

    origin: str
    city: Text
    case: CaseExample


@allowed_to("administrator", "editor", "city")
def share(actor: Actor, engine: Engine, city_id: int, chosen: Collection[str], seen: str) -> CityData:
    """Show these parts of a city, and no others, to the other cities. ``seen`` is the stamp of what was shown before.

    Raises ``BadInput`` for an unknown part and where somebody changed the same meanwhile, ``NotFound``.
    """
    unknown = [one for one in chosen if one not in SHAREABLE]
    if unknown:
        allowed = ", ".join(SHAREABLE)
        raise BadInput(problem("value_choice", "sharing", value=one, allowed=allowed) for one in unknown)

    def change(data: CityData) -> CityData:
        require_unchanged(data.sharing, seen, "sharing")
        return replace(data, sharing=tuple(one for one in SHAREABLE if one in chosen))

    return change_city(actor, engine, city_id, "sharing changed", change, ", ".join(sorted(chosen)))


@allowed_to("administrator", "editor", "city")
def other_cities(actor: Actor, engine: Engine, city_id: int) -> tuple[OtherCity, ...]:
    """The other cities that share something, in the order they were added. Raises ``NotFound``. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        shown, names = sharing_cities(session), cities(session)
    return tuple(OtherCity(one, name, shown[one]) for one, name in names if one in shown and one != city_id)


@allowed_to("administrator", "editor", "city")
def shared_city(actor: Actor, engine: Engine, registry: Registry, city_id: int, other_id: int) -> SharedCity:
    """What the city ``other_id`` shows to ``city_id``. Raises ``NotFound``, also where it shows nothing. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        data = load_city(session, other_id).data
        shown = _shown_score(session, data, registry) if "score" in data.sharing else None
    if not data.sharing or other_id == city_id:
        raise not_found(Text("城市", "city"), other_id)
    return SharedCity(
        OtherCity(other_id, data.city, frozenset(data.sharing)),
        _shown_profile(data.profile) if "profile" in data.sharing else None,
        shown,
        _own(data.cases) if "cases" in data.sharing else (),
    )


@allowed_to("administrator", "editor", "city")
def shared_cases(actor: Actor, engine: Engine, city_id: int) -> tuple[SharedCase, ...]:
    """The case examples of the other cities that share theirs, to pick from. Raises ``NotFound``. Reads only."""
    sharing = {one.id: one.name for one in other_cities(actor, engine, city_id) if "cases" in one.shares}
    with session_scope(engine, write=False) as session:
        found = cases_of(session, sharing.keys())
    return tuple(
        SharedCase(f"city-{one}:{case.id}", sharing[one], case)
        for one, cases in found.items()
        for case in _own(cases)
    )


def _own(cases: Collection[CaseExample]) -> tuple[CaseExample, ...]:
    """The city's own cases: what it picked from others is theirs to share."""
    return tuple(case for case in cases if not case.origin)


def _shown_profile(profile: Profile) -> Profile:
    return Profile(**{name: getattr(profile, name) for name in _SHOWN_OF_A_PROFILE})


def _shown_score(session: Session, data: CityData, registry: Registry) -> SharedScore | None:
    try:
        index = reported_in(session, registry, data)
        return SharedScore(data.year, index, plan_scorecard(data, index, ALWAYS_OPEN, registry))
    except (BadInput, NotFound, PluginFailed):  # the city's own page says what is wrong
        return None
