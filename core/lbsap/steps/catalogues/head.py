"""What a draft says as a whole (names, version, components, sources) as the words of a form, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from lbsap.model.catalogue import Catalogue, Component, Source
from lbsap.model.codec import from_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text
from lbsap.model.validate import ID
from lbsap.steps.catalogues.cells import LONGEST
from lbsap.steps.catalogues.revise import version_faults
from lbsap.steps.common.item_words import cited
from lbsap.steps.common.merge import Cells
from lbsap.steps.common.words import clean_line, narrow

TEXTS: Final = ("title", "publisher", "title_status")
"""Fields in both languages."""
ROWS: Final[dict[str, tuple[str, ...]]] = {"component": LANGS, "source": ("title", "url", "access")}
"""Lists; the cells of a row are ``component-ID-zh`` and so on, of a new one ``component-+1-zh``."""
NEW_ROWS: Final = 2
VERSION: Final = Text("版本号", "version")
MOST_POINTS: Final = 20
_NEW: Final = re.compile(r"\+[1-9]")


def rows_of(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The rows that a form shows, by list: one for each entry and some for new ones. An outline has no components."""
    found = {
        "component": [one.id for one in catalogue.components],
        "source": [one.id for one in catalogue.sources],
    }
    new = tuple(f"+{i}" for i in range(1, NEW_ROWS + 1))
    shown = ROWS if catalogue.kind == "index" else ("source",)
    return {rows: (*found[rows], *new) for rows in shown}


def head_cells(catalogue: Catalogue) -> dict[str, str]:
    """What a draft says as a whole, as a form shows it; empty cells of new rows are left out."""
    cells = {"id": catalogue.id, "version": catalogue.version}
    cells |= {f"{name}_{lang}": getattr(getattr(catalogue, name), lang) for name in TEXTS for lang in LANGS}
    if catalogue.kind == "index":
        cells |= {"points": str(catalogue.points), "boundary": catalogue.boundary}
        cells |= {
            f"component-{one.id}-{lang}": getattr(one.title, lang)
            for one in catalogue.components
            for lang in LANGS
        }
    for source in catalogue.sources:
        cells |= {f"source-{source.id}-{name}": getattr(source, name) for name in ROWS["source"]}
    return cells


def read_head(cells: Cells, catalogue: Catalogue) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """The draft as the words of a form have it, or ``None`` where they cannot be kept, and what is wrong with them.

    The ``where`` of a problem is the name of the cell. An entry whose cells are all empty is taken out.
    """
    words = {name: clean_line(said)[0] for name, said in cells.items()}
    found = [
        problem("too_long", name, length=len(said), longest=LONGEST)
        for name, said in words.items()
        if len(said) > LONGEST
    ]
    found.extend(_faults(words, catalogue))
    changed: dict[str, Any] = {
        "id": narrow(words["id"]),
        "version": narrow(words["version"]),
        "sources": tuple(_sources(words, catalogue)),
    }
    changed |= {name: Text(*(words[f"{name}_{lang}"] for lang in LANGS)) for name in TEXTS}
    found.extend(_source_faults(changed["sources"], catalogue))
    if catalogue.kind == "index":
        changed["components"] = tuple(_components(words, catalogue))
        changed["boundary"] = "half-open" if words["boundary"] == "half-open" else "printed"
        found.extend(_component_faults(changed["components"], catalogue))
        found.extend(_points(words["points"], catalogue, changed))
    return (None if found else replace(catalogue, **changed)), tuple(found)


def _faults(words: Mapping[str, str], catalogue: Catalogue) -> Iterator[Problem]:
    name, version = narrow(words["id"]), narrow(words["version"])
    if not ID.match(name):
        yield problem("id_form", "id", id=name)
    if version:
        faults = version_faults(replace(catalogue, version=""), version)
        yield from (replace(one, where="version") for one in faults)
    else:
        yield problem("value_missing", "version", field=VERSION)
    if not (words["title_zh"] or words["title_en"]):
        yield problem("name_wanted", "title_zh")


def _points(word: str, catalogue: Catalogue, changed: dict[str, Any]) -> Iterator[Problem]:
    try:
        points = from_plain(int, word, "points")
    except BadInput as fault:
        yield from fault.problems
        return
    highest = max(
        (band.score for item in catalogue.items if item.indicator for band in item.indicator.bands), default=1
    )
    if not highest <= points <= MOST_POINTS:
        yield problem("number_range", "points", low=highest, high=MOST_POINTS, value=points)
    changed["points"] = points


def _components(words: Mapping[str, str], catalogue: Catalogue) -> Iterator[Component]:
    taken = {one.id for one in catalogue.components}
    for row in rows_of(catalogue)["component"]:
        title = Text(*(words.get(f"component-{row}-{lang}", "") for lang in LANGS))
        if title:
            yield Component(_id_of(row, "component", taken), title)


def _component_faults(components: tuple[Component, ...], catalogue: Catalogue) -> Iterator[Problem]:
    left = {one.id for one in components}
    used = {item.indicator.component for item in catalogue.items if item.indicator}
    for one in catalogue.components:
        if one.id in used - left:
            yield problem("component_used", f"component-{one.id}-zh", component=one.title)


def _source_faults(sources: tuple[Source, ...], catalogue: Catalogue) -> Iterator[Problem]:
    left = {one.id for one in sources}
    used = {one for item in catalogue.items if item.indicator for one in cited(item.indicator)}
    for one in catalogue.sources:
        if one.id in used - left:
            yield problem("source_used", f"source-{one.id}-title", source=one.title)


def _sources(words: Mapping[str, str], catalogue: Catalogue) -> Iterator[Source]:
    taken = {one.id for one in catalogue.sources}
    for row in rows_of(catalogue)["source"]:
        cells = [words.get(f"source-{row}-{name}", "") for name in ROWS["source"]]
        if any(cells):
            yield Source(_id_of(row, "source", taken), *cells)


def _id_of(row: str, stem: str, taken: set[str]) -> str:
    """The id of a row; a new one gets the next that is free."""
    if not _NEW.fullmatch(row):
        return row
    number = next(i for i in range(1, len(taken) + 2) if f"{stem}_{i}" not in taken)
    taken.add(f"{stem}_{number}")
    return f"{stem}_{number}"
