"""Scoring 3,000 cities, as a multiple of a plain loop over the bands in the same run.

The plain loop gets ready decimal values and only compares them with the printed ends and adds up. The program also
checks units and possible values, computes formulas, rounds, keeps states and provenance, and makes the whole card.
Run: ``python benchmarks/scoring_limits.py [CITIES]``; prints seconds of both and their ratio.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lbsap.model.catalogue import Catalogue, Indicator
from lbsap.model.city import Observation, Observations
from lbsap.model.text import same
from lbsap.steps.scoring.bands import rounded
from lbsap.steps.scoring.observe import readings
from lbsap.steps.scoring.score import make_scorecard
from lbsap_cbi import catalogues
from lbsap_scoring import scoring_variants

SEED = 20211
REPEATS = 3


def main() -> None:
    cities = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    index = next(one for one in catalogues() if one.id == "cbi-2021")
    handbook = next(one for one in scoring_variants() if one.id == "handbook")
    draw = random.Random(SEED)  # noqa: S311 - test figures, no secret
    reports = [report(index, draw) for _ in range(cities)]
    values = [ready_values(index, one) for one in reports]

    def program() -> list[Decimal | None]:
        return [make_scorecard(index, one, handbook, call).total.score for one in reports]

    def plain() -> list[Decimal | None]:
        return [Decimal(add_up(index, one)) for one in values]

    assert program() == plain(), "both must give the same totals"
    ours, floor = best(program), best(plain)
    print(f"cities {cities}")
    print(f"SCORE_SECONDS {ours:.3f}")
    print(f"PLAIN_LOOP_SECONDS {floor:.3f}")
    print(f"RATIO {ours / floor:.1f}")


def report(index: Catalogue, draw: random.Random) -> Observations:
    """A city that reports every indicator: half of the ratios by their inputs, the rest by value."""
    rows = tuple(row(item.number, item.indicator, draw) for item in index.items if item.indicator)
    return Observations(same("City"), 2026, False, rows)


def ready_values(index: Catalogue, data: Observations) -> list[Decimal]:
    """What the plain loop starts from: one rounded value per indicator."""
    places = [item.indicator.decimals for item in index.items if item.indicator]
    found = [reading.value for reading in readings(index, data) if reading.value is not None]
    return [rounded(value, decimals) for value, decimals in zip(found, places, strict=True)]


def row(number: str, indicator: Indicator, draw: random.Random) -> Observation:
    if indicator.kind == "ordinal":
        return Observation(number, level=draw.randint(0, 4))
    if number in ("1", "8"):
        part, whole = indicator.inputs
        return Observation(
            number,
            inputs={part.symbol: Decimal(draw.randint(0, 900)), whole.symbol: Decimal(3000)},
            unit="ha",
        )
    return Observation(number, value=Decimal(draw.randint(0, 90)))


def add_up(index: Catalogue, values: list[Decimal]) -> int:
    """The plain loop: for each value the printed band that holds it, else the next one above."""
    return sum(
        plain_score(item.indicator, value)
        for item, value in zip(index.items, values, strict=True)
        if item.indicator
    )


def plain_score(indicator: Indicator, value: Decimal) -> int:
    if indicator.kind == "ordinal":
        return int(value)
    for band in indicator.bands:
        if band.holds(value):
            return band.score
    return min(
        (band.lower, band.score) for band in indicator.bands if band.lower is not None and band.lower >= value
    )[1]


def call(item: Any, *arguments: Any) -> Any:
    return getattr(item, item.work)(*arguments)


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
