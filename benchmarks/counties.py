#!/usr/bin/env python3
"""How much of the machine drafting the plans of many counties uses.

  python benchmarks/counties.py [--counties 60] [--processes 2] [--seed 1]

Makes counties from the sample city by a seed: fewer or more actions, targets and projects, other figures, some missing.
They are put into a SQLite database and drafted in both languages by ``draft_all``. Three ways take the same counties in
one run: a plain loop in one process (the limit of one core), ``draft_all`` with one process,
and with several. A fourth only writes the ready files again. With more counties than ``--sample`` the first two ways
take a sample, and times are compared by the county. Beside the clock stands the time of all processors, on which other work
on the machine has little say.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine

from lbsap import registry as registries
from lbsap.actions.drafting_all import Batch, Made, draft_all
from lbsap.actions.plans import make_document, write_document
from lbsap.data import read_value, shipped, write_bytes
from lbsap.model.actor import Actor
from lbsap.model.city import CityData, Observation
from lbsap.model.draft import DraftSettings
from lbsap.model.text import LANGS, Text
from lbsap.registry import Registry
from lbsap.store.cities import add_city, cities, load_city
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.schema import upgrade

T = TypeVar("T")
NO_DATA = Text("尚未开展调查", "not surveyed yet")
MISSING = 0.15
"""The share of indicators without a figure."""


def counties(number: int, seed: int) -> Iterator[CityData]:
    """So many counties, the same for the same seed."""
    sample = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    chance = random.Random(seed)  # noqa: S311 - made-up data
    for n in range(1, number + 1):
        actions = _some(chance, sample.actions)
        kept = {one.id for one in actions}
        yield replace(
            sample,
            city=Text(f"示例{n}县", f"Sample County {n}"),
            profile=replace(
                sample.profile, level="county", code="", area_km2=Decimal(chance.randint(300, 9000))
            ),
            observations=tuple(_changed(chance, one) for one in sample.observations),
            actions=actions,
            targets=tuple(one for one in sample.targets if one.action in kept),
            projects=tuple(one for one in sample.projects if one.action in kept),
            pictures=(),
        )


def _some(chance: random.Random, values: Sequence[T]) -> tuple[T, ...]:
    """Half of the values to all of them, in their order."""
    taken = set(chance.sample(range(len(values)), chance.randint(len(values) // 2, len(values))))
    return tuple(one for n, one in enumerate(values) if n in taken)


def _changed(chance: random.Random, one: Observation) -> Observation:
    if chance.random() < MISSING:
        return Observation(one.indicator, missing=NO_DATA, absence="planned_survey")
    return one


def fill(engine: Engine, made: Sequence[CityData]) -> None:
    """Put the counties into the database."""
    with session_scope(engine) as session:
        for one in made:
            add_city(session, one)


@dataclass(frozen=True)
class Took:
    """Seconds of the clock and of processors, those of worker processes included."""

    clock: float
    processors: float


def timed(work: Callable[[], T]) -> tuple[Took, T]:
    """What some work took, and its result. Workers count once they have ended."""
    clock, before = time.perf_counter(), sum(os.times()[:4])
    result = work()
    return Took(time.perf_counter() - clock, sum(os.times()[:4]) - before), result


def loop(engine: Engine, registry: Registry, folder: Path) -> None:
    """Read, draft and write them one after the other."""
    with session_scope(engine, write=False) as session:
        known = cities(session)
    for n, _name in known:
        with session_scope(engine, write=False) as session:
            one = load_city(session, n).data
        plan = make_document("plan", one, DraftSettings(), registry)
        for lang in LANGS:
            write_bytes(write_document(plan, lang, registry), folder / f"{n}-{lang}.docx")


def all_at_once(engine: Engine, registry: Registry, folder: Path, processes: int) -> tuple[Made, ...]:
    """Draft every county of the database, the start of the workers included."""
    batch = Batch(folder, processes=processes)
    return draft_all(Actor.local(), engine, registry, batch, lambda _made, _known: None)


def again(source: Path, folder: Path) -> None:
    """Write the files of a folder once more, each whole and synced."""
    for path in source.iterdir():
        write_bytes(path.read_bytes(), folder / path.name)


def main() -> None:
    """Draft in all ways and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--counties", type=int, default=60)
    parser.add_argument("--sample", type=int, default=60, help="counties that the ways of one process take")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    registry = registries.load()
    made = list(counties(given.counties, given.seed))
    few = made[: given.sample]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        engines = {}
        for key, some in (("few", few), ("all", made)):
            upgrade(url := f"sqlite:///{root / key}.db")
            engines[key] = make_engine(url)
            fill(engines[key], some)
        for folder in ("loop", "again"):
            (root / folder).mkdir()
        ways = (
            ("plain loop, one process", len(few), partial(loop, engines["few"], registry, root / "loop")),
            (
                "draft_all, one process",
                len(few),
                partial(all_at_once, engines["few"], registry, root / "one", 1),
            ),
            (
                f"draft_all, {given.processes} processes",
                len(made),
                partial(all_at_once, engines["all"], registry, root / "several", given.processes),
            ),
            ("files written again", len(few), partial(again, root / "one", root / "again")),
        )
        found = [(words, number, *timed(work)) for words, number, work in ways]
        for engine in engines.values():
            engine.dispose()
    failed = sum(bool(one.problems) for one in found[2][3] or ())
    print(
        f"{given.counties} counties, {given.processes} processes, {failed} failed, load {os.getloadavg()[0]:.1f}"
    )
    limit = found[0][2]
    for words, number, took, _result in found:
        faster = limit.clock / len(few) / (took.clock / number)
        costs = took.processors / number / (limit.processors / len(few))
        print(
            f"{words:28} {1000 * took.clock / number:8.1f} ms a county, {faster:6.2f} times as fast; "
            f"{1000 * took.processors / number:8.1f} ms of processors, {costs:5.2f} times"
        )


if __name__ == "__main__":
    main()
