"""Numbers of items, given anew in each version: 1, 2, 3 … in an index, 4.2.1 by place in an outline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from lbsap.model.catalogue import Catalogue, Item


def renumber(items: Sequence[Item], catalogue: Catalogue) -> tuple[Item, ...]:
    """The same items with numbers by their order; an index is ordered by its components first."""
    if catalogue.kind == "index":
        order = {component.id: i for i, component in enumerate(catalogue.components)}
        ordered = sorted(
            items, key=lambda item: order.get(item.indicator.component if item.indicator else "", -1)
        )
        return tuple(replace(item, number=str(i)) for i, item in enumerate(ordered, 1))
    counts: Counter[str] = Counter()
    numbers: dict[str, str] = {}
    for item in items:
        counts[item.parent] += 1
        above = numbers.get(item.parent, "")
        numbers[item.id] = f"{above}.{counts[item.parent]}" if above else str(counts[item.parent])
    return tuple(replace(item, number=numbers[item.id]) for item in items)
