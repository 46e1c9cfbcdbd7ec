"""A city's observations from table rows, and the part of a city's data that scoring reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Observations
from lbsap.model.codec import from_plain
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text

INPUT_PREFIX: Final = "input."
_WORDS: Final = ("value", "level", "unit", "year", "source", "note", "method", "missing")
_COMMON: Final = ("city", "first_application")
_COLUMNS: Final = {*_COMMON, "indicator", "title", *_WORDS}
_YES_NO: Final = {
    "yes": True,
    "true": True,
    "1": True,
    "是": True,
    "no": False,
    "false": False,
    "0": False,
    "否": False,
}
_LIST: Final = re.compile(r"[;；|]")
_PLACE: Final = re.compile(r"^observations\[(\d+)\](?:\.(.*))?$")
_BLANK: Final = Text("未填写", "left blank")


def read_observation_rows(rows: Sequence[Row]) -> CityData:
    """City data from rows with the columns city, year, first_application, indicator, input.SYMBOL, value, level,
    unit, source, note, method, missing (and ``title``, for the eye). A list input is written ``100;50;50``. A row with nothing but its
    indicator says that there is no figure. Raises ``BadInput`` with the row of each fault.
    """
    faults = [*_unknown_columns(rows), *_differing(rows)]
    if faults:
        raise BadInput(faults)
    table = [
        (where, {name: cell.strip() for name, cell in row.items() if cell.strip()}) for where, row in rows
    ]
    data: dict[str, Any] = {name: _common(table, name) for name in ("city", "year") if _common(table, name)}
    stated = _common(table, "first_application")
    if stated:
        data["first_application"] = _yes_no(stated, table)
    data["observations"] = [_observation(row) for _, row in table if row.get("indicator")]
    if not data["observations"]:
        raise BadInput([problem("column_missing", table[0][0] if table else "", column="indicator")])
    try:
        return from_plain(CityData, data | {"city": data.get("city", Text())})
    except BadInput as fault:
        raise BadInput(in_row(one, rows) for one in fault.problems) from None


def in_row(fault: Problem, rows: Sequence[Row]) -> Problem:
    """A fault of an observation, or of a column that holds for all, at the row and column it comes from."""
    found = _PLACE.match(fault.where)
    if found:
        reported = [where for where, row in rows if row.get("indicator", "").strip()]
        where, column = reported[int(found.group(1))], (found.group(2) or "").replace("inputs.", INPUT_PREFIX)
    else:
        stated = (where for where, row in rows if row.get(fault.where, "").strip())
        where, column = next(stated, _file(rows)), fault.where
    return replace(fault, where=f"{where}: {column}" if column else where)


def scoring_input(city: CityData) -> Observations:
    """The observations of a city. Raises ``BadInput`` where it does not state year or ``first_application``."""
    missing = [name for name in ("year", "first_application") if getattr(city, name) is None]
    if missing or city.year is None or city.first_application is None:
        raise BadInput(problem("value_missing", name, field=name) for name in missing)
    return Observations(city.city, city.year, city.first_application, city.observations)


def _unknown_columns(rows: Sequence[Row]) -> Iterator[Problem]:
    """A misspelt column would drop its figures without a word."""
    for name in rows[0][1] if rows else ():
        if name not in _COLUMNS and not name.startswith(INPUT_PREFIX):
            yield problem("column_unknown", _file(rows), column=name)


def _differing(rows: Sequence[Row]) -> Iterator[Problem]:
    for name in _COMMON:
        stated = [(where, row[name].strip()) for where, row in rows if row.get(name, "").strip()]
        for where, value in stated[1:]:
            if value != stated[0][1]:
                yield problem("column_differs", f"{where}: {name}", value=value, other=stated[0][1])


def _file(rows: Sequence[Row]) -> str:
    return rows[0][0].rpartition(":")[0]


def numbers_moved(index: Catalogue, city: CityData) -> tuple[Problem, ...]:
    """A warning for each observation that names its indicator by number under a revised index.

    Numbers are given anew in each version, so a number from an earlier one may mean another indicator now.
    """
    if not index.previous:
        return ()
    named = [(one.indicator, index.find(one.indicator)) for one in city.observations]
    return tuple(
        problem("obs_number_moved", f"indicator {number}", severity="warning", id=item.id, title=item.title)
        for number, item in named
        if item is not None and item.id != number
    )


def _common(table: Iterable[tuple[str, Mapping[str, str]]], name: str) -> str:
    return next((row[name] for _, row in table if row.get(name)), "")


def _yes_no(word: str, table: Iterable[tuple[str, Mapping[str, str]]]) -> bool:
    if word.casefold() not in _YES_NO:
        where = next(where for where, row in table if row.get("first_application"))
        raise BadInput(
            [problem("value_choice", f"{where}: first_application", value=word, allowed="yes, no")]
        )
    return _YES_NO[word.casefold()]


def _observation(row: Mapping[str, str]) -> dict[str, Any]:
    inputs = {
        name.removeprefix(INPUT_PREFIX): _LIST.split(cell) if _LIST.search(cell) else cell
        for name, cell in row.items()
        if name.startswith(INPUT_PREFIX)
    }
    known: dict[str, Any] = {name: row[name] for name in _WORDS if name in row}
    if not (inputs or known.keys() & {"value", "level", "missing"}):
        known["missing"] = _BLANK
    return {"indicator": row["indicator"], **({"inputs": inputs} if inputs else {}), **known}
