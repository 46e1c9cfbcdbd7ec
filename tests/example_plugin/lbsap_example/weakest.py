"""A scoring variant: a city is as strong as its weakest core component."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from lbsap.hooks import hookimpl
from lbsap.model.catalogue import Catalogue
from lbsap.model.scoring import ComponentScore, IndicatorScore, Reading, Scorecard, ScoringVariant, Total
from lbsap.model.text import Text


def line(reading: Reading) -> IndicatorScore:
    """The indicator's score as banded by the core; what is not scored stays without a score."""
    return IndicatorScore(
        number=reading.number,
        id=reading.id,
        component=reading.component,
        state=reading.state,
        value=reading.value,
        score=None if reading.score is None else Decimal(reading.score),
        provenance=reading.provenance,
        notes=reading.notes,
    )


def points(name: str, lines: Iterable[IndicatorScore], each: int) -> ComponentScore:
    """A sum of points, beside what the scored indicators and all of them could attain."""
    scores = [one.score for one in lines]
    known = [score for score in scores if score is not None]
    return ComponentScore(
        id=name,
        score=sum(known, Decimal(0)) if known else None,
        attainable=Decimal(each * len(known)),
        maximum=Decimal(each * len(scores)),
    )


def share(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` of ``whole`` in percent, to two decimals."""
    return (100 * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) if whole else Decimal(0)


def score(index: Catalogue, readings: tuple[Reading, ...]) -> Scorecard:
    """The lowest percentage among the components; no total while a component has no score."""
    lines = tuple(line(one) for one in readings)
    parts = tuple(
        points(component.id, [one for one in lines if one.component == component.id], index.points)
        for component in index.components
    )
    shares = [share(part.score, part.attainable) for part in parts if part.score is not None]
    total = Total(
        score=min(shares) if len(shares) == len(parts) else None,
        attainable=Decimal(100 if shares else 0),
        maximum=Decimal(100),
        unit="percent",
        provisional=any(one.state == "scored" and not one.verified for one in readings),
        notes=(
            Text(
                "取各核心要素中最低的百分比，不是手册规定的方法。",
                "The lowest component percentage; not the handbook's method.",
            ),
        ),
    )
    return Scorecard(index.id, index.version, "example.weakest", lines, parts, total)


@hookimpl
def scoring_variants() -> list[ScoringVariant]:
    return [
        ScoringVariant(
            id="example.weakest",
            version="1",
            title=Text("最弱核心要素", "Weakest component"),
            description=Text(
                "总分取三个核心要素中最低的百分比。",
                "The total is the lowest percentage among the components.",
            ),
            score=score,
            unit="percent",
        )
    ]
