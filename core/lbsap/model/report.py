"""All that a consultation report is made from, and which groups of experts it may show.

Nothing here names a person: experts stand in it as counts, and their words without a code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import ConsensusRule, Counts, Decision, Tally, Verdict
from lbsap.model.measures import Measure
from lbsap.model.questionnaire import Questionnaire, VerdictWord
from lbsap.model.response import Proposal
from lbsap.model.rounds import RoundChange
from lbsap.model.text import Text

LEAST_GROUP: Final = 5
"""Smaller groups of experts are never broken down in what is published."""


@dataclass(frozen=True, slots=True)
class StratumResponse:
    """How many of a stratum (``""``: none stated) were invited, opened the questionnaire of a round, answered
    something and submitted it."""

    stratum: str
    invited: int
    opened: int
    started: int
    submitted: int


@dataclass(frozen=True, slots=True)
class FixedRule:
    """A consensus rule with the parameter values and the time it was fixed at, as the first round opened (``None``:
    not recorded). ``version`` is the one fixed, where it is not that of ``rule``; a rule that judges nothing any more
    is ``missing``."""

    rule: ConsensusRule
    parameters: Mapping[str, float]
    fixed: datetime | None
    version: str = ""
    missing: bool = False


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
    """Words of an expert on an item (or, by its id, on a closing question), without the expert."""

    item: str
    words: str
    verdict: VerdictWord | None = None


@dataclass(frozen=True, slots=True)
class RoundReport:
    """One round that has closed: when it was open (``None``: not recorded), how many answered, and what they said.

    ``uninvited`` of them had no invitation of their own: a public link, or answers entered from a file. ``tallies`` are
    those of the items it asked, in order; ``turned`` are reasons of those who changed their verdict since the round
    before.
    """

    number: int
    opened: datetime | None
    closed: datetime
    response: tuple[StratumResponse, ...] = ()
    experts: int = 0
    uninvited: int = 0
    tallies: tuple[Tally, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    agreement: tuple[Agreement, ...] = ()
    turned: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaving:
    """Those who answered in the round ``earlier`` and not in ``later`` (``left``) beside those who answered in both
    (``stayed``), by what they said in the earlier one over all its items.

    The counts are judgements; ``left_apart`` and ``stayed_apart`` of them went against the item's majority.
    """

    earlier: int
    later: int
    left: int
    stayed: int
    left_counts: Counts
    stayed_counts: Counts
    left_apart: int
    stayed_apart: int


Assumption = Literal["against", "carried"]
"""Those who did not answer would all vote to drop; those who left would have said the same again."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The items of the round ``number`` that the rule would judge otherwise if ``absent`` experts had answered so.

    ``flips`` pairs each with the verdict as it is and as it would be.
    """

    number: int
    assumption: Assumption
    absent: int
    flips: tuple[tuple[str, Verdict | None, Verdict | None], ...]


@dataclass(frozen=True, slots=True)
class ConsultationReport:
    """One consultation, ready to be reported; ``tallies`` and ``verdicts`` of each item are those of the last round
    that asked it.

    ``items`` of the catalogue that were asked stand in ``tallies``, in order. ``statements`` are the host's own words
    by name; where one is missing the report shows a gap. ``revised`` is the version made by ``decisions``, if any.
    ``proposals`` are new items that experts proposed, ``closing`` their words on closing questions. ``elsewhere``
    counts answers given in other ways, which no tally holds; ``still_open`` is a later round that has not closed.
    """

    title: Text
    host: Text
    questionnaire: Questionnaire
    catalogue: Catalogue
    rounds: tuple[RoundReport, ...]
    anonymity: Text
    rule: FixedRule
    tallies: tuple[Tally, ...]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    reasons: tuple[Remark, ...] = ()
    supplements: tuple[Remark, ...] = ()
    closing: tuple[Remark, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    changes: tuple[RoundChange, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    sensitivity: tuple[Sensitivity, ...] = ()
    elsewhere: int = 0
    decisions: tuple[Decision, ...] = ()
    revised: Catalogue | None = None
    statements: Mapping[str, Text] = field(default_factory=dict)
    still_open: int | None = None
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
