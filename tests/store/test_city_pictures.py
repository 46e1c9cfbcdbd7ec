"""Pictures of a city beside their bytes, on both databases: at once, up to a limit, and gone when nobody names them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lbsap.actions.cities import pictures
from lbsap.actions.cities.parts import remove_entry
from lbsap.actions.cities.workspace import change_city, new_city, open_city
from lbsap.model.actor import Actor
from lbsap.model.blocks import Cover, Document
from lbsap.model.city import CityData
from lbsap.model.city_plan import Picture
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Plan
from lbsap.model.text import Text, same
from lbsap.steps.cities.parts import cells_of
from lbsap.steps.cities.picture_bytes import MEGABYTE
from lbsap.steps.common.stamp import stamp
from lbsap.store.audit import trail
from lbsap.store.city_files import file_sizes
from lbsap.store.engine import session_scope
from lbsap.store.plans import Draft, save_draft
from tests.services.pictures import png

LOCAL = Actor.local()
SAID = {"caption_en": "Wetlands", "no_exact_sites": "yes"}
GUIDES = Path(__file__).parents[2] / "docs"


@pytest.fixture
def city(engine: Engine) -> int:
    """A city that has a name only."""
    return new_city(LOCAL, engine, CityData(Text("示例市", "Sample City")))


@pytest.fixture
def kept(engine: Engine, city: int) -> Callable[[], tuple[Picture, ...]]:
    """The pictures as they stand."""
    return lambda: open_city(LOCAL, engine, city).data.pictures


def held(engine: Engine, city: int) -> set[str]:
    """The digests of the bytes that are kept."""
    with session_scope(engine, write=False) as session:
        return set(file_sizes(session, city))


def add(engine: Engine, city: int, width: int = 60, **cells: str) -> str:
    """Add a picture of this width."""
    return pictures.add_picture(LOCAL, engine, city, SAID | cells, png(width))


def remove(engine: Engine, city: int, one: Picture) -> None:
    """Remove a picture."""
    remove_entry(LOCAL, engine, city, "pictures", one.id, stamp(one))


def draft_of(engine: Engine, city: int) -> None:
    """Keep a draft of the city's data as they stand."""
    with session_scope(engine) as session:
        plan = Plan(Document(Cover(Text("稿")), ()))
        save_draft(session, city, plan, Draft(open_city(LOCAL, engine, city).data))


def code(act: Callable[[], object]) -> str:
    """The code of what is wrong."""
    with pytest.raises(BadInput) as refused:
        act()
    (one,) = refused.value.problems
    return one.code


def test_a_picture_sent_twice_at_once_is_added_once(
    engine: Engine, city: int, kept: Callable[[], tuple[Picture, ...]]
) -> None:
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: add(engine, city), range(4)))
    (picture,) = kept()
    assert keys == {picture.id}
    assert held(engine, city) == {picture.file}


def test_one_picture_may_stand_in_two_places_and_is_kept_once(engine: Engine, city: int) -> None:
    assert add(engine, city, section="annex-maps") != add(engine, city, section="status")
    assert len(held(engine, city)) == 1


def test_two_people_who_put_the_same_picture_in_two_places_at_once_both_keep_it(
    engine: Engine, city: int, kept: Callable[[], tuple[Picture, ...]]
) -> None:
    for width in (60, 61):
        add(engine, city, width)

    def save(one: Picture) -> None:
        cells = cells_of(pictures.PICTURES, one)
        pictures.save_picture(LOCAL, engine, city, one.id, stamp(one), cells, png(70))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(save, kept()))
    first, second = kept()
    assert first.file == second.file
    assert held(engine, city) == {first.file}


def test_bytes_that_nothing_names_any_more_are_forgotten_and_the_trail_says_so(
    engine: Engine, city: int, kept: Callable[[], tuple[Picture, ...]]
) -> None:
    for width, section in ((60, "status"), (60, "annex-maps"), (61, "status")):
        add(engine, city, width, section=section)
    first, second, third = kept()
    remove(engine, city, first)
    assert held(engine, city) == {second.file, third.file}  # the second shows the same picture
    remove(engine, city, second)
    assert held(engine, city) == {third.file}
    cells = cells_of(pictures.PICTURES, third)
    pictures.save_picture(LOCAL, engine, city, third.id, stamp(third), cells, png(62))
    assert held(engine, city) == {kept()[0].file} != {third.file}
    with session_scope(engine, write=False) as session:
        told = [event.details for event in trail(session) if event.what == "pictures forgotten"]
    assert told == [{"number": 1}, {"number": 1}]


def test_bytes_that_a_kept_draft_names_stay_as_long_as_it(
    engine: Engine, city: int, kept: Callable[[], tuple[Picture, ...]]
) -> None:
    other = new_city(LOCAL, engine, CityData(Text("邻县", "Neighbour")))
    for one in (city, other):
        add(engine, one)
    (picture,) = kept()
    draft_of(engine, city)
    remove(engine, city, picture)
    assert held(engine, city) == {picture.file}
    remove(engine, other, open_city(LOCAL, engine, other).data.pictures[0])
    assert held(engine, other) == set()  # what a draft of another city names is none of its business


def test_a_city_has_so_many_pictures_and_no_more(
    engine: Engine, city: int, kept: Callable[[], tuple[Picture, ...]]
) -> None:
    many = tuple(Picture(f"p{n}", same("Map")) for n in range(pictures.MOST_PICTURES - 1))
    change_city(LOCAL, engine, city, "test", lambda data: replace(data, pictures=many))
    add(engine, city)
    assert code(lambda: add(engine, city, 61)) == "pictures_many"
    assert len(kept()) == pictures.MOST_PICTURES
    assert len(held(engine, city)) == 1


def test_pictures_have_so_many_bytes_together_and_no_more(
    engine: Engine, city: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", len(png(60)) + len(png(61)))
    key = add(engine, city)
    add(engine, city, 61)
    assert code(lambda: add(engine, city, 62)) == "pictures_heavy"
    remove(engine, city, next(one for one in open_city(LOCAL, engine, city).data.pictures if one.id == key))
    add(engine, city)


@pytest.mark.parametrize("name", ["cities.md", "cities.zh.md"])
def test_the_guide_tells_the_limits(name: str) -> None:
    words = (GUIDES / name).read_text("utf-8")
    assert f" {pictures.MOST_PICTURES} " in words
    assert f" {pictures.MOST_BYTES // MEGABYTE} MB" in words
