"""What pages show of versions and drafts: both languages side by side, score bands with where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from lbsap.model.catalogue import Band, Catalogue, Change, Indicator, Item
from lbsap.model.text import Text
from lbsap.steps.common.item_words import (
    PROVENANCES,
    band_text,
    setting_text,
    setting_title,
    source_titles,
)
from lbsap.steps.common.report_words import KINDS as CHANGES
from lbsap.web.language import gettext as _
from lbsap.web.language import lang

_INDEX: Final = (
    "kind", "unit", "inputs", "formula", "methods", "bands_note", "description", "scope", "data_sources", "citations",
    "notes",
)  # fmt: skip
_OUTLINE: Final = ("parent", "level", "writer", "guidance", "supplements")


def item_shown(item: Item, catalogue: Catalogue) -> dict[str, Any]:
    """An item: number, titles, place, rows of settings (name, zh, en; ``same`` where both read alike), bands."""
    names = _INDEX if catalogue.kind == "index" else _OUTLINE
    return {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "place": setting_text(item, "component", catalogue).show(lang()) if item.indicator else "",
        "rows": [row for row in (_row(item, name, catalogue) for name in ("definition", *names)) if row],
        "bands": bands_shown(item.indicator, catalogue) if item.indicator else [],
        "state": bands_state(item.indicator) if item.indicator else "",
    }


def bands_shown(settings: Indicator, catalogue: Catalogue) -> list[dict[str, Any]]:
    """The score bands as they stand, each with its provenance and sources in words."""
    return [_band(band, catalogue) for band in settings.bands]


def bands_state(settings: Indicator) -> str:
    """``none`` (not supplied), ``unchecked`` or ``checked``."""
    if not settings.bands:
        return "none"
    return "checked" if all(band.verified for band in settings.bands) else "unchecked"


def facts_shown(catalogue: Catalogue) -> list[dict[str, str]]:
    """What a catalogue says as a whole, as rows of a table with both languages."""
    texts = [
        (_("Title"), catalogue.title),
        (_("Publisher"), catalogue.publisher),
        (_("Note on the title"), catalogue.title_status),
        *((_("Component"), one.title) for one in catalogue.components),
        *((_("Rule of use"), one.text) for one in catalogue.rules),
        *((_("Note"), one) for one in catalogue.notes),
        *((_("To be settled"), one) for one in catalogue.unresolved),
    ]
    return [{"name": name, "zh": text.zh, "en": text.en} for name, text in texts if text]


def changes_shown(lineage: Iterable[Change], titles: Mapping[str, Text]) -> list[dict[str, Any]]:
    """The lineage without what was kept as it was: kind, old and new names, settings changed, reason. ``titles`` are
    the names of items by id, for lines that give none."""
    return [_change(one, titles) for one in lineage if one.kind != "kept"]


def _change(one: Change, titles: Mapping[str, Text]) -> dict[str, Any]:
    return {
        "kind": CHANGES[one.kind].show(lang()),
        "before": (one.before or titles.get(one.item, Text())).show(lang()),
        "after": one.after.show(lang()),
        "settings": [setting_title(name).show(lang()) for name in one.settings],
        "reason": one.rationale.show(lang()),
    }


def _row(item: Item, name: str, catalogue: Catalogue) -> dict[str, Any]:
    text = item.definition if name == "definition" else setting_text(item, name, catalogue)
    if not text:
        return {}
    return {"name": _heading(name), "zh": text.zh, "en": text.en, "same": text.zh == text.en}


def _heading(name: str) -> str:
    words = setting_title(name).show(lang())
    return words[:1].upper() + words[1:]


def _band(band: Band, catalogue: Catalogue) -> dict[str, Any]:
    words = band_text(band)
    return {
        "score": band.score,
        "printed": band.printed,
        "ends": "" if band.lower is None and band.upper is None else _(", ").join(_ends(band)),
        "zh": words.zh,
        "en": words.en,
        "provenance": PROVENANCES[band.provenance].show(lang()),
        "verified": band.verified,
        "sources": source_titles(catalogue, band.sources),
    }


def _ends(band: Band) -> Iterator[str]:
    if band.lower is not None:
        yield f"{'≥' if band.lower_inclusive else '>'} {band.lower:f}"
    if band.upper is not None:
        yield f"{'≤' if band.upper_inclusive else '<'} {band.upper:f}"
