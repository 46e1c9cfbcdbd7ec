"""The workbook inside a chart: what "Edit data" opens.

Written as text like the rest, because a general spreadsheet writer took a third of the time of a whole plan. Every word
is an inline string cell, so a name that begins with ``=`` is never a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lbsap_docx.gate import attribute
from lbsap_docx.names import DECLARATION, OFFICE
from lbsap_docx.package import Relation, pack, relations_xml, types_xml

SHEET: Final = "Sheet1"
_SPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Spreadsheets read _x000D_ as a carriage return; escaping its first sign keeps the words as they are.
_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_STYLES: Final = (
    '<fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)
_SAME_IN_ALL: Final = {
    "[Content_Types].xml": types_xml(
        {
            "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
            "xl/worksheets/sheet1.xml": f"{_TYPE}.worksheet+xml",
            "xl/styles.xml": f"{_TYPE}.styles+xml",
        }
    ),
    "_rels/.rels": relations_xml([Relation("rId1", f"{OFFICE}/officeDocument", "xl/workbook.xml")]),
    "xl/workbook.xml": (
        f'{DECLARATION}<workbook xmlns="{_SPACE}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ).encode(),
    "xl/_rels/workbook.xml.rels": relations_xml(
        [
            Relation("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"),
            Relation("rId2", f"{OFFICE}/styles", "styles.xml"),
        ]
    ),
    "xl/styles.xml": f'{DECLARATION}<styleSheet xmlns="{_SPACE}">{_STYLES}</styleSheet>'.encode(),
}


def workbook(categories: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]]) -> bytes:
    """Categories down column A, one series in each column after it; a missing value is an empty cell."""
    rows = [_row(1, ("", *(name for name, _ in series)))]
    columns = zip(*(values for _, values in series), strict=True) if series else ((),) * len(categories)
    lines = zip(categories, columns, strict=True)
    rows += (_row(number, (category, *values)) for number, (category, values) in enumerate(lines, start=2))
    wide = '<cols><col min="1" max="1" width="28" customWidth="1"/></cols>'
    sheet = (
        f'{DECLARATION}<worksheet xmlns="{_SPACE}">{wide}<sheetData>{"".join(rows)}</sheetData></worksheet>'
    )
    return pack({**_SAME_IN_ALL, "xl/worksheets/sheet1.xml": sheet.encode("utf-8")})


def column(place: int) -> str:
    """The letters of a column counted from 0."""
    letters, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _row(number: int, cells: Iterable[str | float | None]) -> str:
    inside = "".join(_cell(f"{column(place)}{number}", value) for place, value in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


def _cell(place: str, value: str | float | None) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        words = _CODE.sub("_x005F_", attribute(value))
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'
