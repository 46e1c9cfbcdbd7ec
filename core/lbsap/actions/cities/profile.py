"""Cities are added; their profile and reported facts are entered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_within, new_city, require_entry, require_free
from lbsap.actions.permissions import allowed_to
from lbsap.model.actor import Actor
from lbsap.model.city import CityData, Fact, Profile
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.steps.cities.parts import read_entry
from lbsap.steps.cities.profile import FACTS, head_of, new_fact_key, read_head
from lbsap.steps.common.stamp import require_unchanged
from lbsap.store.engine import session_scope

Cells = Mapping[str, str]


@allowed_to("administrator", "editor")
def add_by_form(actor: Actor, engine: Engine, cells: Cells) -> int:
    """Add a city by name, level and code. Returns its id. Raises ``BadInput``, also for a code that is taken."""
    name, profile = read_head(cells, Profile())
    if not profile.code:
        raise BadInput([problem("field_wanted", "code")])
    return new_city(actor, engine, CityData(name, profile=profile))


@allowed_to("administrator", "editor", "city")
def change_profile(actor: Actor, engine: Engine, city_id: int, cells: Cells, seen: str) -> None:
    """Change name and profile; ``seen`` is the stamp of ``head_of`` what the page showed. Raises ``BadInput``."""
    require_entry(actor, city_id)

    def change(data: CityData) -> CityData:
        require_unchanged(head_of(data), seen, "newer")
        name, profile = read_head(cells, data.profile)
        return replace(data, city=name, profile=profile)

    with session_scope(engine) as session:
        after = change_within(session, actor, city_id, "profile changed", change)
        require_free(session, actor, after.profile.code, city_id)


@allowed_to("administrator", "editor", "city")
def keep_fact(actor: Actor, engine: Engine, city_id: int, key: str, cells: Cells, seen: str) -> None:
    """Keep a reported fact: the one of this key, or a new one where it is empty. Raises ``BadInput``."""
    require_entry(actor, city_id)

    def change(data: CityData) -> CityData:
        facts = {one.key: one for one in data.profile.facts}
        before = facts.get(key)
        require_unchanged(before, seen, "newer")
        fact: Fact = new_fact_key(read_entry(FACTS, {**cells, "key": key}, before=before), facts)
        return _with_facts(data, {**facts, fact.key: fact})

    with session_scope(engine) as session:
        change_within(session, actor, city_id, "fact kept", change, key)


@allowed_to("administrator", "editor", "city")
def remove_fact(actor: Actor, engine: Engine, city_id: int, key: str, seen: str) -> None:
    """Remove a reported fact as it was seen. Raises ``BadInput``."""
    require_entry(actor, city_id)

    def change(data: CityData) -> CityData:
        facts = {one.key: one for one in data.profile.facts}
        require_unchanged(facts.get(key), seen, "newer")
        return _with_facts(data, {name: one for name, one in facts.items() if name != key})

    with session_scope(engine) as session:
        change_within(session, actor, city_id, "fact removed", change, key)


def _with_facts(data: CityData, facts: Mapping[str, Fact]) -> CityData:
    return replace(data, profile=replace(data.profile, facts=tuple(facts.values())))
