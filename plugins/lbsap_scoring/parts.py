"""The parts of a scorecard that all shipped variants share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.scoring import ComponentScore, IndicatorScore, Reading, Scorecard, Total, Unit
from lbsap.model.text import Text
from lbsap_scoring import notes

Readings = tuple[Reading, ...]
Lines = tuple[IndicatorScore, ...]
PLACES: Final = Decimal("0.000001")
CONTEXT: Final = Context(prec=40, rounding=ROUND_HALF_UP)


def tidy(number: Decimal) -> Decimal:
    """A figure to six decimals: what is printed, exported and compared."""
    return number.quantize(PLACES, context=CONTEXT).normalize(CONTEXT) + 0


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` as a percentage of ``whole``; 0 of nothing is 0."""
    return CONTEXT.divide(100 * part, whole) if whole else Decimal(0)


def line(reading: Reading, score: Decimal | None = None) -> IndicatorScore:
    """An indicator's line: its band score, or ``score`` where a variant makes its own."""
    banded = None if reading.score is None else Decimal(reading.score)
    return IndicatorScore(
        reading.number,
        reading.id,
        reading.component,
        reading.state,
        reading.value,
        banded if score is None else score,
        reading.provenance,
        reading.notes,
    )


def component_points(index: Catalogue, lines: Lines) -> tuple[ComponentScore, ...]:
    """Each component's sum of points, what its scored indicators could attain, and all of them."""
    return tuple(
        points(one.id, index, (ln for ln in lines if ln.component == one.id)) for one in index.components
    )


def points(name: str, index: Catalogue, lines: Iterable[IndicatorScore]) -> ComponentScore:
    """The sum of points of some lines, what those with a score could attain, and what all could."""
    counted = tuple(lines)
    scored = [ln.score for ln in counted if ln.score is not None]
    total = tidy(sum(scored, Decimal(0))) if scored else None
    return ComponentScore(
        name, total, Decimal(index.points * len(scored)), Decimal(index.points * len(counted))
    )


def as_percent(component: ComponentScore) -> ComponentScore:
    """Points as a percentage of what could be attained: of 100, or of nothing where nothing is scored."""
    if component.score is None:
        return ComponentScore(component.id, None, Decimal(0), Decimal(100))
    return ComponentScore(
        component.id, tidy(percent(component.score, component.attainable)), Decimal(100), Decimal(100)
    )


def scorecard(
    index: Catalogue,
    variant: str,
    readings: Readings,
    lines: Lines,
    components: tuple[ComponentScore, ...],
    total: ComponentScore,
    *,
    unit: Unit,
    remarks: tuple[Text, ...] = (),
) -> Scorecard:
    """The whole card; it is provisional while a band that gave a score has not been checked."""
    unchecked = sum(reading.state == "scored" and not reading.verified for reading in readings)
    scored = sum(ln.score is not None for ln in lines)
    said = remarks if scored else (*remarks, notes.NOTHING_SCORED)
    if unit == "percent":
        said = (*said, notes.PERCENT.format(scored=scored, all=len(lines)))
    if unchecked:
        said = (*said, notes.PROVISIONAL.format(n=unchecked))
    result = Total(total.score, total.attainable, total.maximum, unit, bool(unchecked), said)
    return Scorecard(index.id, index.version, variant, lines, components, result)
