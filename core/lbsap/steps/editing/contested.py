"""The results of a round item by item: what is contested, what the rule leaves open, what changed since the last one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np

from lbsap.model.catalogue import Item
from lbsap.model.consultation import Counts, RuleVerdict, Tally, Verdict
from lbsap.model.errors import PluginFailed
from lbsap.model.measures import Measure
from lbsap.model.text import Text
from lbsap.steps.common.printed import joined
from lbsap.steps.common.report_words import ITEMS_ASKED, VERDICT_COUNT
from lbsap.steps.measures.agreement import agreeing_pairs
from lbsap.steps.reports.results import proposal

Order = Literal["number", "contested", "undecided", "changed"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A round's tallies by item, the rule's verdicts, and the items it failed at. ``number`` is the round's."""

    number: int
    tallies: Mapping[str, Tally]
    verdicts: Mapping[str, Verdict]
    failures: Mapping[str, PluginFailed]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What a panel said on an item in round ``number``, and in the round before where it was asked there too.

    ``settled`` is the rule's verdict of that round where the item was settled by it, before the round that is looked
    at. ``failure`` names the plugin where the rule failed: then there is no verdict, and a decision stays possible.
    """

    item: Item
    number: int
    tally: Tally
    verdict: Verdict | None = None
    failure: PluginFailed | None = None
    settled: RuleVerdict | None = None
    tally_before: Tally | None = None
    verdict_before: Verdict | None = None

    @property
    def contested(self) -> bool:
        """Whether the panel is split: the 95 % interval of the share who retain reaches both sides of one half."""
        found = self.tally.counts.interval
        return found is not None and found.low <= _HALF <= found.high

    @property
    def minority(self) -> float:
        """The share of the smaller side, those who retain or those who drop: 0 to one half."""
        counts = self.tally.counts
        return min(counts.retained, counts.drop) / counts.judged if counts.judged else 0.0

    @property
    def open(self) -> bool:
        """Whether the rule leaves the outcome to the editors: no verdict, none reached, or not robust."""
        return self._openness < _CLOSED

    @property
    def shift(self) -> float | None:
        """How far the share who retain moved since the round before, -1 to 1; ``None`` where there is none."""
        if self.tally_before is None:
            return None
        before, after = retained_share(self.tally_before.counts), retained_share(self.tally.counts)
        return None if before is None or after is None else after - before

    @property
    def turned(self) -> bool:
        """Whether the rule now says something else than in the round before."""
        now, was = self.verdict, self.verdict_before
        return self.tally_before is not None and (now and now.verdict) != (was and was.verdict)

    @property
    def _openness(self) -> int:
        if self.verdict is None:
            return 0
        if self.verdict.verdict == "undecided":
            return 1
        return _CLOSED if self.verdict.robust else 2


_CLOSED: Final = 3


def retained_share(counts: Counts) -> float | None:
    """The share who retain; ``None`` where nobody judged."""
    return counts.retained / counts.judged if counts.judged else None


def summary(results: Sequence[ItemResult], respondents: int) -> Text:
    """How many items were asked of how many experts, and what the rule says of how many of them."""
    asked = [one for one in results if one.settled is None]
    said = Counter(proposal(one.verdict) for one in asked)
    verdicts = joined(VERDICT_COUNT.format(verdict=one, count=n) for one, n in said.most_common())
    return ITEMS_ASKED.format(items=len(asked), experts=respondents, verdicts=verdicts)


Settled = Sequence[Mapping[str, RuleVerdict]]
"""For the rounds up to the one that is looked at, in order: what had been settled before each, by item."""


def rounds_needed(settled: Settled) -> set[int]:
    """The places of the rounds to tally: the last one, the one before, and those whose outcome settled an item."""
    last = len(settled) - 1
    return {
        place
        for place in (last, last - 1, *(last_asked(item, settled) for item in settled[last]))
        if place >= 0
    }


def item_results(
    items: Sequence[Item], settled: Settled, rounds: Mapping[int, RoundResult]
) -> tuple[ItemResult, ...]:
    """The result of each item in the last round, or in the one that settled it; ``rounds`` are by their place."""
    return tuple(_result(item, settled, rounds) for item in items)


def last_asked(item: str, settled: Settled) -> int:
    """The place of the last round that asked for an item: what one round settles, no later one asks."""
    return max(place for place, gone in enumerate(settled) if item not in gone or not place)


def in_order(results: Iterable[ItemResult], order: Order) -> tuple[ItemResult, ...]:
    """Results with what needs attention first; ties stand in the order given."""
    return tuple(sorted(results, key=_KEYS[order]))


def agreement(results: Iterable[ItemResult], number: int) -> tuple[Measure, int]:
    """Agreement over the items asked in round ``number``: the share of agreeing pairs of experts per item, averaged.

    Also the number of items it rests on, those that two experts judged.
    """
    rows = [
        (one.keep, one.rename, one.drop)
        for one in (result.tally.counts for result in results if result.number == number)
    ]
    counts = np.array(rows, dtype=np.int64).reshape(len(rows), 3)
    return agreeing_pairs(counts), sum(sum(row) > 1 for row in rows)


def _result(item: Item, settled: Settled, rounds: Mapping[int, RoundResult]) -> ItemResult:
    place = last_asked(item.id, settled)
    found = rounds[place]
    shown_last = place == len(settled) - 1
    before = rounds.get(place - 1) if shown_last else None
    return ItemResult(
        item=item,
        number=found.number,
        tally=found.tallies[item.id],
        verdict=found.verdicts.get(item.id),
        failure=found.failures.get(item.id),
        settled=None if shown_last else settled[-1][item.id],
        tally_before=before.tallies[item.id] if before else None,
        verdict_before=before.verdicts.get(item.id) if before else None,
    )


def _contested(one: ItemResult) -> tuple[bool, bool, float]:
    return one.settled is not None, not one.contested, -one.minority


def _undecided(one: ItemResult) -> tuple[bool, int, float]:
    return one.settled is not None, one._openness, -one.minority


def _changed(one: ItemResult) -> tuple[bool, bool, float]:
    return one.shift is None, not one.turned, -abs(one.shift or 0.0)


_KEYS: Final[Mapping[Order, Callable[[ItemResult], tuple[object, ...]]]] = {
    "number": lambda _: (),
    "contested": _contested,
    "undecided": _undecided,
    "changed": _changed,
}
