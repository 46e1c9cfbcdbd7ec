"""The change list of a revision: what became of each item, old beside new, on whose reason and what experts said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lbsap.model.catalogue import Catalogue, Change, ChangeKind, Item
from lbsap.model.comments import Comment
from lbsap.model.consultation import Counts, Decision
from lbsap.model.text import LANGS, Text, same
from lbsap.steps.common.item_words import setting_text, setting_title
from lbsap.steps.common.printed import joined
from lbsap.steps.common.report_words import FIELDS, KIND_COUNT, KINDS

NAMES: Final = {
    "zh": Text("中文名称", "Name in Chinese"),
    "en": Text("英文名称", "Name in English"),
}
_ORDER: Final = tuple(FIELDS)


@dataclass(frozen=True, slots=True)
class Altered:
    """One thing about an item that changed: its name (``title.zh``, ``title.en`` or a setting's), the same in words, the
    old and the new words."""

    name: str
    title: Text
    old: Text
    new: Text


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What became of one item. ``before`` is ``None`` for a new one, ``after`` empty for one that is gone.

    ``more`` counts the further comments on it: online ones that nobody has answered by themselves.
    """

    line: Change
    before: Item | None
    after: tuple[Item, ...]
    altered: tuple[Altered, ...] = ()
    counts: Counts | None = None
    comments: tuple[Comment, ...] = ()
    more: int = 0

    @property
    def kind(self) -> ChangeKind:
        """What kind of change it is."""
        return self.line.kind

    @property
    def item(self) -> Item | None:
        """The item as it is now or, where it is gone, as it was."""
        return self.after[0] if self.after and self.kind not in ("merged", "split") else self.before

    @property
    def id(self) -> str:
        """The id by which the decision on it goes."""
        return self.line.item or next(iter(self.line.into), "")


def change_list(
    old: Catalogue,
    new: Catalogue,
    decisions: Iterable[Decision] = (),
    comments: Iterable[Comment] = (),
) -> tuple[ItemChange, ...]:
    """One entry per line of the lineage of ``new``, which was made from ``old``.

    The comments of an item are those that its decision names, those answered, and those made elsewhere; dozens of
    online ones that stand for themselves are only counted.
    """
    made = {one.item if one.outcome == "new" else _id(old, one.item): one for one in decisions}
    said = tuple(comments)
    return tuple(_entry(old, new, line, made, said) for line in new.lineage)


def kind_counts(lineage: Iterable[Change]) -> Text:
    """How many changes of each kind: ``更名 2 项、新增 1 项``."""
    counts: Counter[str] = Counter(line.kind for line in lineage)
    told = (
        KIND_COUNT.format(kind=title, count=counts[kind]) for kind, title in KINDS.items() if counts[kind]
    )
    return joined(told, "、", ", ")


def _id(old: Catalogue, name: str) -> str:
    found = old.find(name)
    return found.id if found else name


def _entry(
    old: Catalogue,
    new: Catalogue,
    line: Change,
    made: Mapping[str, Decision],
    comments: Sequence[Comment],
) -> ItemChange:
    after = tuple(item for name in line.into if (item := new.item(name)))
    key = line.item or next(iter(line.into), "")
    decision = made.get(key)
    on_it = [one for one in comments if one.item == key or _named(one, decision)]
    shown = tuple(one for one in on_it if one.fate or one.source != "online" or _named(one, decision))
    found = ItemChange(
        line,
        old.item(line.item),
        after,
        counts=decision.tally if decision else None,
        comments=shown,
        more=len(on_it) - len(shown),
    )
    return replace(found, altered=tuple(_altered(old, new, found)))


def _named(one: Comment, decision: Decision | None) -> bool:
    return decision is not None and str(one.id) in decision.comments


def _altered(old: Catalogue, new: Catalogue, one: ItemChange) -> Iterator[Altered]:
    """What stands side by side: what differs or, where an item came or went, all that is set."""
    if one.kind == "kept":
        return
    stays = one.kind in ("renamed", "settings")
    sides = (one.before, one.after[0] if one.after and (stays or one.kind == "new") else None)
    for lang in LANGS:
        names = [same(getattr(item.title, lang)) if item else Text() for item in sides]
        if names[0] != names[1]:
            yield Altered(f"title.{lang}", NAMES[lang], *names)
    settings = one.line.settings if stays else ("definition",) if one.before else tuple(FIELDS)
    for name in sorted(settings, key=_place):
        words = [
            setting_text(item, name, catalogue) if item else Text()
            for item, catalogue in zip(sides, (old, new), strict=True)
        ]
        if words[0] != words[1]:
            yield Altered(name, _heading(setting_title(name)), *words)


def _heading(title: Text) -> Text:
    return Text(title.zh, f"{title.en[:1].upper()}{title.en[1:]}")


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
