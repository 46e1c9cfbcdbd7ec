"""A policy framework as the workbook that ``framework_xlsx`` reads, with a sheet that says how to fill it in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from lbsap.data import read_value, shipped
from lbsap.model.policy import MeasurableTarget, PolicyFramework, PolicyTarget
from lbsap.model.text import Lang
from lbsap_tables.framework_sheets import FRAMEWORK, GROUPS, GUIDE, MEASURE, TARGETS, Layout

_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_WIDE: Final = ("title", "summary", "description")
Cells = Mapping[str, str | float | None]


def template() -> bytes:
    """A workbook to fill in: a made-up provincial plan and, on its last sheet, how to fill it."""
    return write(read_value(PolicyFramework, shipped("templates", "framework-example.yaml")), "zh")


def write(framework: PolicyFramework, lang: Lang) -> bytes:
    """The framework as a workbook in both languages; statements, indicators and notes have no place in it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": framework.title.plain(lang), "created": _MADE})
    sheets: tuple[tuple[Layout, list[Cells]], ...] = (
        (FRAMEWORK, [_filled(FRAMEWORK, framework)]),
        (GROUPS, [_filled(GROUPS, group) for group in framework.groups]),
        (TARGETS, [row for target in framework.targets for row in _rows(target)]),
    )
    for layout, rows in sheets:
        _write_sheet(book, layout, rows)
    _write_guide(book)
    book.close()
    return out.getvalue()


def _rows(target: PolicyTarget) -> Iterator[Cells]:
    """A row for the target with its first result, and one for each further result."""
    head = {
        **_filled(TARGETS, target),
        "keywords_zh": "、".join(target.keywords_zh),
        "keywords_en": "; ".join(target.keywords_en),
        "links": "; ".join(f"{link.framework}:{link.target}" for link in target.links),
    }
    first, *others = target.measures or (None,)
    yield {**head, **_measured(first)}
    yield from ({"id": target.id, **_measured(one)} for one in others)


def _measured(measure: MeasurableTarget | None) -> dict[str, str | float | None]:
    if measure is None:
        return {}
    found = {key: _shown(_at(measure, path)) for key, path in MEASURE.items()}
    return found if measure.value is not None else {**found, "value": measure.wording.plain("zh")}


def _filled(layout: Layout, record: Any) -> dict[str, str | float | None]:
    return {key: _shown(_at(record, path)) for key, path in layout.paths.items()}


def _at(record: Any, path: str) -> Any:
    head, _, tail = path.partition(".")
    value = getattr(record, head)
    return getattr(value, tail) if tail else value


def _shown(value: Any) -> str | float | None:
    return float(value) if isinstance(value, Decimal) else value


def _write_sheet(book: Any, layout: Layout, rows: list[Cells]) -> None:
    sheet = book.add_worksheet(layout.title)
    head = book.add_format({"bold": True, "text_wrap": True, "num_format": "@"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True})
    number = book.add_format({"valign": "top"})
    sheet.freeze_panes(1, 0)
    for c, column in enumerate(layout.columns):
        sheet.set_column(c, c, 36 if column.key.startswith(_WIDE) else 16)
        sheet.write_string(0, c, column.head, head)
        for r, cells in enumerate(rows, start=1):
            value = cells.get(column.key)
            if isinstance(value, int | float):
                sheet.write_number(r, c, value, number)
            elif value:
                sheet.write_string(r, c, value, text)


def _write_guide(book: Any) -> None:
    guide = book.add_worksheet("readme 填写说明")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    guide.set_column(0, 1, 72, wrap)
    for r, line in enumerate(GUIDE):
        guide.write_string(r, 0, line.zh, wrap)
        guide.write_string(r, 1, line.en, wrap)
