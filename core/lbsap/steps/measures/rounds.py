"""Paired counts of two rounds to their change, item by item, and to how many experts came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from lbsap.model.consultation import Counts
from lbsap.model.report import publishable
from lbsap.model.rounds import ItemChange, MarginalTest, RatingChange, Retention, RoundChange
from lbsap.steps.common.reasons import FEW_CHANGES
from lbsap.steps.measures.ratings import summarise_counts
from lbsap.steps.measures.stability import cross_table, mcnemar, stuart_maxwell, weighted_kappa

VERDICTS: Final = ("keep", "rename", "drop")
LEAST_CHANGES: Final = 25
"""With fewer changes than this, chi-square says little about three verdicts, and no exact test is at hand."""
_SCALE: Final = tuple(float(rating) for rating in range(1, 10))


@dataclass(frozen=True, slots=True)
class Paired:
    """Counts of experts who answered in both rounds.

    Keys: ``verdicts`` (item, verdict before, verdict after), ``""`` for skipped; ``ratings`` (item, rating id, value
    before, value after). ``strata`` holds, by stratum, how many answered in the earlier round and in both;
    ``answered_later`` is how many answered in the later one.
    """

    strata: Mapping[str, tuple[int, int]]
    answered_later: int
    verdicts: Mapping[tuple[str, str, str], int]
    ratings: Mapping[tuple[str, str, int, int], int] = field(default_factory=dict)


def change_between(earlier: int, later: int, items: Sequence[str], paired: Paired) -> RoundChange:
    """The change from the round numbered ``earlier`` to ``later`` over ``items``, those asked in both.

    Only judgements count: "outside my expertise" and blanks pair nobody.
    """
    return RoundChange(
        earlier=earlier,
        later=later,
        items=tuple(_item(item, paired) for item in items),
        answered_earlier=sum(before for before, _ in paired.strata.values()),
        answered_later=paired.answered_later,
        both=sum(both for _, both in paired.strata.values()),
        retention=tuple(_retention(paired.strata)),
    )


def _item(item: str, paired: Paired) -> ItemChange:
    moves = {
        (was, now): n
        for (name, was, now), n in paired.verdicts.items()
        if name == item and was in VERDICTS and now in VERDICTS
    }
    pairs = [move for move, n in moves.items() for _ in range(n)]
    cross = cross_table(pairs, VERDICTS)
    changed = len(pairs) - int(cross.trace())
    halves = cross_table([(was == "drop", now == "drop") for was, now in pairs], (False, True))
    return ItemChange(
        item=item,
        paired=len(pairs),
        changed=changed,
        before=_counts(was for was, _ in pairs),
        after=_counts(now for _, now in pairs),
        options=(
            MarginalTest(undefined=FEW_CHANGES.format(changes=changed, least=LEAST_CHANGES))
            if 0 < changed < LEAST_CHANGES
            else stuart_maxwell(cross)
        ),
        retained=mcnemar(halves),
        ratings=tuple(_ratings(item, paired)),
    )


def _counts(verdicts: Iterable[str]) -> Counts:
    return Counts(**Counter(verdicts))


def _ratings(item: str, paired: Paired) -> Iterable[RatingChange]:
    for rating in sorted({name for of, name, *_ in paired.ratings if of == item}):
        moves = {
            (float(was), float(now)): n
            for (of, name, was, now), n in paired.ratings.items()
            if (of, name) == (item, rating)
        }
        before, after = Counter[float](), Counter[float]()
        for (was, now), n in moves.items():
            before[was] += n
            after[now] += n
        pairs = [move for move, n in moves.items() for _ in range(n)]
        yield RatingChange(
            rating=rating,
            paired=len(pairs),
            before=summarise_counts(before).median,
            after=summarise_counts(after).median,
            weighted_kappa=weighted_kappa(cross_table(pairs, _SCALE), _SCALE),
        )


def _retention(strata: Mapping[str, tuple[int, int]]) -> Iterable[Retention]:
    for group in publishable({stratum: before for stratum, (before, _) in strata.items()}):
        yield Retention(
            strata=group,
            earlier=sum(strata[one][0] for one in group),
            both=sum(strata[one][1] for one in group),
        )
