"""Writing a version by hand: items put in, moved and taken out of a draft, and the draft made ready to be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lbsap.model.catalogue import Catalogue, CatalogueKind, Change, Indicator, Item, Section
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.steps.catalogues.catalogue import refuse_faulty
from lbsap.steps.catalogues.cells import reason_for
from lbsap.steps.catalogues.head import VERSION
from lbsap.steps.catalogues.revise import lineage_between, version_faults
from lbsap.steps.catalogues.sources import named_sources
from lbsap.steps.common.numbering import renumber


def begun_from(version: Catalogue, name: str, number: str) -> Catalogue:
    """The draft of the version ``number`` under the id ``name``, with all that ``version`` says."""
    return replace(version, id=name, version=number, previous=version.reference, lineage=())


def begun_from_nothing(kind: CatalogueKind, name: str, number: str, title: Text) -> Catalogue:
    """The draft of a first version, without items."""
    return Catalogue(name, number, kind, title, ())


def blank_item(catalogue: Catalogue, item_id: str, beside: str = "") -> Item:
    """A new item to be filled in; it stands where the item ``beside`` does (component or parent)."""
    near = catalogue.item(beside)
    if catalogue.kind == "outline":
        return Item(item_id, "", Text(), near.parent if near else "", section=Section())
    component = near.indicator.component if near and near.indicator else ""
    return Item(item_id, "", Text(), indicator=Indicator(component, "ratio"))


def put_item(catalogue: Catalogue, item: Item, reason: Text, after: str = "") -> Catalogue:
    """The catalogue with ``item`` in the place of the one with its id; a new one stands behind the item ``after``,
    else at the end. Raises ``BadInput`` for an id that was used before."""
    items = list(catalogue.items)
    if catalogue.item(item.id):
        items = [item if one.id == item.id else one for one in items]
    elif item.id in catalogue.retired:
        raise BadInput([problem("decision_id_used", item.id, item=item.id)])
    else:
        place = next((i + 1 for i, one in enumerate(items) if one.id == after), len(items))
        items.insert(place, item)
    return _in_order(_with_reason(catalogue, item.id, reason), items)


def remove_item(catalogue: Catalogue, item_id: str, reason: Text) -> Catalogue:
    """The catalogue without an item, whose id is never used again. Raises ``BadInput`` where items hang under it."""
    item = catalogue.item(item_id)
    if item and next(catalogue.children(item_id), None):
        raise BadInput([problem("item_has_children", "", item=item.number)])
    left = [one for one in catalogue.items if one.id != item_id]
    kept = _with_reason(catalogue, item_id, reason)
    return _in_order(replace(kept, retired=tuple(dict.fromkeys((*catalogue.retired, item_id)))), left)


def move_item(catalogue: Catalogue, item_id: str, steps: int) -> Catalogue:
    """The catalogue with an item, and what hangs under it, moved past ``steps`` of its siblings (below 0: upwards).

    Siblings share a component or a parent; at either end nothing is moved.
    """
    siblings = siblings_of(catalogue, item_id)
    place = siblings.index(item_id)
    target = place + steps
    if not 0 <= target < len(siblings):
        return catalogue
    order = {one: i for i, one in enumerate(siblings)}
    order[item_id], order[siblings[target]] = target, place
    moved = iter(sorted(siblings, key=order.__getitem__))
    items = [catalogue.item(next(moved)) or item if item.id in order else item for item in catalogue.items]
    return _in_order(catalogue, items)


def siblings_of(catalogue: Catalogue, item_id: str) -> list[str]:
    """The ids of the items that an item can change places with, in order, itself among them."""
    own = catalogue.item(item_id)
    return [one.id for one in catalogue.items if own and _place(one) == _place(own)]


def branch_of(catalogue: Catalogue, item_id: str) -> set[str]:
    """The ids of an item and of all that hangs under it."""
    found = {item_id}
    for one in catalogue.items:  # items stand behind the one they hang under
        if one.parent in found:
            found.add(one.id)
    return found


def unverified(catalogue: Catalogue) -> tuple[Item, ...]:
    """The indicators with a score band that no source states, in order."""
    return tuple(
        item
        for item in catalogue.items
        if item.indicator and any(not band.verified for band in item.indicator.bands)
    )


def finished(draft: Catalogue, before: Catalogue | None, used: Iterable[str] = ()) -> Catalogue:
    """The version that a draft becomes: numbered, its sources named, and with its lineage from ``before``.

    ``used`` are the ids of items in all other versions. Raises ``BadInput`` with everything that keeps it from being
    published.
    """
    problems = [*_version_faults(draft, before), *_item_faults(draft, before, set(used))]
    if problems:
        raise BadInput(problems)
    made = named_sources(replace(draft, items=renumber(draft.items, draft)))
    if before:
        reasons = {
            name: reason_for(draft, name) for name in {item.id for item in (*before.items, *draft.items)}
        }
        gone = (item.id for item in before.items if draft.item(item.id) is None)
        made = replace(
            made,
            previous=before.reference,
            retired=tuple(dict.fromkeys((*before.retired, *draft.retired, *gone))),
            lineage=lineage_between(before, made, reasons),
        )
    refuse_faulty(made)
    return made


def _version_faults(draft: Catalogue, before: Catalogue | None) -> Iterator[Problem]:
    if not draft.version:
        yield problem("value_missing", "version", field=VERSION)
        return
    same = before is not None and before.id == draft.id
    yield from version_faults(before if before and same else replace(draft, version=""), draft.version)


def _item_faults(draft: Catalogue, before: Catalogue | None, used: set[str]) -> Iterator[Problem]:
    if not draft.items:
        yield problem("draft_no_items")
    own = {item.id for item in before.items} if before else set()
    refused = used.union(before.retired if before else (), draft.retired) - own
    for item in draft.items:
        if item.id in refused or item.id in draft.retired:
            yield problem("decision_id_used", item.number, item=item.id)


def _in_order(catalogue: Catalogue, items: Sequence[Item]) -> Catalogue:
    """The catalogue with these items, each behind the one it hangs under, numbered anew."""
    ordered = items if catalogue.kind == "index" else tuple(_as_a_tree(items))
    return replace(catalogue, items=renumber(ordered, catalogue))


def _as_a_tree(items: Sequence[Item]) -> Iterator[Item]:
    children: dict[str, list[Item]] = {}
    for item in reversed(items):
        children.setdefault(item.parent, []).append(item)
    left = children.pop("", [])
    while left:
        yield (item := left.pop())
        left.extend(children.pop(item.id, []))


def _place(item: Item) -> tuple[str, str]:
    return item.parent, item.indicator.component if item.indicator else ""


def _with_reason(catalogue: Catalogue, item_id: str, reason: Text) -> Catalogue:
    """The draft's lineage holds the reasons until it is published; what happened is then worked out anew. A first
    version differs from nothing."""
    if not catalogue.previous:
        return catalogue
    others = tuple(one for one in catalogue.lineage if item_id not in (one.item, *one.into))
    line = (Change("settings", item_id, (item_id,), rationale=reason),) if reason else ()
    return replace(catalogue, lineage=(*others, *line))
