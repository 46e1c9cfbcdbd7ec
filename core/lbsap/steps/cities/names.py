"""Cities by the names that people write: from lines of words to ids, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from lbsap.model.errors import BadInput
from lbsap.model.problems import problem
from lbsap.model.text import Lang, Text

Known = Collection[tuple[int, Text]]
"""Id and name of each city there is."""


def named_cities(lines: str, known: Known, where: str) -> tuple[int, ...]:
    """Ids of the cities that lines name, by their name in either language or by their number; empty lines count for none.

    Raises ``BadInput`` at ``where`` for each line that names no city, or several.
    """
    named = [line.strip() for line in lines.splitlines() if line.strip()]
    found = {line: tuple(_fitting(line, known)) for line in named}
    faults = [
        problem("city_name_unknown", where, name=line)
        if not ids
        else problem("city_name_shared", where, name=line, numbers=", ".join(map(str, ids)))
        for line, ids in found.items()
        if len(ids) != 1
    ]
    if faults:
        raise BadInput(faults)
    return tuple(dict.fromkeys(ids[0] for ids in found.values()))


def lines_of(chosen: Iterable[int], known: Known, lang: Lang) -> str:
    """A line for each city chosen, as ``named_cities`` reads it: its name, or its number where others share the name."""
    names = {one: name.plain(lang) for one, name in known}
    counted = Counter(names.values())
    return "\n".join(names[one] if counted[names[one]] == 1 else str(one) for one in chosen if one in names)


def _fitting(line: str, known: Known) -> Iterator[int]:
    return (one for one, name in known if line in (name.zh, name.en, str(one)))
