"""Entries of a city's lists as cells of a page or a sheet, and back; what tells entries apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from lbsap.model.city import CityAction, CityTarget
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.steps.cities.part_fields import PARTS, Part, PartField, Refs
from lbsap.steps.cities.part_reading import cell_names, value_of, words_of
from lbsap.steps.common.stamp import stamp

__all__ = [
    "PARTS",
    "Part",
    "PartField",
    "cell_names",
    "cells_of",
    "columns",
    "key_of",
    "named",
    "read_entry",
    "references",
    "require_whole",
]


def columns(part: Part) -> tuple[str, ...]:
    """The columns of a part's sheet, which are the names of the fields of its form."""
    return tuple(name for field in part.fields for name in cell_names(field))


def cells_of(part: Part, entry: Any) -> dict[str, str]:
    """An entry as the words of its cells: one for each column, empty where there is nothing."""
    return {
        name: words
        for field in part.fields
        for name, words in zip(cell_names(field), words_of(field, getattr(entry, field.name)), strict=True)
    }


def read_entry(part: Part, cells: Mapping[str, str], where: str = "", before: Any = None) -> Any:
    """The entry that cells mean. A column that is not there counts as empty; what no column shows stays as it is in
    ``before``. Raises ``BadInput`` with a problem a field, at its column's name, behind ``where`` if that is given.
    """
    values: dict[str, Any] = {}
    faults: list[Problem] = []
    for field in part.fields:
        try:
            values[field.name] = value_of(field, [cells.get(name, "") for name in cell_names(field)])
        except BadInput as fault:
            faults.extend(fault.problems)
    if faults:
        raise BadInput(replace(one, where=f"{where}: {one.where}" if where else one.where) for one in faults)
    return _mended(before, replace(before, **values)) if before is not None else part.of(**values)


def require_whole(part: Part, entry: Any, where: str = "") -> None:
    """Raises ``BadInput`` for a new entry without what no field shows: a picture without its bytes."""
    if part.apart and not getattr(entry, part.apart):
        raise BadInput([problem("entry_apart", where or part.apart, list=part.title)])


def _mended(before: Any, entry: Any) -> Any:
    """What could not be read on import counts as read once somebody has written it anew."""
    if isinstance(entry, CityAction):
        still = (one for one in entry.unreadable if getattr(entry, one) == getattr(before, one))
        return replace(entry, unreadable=tuple(still))
    if isinstance(entry, CityTarget) and entry.unreadable and entry != before:
        return replace(entry, unreadable=False)
    return entry


def key_of(part: Part, entry: Any) -> str:
    """What tells an entry from the others of its part: its id, or the stamp of its content where it has none."""
    return str(getattr(entry, part.key)) if part.key else stamp(entry)


def named(part: Part, entry: Any, taken: Collection[str]) -> Any:
    """The entry with an id: its own, or a new one that is not ``taken``."""
    if part.key != "id" or entry.id:
        return entry
    return replace(entry, id=next(one for n in count(1) if (one := f"{part.letter}{n}") not in taken))


def references(
    part: Part, entry: Any, known: Mapping[Refs, Collection[str]], where: str = ""
) -> Iterable[Problem]:
    """A warning for each id of an entry that leads nowhere; lists that ``known`` lacks are not judged."""
    for field in part.fields:
        if field.kind not in ("id", "ids") or field.refs not in known:
            continue
        value = getattr(entry, field.name)
        for one in (value,) if field.kind == "id" else value:
            if one and one not in known[field.refs]:
                place = f"{where}: {field.name}" if where else field.name
                yield problem("reference_unknown", place, severity="warning", kind=field.label, id=one)
