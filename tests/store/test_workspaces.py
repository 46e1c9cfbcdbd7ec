"""Two people of one city at once, on both databases; and cities that are none of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Engine

from lbsap.actions.accounts import add_account, change_cities, change_roles, list_accounts
from lbsap.actions.cities.workspace import change_city, cities_of, new_city, open_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityAction, CityData
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.text import Text, same
from lbsap.steps.common.stamp import require_unchanged, stamp
from lbsap.store.audit import trail
from lbsap.store.engine import session_scope

ADMINISTRATOR = Actor("administrator@example.org", frozenset({"administrator"}))
NAME = Text("示例市", "Sample City")


@pytest.fixture
def city(engine: Engine) -> int:
    """A city with two actions."""
    actions = tuple(CityAction(name, same(name)) for name in ("a", "b"))
    return new_city(ADMINISTRATOR, engine, CityData(NAME, actions=actions))


def official_of(*cities: int) -> Actor:
    """Somebody who works for these cities."""
    return Actor("official@example.org", frozenset({"city"}), frozenset(cities))


def retitled(place: int, title: str, seen: str) -> Callable[[CityData], CityData]:
    """Gives the action at ``place`` a title, if it still is what was seen."""

    def change(data: CityData) -> CityData:
        actions = list(data.actions)
        require_unchanged(actions[place], seen, f"actions[{place}]")
        actions[place] = replace(actions[place], title=same(title))
        return replace(data, actions=tuple(actions))

    return change


def titles(engine: Engine, city: int) -> list[str]:
    """The titles of the actions as they stand."""
    return [one.title.zh for one in open_city(ADMINISTRATOR, engine, city).data.actions]


def test_two_people_who_change_different_parts_both_keep_their_work(engine: Engine, city: int) -> None:
    seen = [stamp(one) for one in open_city(ADMINISTRATOR, engine, city).data.actions]
    someone = official_of(city)

    def save(place: int) -> None:
        change_city(someone, engine, city, "entry changed", retitled(place, f"new {place}", seen[place]))

    with ThreadPoolExecutor(2) as both:
        list(both.map(save, (0, 1)))
    assert titles(engine, city) == ["new 0", "new 1"]


def test_of_two_people_who_change_the_same_part_the_second_is_told(engine: Engine, city: int) -> None:
    seen = stamp(open_city(ADMINISTRATOR, engine, city).data.actions[0])
    change_city(official_of(city), engine, city, "entry changed", retitled(0, "first", seen))
    with pytest.raises(BadInput) as refused:
        change_city(official_of(city), engine, city, "entry changed", retitled(0, "second", seen))
    assert [one.code for one in refused.value.problems] == ["part_changed"]
    assert titles(engine, city) == ["first", "b"]


def test_a_change_that_changes_nothing_leaves_no_trace(engine: Engine, city: int) -> None:
    before = open_city(ADMINISTRATOR, engine, city)
    change_city(ADMINISTRATOR, engine, city, "entry changed", lambda data: data)
    assert open_city(ADMINISTRATOR, engine, city) == before
    with session_scope(engine, write=False) as session:
        assert [one.what for one in trail(session)] == ["city added"]


def test_a_city_that_is_none_of_ones_own_is_not_found(engine: Engine, city: int) -> None:
    other = new_city(ADMINISTRATOR, engine, CityData(Text("邻县", "Neighbour")))
    stranger = official_of(other)
    with pytest.raises(NotFound):
        open_city(stranger, engine, city)
    with pytest.raises(NotFound):
        change_city(stranger, engine, city, "entry changed", lambda data: replace(data, actions=()))
    assert titles(engine, city) == ["a", "b"]
    assert [one for one, _ in cities_of(stranger, engine)] == [other]


def test_an_account_is_given_cities_that_exist(engine: Engine, city: int) -> None:
    account = add_account(ADMINISTRATOR, engine, "official@example.org", ["city"])
    with pytest.raises(NotFound):
        change_cities(ADMINISTRATOR, engine, account, [city, city + 1], stamp(()))
    change_cities(ADMINISTRATOR, engine, account, [city, city], stamp(()))
    assert list_accounts(ADMINISTRATOR, engine)[0].cities == (city,)
    change_cities(ADMINISTRATOR, engine, account, [], stamp((city,)))
    assert list_accounts(ADMINISTRATOR, engine)[0].cities == ()


def at_once(acts: Sequence[Callable[[], None]]) -> list[str]:
    """What became of each act when all are done at the same time: empty, or the code of what was wrong."""

    def tried(act: Callable[[], None]) -> str:
        try:
            act()
        except BadInput as error:
            return error.problems[0].code
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(tried, acts))


def test_of_two_administrators_at_once_the_second_is_told_that_the_account_has_changed(
    engine: Engine, city: int
) -> None:
    add_account(ADMINISTRATOR, engine, "administrator@example.org", ["administrator"])
    account = add_account(ADMINISTRATOR, engine, "official@example.org", ["city"], [city])
    other = new_city(ADMINISTRATOR, engine, CityData(Text("邻县", "Neighbour")))
    stamps = stamp((city,)), stamp(("city",))
    given = [[other], [city, other]]
    cities = [partial(change_cities, ADMINISTRATOR, engine, account, one, stamps[0]) for one in given]
    assert at_once(cities) == ["", "part_changed"]
    roles = [
        partial(change_roles, ADMINISTRATOR, engine, account, one, stamps[1])
        for one in (["viewer"], ["editor"])
    ]
    assert at_once(roles) == ["", "part_changed"]
    kept = list_accounts(ADMINISTRATOR, engine)[1]
    assert list(kept.cities) in given
    assert kept.roles in (("viewer",), ("editor",))


def test_two_administrators_who_dismiss_one_another_at_once_leave_one_to_administer(engine: Engine) -> None:
    both = [
        add_account(ADMINISTRATOR, engine, f"{name}@example.org", ["administrator"])
        for name in ("one", "two")
    ]
    seen = stamp(("administrator",))
    acts = [partial(change_roles, ADMINISTRATOR, engine, one, ["viewer"], seen) for one in both]
    assert at_once(acts) == ["", "last_administrator"]
