"""Native charts: a chart part with a workbook behind it, so that a reader can change data and look in Word."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from lbsap.model.blocks import Chart, ChartKind
from lbsap_docx.captions import caption
from lbsap_docx.chart_xml import Data, chart_xml
from lbsap_docx.draft import Draft
from lbsap_docx.drawings import drawing
from lbsap_docx.gate import clean
from lbsap_docx.names import CHART_TYPE, OFFICE, C
from lbsap_docx.package import Relation, relations_xml
from lbsap_docx.workbooks import workbook

_SQUARE: Final[frozenset[ChartKind]] = frozenset({"pie", "radar"})
_LYING: Final[frozenset[ChartKind]] = frozenset({"bar", "stacked_bar"})
_WIDEST: Final = 9070
_FROM: Final = 1000
_GROUPED: Final = "#,##0"
"""English groups the thousands of whole numbers from ``_FROM`` on; Chinese does not."""


def chart(draft: Draft, block: Chart) -> str:
    """A chart block: drawing, side parts and caption. Raises ``ValueError`` where a series does not fit the categories."""
    data = _data(draft, block)
    number = draft.count("chart")
    name, book = f"charts/chart{number}.xml", f"embeddings/chart{number}.xlsx"
    relation = draft.relate("chart", name)
    draft.add_part(
        f"word/{name}", chart_xml(block.kind, data, draft.lang, "rId1").encode("utf-8"), CHART_TYPE
    )
    draft.add_part(f"word/{book}", workbook(data.categories, data.series))
    to_book = Relation("rId1", f"{OFFICE}/package", f"../{book}")
    draft.add_part(f"word/charts/_rels/chart{number}.xml.rels", relations_xml([to_book]))
    graphic = f'<c:chart r:id="{relation}"/>'
    drawn = drawing(draft, C, graphic, _size(draft, block), block.alt.show(draft.lang))
    return drawn + caption(draft, draft.words.figure, _caption(draft, block))


def _data(draft: Draft, block: Chart) -> Data:
    lang = draft.lang
    categories = [clean(category.show(lang)) for category in block.categories]
    series = []
    for one in block.series:
        if len(one.values) != len(categories):
            raise ValueError(f"a series of {len(one.values)} values over {len(categories)} categories")
        known = [value if value is not None and math.isfinite(value) else None for value in one.values]
        series.append((clean(one.name.show(lang)), known))
    shape = _GROUPED if lang == "en" and _large_and_whole(series) else "General"
    return Data(categories, series, clean(block.unit.show(lang)), block.maximum, shape)


def _large_and_whole(series: Iterable[tuple[str, Sequence[float | None]]]) -> bool:
    known = [value for _, values in series for value in values if value is not None]
    return max(known, default=0) >= _FROM and all(value.is_integer() for value in known)


def _caption(draft: Draft, block: Chart) -> str:
    """A pie and a radar have no axis that could carry the unit, so the caption does."""
    words = block.caption.show(draft.lang)
    unit = block.unit.show(draft.lang) if block.kind in _SQUARE else ""
    return words + (draft.words.unit.format(unit=unit) if unit else "")


def _size(draft: Draft, block: Chart) -> tuple[int, int]:
    """Width and height in twentieths of a point: lying bars grow with their number, the rest keep a calm shape."""
    width = min(draft.text_width, _WIDEST)
    tallest = 6400 if draft.landscape else 10500
    if block.kind in _LYING:
        bars = len(block.categories) * (max(1, len(block.series)) if block.kind == "bar" else 1)
        return width, min(tallest, 2400 + 330 * bars)
    return width, min(tallest, 5800 if block.kind in _SQUARE else 4500)
