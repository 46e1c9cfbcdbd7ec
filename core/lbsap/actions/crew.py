"""Work for many, on every core of this machine or on the workers of a Dask cluster; what fails takes nothing else along."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import Any, Final, TypeVar

from lbsap.model.errors import BadInput
from lbsap.model.problems import problem

J = TypeVar("J")
R = TypeVar("R")
IN_HAND: Final = 2
"""Pieces of work handed out for each worker: one in work, one waiting, so that none waits for the next."""
_SECONDS_TO_ANSWER: Final = 15


@dataclass(frozen=True, slots=True)
class Crew:
    """Opens the workers, and says for how many at a time there is work to be handed out."""

    open: Callable[[], AbstractContextManager[tuple[Executor, int]]]


def own_cores(count: int, prepare: Callable[..., object], *given: object) -> Crew:
    """``count`` processes of this machine; each calls ``prepare(*given)`` once before it begins."""
    return Crew(partial(_processes, count, prepare, given))


def cluster(address: str) -> Crew:
    """The workers of a Dask scheduler. Opening raises ``BadInput`` where it does not answer, or Dask is not installed."""
    return Crew(partial(_workers, address))


def work_off(crew: Crew, work: Callable[[J], R], jobs: Iterable[J]) -> Iterator[tuple[J, Callable[[], R]]]:
    """Each job with what gives its result, or raises what went wrong with it, in the order in which they are done.

    ``jobs`` are taken only as there is room, so many need little memory. Where a worker dies, those in its company are
    done again one by one, and only the one that kills again has failed.
    """
    left = iter(jobs)
    while lost := (yield from _until_it_breaks(crew, work, left)):
        for job in lost:
            for guilty in (yield from _until_it_breaks(crew, work, iter([job]))):
                yield guilty, partial(_died)


def _until_it_breaks(
    crew: Crew, work: Callable[[J], R], left: Iterator[J]
) -> Generator[tuple[J, Callable[[], R]], None, list[J]]:
    """Work off jobs until none is left, or a worker dies; gives back those that were under way then."""
    under_way: dict[Future[R], J] = {}
    with crew.open() as (workers, width):
        while True:
            for job in islice(left, width - len(under_way)):
                try:
                    under_way[workers.submit(work, job)] = job
                except BrokenExecutor:
                    return [*under_way.values(), job]
            if not under_way:
                return []
            for one in wait(under_way, return_when=FIRST_COMPLETED).done:
                if isinstance(one.exception(), BrokenExecutor):
                    return [*under_way.values()]
                yield under_way.pop(one), one.result


def _died() -> Any:
    raise BrokenExecutor("the process ended")


@contextmanager
def _processes(
    count: int, prepare: Callable[..., object], given: tuple[object, ...]
) -> Iterator[tuple[Executor, int]]:
    # A fresh process each: a fork would take along the database connections and locks of this one.
    pool = ProcessPoolExecutor(count, get_context("spawn"), prepare, given)
    try:
        yield pool, IN_HAND * count
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _workers(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError:
        raise BadInput([problem("extra_missing", "--scheduler", extra="cluster")]) from None
    try:
        client: Any = Client(address, timeout=_SECONDS_TO_ANSWER)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=_SECONDS_TO_ANSWER)
    except (OSError, TimeoutError, ValueError) as error:
        raise BadInput([problem("scheduler_silent", "--scheduler", address=address, reason=error)]) from None
    with client:
        yield client.get_executor(), IN_HAND * sum(client.ncores().values())
