"""Case examples to learn from: the shipped library, those that other cities share, and picking one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Engine

from lbsap.actions.cities.sharing import shared_cases
from lbsap.actions.cities.workspace import change_city
from lbsap.actions.permissions import allowed_to
from lbsap.data import read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.city_plan import CaseExample
from lbsap.model.text import Text
from lbsap.steps.cities.part_change import with_entry
from lbsap.steps.cities.parts import PARTS
from lbsap.store.faults import not_found

LIBRARY: Final = ("templates", "cases", "library.yaml")


@dataclass(frozen=True, slots=True)
class OfferedCase:
    """A case to pick; ``origin`` is its id in the library, ``city`` who shares it (empty: the shipped library)."""

    origin: str
    case: CaseExample
    city: Text = Text()


def library() -> tuple[CaseExample, ...]:
    """The shipped cases, each with its source."""
    return read_value(tuple[CaseExample, ...], shipped(*LIBRARY))


@allowed_to("administrator", "editor", "city")
def offered_cases(actor: Actor, engine: Engine, city_id: int) -> tuple[OfferedCase, ...]:
    """The cases that a city may pick: shipped ones first, then those of other cities. Raises ``NotFound``. Reads only."""
    shared = shared_cases(actor, engine, city_id)
    return (
        *(OfferedCase(one.id, one) for one in library()),
        *(OfferedCase(one.origin, one.case, one.city) for one in shared),
    )


@allowed_to("administrator", "editor", "city")
def pick_case(actor: Actor, engine: Engine, city_id: int, origin: str) -> None:
    """Copy a case into a city's own list; one that stands there already is not copied again. Raises ``NotFound``."""
    offered = {one.origin: one.case for one in offered_cases(actor, engine, city_id)}
    if origin not in offered:
        raise not_found(Text("案例", "case"), origin)
    picked = replace(offered[origin], id="", origin=origin)

    def change(data: CityData) -> CityData:
        if any(one.origin == origin for one in data.cases):
            return data
        return with_entry(data, PARTS["cases"], picked)[0]

    change_city(actor, engine, city_id, "case picked", change, origin)
