"""Variants in which each core component counts the same: arithmetic and geometric mean of percentages."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.scoring import ComponentScore, Scorecard, ScoringVariant
from lbsap.model.text import Text
from lbsap_scoring import notes
from lbsap_scoring.parts import CONTEXT, Readings, as_percent, component_points, line, points, scorecard, tidy

Shares = list[Decimal]


def equal_components(index: Catalogue, readings: Readings) -> Scorecard:
    """The mean of the components' percentages of their attainable maximum; undefined where one has no score."""
    return _by_component(EQUAL_COMPONENTS.id, index, readings, _arithmetic, zero_allowed=True)


def geometric(index: Catalogue, readings: Readings) -> Scorecard:
    """The geometric mean of the components' percentages; undefined where one has no score, or scores 0."""
    return _by_component(GEOMETRIC.id, index, readings, _geometric, zero_allowed=False)


def _by_component(
    variant: str,
    index: Catalogue,
    readings: Readings,
    mean: Callable[[Shares], Decimal],
    *,
    zero_allowed: bool,
) -> Scorecard:
    lines = tuple(line(reading) for reading in readings)
    components = tuple(as_percent(one) for one in component_points(index, lines))
    faults = _undefined(index, components, zero_allowed=zero_allowed)
    shares = [one.score for one in components if one.score is not None]
    whole = as_percent(points("", index, lines))
    score = None if faults or not shares else tidy(mean(shares))
    total = ComponentScore("", score, whole.attainable, whole.maximum)
    return scorecard(
        index,
        variant,
        readings,
        lines,
        components,
        total,
        unit="percent",
        remarks=(notes.NOT_OFFICIAL, *faults),
    )


def _undefined(
    index: Catalogue, components: tuple[ComponentScore, ...], *, zero_allowed: bool
) -> tuple[Text, ...]:
    found = []
    for component, share in zip(index.components, components, strict=True):
        if share.score is None:
            found.append(notes.COMPONENT_EMPTY.format(component=component.title))
        elif share.score == 0 and not zero_allowed:
            found.append(notes.COMPONENT_ZERO.format(component=component.title))
    return tuple(found)


def _arithmetic(shares: Shares) -> Decimal:
    return CONTEXT.divide(sum(shares, Decimal(0)), Decimal(len(shares)))


def _geometric(shares: Shares) -> Decimal:
    logs = sum((share.ln(CONTEXT) for share in shares), Decimal(0))
    return CONTEXT.divide(logs, Decimal(len(shares))).exp(CONTEXT)


EQUAL_COMPONENTS: Final = ScoringVariant(
    id="equal-components",
    version="1",
    title=Text("核心要素等权", "Equal components"),
    description=Text(
        "先算各核心要素得分占其可评满分的百分比，再取算术平均，每个核心要素权重相同。",
        "The arithmetic mean of the components' percentages of their attainable maximum, so that each component "
        "counts the same however many indicators it has.",
    ),
    score=equal_components,
    unit="percent",
)
GEOMETRIC: Final = ScoringVariant(
    id="geometric",
    version="1",
    title=Text("几何平均", "Geometric mean"),
    description=Text(
        "各核心要素百分比的几何平均，薄弱要素不易被其他要素抵消；任一要素无得分或得 0 分时不计算。",
        "The geometric mean of the components' percentages: a weak component is less easily made up for by others. "
        "Undefined where a component has no score or scores 0.",
    ),
    score=geometric,
    unit="percent",
)
