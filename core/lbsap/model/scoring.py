"""Scorecards: what an index says of a city, with the attainable maximum beside every total."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from lbsap.model.catalogue import Catalogue, Provenance
from lbsap.model.text import Text

State = Literal["scored", "no_data", "not_scorable", "not_started"]
Unit = Literal["points", "percent"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator as measured and banded by the core: what every scoring variant starts from.

    ``value`` is exact and in the indicator's unit; ``score`` is the score band it falls in, ``None`` unless
    ``state`` is ``scored``.
    """

    number: str
    id: str
    component: str
    state: State
    value: Decimal | None = None
    score: int | None = None
    provenance: Provenance = "none"
    verified: bool = False
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """An indicator's line in a scorecard; ``score`` may be fractional in variants that interpolate."""

    number: str
    id: str
    component: str
    state: State
    value: Decimal | None
    score: Decimal | None
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """A component's sum or share; ``score`` is ``None`` where none of its indicators is scored."""

    id: str
    score: Decimal | None
    attainable: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Total:
    """The total beside what could be attained with the data at hand and with all of it.

    ``provisional``: a band that was used has not been checked against the handbook.
    """

    score: Decimal | None
    attainable: Decimal
    maximum: Decimal
    unit: Unit
    provisional: bool
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A city's scores under one index version and one scoring variant."""

    index: str
    version: str
    variant: str
    indicators: tuple[IndicatorScore, ...]
    components: tuple[ComponentScore, ...]
    total: Total

    def indicator(self, item_id: str) -> IndicatorScore | None:
        """The line of one indicator by its id."""
        return next((line for line in self.indicators if line.id == item_id), None)


@dataclass(frozen=True, slots=True)
class ScoringVariant:
    """A way to make scores and a total from readings.

    ``fits`` is the trait an index must have (``banded-0-4``); ``official`` is false for anything the handbook does
    not itself do. ``score`` takes the index and one ``Reading`` per indicator, in order, and returns a ``Scorecard``.
    """

    work: ClassVar[str] = "score"
    id: str
    version: str
    title: Text
    description: Text
    score: Callable[[Catalogue, tuple[Reading, ...]], Scorecard]
    unit: Unit = "points"
    fits: Literal["banded-0-4"] = "banded-0-4"
    official: bool = False
