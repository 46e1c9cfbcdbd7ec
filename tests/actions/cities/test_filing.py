"""Cities between files and the database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

import lbsap_cwn
from lbsap.actions.cities.filing import add_city_file, import_into_city, write_city_file
from lbsap.actions.cities.workspace import open_city
from lbsap.data import shipped, write_value
from lbsap.model.actor import Actor
from lbsap.model.city import CityData, Profile
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.model.text import Text
from lbsap.registry import Registry, from_modules

LOCAL = Actor.local()
OFFICIAL = Actor("official@example.org", frozenset({"city"}), frozenset())
SAMPLE = shipped("templates", "demo", "sample-city.yaml")
PROFILE = Path(__file__).parents[2] / "data" / "citieswithnature_congjiang.txt"


@pytest.fixture
def registry() -> Registry:
    """The reader of profiles."""
    found = Registry()
    for candidate in from_modules([("cwn", lbsap_cwn)], own=True):
        found.admit(candidate)
    return found


def _file(folder: Path, data: CityData) -> Path:
    write_value(data, folder / "city.yaml")
    return folder / "city.yaml"


def test_a_city_goes_into_the_database_and_comes_back_the_same(engine: Engine, tmp_path: Path) -> None:
    made = add_city_file(LOCAL, engine, SAMPLE)
    written = write_city_file(LOCAL, engine, made, tmp_path / "out.yaml")
    again = add_city_file(LOCAL, engine, tmp_path / "out.yaml")
    assert open_city(LOCAL, engine, again).data == written


@pytest.mark.parametrize(
    ("profile", "code"),
    [(Profile("district", "522633"), "city_code_level"), (Profile("county", "5226"), "city_code_form")],
)
def test_a_wrong_code_is_told_with_its_line(
    engine: Engine, tmp_path: Path, profile: Profile, code: str
) -> None:
    path = _file(tmp_path, CityData(Text("从江县"), profile=profile))
    with pytest.raises(BadInput) as refused:
        add_city_file(LOCAL, engine, path)
    (fault,) = refused.value.problems
    assert fault.code == code
    assert fault.where.startswith(f"{path}:")


def test_a_code_is_given_once(engine: Engine, tmp_path: Path) -> None:
    path = _file(tmp_path, CityData(Text("从江县"), profile=Profile("county", "522633")))
    add_city_file(LOCAL, engine, path)
    with pytest.raises(BadInput) as refused:
        add_city_file(LOCAL, engine, path)
    assert [one.code for one in refused.value.problems] == ["city_code_taken"]


def test_an_import_fills_a_city_and_names_what_it_left_as_it_was(
    engine: Engine, registry: Registry, tmp_path: Path
) -> None:
    city = CityData(Text("从江县", "Congjiang"), profile=Profile("county", population=400_000))
    made = add_city_file(LOCAL, engine, _file(tmp_path, city))
    counts, problems = import_into_city(LOCAL, engine, registry, "citieswithnature", PROFILE, made)
    assert counts == {"actions": 26, "baselines": 11, "targets": 9}
    left = [one.message.en for one in problems if one.code == "kept_not_read"]
    assert left == [
        "Name (English): “Congjiang” was kept; the file says “Congjiang County”.",
        "Population: “400000” was kept; the file says “395000”.",
    ]
    after = open_city(LOCAL, engine, made).data
    assert (len(after.actions), after.profile.population) == (26, 400_000)


def test_an_official_reaches_no_city_but_her_own(engine: Engine, registry: Registry, tmp_path: Path) -> None:
    made = add_city_file(LOCAL, engine, SAMPLE)
    with pytest.raises(NotFound):
        write_city_file(OFFICIAL, engine, made, tmp_path / "out.yaml")
    with pytest.raises(NotFound):
        import_into_city(OFFICIAL, engine, registry, "citieswithnature", PROFILE, made)
    with pytest.raises(NotAllowed):
        add_city_file(OFFICIAL, engine, SAMPLE)
    assert not (tmp_path / "out.yaml").exists()
