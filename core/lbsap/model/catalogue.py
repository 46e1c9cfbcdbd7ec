"""Catalogues: an index is a catalogue of indicators, the LBSAP framework one of plan sections.

One mechanism serves both: experts judge the items, editors decide, ``revise`` makes the next version.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from lbsap.model.text import Text

CatalogueKind = Literal["index", "outline"]
IndicatorKind = Literal["ratio", "rate", "measure", "count", "count_change", "ordinal"]
Provenance = Literal["primary", "secondary_source", "editor", "provisional", "memory", "none"]
"""Where a band comes from: read in the handbook; restated by a publication; entered by an editor who had the
handbook at hand; carried over or proposed; general knowledge; nothing."""
BoundaryPolicy = Literal["printed", "half-open"]
ChangeKind = Literal["kept", "renamed", "settings", "merged", "split", "dropped", "new"]
SettingKind = Literal[
    "component", "description", "calculation", "scoring", "data_source", "citation", "scope"
]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication or file that facts were taken from, and how far it could be read."""

    id: str
    title: str
    url: str = ""
    access: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One figure a city reports: ``symbol`` in the formula; ``many`` where it is a list (areas of patches).

    ``aliases`` are other ways the index's sources write the symbol; a city may use any.
    """

    symbol: str
    meaning: Text
    unit: str
    many: bool = False
    optional: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """One of several ways the handbook lets a city compute an indicator (7A, 7B)."""

    id: str
    title: Text
    formula: str


@dataclass(frozen=True, slots=True)
class Band:
    """One score band as printed: ``lower`` and ``upper`` are the literal printed ends, in the indicator's unit.

    An ordinal band has a ``meaning`` instead of ends. ``None`` at an end means open.
    """

    score: int
    printed: str = ""
    lower: Decimal | None = None
    lower_inclusive: bool = False
    upper: Decimal | None = None
    upper_inclusive: bool = False
    meaning: Text = Text()
    provenance: Provenance = "none"
    sources: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether a source other than memory or this project states the band."""
        return self.provenance in ("primary", "secondary_source", "editor")

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` (already rounded as printed) lies in the printed band."""
        above = self.lower is None or value > self.lower or (self.lower_inclusive and value == self.lower)
        below = self.upper is None or value < self.upper or (self.upper_inclusive and value == self.upper)
        return above and below


@dataclass(frozen=True, slots=True)
class Link:
    """A crosswalk entry: this thing serves ``target`` of ``framework``; ``proposed`` until people confirm or reject it.

    ``extent`` is how far it serves it (the CBD record's degree of alignment), said by whoever confirms. One that was
    ``rejected`` is kept so that it is not proposed again; it counts for nothing else.
    """

    framework: str
    target: str
    degree: Literal["primary", "secondary"] = "primary"
    status: Literal["confirmed", "proposed", "rejected"] = "proposed"
    note: Text = Text()
    extent: Literal["high", "medium", "low", ""] = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """The settings of an indicator.

    ``formula`` is arithmetic over input symbols (``sum(X)`` for a list); empty for ordinal indicators, and where
    ``methods`` offers several. ``bands`` empty means "not supplied". ``minimum`` and ``maximum`` bound possible
    values in ``unit``.
    """

    component: str
    kind: IndicatorKind
    unit: str = ""
    inputs: tuple[Input, ...] = ()
    formula: str = ""
    methods: tuple[Method, ...] = ()
    bands: tuple[Band, ...] = ()
    bands_note: Text = Text()
    decimals: int = 0
    higher_is_better: bool = True
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    in_first_application: bool = True
    description: Text = Text()
    scope: Text = Text()
    data_sources: tuple[Text, ...] = ()
    citations: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Text, ...] = ()
    verified: tuple[Literal["title", "formula", "kind"], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The settings of a plan section: which ``writer`` (id of a PlanSection) fills it, and guidance for authors."""

    writer: str = ""
    level: Literal["part", "chapter", "section", "annex", "file"] = "section"
    guidance: Text = Text()
    supplements: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item that experts judge. ``id`` is never changed or used again; ``number`` is given anew per version."""

    id: str
    number: str
    title: Text
    parent: str = ""
    definition: Text = Text()
    indicator: Indicator | None = None
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """A core component of an index, in order."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of use that the index states for all its indicators."""

    id: str
    text: Text
    verified: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One line of lineage: what became of an item of the earlier version, and on whose reason.

    ``item`` is the id in the earlier version (``""`` for a new one), ``into`` the ids in this version.
    """

    kind: ChangeKind
    item: str
    into: tuple[str, ...] = ()
    before: Text = Text()
    after: Text = Text()
    settings: tuple[str, ...] = ()
    rationale: Text = Text()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """An index or an LBSAP outline in one version. A published version is frozen and never changes.

    ``retired`` holds the ids of items that earlier versions had and this one has not; they are never used again.
    """

    id: str
    version: str
    kind: CatalogueKind
    title: Text
    items: tuple[Item, ...]
    components: tuple[Component, ...] = ()
    rules: tuple[Rule, ...] = ()
    boundary: BoundaryPolicy = "printed"
    points: int = 4
    previous: str = ""
    retired: tuple[str, ...] = ()
    lineage: tuple[Change, ...] = ()
    sources: tuple[Source, ...] = ()
    unresolved: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    publisher: Text = Text()
    title_status: Text = Text()
    _by_id: dict[str, Item] = field(init=False, repr=False, compare=False, hash=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_id.update({item.id: item for item in self.items})

    @property
    def reference(self) -> str:
        """``id@version``."""
        return f"{self.id}@{self.version}"

    def item(self, item_id: str) -> Item | None:
        """The item by its id."""
        return self._by_id.get(item_id)

    def find(self, name: str) -> Item | None:
        """The item by id or, failing that, by number in this version; full-width digits are digits."""
        name = unicodedata.normalize("NFKC", name).strip()
        return self.item(name) or next((item for item in self.items if item.number == name), None)

    def children(self, parent: str = "") -> Iterator[Item]:
        """The items right under ``parent``, in order."""
        return (item for item in self.items if item.parent == parent)

    @property
    def maximum(self) -> int:
        """The maximum total: points per indicator times the number of indicators; 0 for an outline."""
        return self.points * len(self.items) if self.kind == "index" else 0
