"""What a page says of an item, in one language: made once for each consultation and kept, since it never changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lbsap.model.catalogue import Band, Catalogue, Change, Indicator, Item, Section
from lbsap.model.text import LANGS, Lang, Text
from lbsap.steps.groups import group_id, groups_of

UNITS: Final = {
    "percent": Text("%", "%"),
    "ha": Text("公顷", "ha"),
    "count": Text("个", "number"),
    "species": Text("种", "species"),
    "persons": Text("人", "people"),
    "level": Text("等级", "level"),
    "currency": Text("货币金额", "currency"),
    "agencies": Text("个", "agencies"),
    "organisations": Text("个", "organisations"),
    "functions": Text("项", "functions"),
    "projects per year": Text("项/年", "projects per year"),
    "events per year": Text("次/年", "events per year"),
    "ha per 1000 persons": Text("公顷/千人", "ha per 1,000 people"),
    "visits per child per year": Text("次/（儿童·年）", "visits per child per year"),
}
_SIGNS: Final = (
    (re.compile(r"\*\*\s*2\b"), "²"),
    (re.compile(r"\s*\*\s*"), " × "),
    (re.compile(r"\s*/\s*"), " ÷ "),
    (re.compile(r"\s+-\s+"), " − "),
    (re.compile(r"\bsum\("), "Σ("),
)
_RANGE: Final = re.compile(r"\s+-\s+")


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
    titles = {source.id: source.title for source in catalogue.sources}
    cited = dict.fromkeys((*settings.citations, *(one for band in settings.bands for one in band.sources)))
    return {
        "unit": unit_words(settings.unit, lang),
        "formulas": tuple((name, _formula(formula)) for name, formula in formulas if formula),
        "figures": tuple(
            Figure(one.symbol, one.meaning.show(lang), unit_words(one.unit, lang)) for one in settings.inputs
        ),
        "bands": tuple(BandText(band.score, _band(band, lang)) for band in settings.bands),
        "bands_note": settings.bands_note.show(lang),
        "unchecked": any(band.provenance != "primary" for band in settings.bands),
        "scope": settings.scope.show(lang),
        "data_sources": tuple(one.show(lang) for one in settings.data_sources),
        "citations": tuple(titles.get(one, one) for one in cited),
        "notes": tuple(one.show(lang) for one in (settings.description, *settings.notes) if one),
    }


def unit_words(unit: str, lang: Lang) -> str:
    """A unit in a language; one that is not known stands as it is written."""
    known = UNITS.get(unit)
    return known.plain(lang) if known else unit


def _formula(formula: str) -> str:
    for sign, shown in _SIGNS:
        formula = sign.sub(shown, formula)
    return formula


def _band(band: Band, lang: Lang) -> str:
    words = band.meaning.show(lang) if band.meaning else band.printed
    return _RANGE.sub("～" if lang == "zh" else " – ", words)


def _before(change: Change, kinds: Mapping[str, str], lang: Lang) -> Before:
    return Before(
        change.before.show(lang),
        tuple(kinds.get(one, one) for one in change.settings),
        change.rationale.show(lang),
    )
