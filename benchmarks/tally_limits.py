#!/usr/bin/env python3
"""How fast the store tallies a round, beside numpy's own count of the same answers, and how that grows.

  python benchmarks/tally_limits.py [--sizes 100000 1000000] [--repeat 5]

One answer = (respondent, item 1..28, stratum 1..6, verdict). What is timed is what a tally asks of the database: the
grouped counts of verdicts and the respondents by stratum, each one query. The table of counts is compared with numpy's
before a time is kept. Only ratios of one run mean anything; loading the answers is reported apart.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sqlalchemy import Engine, text

from lbsap.store import schema
from lbsap.store.counts import count_respondents, count_verdicts
from lbsap.store.engine import make_engine, session_scope

ITEMS, STRATA, VERDICTS = 28, 6, ("keep", "drop", "rename")
CONSULTATION = """insert into consultation (id, title_zh, title_en, host_zh, host_en, contact, anonymity, instrument,
 questionnaire, questionnaire_digest, catalogue, catalogue_digest)
 values (1, 't', 't', '', '', '', 'confidential', 'q@1', '{}', 'd', '{}', 'd')"""
ROUND = """insert into round (id, consultation_id, number, state, rule, rule_version, parameters)
 values (1, 1, 1, 'open', 'majority', '1', '{}')"""
RESPONDENT = (
    "insert into respondent (id, consultation_id, code, stratum, profile) values (:r, 1, :r, :s, '{}')"
)
ANSWER = """insert into answer (id, round_id, respondent_id, item, stratum, verdict, name_zh, name_en, reason,
 supplement, revision, saved_at, instrument, language)
 values (:n, 1, :r, :i, :s, :v, '', '', '', '', 1, '2026-01-01', 'q@1', 'zh')"""


def make(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Respondent, item, stratum and verdict of ``n`` answers, the same at every run."""
    respondent = np.arange(n) // ITEMS
    stratum = (respondent * 2654435761) % 97 % STRATA
    verdict = np.random.default_rng(11).choice(3, n, p=[0.7, 0.12, 0.18])
    return (
        respondent,
        (np.arange(n) % ITEMS).astype(np.int16),
        stratum.astype(np.int16),
        verdict.astype(np.int8),
    )


def numpy_count(item: np.ndarray, stratum: np.ndarray, verdict: np.ndarray) -> np.ndarray:
    """The limit: one pass of counting over arrays in memory, held as small as they can be."""
    return np.bincount((item.astype(np.int64) * STRATA + stratum) * 3 + verdict, minlength=ITEMS * STRATA * 3)


def load(
    engine: Engine, respondent: np.ndarray, item: np.ndarray, stratum: np.ndarray, verdict: np.ndarray
) -> None:
    """Put the answers into the store's own tables."""
    with engine.begin() as connection:
        connection.execute(text(CONSULTATION))
        connection.execute(text(ROUND))
        people = [
            {"r": int(r) + 1, "s": f"s{s}"}
            for r, s in zip(respondent[::ITEMS], stratum[::ITEMS], strict=True)
        ]
        connection.execute(text(RESPONDENT), people)
        for start in range(0, len(item), 100_000):
            part = slice(start, start + 100_000)
            rows = zip(respondent[part], item[part], stratum[part], verdict[part], strict=True)
            connection.execute(
                text(ANSWER),
                [
                    {"n": start + k + 1, "r": int(r) + 1, "i": f"item_{i:02}", "s": f"s{s}", "v": VERDICTS[v]}
                    for k, (r, i, s, v) in enumerate(rows)
                ],
            )


def best(work: Callable[[], object], repeat: int) -> float:
    """The least of several times in seconds."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def compare(n: int, repeat: int, folder: Path) -> tuple[float, float]:
    """Seconds of our tally and of numpy's count of the same ``n`` answers."""
    respondent, item, stratum, verdict = make(n)
    url = f"sqlite:///{folder / f'{n}.db'}"
    schema.upgrade(url)
    engine = make_engine(url)
    loading = best(lambda: load(engine, respondent, item, stratum, verdict), 1)

    def tally() -> dict[tuple[str, str, str], int]:
        with session_scope(engine, write=False) as session:
            count_respondents(session, 1)
            return count_verdicts(session, 1)

    expected = numpy_count(item, stratum, verdict)
    found = np.zeros_like(expected)
    for (name, group, word), count in tally().items():
        found[(int(name[5:]) * STRATA + int(group[1:])) * 3 + VERDICTS.index(word)] = count
    if not np.array_equal(found, expected):
        raise SystemExit("the counts differ")
    ours, limit = best(tally, repeat), best(lambda: numpy_count(item, stratum, verdict), repeat)
    print(f"| {n:,} | {ours / limit:.0f} | {loading / ours:.0f} |", flush=True)
    engine.dispose()
    return ours, limit


def main() -> None:
    """Print one line a size, then the growth."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    print("| answers | tally / numpy | loading / tally |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        seconds = [compare(n, given.repeat, Path(folder))[0] for n in given.sizes]
    for earlier, later, a, b in zip(seconds, seconds[1:], given.sizes, given.sizes[1:], strict=False):
        print(f"growth from {a:,} to {b:,} answers: {later / earlier:.1f} times")


if __name__ == "__main__":
    main()
