"""Answers that KoboToolbox and ODK give out for a form written here, as rows: one for each respondent and item.

They give one row for each respondent with the names of the form as columns, with or without the groups in front
(``Item__x/verdict__x``, ``Item__x-verdict__x``, ``verdict__x``). Several choices stand in one cell, parted by spaces, or in
a column each (``settings__x/scoring``) that holds 1 or 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Row
from lbsap.model.problems import problem

RESPONDENT: Final = ("_uuid", "meta/instanceID", "meta-instanceID", "instanceID", "KEY", "_id")
"""Columns that name a submission, the best first."""
_STRATUM: Final = re.compile(r"(?:.*[/-])?Stratum__[^/]+")
_LEAF: Final = r"(?P<field>[a-z][a-z0-9_-]*?)__"
_CHOICE: Final = r"(?:/(?P<choice>[^/]+))?"
_NAMES: Final = (
    re.compile(rf".*Item__(?P<item>[^/]+)-{_LEAF}(?P=item){_CHOICE}"),
    re.compile(rf"(?:.*/)?{_LEAF}(?P<item>[^/]+){_CHOICE}"),
)
_SEVERAL: Final = ("settings", "troubles")
_CHOSEN: Final = frozenset({"1", "1.0", "true"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of answers on one item; ``choice`` where it is about one of several choices."""

    field: str
    item: str
    choice: str = ""


def column_of(head: str) -> Column | None:
    """What a column holds of an item, if it does."""
    for pattern in _NAMES:
        if found := pattern.fullmatch(head):
            return Column(found["field"], found["item"], found["choice"] or "")
    return None


def is_form_export(heads: Iterable[str]) -> bool:
    """Whether a table with these columns holds the answers to a form that was written here."""
    return any(column is not None and column.field == "verdict" for column in map(column_of, heads))


def wanted(head: str) -> bool:
    """Whether a column is read: of the others, such as times, it does not matter what they hold."""
    return head in RESPONDENT or column_of(head) is not None or _STRATUM.fullmatch(head) is not None


def long_rows(rows: Sequence[Row], name: str, most: int) -> Iterator[Row]:
    """The rows of a table of answers: respondent, item, stratum, and the fields asked of each item.

    Raises ``BadInput`` where no column tells the submissions apart, and for more than ``most`` rows.
    """
    heads = list(rows[0][1])
    key = next((one for one in RESPONDENT if one in heads), None)
    if key is None:
        raise BadInput([problem("column_missing", name, column=RESPONDENT[0])])
    columns = {head: column for head in heads if (column := column_of(head)) is not None}
    stratum = next((head for head in heads if _STRATUM.fullmatch(head)), "")
    items: dict[str, dict[str, Column]] = {one.item: {} for one in columns.values() if one.field == "verdict"}
    for head, one in columns.items():
        items.get(one.item, {})[head] = one
    if len(rows) * len(items) > most:
        raise BadInput([problem("value_refused", name, reason=f"> {most}")])
    fields = dict.fromkeys((one.field for asked in items.values() for one in asked.values()), "")
    for where, cells in rows:
        who = {"respondent": cells[key].removeprefix("uuid:"), "stratum": cells.get(stratum, "")}
        for item, asked in items.items():
            yield where, who | {"item": item} | fields | _said(cells, asked)


def _said(cells: Mapping[str, str], columns: Mapping[str, Column]) -> dict[str, str]:
    """What stands of one item, by field; several choices parted by semicolons."""
    said = {
        one.field: ";".join(cells[head].split()) if one.field in _SEVERAL else cells[head]
        for head, one in columns.items()
        if not one.choice
    }
    for head, one in columns.items():
        if one.choice and cells[head].strip().lower() in _CHOSEN:
            chosen = [word for word in said.get(one.field, "").split(";") if word]
            said[one.field] = ";".join(dict.fromkeys([*chosen, one.choice]))
    return said
