"""Imports that wait to be looked through, and cities by their code, on both databases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from lbsap.model.city import CityData, Fact, Profile
from lbsap.model.errors import NotFound
from lbsap.model.plugin_items import Fragment, Question
from lbsap.model.problems import problem
from lbsap.model.text import Text
from lbsap.store.cities import add_city, cities_with_code, load_city, save_city
from lbsap.store.city_files import WaitingImport, drop_import, keep_import, waiting_import
from lbsap.store.engine import session_scope

NAME = Text("从江县", "Congjiang County")
TREES = Fact("tree_cover", Text("树木覆盖率", "Tree cover"), unit="percent")
WAITING = WaitingImport(
    "profile.txt",
    CityData(NAME, profile=Profile("county", "522633", facts=(TREES,))),
    (problem("profile_field_empty", "profile.txt:3", field=Text("目标", "target")),),
    (Fragment("CWN-01", "description", "QXZ#乱码", "profile.txt:5", readable=False),),
    (Question("tree_cover", Text("口径不同。", "They differ."), (TREES,)),),
    {"original.CWN-01.description": "原文。"},
)


@pytest.fixture
def city(engine: Engine) -> int:
    """A city with a code."""
    with session_scope(engine) as session:
        return add_city(session, CityData(NAME, profile=Profile("county", "522633")))


def test_an_import_waits_with_all_that_was_read_and_answered(engine: Engine, city: int) -> None:
    with session_scope(engine) as session:
        keep_import(session, city, WAITING, "official@example.org")
    with session_scope(engine, write=False) as session:
        assert waiting_import(session, city) == WAITING


def test_a_newer_import_takes_the_place_of_the_one_before(engine: Engine, city: int) -> None:
    newer = replace(WAITING, name="newer.txt", answers={})
    with session_scope(engine) as session:
        keep_import(session, city, WAITING, "a")
        keep_import(session, city, newer, "b")
        assert waiting_import(session, city) == newer


def test_a_dropped_import_is_gone_and_dropping_twice_does_no_harm(engine: Engine, city: int) -> None:
    with session_scope(engine) as session:
        keep_import(session, city, WAITING, "a")
        drop_import(session, city)
        drop_import(session, city)
        with pytest.raises(NotFound):
            waiting_import(session, city)


def test_a_city_is_found_by_its_code(engine: Engine, city: int) -> None:
    with session_scope(engine) as session:
        other = add_city(session, CityData(Text("邻县"), profile=Profile("county")))
        assert cities_with_code(session, "522633") == {city}
        kept = load_city(session, other)
        save_city(session, other, replace(kept.data, profile=Profile("county", "522634")), seen=kept.version)
        assert cities_with_code(session, "522634") == {other}
        assert cities_with_code(session, "110101") == frozenset()
