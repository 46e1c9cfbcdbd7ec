"""The records as JSON, and as one table with a row for each."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any, Final

from lbsap.model.cells import csv_lines
from lbsap.model.city import CityData
from lbsap.model.text import LANGS, Lang, Text
from lbsap_cbd.records import DEGREES, SCHEMA, records

_HEADS: Final = (
    ("sequence", Text("序号", "sequence")),
    ("identifier", Text("记录编号", "identifier")),
    ("title", Text("行动目标名称", "title")),
    ("description", Text("说明", "description")),
    ("globalGoalAlignment", Text("对应的长期目标", "global goals")),
    ("globalTargetAlignment", Text("对应的全球行动目标", "global targets")),
    ("degreeOfAlignmentInfo", Text("衔接说明", "explanation of the alignment")),
    ("mainPolicyOfMeasureOrActionInfo", Text("主要政策措施或行动", "main policy measures or actions")),
    ("headlineIndicators", Text("标题指标", "headline indicators")),
    ("binaryIndicators", Text("二元指标", "binary indicators")),
    ("componentIndicators", Text("组成指标", "component indicators")),
    ("complementaryIndicators", Text("补充指标", "complementary indicators")),
    ("otherNationalIndicators", Text("其他指标", "other indicators")),
    ("additionalInformation", Text("其他信息", "other information")),
)
"""The fields of a record that the table shows, under their names in the schema."""
_BILINGUAL: Final = frozenset(
    {
        "title",
        "description",
        "degreeOfAlignmentInfo",
        "mainPolicyOfMeasureOrActionInfo",
        "additionalInformation",
    }
)
_DEGREE_NAMES: Final = {identifier: name for name, identifier in DEGREES.items()}
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation date of every workbook: a file says nothing of the hour it was written."""


def write_json(city: CityData, _: Lang) -> bytes:
    """The records as the schema has them; both languages stand side by side whichever is asked for."""
    content = {"schema": SCHEMA, "records": records(city)}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def write_csv(city: CityData, _: Lang) -> bytes:
    """The records as a table."""
    return b"".join(csv_lines([_heads(), *_rows(city)]))


def write_xlsx(city: CityData, lang: Lang) -> bytes:
    """The records as a workbook; no text turns into a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": city.city.plain(lang), "created": _MADE})
    sheet = book.add_worksheet("targets 行动目标")
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
    sheet.freeze_panes(1, 0)
    for r, row in enumerate([_heads(), *_rows(city)]):
        for c, cell in enumerate(row):
            sheet.write_string(r, c, cell, text)
    book.close()
    return out.getvalue()


def _heads() -> list[str]:
    return [
        f"{key}{suffix} {words.zh}"
        for key, words in _HEADS
        for suffix in ([f".{lang}" for lang in LANGS] if key in _BILINGUAL else [""])
    ]


def _rows(city: CityData) -> list[list[str]]:
    return [[cell for key, _words in _HEADS for cell in _cells(key, one)] for one in records(city)]


def _cells(key: str, record: dict[str, Any]) -> list[str]:
    """A field as the cells of a row: one, or one a language."""
    if key == "identifier":
        return [record["header"]["identifier"]]
    value = record[key]
    if key in _BILINGUAL:
        return [value.get(lang, "") for lang in LANGS]
    return ["; ".join(map(_term, value)) if isinstance(value, list) else str(value)]


def _term(term: dict[str, Any]) -> str:
    """A term of a list with its degree, or with the words of an indicator of the city's own."""
    degree = term.get("degreeOfAlignment", {}).get("identifier")
    words = _DEGREE_NAMES.get(degree, "") or " / ".join(term.get("value", {}).values())
    return f"{term['identifier']} ({words})" if words else str(term["identifier"])
