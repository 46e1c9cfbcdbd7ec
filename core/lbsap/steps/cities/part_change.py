"""Changes of a city's lists: pure, on the data as they stand; what somebody else has changed meanwhile is never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from lbsap.model.city import CityData
from lbsap.model.city_plan import Department
from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import LANGS, Text
from lbsap.steps.cities.part_choices import LAYERS
from lbsap.steps.cities.parts import PARTS, Part, key_of, named, read_entry, require_whole
from lbsap.steps.common.stamp import require_unchanged, stamp

Move = Literal[-1, 1]
_LAYER_ORDER = tuple(layer for layer, _ in LAYERS)


def entries_of(data: CityData, part: Part) -> tuple[Any, ...]:
    """The entries of a part, in order."""
    found: tuple[Any, ...] = getattr(data, part.name)
    return found


def find_entry(data: CityData, part: Part, key: str) -> Any | None:
    """The entry of this key; of several alike the first."""
    return next((one for one in entries_of(data, part) if key_of(part, one) == key), None)


def order_stamp(data: CityData, part: Part) -> str:
    """The stamp of which entries there are and in which order."""
    return stamp([key_of(part, one) for one in entries_of(data, part)])


def with_entry(data: CityData, part: Part, entry: Any) -> tuple[CityData, Any]:
    """The data with a new entry at the end (of its layer), and the entry as it is kept. Raises ``BadInput``
    (``id_twice``) where another entry has its id, (``entry_apart``) where it lacks what no field shows."""
    require_whole(part, entry)
    taken = {key_of(part, one) for one in entries_of(data, part)}
    kept = _filled(part, named(part, entry, taken), data.departments)
    if part.key and key_of(part, kept) in taken:
        raise BadInput([problem("id_twice", part.key, id=key_of(part, kept))])
    return _with(data, part, (*entries_of(data, part), kept)), kept


def with_changed(
    data: CityData, part: Part, key: str, seen: str, cells: Mapping[str, str], **apart: Any
) -> tuple[CityData, Any]:
    """The data with what ``cells`` say in the place of the entry ``key``, whose stamp was ``seen``, and that entry.

    ``apart`` is what no cell shows, where it is another now. An entry that is no longer there is added anew where
    ``seen`` is empty. Raises ``BadInput``: what is wrong with the cells, ``part_changed``, or ``part_gone``.
    """
    before = find_entry(data, part, key)
    if before is None:
        if seen:
            raise BadInput([problem("part_gone", "newer")])
        return with_entry(data, part, replace(read_entry(part, cells), **apart))
    read = replace(read_entry(part, cells, before=before), **apart)
    entry = _filled(part, read, data.departments)
    require_unchanged(before, seen, "newer")
    new_key = key_of(part, entry)
    if part.key and new_key != key and find_entry(data, part, new_key) is not None:
        raise BadInput([problem("id_twice", part.key, id=new_key)])
    at = entries_of(data, part).index(before)
    entries = list(entries_of(data, part))
    entries[at] = entry
    return _with(data, part, entries), entry


def without_entry(data: CityData, part: Part, key: str, seen: str) -> CityData:
    """The data without an entry, and without what referred to it; unchanged where it is gone already. Raises
    ``BadInput`` (``part_changed``) where it is no longer the one whose stamp was ``seen``."""
    entry = find_entry(data, part, key)
    if entry is None:
        return data
    require_unchanged(entry, seen, "newer")
    entries = list(entries_of(data, part))
    entries.remove(entry)
    return _released(_with(data, part, entries), part, key)


def with_moved(data: CityData, part: Part, key: str, seen: str, by: Move) -> CityData:
    """The data with an entry one place up (-1) or down (1). ``seen`` is the ``order_stamp`` of the list shown. Raises
    ``BadInput`` (``part_changed``) where entries have come, gone or moved since."""
    if order_stamp(data, part) != seen:
        raise BadInput([problem("part_changed", "newer")])
    entries = list(entries_of(data, part))
    at = next((i for i, one in enumerate(entries) if key_of(part, one) == key), None)
    if at is None or not 0 <= at + by < len(entries):
        return data
    entries[at], entries[at + by] = entries[at + by], entries[at]
    return _with(data, part, entries)


def referring(data: CityData, part: Part, key: str) -> tuple[tuple[Part, Any], ...]:
    """Every entry that refers to the entry ``key`` of a part."""
    return tuple(
        (other, entry)
        for other in PARTS.values()
        for entry in entries_of(data, other)
        if any(key in _ids(entry, name) for name in _referring_fields(other, part))
    )


def _referring_fields(other: Part, part: Part) -> list[str]:
    return [one.name for one in other.fields if one.refs == part.name and one.kind in ("id", "ids")]


def _ids(entry: Any, name: str) -> tuple[str, ...]:
    value = getattr(entry, name)
    return value if isinstance(value, tuple) else (value,)


def _released(data: CityData, part: Part, key: str) -> CityData:
    for other in PARTS.values():
        names = _referring_fields(other, part)
        if names:
            data = _put(data, other, (_without_reference(one, names, key) for one in entries_of(data, other)))
    return data


def _without_reference(entry: Any, names: Iterable[str], key: str) -> Any:
    changes: dict[str, Any] = {}
    for name in names:
        value = getattr(entry, name)
        if isinstance(value, tuple):
            changes[name] = tuple(one for one in value if one != key)
        elif value == key:
            changes[name] = ""
    return replace(entry, **changes)


def _with(data: CityData, part: Part, entries: Sequence[Any]) -> CityData:
    """The data with these entries; those that sit on a layer of coordination keep to the order of the layers."""
    if any(field.name == "layer" for field in part.fields):
        entries = sorted(entries, key=lambda one: _LAYER_ORDER.index(one.layer))
    return _put(data, part, entries)


def _put(data: CityData, part: Part, entries: Iterable[Any]) -> CityData:
    changes: dict[str, Any] = {part.name: tuple(entries)}
    return replace(data, **changes)


def _filled(part: Part, entry: Any, departments: Iterable[Department]) -> Any:
    """The entry with names of departments in both languages, as far as the directory knows them."""
    known = {words: one.name for one in departments for words in (one.name.zh, one.name.en) if words}
    changes: dict[str, Any] = {}
    for field in part.fields:
        if field.refs == "departments" and field.kind == "text":
            changes[field.name] = _in_both(getattr(entry, field.name), known)
        elif field.refs == "departments" and field.kind == "texts":
            changes[field.name] = tuple(_in_both(one, known) for one in getattr(entry, field.name))
    return replace(entry, **changes) if changes else entry


def _in_both(text: Text, known: Mapping[str, Text]) -> Text:
    if not text or not text.missing:
        return text
    found = known.get(text.zh or text.en, Text())
    return Text(*(getattr(text, lang) or getattr(found, lang) for lang in LANGS))
