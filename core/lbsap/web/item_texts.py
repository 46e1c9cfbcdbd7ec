"""What a page says of an item, in one language: made once for each consultation and kept, since it never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lbsap.model.catalogue import Catalogue, Change, Indicator, Item, Section
from lbsap.model.text import LANGS, Lang, Text
from lbsap.model.unit_words import unit_text
from lbsap.steps.common.groups import group_id, groups_of
from lbsap.steps.common.item_words import band_text, cited, formula_words, source_titles


@dataclass(frozen=True, slots=True)
class BandText:
    """A score and what earns it."""

    score: int
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a formula: symbol, what it is, and its unit."""

    symbol: str
    meaning: str
    unit: str


@dataclass(frozen=True, slots=True)
class Before:
    """What an item was called in the version before, what was changed, and why."""

    title: str
    settings: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ItemText:
    """An item in one language. ``other`` is its name in the other one, ``place`` the group it stands in.

    ``formulas`` are pairs of a method's name (empty where there is one only) and the formula. ``unchecked``: the bands
    have not been compared with the handbook.
    """

    id: str
    number: str
    title: str
    titles: Mapping[Lang, str]
    other: str
    place: str
    definition: str
    unit: str = ""
    formulas: tuple[tuple[str, str], ...] = ()
    figures: tuple[Figure, ...] = ()
    bands: tuple[BandText, ...] = ()
    bands_note: str = ""
    unchecked: bool = False
    scope: str = ""
    data_sources: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    guidance: str = ""
    contents: tuple[str, ...] = ()
    before: tuple[Before, ...] = ()

    @property
    def label(self) -> str:
        """Number and name."""
        return f"{self.number} {self.title}"


def texts_of(catalogue: Catalogue, settings: Mapping[str, Text], lang: Lang) -> dict[str, ItemText]:
    """All items of a catalogue in one language, by id. ``settings`` names the kinds of change."""
    places = {group.id: group.label.show(lang) for group in groups_of(catalogue, catalogue.items)}
    kinds = {kind: title.show(lang) for kind, title in settings.items()}
    return {
        item.id: _text(item, catalogue, places[group_id(catalogue, item)], kinds, lang)
        for item in catalogue.items
    }


def _text(item: Item, catalogue: Catalogue, place: str, kinds: Mapping[str, str], lang: Lang) -> ItemText:
    other: Lang = "en" if lang == "zh" else "zh"
    return ItemText(
        id=item.id,
        number=item.number,
        title=item.title.show(lang),
        titles={one: getattr(item.title, one) for one in LANGS},
        other=getattr(item.title, other),
        place=place,
        definition=item.definition.show(lang),
        before=tuple(
            _before(one, kinds, lang)
            for one in catalogue.lineage
            if item.id in one.into and one.kind != "kept"
        ),
        **(_of_indicator(item.indicator, catalogue, lang) if item.indicator else {}),
        **(_of_section(item.section, lang) if item.section else {}),
    )


def _of_section(settings: Section, lang: Lang) -> dict[str, Any]:
    return {
        "guidance": settings.guidance.show(lang),
        "contents": tuple(one.show(lang) for one in settings.supplements),
    }


def _of_indicator(settings: Indicator, catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    formulas = [(one.title.show(lang), one.formula) for one in settings.methods] or [("", settings.formula)]
    return {
        "unit": unit_text(settings.unit).plain(lang),
        "formulas": tuple((name, formula_words(formula)) for name, formula in formulas if formula),
        "figures": tuple(
            Figure(one.symbol, one.meaning.show(lang), unit_text(one.unit).plain(lang))
            for one in settings.inputs
        ),
        "bands": tuple(BandText(band.score, band_text(band).show(lang)) for band in settings.bands),
        "bands_note": settings.bands_note.show(lang),
        "unchecked": any(band.provenance not in ("primary", "editor") for band in settings.bands),
        "scope": settings.scope.show(lang),
        "data_sources": tuple(one.show(lang) for one in settings.data_sources),
        "citations": source_titles(catalogue, cited(settings)),
        "notes": tuple(one.show(lang) for one in (settings.description, *settings.notes) if one),
    }


def _before(change: Change, kinds: Mapping[str, str], lang: Lang) -> Before:
    return Before(
        change.before.show(lang),
        tuple(kinds.get(one, one) for one in change.settings),
        change.rationale.show(lang),
    )
