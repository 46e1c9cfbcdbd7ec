"""How a round goes: people by stratum and stage, answers by day, items by judgements and by where people stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lbsap.model.catalogue import Item
from lbsap.model.report import publishable
from lbsap.model.text import Text
from lbsap.steps.common.printed import day


@dataclass(frozen=True, slots=True)
class StageRow:
    """A group of strata (all of them together where ``strata`` is empty) and how many have come to each stage."""

    strata: tuple[str, ...]
    invited: int
    opened: int
    started: int
    submitted: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day in Beijing: how many first opened the questionnaire, submitted it, and had submitted it by its end."""

    day: Text
    opened: int
    submitted: int
    total: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item: those who judged it, put it outside their expertise or left it blank, and those who stopped at it.

    ``counted`` is what the rule counts (judgements, or ratings), ``met`` whether that reaches the quorum; ``None``
    where the rule has none.
    """

    item: Item
    judged: int
    outside: int
    skipped: int
    stopped: int
    counted: int
    met: bool | None


def stage_rows(counts: Mapping[str, Mapping[str, int]]) -> tuple[tuple[StageRow, ...], StageRow]:
    """The rows of strata that may be shown apart, and the row of all. ``counts`` are by stage, then by stratum."""
    strata = dict.fromkeys(stratum for by_stratum in counts.values() for stratum in by_stratum)
    sizes = {stratum: max(by.get(stratum, 0) for by in counts.values()) for stratum in strata}
    return tuple(_stage_row(group, counts) for group in publishable(sizes)), _stage_row(tuple(strata), counts)


def day_rows(opened: Iterable[datetime], submitted: Iterable[datetime]) -> tuple[DayRow, ...]:
    """The days on which anybody opened or submitted, in order."""
    came, sent = list(opened), list(submitted)
    days = dict.fromkeys(day(moment) for moment in sorted(came + sent))
    opened_on, submitted_on = Counter(map(day, came)), Counter(map(day, sent))
    rows, total = [], 0
    for one in days:
        total += submitted_on[one]
        rows.append(DayRow(one, opened_on[one], submitted_on[one], total))
    return tuple(rows)


def item_rows(
    items: Sequence[Item],
    verdicts: Mapping[tuple[str, str, str], int],
    ratings: Mapping[tuple[str, str, int], int],
    reads: Sequence[str],
    quorum: float | None,
    stopped: Mapping[str, int],
) -> tuple[ItemRow, ...]:
    """The rows of all items. ``verdicts`` are by (item, stratum, verdict), ``ratings`` by (item, rating, value);
    ``reads`` is what the rule looks at, and of several kinds the rarest counts."""
    said: Counter[tuple[str, str]] = Counter()
    for (name, _, verdict), n in verdicts.items():
        said[name, verdict] += n
    rated: Counter[tuple[str, str]] = Counter()
    for (name, rating, _), n in ratings.items():
        rated[name, rating] += n
    rows = []
    for item in items:
        judged = sum(said[item.id, verdict] for verdict in ("keep", "rename", "drop"))
        counted = min(
            (judged if kind == "verdict" else rated[item.id, kind] for kind in reads), default=judged
        )
        met = None if quorum is None else counted >= quorum
        outside, skipped = said[item.id, "outside"], said[item.id, ""]
        rows.append(ItemRow(item, judged, outside, skipped, stopped.get(item.id, 0), counted, met))
    return tuple(rows)


def _stage_row(strata: tuple[str, ...], counts: Mapping[str, Mapping[str, int]]) -> StageRow:
    together = {stage: sum(by.get(one, 0) for one in strata) for stage, by in counts.items()}
    return StageRow(
        strata, together["invited"], together["opened"], together["started"], together["submitted"]
    )
