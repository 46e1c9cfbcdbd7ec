"""Lists in a form, a row of cells for each entry: ``inputs-0-symbol``. Empty rows stand ready at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from wtforms import BooleanField, StringField
from wtforms.form import BaseForm

from lbsap.web.language import N_
from lbsap.web.language import gettext as _

BLANK_ROWS: Final = 2
MOST_ROWS: Final = 60
_BOXES: Final = ("many", "optional")
_CELLS: Final = {
    "symbol": N_("Symbol"),
    "meaning_zh": N_("Meaning (Chinese)"),
    "meaning_en": N_("Meaning (English)"),
    "unit": N_("Unit"),
    "many": N_("Several figures (a list)"),
    "optional": N_("May be left out"),
    "aliases": N_("Other ways to write the symbol"),
    "id": N_("Short name, such as 7A"),
    "title_zh": N_("Name (Chinese)"),
    "title_en": N_("Name (English)"),
    "formula": N_("Formula"),
    "zh": N_("Name (Chinese)"),
    "en": N_("Name (English)"),
    "title": N_("Title of the source"),
    "url": N_("Address"),
    "access": N_("How far it could be read"),
}
_ROW_TITLES: Final = {
    "inputs": N_("Input %(number)s"),
    "methods": N_("Method %(number)s"),
    "component": N_("Component %(number)s"),
    "source": N_("Source %(number)s"),
}


class RowsForm(BaseForm):
    """A form with lists: ``rows`` says by list which names its rows have, ``row_cells`` which cells a row has."""

    rows: Mapping[str, tuple[str, ...]]
    row_cells: Mapping[str, tuple[str, ...]]

    def row(self, rows: str) -> list[tuple[str, dict[str, Any]]]:
        """The rows of a list: the title of each, and its fields by cell."""
        names = self.row_cells[rows]
        return [
            (row_title(rows, number), {cell: self[f"{rows}-{row}-{cell}"] for cell in names})
            for number, row in enumerate(self.rows[rows], 1)
        ]

    def first_of(self, rows: str) -> str:
        """The id of the first cell of a list, to which a fault of the whole list leads."""
        return str(self[f"{rows}-{self.rows[rows][0]}-{self.row_cells[rows][0]}"].id)

    def row_errors(self) -> bool:
        """Whether a fault stands in a row."""
        return any(
            field.errors for rows in self.rows for _, cells in self.row(rows) for field in cells.values()
        )


def row_title(rows: str, number: int) -> str:
    """The title of a row, by its place."""
    return _(_ROW_TITLES[rows], number=number)


def numbers(rows: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names of the rows of a list: those that ``names`` of cells speak of, and some empty ones."""
    found = (re.fullmatch(rf"{rows}-(\d{{1,2}})-\w+", name) for name in names)
    taken = max((int(one[1]) + 1 for one in found if one), default=0)
    return tuple(str(i) for i in range(min(taken + BLANK_ROWS, MOST_ROWS)))


def row_fields(rows: Mapping[str, tuple[str, ...]], cells: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The fields of all rows, by name."""
    return {
        f"{name}-{row}-{cell}": (BooleanField if cell in _BOXES else StringField)(_(_CELLS[cell]))
        for name, named in rows.items()
        for row in named
        for cell in cells[name]
    }


def formula_hint() -> str:
    """How a formula is written."""
    return _("Written with the symbols of the inputs, such as 100 * A_nat / A_city, a list as sum(A).")
