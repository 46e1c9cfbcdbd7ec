"""The items asked, by core component or, in an outline, by part: how experts choose, page and count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.text import LANGS, Text


@dataclass(frozen=True, slots=True)
class Group:
    """A core component or a part of an outline (``number`` empty for a component) with its items, in order."""

    id: str
    number: str
    title: Text
    items: tuple[Item, ...]

    @property
    def label(self) -> Text:
        """Number and title."""
        if not self.number:
            return self.title
        return Text(*(f"{self.number} {self.title.plain(lang)}" for lang in LANGS))


def groups_of(catalogue: Catalogue, items: Sequence[Item]) -> tuple[Group, ...]:
    """The groups that have any of ``items``, in the order of the catalogue."""
    if catalogue.kind == "index":
        heads = [(one.id, "", one.title) for one in catalogue.components]
    else:
        heads = [(one.id, one.number, one.title) for one in catalogue.children()]
    members: dict[str, list[Item]] = {}
    for item in items:
        members.setdefault(group_id(catalogue, item), []).append(item)
    return tuple(Group(*head, tuple(members[head[0]])) for head in heads if head[0] in members)


def group_id(catalogue: Catalogue, item: Item) -> str:
    """The id of the group an item stands in."""
    if item.indicator is not None:
        return item.indicator.component
    above = catalogue.item(item.parent)
    while above is not None:
        item, above = above, catalogue.item(above.parent)
    return item.id
