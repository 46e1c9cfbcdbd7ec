"""All that a consultation report is made from, and which groups of experts it may show.

Nothing here names a person: experts stand in it as counts, and their words without a code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule, Counts, Decision, Tally, Verdict
from lbsap.model.measures import Measure
from lbsap.model.questionnaire import Questionnaire, VerdictWord
from lbsap.model.text import Text

LEAST_GROUP: Final = 5
"""Smaller groups of experts are never broken down in what is published."""


@dataclass(frozen=True, slots=True)
class StratumResponse:
    """How many of a stratum (``""``: none stated) were invited, opened the questionnaire and submitted it."""

    stratum: str
    invited: int
    opened: int
    submitted: int


@dataclass(frozen=True, slots=True)
class RoundDates:
    """When a round was open; both times carry their time zone."""

    number: int
    opened: datetime
    closed: datetime


@dataclass(frozen=True, slots=True)
class FixedRule:
    """A consensus rule with the parameter values and the time it was fixed at, before the round opened."""

    rule: ConsensusRule
    parameters: Mapping[str, float]
    fixed: datetime


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement over all items in one kind of judgement (``verdict`` or a rating id).

    ``measures`` are by name, as in the result of ``lbsap consensus``; ``complete`` is how many experts judged
    every item.
    """

    of: str
    experts: int
    complete: int
    measures: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of an expert on an item, without the expert."""

    item: str
    words: str
    verdict: VerdictWord | None = None


@dataclass(frozen=True, slots=True)
class ConsultationReport:
    """One consultation, ready to be reported; ``tallies`` and what follows are those of the last round.

    ``items`` of the catalogue that were asked stand in ``tallies``, in order. ``selection``, ``stopping`` and
    ``funding`` are the host's own words; where they are empty the report shows a gap. ``revised`` is the version
    made by ``decisions``, if any.
    """

    title: Text
    host: Text
    questionnaire: Questionnaire
    catalogue: Catalogue
    response: tuple[StratumResponse, ...]
    rounds: tuple[RoundDates, ...]
    anonymity: Text
    rule: FixedRule
    tallies: tuple[Tally, ...]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    agreement: tuple[Agreement, ...] = ()
    reasons: tuple[Remark, ...] = ()
    supplements: tuple[Remark, ...] = ()
    decisions: tuple[Decision, ...] = ()
    revised: Catalogue | None = None
    selection: Text = Text()
    stopping: Text = Text()
    funding: Text = Text()
    software: str = ""
    demonstration: bool = False


def publishable(sizes: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Groups of strata that may be shown side by side, given the number of experts in each.

    Strata below ``LEAST_GROUP`` are put together and, where they are too few even then, joined by the smallest of
    the others, so that nobody finds them by subtraction. Empty where all experts together are too few.
    """
    if sum(sizes.values()) < LEAST_GROUP:
        return ()
    ascending = sorted(sizes, key=lambda one: (sizes[one], one))
    joined = [stratum for stratum in ascending if sizes[stratum] < LEAST_GROUP]
    larger = ascending[len(joined) :]
    while joined and larger and sum(sizes[one] for one in joined) < LEAST_GROUP:
        joined.append(larger.pop(0))
    alone = tuple((stratum,) for stratum in sizes if stratum not in joined)
    return (*alone, tuple(stratum for stratum in sizes if stratum in joined)) if joined else alone


def published_strata(tally: Tally) -> tuple[tuple[tuple[str, ...], Counts], ...]:
    """The counts of an item by the groups of strata that may be shown; experts who stated none count as ``""``."""
    strata = dict(tally.strata)
    stated = add_counts(list(strata.values()))
    unstated = Counts(**{name: getattr(tally.counts, name) - getattr(stated, name) for name in _STATES})
    if size_of(unstated):
        strata[""] = unstated
    groups = publishable({stratum: size_of(counts) for stratum, counts in strata.items()})
    return tuple((group, add_counts([strata[one] for one in group])) for group in groups)


def size_of(counts: Counts) -> int:
    """How many experts stand behind the counts of an item, whatever they said."""
    return sum(getattr(counts, name) for name in _STATES)


def add_counts(several: Sequence[Counts]) -> Counts:
    """The counts of several groups together."""
    return Counts(**{name: sum(getattr(one, name) for one in several) for name in _STATES})


_STATES: Final = ("keep", "drop", "rename", "outside", "skipped", "not_shown")
