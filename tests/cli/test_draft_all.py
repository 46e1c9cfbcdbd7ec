"""``lbsap plan draft --all``: what it prints, and what its exit code says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lbsap.actions.cities.workspace import new_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.policy import PolicyFramework
from lbsap.model.text import Text
from lbsap.store.engine import make_engine
from lbsap.store.schema import upgrade

Runner = Callable[..., Any]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[CityData], int]:
    """Add a city to the database that the command finds."""
    url = f"sqlite:///{tmp_path / 'lbsap.db'}"
    upgrade(url)
    monkeypatch.setenv("LBSAP_DATABASE_URL", url)

    def add(data: CityData) -> int:
        engine = make_engine(url)
        made = new_city(Actor.local(), engine, data)
        engine.dispose()
        return made

    return add


def test_all_is_well(run: Runner, add: Callable[[CityData], int], tmp_path: Path) -> None:
    add(CityData(Text("甲县", "County A")))
    done = run(
        "--lang", "en", "plan", "draft", "--all", "--out", tmp_path / "x", "--lang", "both", "--processes", 1
    )
    assert done.code == 0
    assert "1/1 County A" in done.err
    assert "1 cities drafted, 0 not." in done.out
    assert len(list((tmp_path / "x").iterdir())) == 2


def test_a_city_that_fails_is_named_and_the_exit_code_says_so(
    run: Runner, add: Callable[[CityData], int], tmp_path: Path
) -> None:
    taken = PolicyFramework("gbf", "1", "province", Text("省级方案"), Text("省"), ())
    add(CityData(Text("甲县", "County A"), frameworks=(taken,)))
    add(CityData(Text("乙县", "County B")))
    done = run("--lang", "zh", "plan", "draft", "--all", "--out", tmp_path / "x", "--json")
    assert done.code == 1
    first, second = done.json["cities"]
    assert (first["name"], first["files"], len(first["problems"])) == ("甲县", [], 1)
    assert (second["id"], len(second["files"])) == (2, 2)
    assert "甲县：未能起草" in done.err


@pytest.mark.parametrize(
    "words", [["--all", "city.yaml"], [], ["--all", "--variant", "handbook"], ["city.yaml", "--lang", "both"]]
)
def test_options_that_do_not_go_together_are_refused(run: Runner, words: list[str], tmp_path: Path) -> None:
    assert run("plan", "draft", *words, "--out", tmp_path / "x").code == 2
    assert not (tmp_path / "x").exists()


def test_an_empty_database_gives_an_empty_folder(
    run: Runner, add: Callable[[CityData], int], tmp_path: Path
) -> None:
    done = run("plan", "draft", "--all", "--out", tmp_path / "x")
    assert (done.code, list((tmp_path / "x").iterdir())) == (0, [])
