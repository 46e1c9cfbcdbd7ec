"""Research report: each indicator with definition, formula, data, value, score, bands and their provenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lbsap.model.blocks import Block, Table
from lbsap.model.catalogue import Item
from lbsap.model.city import Observation
from lbsap.model.scoring import IndicatorScore
from lbsap.model.text import Text, same
from lbsap_sections import wording
from lbsap_sections.alignment import code
from lbsap_sections.figures import number, year
from lbsap_sections.index_words import (
    absence,
    bands,
    formula,
    inputs,
    lines,
    observed,
    own_words,
    provenance,
    score,
    value,
)  # fmt: skip
from lbsap_sections.pen import Pen, section


def write(pen: Pen) -> Iterator[Block]:
    yield from pen.lead()
    for component in pen.ctx.index.components:
        yield pen.titled(component.title)
        for item, line in lines(pen.ctx):
            if line.component == component.id:
                yield _table(pen, item, line)


def _table(pen: Pen, item: Item, line: IndicatorScore) -> Table:
    given = observed(pen.ctx, item)
    told: Mapping[str, Text] = {
        "definition": item.definition,
        "formula": formula(item),
        "inputs": inputs(given) if given else Text(),
        "value": value(item, line) if line.value is not None else absence(given),
        "score": _score(pen, line),
        "bands": bands(item),
        "provenance": provenance(line) if line.score is not None else Text(),
        "data": _data(pen, given),
        "note": own_words(given.note) if given and given.note else Text(),
    }
    columns = pen.columns(("head_fact", 1.5), ("head_told", 6))
    rows = (((pen.text(name),), (words,)) for name, words in told.items() if words)
    return pen.table("caption", columns, rows, code=code(pen.ctx, item.id), title=item.title)


def _score(pen: Pen, line: IndicatorScore) -> Text:
    if line.score is None:
        return score(line)
    return pen.text("of", score=score(line), points=number(pen.ctx.index.points))


def _data(pen: Pen, given: Observation | None) -> Text:
    if given is None or not given.year:
        return same(given.source) if given else Text()
    if not given.source:
        return year(given.year)
    return pen.text("year_source", year=year(given.year), source=same(given.source))


RESEARCH_INDICATORS: Final = section(wording.read(__file__), write, document="research")
