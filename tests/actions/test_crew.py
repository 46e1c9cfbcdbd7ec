"""Work on several processes, and on a Dask cluster of this machine: what fails takes nothing else along."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from lbsap.actions.crew import Crew, cluster, own_cores, work_off
from lbsap.model.errors import BadInput

_prepared: list[str] = []


def prepare(word: str) -> None:
    _prepared.append(word)


def prepared_with(_job: int) -> tuple[str, ...]:
    return tuple(_prepared)


def double(job: int) -> int:
    return 2 * job


def refuse_three(job: int) -> int:
    if job == 3:
        raise ValueError("three")
    return job


def die_on_three(job: int) -> int:
    time.sleep(0.05)
    if job == 3:
        os._exit(1)
    return job


def outcomes(crew: Crew, work: Callable[[int], object], jobs: Iterator[int]) -> dict[int, object]:
    """What came of each job: its result, or the type of its error."""
    found: dict[int, object] = {}
    for job, result in work_off(crew, work, jobs):
        assert job not in found
        try:
            found[job] = result()
        except (ValueError, BrokenExecutor) as error:
            found[job] = type(error)
    return found


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Dask cluster of two processes of this machine."""
    from distributed import LocalCluster

    folder = str(tmp_path_factory.mktemp("dask"))
    options = {"host": "127.0.0.1", "dashboard_address": None, "local_directory": folder, "silence_logs": 50}
    with LocalCluster(n_workers=2, threads_per_worker=1, **options) as running:  # type: ignore[no-untyped-call]
        yield str(running.scheduler_address)


def test_every_job_is_done_once() -> None:
    assert outcomes(own_cores(2, prepare, "x"), double, iter(range(9))) == {n: 2 * n for n in range(9)}


def test_each_process_is_prepared_once() -> None:
    found = outcomes(own_cores(2, prepare, "ready"), prepared_with, iter(range(6)))
    assert set(found.values()) == {("ready",)}


def test_a_job_that_fails_leaves_the_others_alone() -> None:
    found = outcomes(own_cores(2, prepare, "x"), refuse_three, iter(range(6)))
    assert found == {0: 0, 1: 1, 2: 2, 3: ValueError, 4: 4, 5: 5}


def test_a_job_that_kills_its_process_is_the_only_one_lost() -> None:
    found = outcomes(own_cores(2, prepare, "x"), die_on_three, iter(range(8)))
    assert found == {n: BrokenExecutor if n == 3 else n for n in range(8)}


def test_jobs_are_taken_only_as_there_is_room() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for n in range(20):
            taken.append(n)
            yield n

    done = 0
    for _job, result in work_off(own_cores(1, prepare, "x"), double, jobs()):
        result()
        done += 1
        assert len(taken) <= done + 2
    assert done == 20


def test_no_process_starts_where_there_is_nothing_to_do() -> None:
    assert outcomes(own_cores(2, prepare, "x"), double, iter(())) == {}


def test_the_same_work_runs_on_the_workers_of_a_dask_cluster(scheduler: str) -> None:
    found = outcomes(cluster(scheduler), refuse_three, iter(range(6)))
    assert found == {0: 0, 1: 1, 2: 2, 3: ValueError, 4: 4, 5: 5}


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("lbsap.actions.crew._SECONDS_TO_ANSWER", 1)
    with pytest.raises(BadInput) as told:
        outcomes(cluster("tcp://127.0.0.1:1"), double, iter([1]))
    assert told.value.problems[0].code == "scheduler_silent"


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(BadInput) as told:
        outcomes(cluster("tcp://127.0.0.1:1"), double, iter([1]))
    assert "lbsap[cluster]" in told.value.problems[0].message.en
