"""ARCHITECTURE.md names each folder once, and none that is not there."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

from lbsap import hooks
from tests.docs.documents import ROOT, tables

PAPER = ROOT / "ARCHITECTURE.md"
ROOMS = ("core", "plugins", "plan_sections", "questionnaires", "templates", "tests", "docs", "benchmarks")


def named() -> list[str]:
    """The folders named at the head of a line of the folder tables."""
    return [row[0].strip("`").rstrip("/") for row in tables(PAPER) if re.fullmatch(r"`[\w/]+/`", row[0])]


def packages() -> set[str]:
    """Every folder of the rooms that holds a package or, one below a room, anything at all."""
    below = {
        path.parent
        for room in ("core", "plugins", "plan_sections")
        for path in (ROOT / room).rglob("__init__.py")
    }
    rooms = {path for room in ("templates", "tests") for path in (ROOT / room).iterdir() if path.is_dir()}
    holding = {
        path for path in rooms if any(one.is_file() and one.suffix != ".pyc" for one in path.rglob("*"))
    }
    return {path.relative_to(ROOT).as_posix() for path in below | holding} | set(ROOMS)


def test_no_folder_is_named_twice() -> None:
    assert [name for name, times in Counter(named()).items() if times > 1] == []


def test_no_line_names_a_folder_that_does_not_exist() -> None:
    assert [name for name in named() if not (ROOT / name).is_dir()] == []


def test_every_folder_of_the_program_has_its_line() -> None:
    assert packages() - set(named()) == set()


def test_each_folder_line_says_what_lives_there_and_what_does_not() -> None:
    rows = [row for row in tables(PAPER) if row[0].strip("`").rstrip("/") in named()]
    assert [row[0] for row in rows if len(row) != 3 or not all(row)] == []


def test_every_hook_has_its_line() -> None:
    told = {row[0].strip("`").removesuffix("()") for row in tables(PAPER) if row[0].endswith("()`")}
    assert told == {name for name in vars(hooks) if hasattr(getattr(hooks, name), "lbsap_spec")}


def test_the_import_contracts_are_those_that_are_checked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = PAPER.read_text(encoding="utf-8")
    assert [
        one["name"] for one in project["tool"]["importlinter"]["contracts"] if one["name"] not in told
    ] == []


def test_every_station_of_the_datas_way_is_a_step() -> None:
    stations = [row for row in tables(PAPER) if row[0].isdigit()]
    modules = [name for row in stations for name in re.findall(r"`([\w/]+\.py)`", row[2])]
    assert [name for name in modules if not (ROOT / "core" / "lbsap" / "steps" / name).is_file()] == []
    assert [int(row[0]) for row in stations] == list(range(1, 12))
