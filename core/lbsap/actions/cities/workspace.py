"""The workspace of a city: who may enter it, and how what stands in it is changed so that nothing is lost.

A page shows a part of the data with its ``stamp`` and sends the stamp back with what was typed. A change is made to the
data as they stand when it is saved, so two people who change different parts both keep their work; where the same part
has been changed meanwhile, the save is refused and both versions are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.audit import record
from lbsap.store.cities import KeptCity, add_city, cities, cities_with_code, load_city, save_city
from lbsap.store.city_files import drop_files
from lbsap.store.engine import session_scope
from lbsap.store.faults import not_found
from lbsap.store.plans import names_in_drafts

Change = Callable[[CityData], CityData]
"""Makes new data from the data as they stand; raises ``BadInput`` where that cannot be."""


@allowed_to("administrator", "editor", "city")
def cities_of(actor: Actor, engine: Engine) -> tuple[tuple[int, Text], ...]:
    """Id and name of each city that the actor may enter. Reads only."""
    with session_scope(engine, write=False) as session:
        return tuple((one, name) for one, name in cities(session) if may_enter(actor, one))


@allowed_to("administrator", "editor", "city")
def open_city(actor: Actor, engine: Engine, city_id: int) -> KeptCity:
    """A city's data. Raises ``NotFound``, also for a city that is none of the actor's. Reads only."""
    require_entry(actor, city_id)
    with session_scope(engine, write=False) as session:
        return load_city(session, city_id)


@allowed_to("administrator", "editor")
def new_city(actor: Actor, engine: Engine, data: CityData) -> int:
    """Keep a new city. Returns its id. Raises ``BadInput`` where another has its code."""
    with session_scope(engine) as session:
        require_free(session, actor, data.profile.code)
        made = add_city(session, data)
        record(session, actor.name, "city added", f"city {made}", name=data.city.plain("en"))
    return made


@allowed_to("administrator", "editor", "city")
def change_city(
    actor: Actor, engine: Engine, city_id: int, what: str, change: Change, about: str = ""
) -> CityData:
    """Change a city's data. ``what`` and ``about`` (a part, an entry) go to the audit trail. Returns the data as they stand then.

    Raises ``BadInput`` from ``change``, ``NotFound``.
    """
    require_entry(actor, city_id)
    with session_scope(engine) as session:
        return change_within(session, actor, city_id, what, change, about)


def change_within(
    session: Session, actor: Actor, city_id: int, what: str, change: Change, about: str = ""
) -> CityData:
    """The same within a unit of work that does more; the actor's right to enter has been checked."""
    kept = load_city(session, city_id, lock=True)
    changed = change(kept.data)
    if changed != kept.data:
        save_city(session, city_id, changed, seen=kept.version)
        record(session, actor.name, what, f"city {city_id}", **({"part": about} if about else {}))
        _forget_pictures(session, actor, city_id, pictures_of(kept.data) - pictures_of(changed))
    return changed


def pictures_of(data: CityData) -> frozenset[str]:
    """The SHA-256 of the bytes of a city's pictures."""
    return frozenset(one.file for one in data.pictures if one.file)


def _forget_pictures(session: Session, actor: Actor, city_id: int, gone: Collection[str]) -> None:
    """Forget the bytes of pictures that the city's data no longer name, nor does a kept draft: its documents show them."""
    dropped = drop_files(session, city_id, set(gone) - names_in_drafts(session, city_id, gone))
    if dropped:
        record(session, actor.name, "pictures forgotten", f"city {city_id}", number=dropped)


def may_enter(actor: Actor, city_id: int) -> bool:
    """Whether a city is open to the actor: to its own people, to editors and to administrators."""
    return sees_all(actor) or city_id in actor.cities


def sees_all(actor: Actor) -> bool:
    """Whether every city is open to the actor."""
    return bool(actor.roles & {"administrator", "editor", "local"})


def require_free(session: Session, actor: Actor, code: str, city_id: int | None = None) -> None:
    """Raises ``BadInput`` where another city has the code, for those who see all cities. Others are not told: trying codes
    would teach them which cities there are. What they enter twice an editor meets at the next change of the profile."""
    if code and sees_all(actor) and cities_with_code(session, code) - {city_id}:
        raise BadInput([problem("city_code_taken", "code", given=code)])


def require_entry(actor: Actor, city_id: int) -> None:
    """Raises ``NotFound`` where the city is none of the actor's: nobody learns which cities there are."""
    if not may_enter(actor, city_id):
        raise not_found(Text("城市", "city"), city_id)
