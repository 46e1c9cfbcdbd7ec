"""Where each item stands on the way to a decision, and whether a decision still rests on the same figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lbsap.model.catalogue import Item
from lbsap.model.consultation import Decision
from lbsap.steps.editing.contested import ItemResult

State = Literal["undecided", "decided", "changed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """An item with what the panel said on it (``None`` where it was not asked about) and the decision that holds."""

    item: Item
    result: ItemResult | None
    decision: Decision | None

    @property
    def state(self) -> State:
        """``changed``: the figures are others than those the decision was taken on."""
        if self.decision is None:
            return "undecided"
        seen = self.decision.tally
        same = self.result is None or seen is None or seen == self.result.tally.counts
        return "decided" if same else "changed"

    @property
    def contested(self) -> bool:
        """Whether the panel is split over it."""
        return self.result is not None and self.result.contested


def standings(
    items: Iterable[Item], results: Iterable[ItemResult], decisions: Iterable[Decision]
) -> tuple[Standing, ...]:
    """All items in the order given."""
    found = {one.item.id: one for one in results}
    made = {one.item: one for one in decisions}
    return tuple(Standing(item, found.get(item.id), made.get(item.id)) for item in items)
