"""What the group said in the round before, as an expert may see it beside the own last answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lbsap.model.consultation import Answer, Counts
from lbsap.model.report import LEAST_GROUP, Remark, size_of
from lbsap.steps.measures.round_input import reasons_in


@dataclass(frozen=True, slots=True)
class Feedback:
    """The group's answers on an item. ``counts`` is ``None`` where fewer than five answered: nothing is shown then.

    ``reasons`` bear no name and no stratum, and come from strata of at least five answers; ``reasons_held`` says
    that there are others.
    """

    counts: Counts | None
    reasons: tuple[Remark, ...] = ()
    reasons_held: bool = False


def feedback_of(item: str, verdicts: Mapping[tuple[str, str], int], worded: Iterable[Answer]) -> Feedback:
    """Feedback from counts by (stratum, verdict or ``""`` for skipped) and the answers that give a reason."""
    strata: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for (stratum, verdict), n in verdicts.items():
        strata[stratum] += n
        states[verdict or "skipped"] += n
    counts = Counts(**states)
    if size_of(counts) < LEAST_GROUP:
        return Feedback(None, reasons_held=any(one.reason for one in worded if one.item == item))
    given = [one for one in worded if one.item == item and one.reason]
    shown = [one for one in given if strata[one.stratum] >= LEAST_GROUP]
    return Feedback(counts, reasons_in(shown), len(shown) < len(given))
