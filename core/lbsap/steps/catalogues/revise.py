"""A catalogue and editors' decisions to its next version, with a lineage that traces every change.

One mechanism for both kinds: an index of indicators and an outline of plan sections.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from lbsap.model.catalogue import Catalogue, Change, ChangeKind, Indicator, Item, Section
from lbsap.model.codec import from_plain, to_plain
from lbsap.model.consultation import Decision, Outcome
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.steps.catalogues.sources import named_sources
from lbsap.steps.common.numbering import renumber

_VERSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_NUMBER: Final = re.compile(r"[0-9.]+")
_CHECKED: Final = "verified"
_ITEM = Text("条目", "item")
_AS_IT_IS = Decision("", "keep")
_GONE: Mapping[Outcome, ChangeKind] = {"drop": "dropped", "merge": "merged", "split": "split"}


def revise(catalogue: Catalogue, decisions: Iterable[Decision], version: str = "") -> Catalogue:
    """The next version of ``catalogue`` by ``decisions`` (items by id or number); items without one are kept.

    ``version`` defaults to the old one with ``-r1``, ``-r2`` … Raises ``BadInput`` with every fault: unknown or
    twice-decided items, ids used before, two items of one name, children left without a parent, bad settings.
    """
    made = _by_id(catalogue, tuple(decisions))
    problems = [*version_faults(catalogue, version), *_faults(catalogue, made)]
    if problems:
        raise BadInput(problems)
    items = _revised_items(catalogue, made)
    problems = [*_names_twice(items), *_broken(catalogue, made, items)]
    if problems:
        raise BadInput(problems)
    revised = replace(
        catalogue,
        version=version or next_version(catalogue.version),
        items=renumber(items, catalogue),
        previous=catalogue.reference,
        retired=(*catalogue.retired, *(item.id for item in catalogue.items if not _stays(made.get(item.id)))),
        lineage=tuple(_lineage(catalogue, made, items)),
    )
    return named_sources(revised)


def next_version(version: str, taken: Container[str] = ()) -> str:
    """The version that follows by default: ``-r1``, ``-r2`` … counted on, past those that are taken."""
    base, _, count = version.rpartition("-r")
    if not base or not count.isdigit():
        base, count = version, "0"
    return next(found for i in itertools.count(int(count) + 1) if (found := f"{base}-r{i}") not in taken)


def lineage_between(before: Catalogue, after: Catalogue, reasons: Mapping[str, Text]) -> tuple[Change, ...]:
    """The lineage of a version that was written by hand from ``before``; ``reasons`` by item id, where one was given.

    Items that are not there any more were dropped, those that were not there before are new.
    """
    gone = {item.id: Decision(item.id, "drop") for item in before.items if after.item(item.id) is None}
    new = {item.id: Decision(item.id, "new") for item in after.items if before.item(item.id) is None}
    kept = {item.id: Decision(item.id, "keep") for item in before.items if item.id not in gone}
    made = {
        name: replace(one, rationale=reasons.get(name, Text())) for name, one in (kept | gone | new).items()
    }
    return tuple(_lineage(before, made, after.items))


def undecided(catalogue: Catalogue, decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Ids of items that no decision speaks of: a revision is published only when there are none."""
    decided = {(catalogue.find(one.item) or _NOBODY).id for one in decisions if one.outcome != "new"}
    return tuple(item.id for item in catalogue.items if item.id not in decided)


_NOBODY = Item("", "", Text())


def _by_id(catalogue: Catalogue, decisions: Sequence[Decision]) -> dict[str, Decision]:
    """Decisions with every item named by its id; refuses two on one item."""
    named = []
    for one in decisions:
        found = None if one.outcome == "new" else catalogue.find(one.item)
        into = tuple((catalogue.find(name) or replace(_NOBODY, id=name)).id for name in one.into)
        named.append(replace(one, item=found.id if found else one.item, into=into))
    counts = Counter(one.item for one in named)
    twice = [problem("decision_twice", name, item=name) for name, count in counts.items() if count > 1]
    if twice:
        raise BadInput(twice)
    return {one.item: one for one in named}


def version_faults(catalogue: Catalogue, version: str) -> Iterator[Problem]:
    """What is wrong with ``version`` as that of the next version of ``catalogue``."""
    if version == catalogue.version:
        yield problem("version_same", catalogue.reference, version=version)
    if version and not _VERSION.fullmatch(version):
        yield problem("version_form", catalogue.reference, version=version)


def _faults(catalogue: Catalogue, made: Mapping[str, Decision]) -> Iterator[Problem]:
    used = {item.id for item in catalogue.items}.union(catalogue.retired)
    staying = {item.id for item in catalogue.items if _stays(made.get(item.id))}
    staying |= {name for name, one in made.items() if one.outcome == "new"}
    known = ", ".join([item.id for item in catalogue.items][:6]) + ", …"
    for name, one in made.items():
        if one.outcome == "new":
            if name in used:
                yield problem("decision_id_used", name, item=name)
            if _NUMBER.fullmatch(name):
                yield problem("decision_id_number", name, item=name)
            if not one.title:
                yield problem("value_missing", name, field="title")
        elif catalogue.item(name) is None:
            yield problem("unknown_id", name, id=name, kind=_ITEM, known=known)
        yield from _into_faults(one, staying)


def _into_faults(one: Decision, staying: set[str]) -> Iterator[Problem]:
    fewest = {"merge": 1, "split": 2}.get(one.outcome, 0)
    if (
        len(set(one.into)) < fewest
        or (one.into and not fewest)
        or (one.outcome == "merge" and len(one.into) > 1)
    ):
        yield problem("decision_into", one.item, outcome=one.outcome)
    for name in one.into:
        if name not in staying or name == one.item:
            yield problem("decision_into_unknown", one.item, into=name)


def _stays(one: Decision | None) -> bool:
    return one is None or one.outcome == "keep"


def _revised_items(catalogue: Catalogue, made: Mapping[str, Decision]) -> tuple[Item, ...]:
    items = [as_decided(item, made.get(item.id)) for item in catalogue.items if _stays(made.get(item.id))]
    for one in made.values():
        if one.outcome == "new":
            items.insert(_place(items, one), as_new(catalogue, one))
    return tuple(items)


def as_decided(item: Item, one: Decision | None) -> Item:
    """An item that stays, as a decision changes it; what was checked and is changed counts as unchecked, unless the
    decision says otherwise. Raises ``BadInput`` for settings that cannot be."""
    if one is None:
        return item
    made = replace(
        item,
        title=one.title or item.title,
        definition=one.definition or item.definition,
        parent=one.parent or item.parent,
        indicator=_settings(Indicator, item.indicator, one),
        section=_settings(Section, item.section, one),
    )
    return made if _CHECKED in one.settings else unchecked(made, item)


def unchecked(item: Item, before: Item) -> Item:
    """The item without the marks of what was checked and has been changed since."""
    if item.indicator is None or before.indicator is None:
        return item
    old, new = before.indicator, item.indicator
    changed = {
        "title": before.title.en != item.title.en,
        "formula": (old.formula, old.methods) != (new.formula, new.methods),
        "kind": old.kind != new.kind,
    }
    kept = tuple(one for one in old.verified if not changed[one])
    return replace(item, indicator=replace(new, verified=kept))


def _settings(kind: type[Any], old: Any, one: Decision) -> Any:
    if old is None or not one.settings:
        return old
    kept = to_plain(old)
    if "bands" in one.settings:
        kept.pop("bands_note", None)  # it speaks of the bands that go
    return from_plain(kind, kept | to_plain(one.settings), f"{one.item}.settings")


def as_new(catalogue: Catalogue, one: Decision) -> Item:
    """The item that a decision adds, not numbered yet. Raises ``BadInput`` for settings that cannot be."""
    kind = Indicator if catalogue.kind == "index" else Section
    settings = from_plain(kind, to_plain(one.settings), f"{one.item}.settings")
    return Item(
        id=one.item,
        number="",
        title=one.title or Text(),
        parent=one.parent,
        definition=one.definition or Text(),
        indicator=settings if isinstance(settings, Indicator) else None,
        section=settings if isinstance(settings, Section) else None,
    )


def _place(items: Sequence[Item], one: Decision) -> int:
    """After the item named, else after the last sibling (same component or parent), else at the end.

    What hangs under that item stays with it.
    """
    component = one.settings.get("component")
    for i in range(len(items) - 1, -1, -1):
        item = items[i]
        sibling = (
            item.indicator.component == component
            if item.indicator and component
            else item.parent == one.parent
        )
        if item.id == one.after or (not one.after and sibling):
            return _after_branch(items, i)
    return len(items)


def _after_branch(items: Sequence[Item], root: int) -> int:
    branch = {items[root].id}
    last = root
    for i in range(root + 1, len(items)):
        if items[i].parent in branch:
            branch.add(items[i].id)
            last = i
    return last + 1


def _names_twice(items: Sequence[Item]) -> Iterator[Problem]:
    for lang in ("zh", "en"):
        names: dict[tuple[str, str], str] = {}
        for item in items:
            name = getattr(item.title, lang).strip().casefold()
            earlier = names.setdefault((item.parent, name), item.id)
            if name and earlier != item.id:
                yield problem("decision_name_twice", item.id, name=getattr(item.title, lang), other=earlier)


def _broken(catalogue: Catalogue, made: Mapping[str, Decision], items: Sequence[Item]) -> Iterator[Problem]:
    known = {item.id for item in items}
    components = {component.id for component in catalogue.components}
    for item in items:
        if item.parent and item.parent not in known:
            yield problem("decision_orphan", item.id, parent=item.parent)
        if item.indicator and item.indicator.component not in components:
            allowed = ", ".join(sorted(components))
            yield problem(
                "value_choice", f"{item.id}.component", value=item.indicator.component, allowed=allowed
            )
    for one in made.values():
        if one.after and one.after not in known:
            yield problem("decision_into_unknown", one.item, into=one.after)


def _lineage(catalogue: Catalogue, made: Mapping[str, Decision], items: Sequence[Item]) -> Iterator[Change]:
    by_id = {item.id: item for item in items}
    for item in catalogue.items:
        one = made.get(item.id, _AS_IT_IS)
        after = by_id.get(item.id)
        if after is None:
            into = _titles(one.into, by_id)
            yield Change(_GONE[one.outcome], item.id, one.into, item.title, into, rationale=one.rationale)
        else:
            kind, altered = _kind(item, after), _altered(item, after)
            yield Change(kind, item.id, (item.id,), item.title, after.title, altered, one.rationale)
    for name, one in made.items():
        if one.outcome == "new":
            yield Change("new", "", (name,), Text(), by_id[name].title, rationale=one.rationale)


def _titles(ids: Iterable[str], items: Mapping[str, Item]) -> Text:
    titles = [items[name].title for name in ids]
    return Text("；".join(t.plain("zh") for t in titles), "; ".join(t.plain("en") for t in titles))


def _kind(before: Item, after: Item) -> ChangeKind:
    return "renamed" if before.title != after.title else "settings" if _altered(before, after) else "kept"


def _altered(before: Item, after: Item) -> tuple[str, ...]:
    """Names of the settings (definition and parent among them) that differ. That a changed title or setting counts as
    unchecked goes without saying."""
    names = [name for name in ("definition", "parent") if getattr(before, name) != getattr(after, name)]
    old, new = (
        to_plain(before.indicator or before.section) or {},
        to_plain(after.indicator or after.section) or {},
    )
    names += sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
    said = names == [_CHECKED] and before.title == after.title
    return tuple(name for name in names if name != _CHECKED or said)
