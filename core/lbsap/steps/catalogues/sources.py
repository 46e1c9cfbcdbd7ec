"""Sources that editors named in words become sources of the catalogue, so that what rests on them points to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lbsap.model.catalogue import Band, Catalogue, Indicator, Item, Source

ACCESS: Final = "read by the editor who entered the bands"


def named_sources(catalogue: Catalogue) -> Catalogue:
    """The same catalogue, where each source of a band that is neither an id nor the title of one of its sources has
    become one of its own, and all bands name sources by id."""
    ids = {one.id: one.id for one in catalogue.sources}
    ids = {one.title: one.id for one in reversed(catalogue.sources)} | ids
    new: dict[str, Source] = {}
    for words in dict.fromkeys(_words(catalogue)):
        if words not in ids:
            new[words] = Source(_free(len(catalogue.sources) + len(new) + 1, ids), words, access=ACCESS)
            ids |= {words: new[words].id, new[words].id: new[words].id}
    if not new and all(ids[words] == words for words in _words(catalogue)):
        return catalogue
    return replace(
        catalogue,
        items=tuple(_item(item, ids) for item in catalogue.items),
        sources=(*catalogue.sources, *new.values()),
    )


def _words(catalogue: Catalogue) -> Iterator[str]:
    for item in catalogue.items:
        for band in item.indicator.bands if item.indicator else ():
            yield from band.sources


def _free(number: int, taken: dict[str, str]) -> str:
    while f"source_{number}" in taken:
        number += 1
    return f"source_{number}"


def _item(item: Item, ids: dict[str, str]) -> Item:
    if item.indicator is None:
        return item
    return replace(item, indicator=_indicator(item.indicator, ids))


def _indicator(settings: Indicator, ids: dict[str, str]) -> Indicator:
    return replace(settings, bands=tuple(_band(one, ids) for one in settings.bands))


def _band(band: Band, ids: dict[str, str]) -> Band:
    return replace(band, sources=tuple(ids[one] for one in band.sources))
