"""Score bands as rows of a form: what stands in each row, and the bands that rows of words mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from lbsap.model.catalogue import Band, Indicator
from lbsap.model.codec import from_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import Text
from lbsap.steps.catalogues.catalogue import band_faults
from lbsap.steps.common.words import clean_line

CELLS: Final = (
    "printed", "lower", "lower_inclusive", "upper", "upper_inclusive", "meaning_zh", "meaning_en",
)  # fmt: skip
"""What a row holds, each as words; an inclusive end is ``y`` or nothing."""
OF_LEVELS: Final = ("meaning_zh", "meaning_en")
"""What an ordinal indicator's row shows of these."""
LONGEST: Final = 1000
SOURCE: Final = Text("来源（版次和页码）", "source (edition and page)")

Rows = Mapping[int, Mapping[str, str]]
"""Rows by score."""


def band_rows(settings: Indicator, points: int) -> dict[int, dict[str, str]]:
    """A row for each score from 0 to ``points``, blank where the indicator has no such band; levels have words only."""
    bands = {band.score: band for band in settings.bands}
    shown = OF_LEVELS if settings.kind == "ordinal" else CELLS
    return {
        score: {name: words for name, words in _cells(bands.get(score)).items() if name in shown}
        for score in sorted({*range(points + 1), *bands})
    }


def band_cells(settings: Indicator, points: int) -> dict[str, str]:
    """The same rows as the cells of one form, ``SCORE-CELL``."""
    rows = band_rows(settings, points).items()
    return {f"{score}-{name}": words for score, row in rows for name, words in row.items()}


def rows_in(cells: Mapping[str, str], settings: Indicator, points: int) -> Rows:
    """The rows of the indicator's form that stand in cells ``SCORE-CELL``."""
    rows = band_rows(settings, points).items()
    return {score: {name: cells.get(f"{score}-{name}", "") for name in row} for score, row in rows}


def read_bands(
    rows: Rows, settings: Indicator, *, checked: bool, source: str
) -> tuple[tuple[Band, ...], tuple[Problem, ...]]:
    """The bands that rows mean, and every problem; its ``where`` is ``SCORE-CELL``, ``source`` or, of all, ``""``.

    ``checked``: somebody compared all of them with the text in ``source``, so they become verified. Otherwise a band
    that is as it was keeps its provenance, and a changed one is provisional. A cell that a row lacks is as it was. No
    row filled means "not supplied".
    """
    found: list[Problem] = []
    words, _ = clean_line(source)
    before = {band.score: band for band in settings.bands}
    read = [_read(score, _cells(before.get(score)) | dict(row), found) for score, row in rows.items()]
    bands = tuple(band for band in read if band)
    if checked and bands and not words:
        found.append(problem("value_missing", "source", field=SOURCE))
    if len(words) > LONGEST:
        found.append(problem("too_long", "source", length=len(words), longest=LONGEST))
    bands = tuple(_with_origin(band, before.get(band.score), words if checked else "") for band in bands)
    if not found:
        found.extend(band_faults(replace(settings, bands=bands), ""))
    return bands, tuple(found)


def _cells(band: Band | None) -> dict[str, str]:
    if band is None:
        return dict.fromkeys(CELLS, "")
    return {
        "printed": band.printed,
        "lower": _number(band.lower),
        "lower_inclusive": "y" if band.lower_inclusive else "",
        "upper": _number(band.upper),
        "upper_inclusive": "y" if band.upper_inclusive else "",
        "meaning_zh": band.meaning.zh,
        "meaning_en": band.meaning.en,
    }


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _read(score: int, row: Mapping[str, str], found: list[Problem]) -> Band | None:
    words = dict(_words(score, row, found))
    lower, upper = (_end(score, name, words[name], found) for name in ("lower", "upper"))
    if not any(words[name] for name in ("printed", "lower", "upper", "meaning_zh", "meaning_en")):
        return None
    return Band(
        score,
        words["printed"],
        lower,
        lower is not None and bool(words["lower_inclusive"]),
        upper,
        upper is not None and bool(words["upper_inclusive"]),
        Text(words["meaning_zh"], words["meaning_en"]),
    )


def _words(score: int, row: Mapping[str, str], found: list[Problem]) -> Iterator[tuple[str, str]]:
    for name in CELLS:
        words, _ = clean_line(row[name])
        if len(words) > LONGEST:
            found.append(problem("too_long", f"{score}-{name}", length=len(words), longest=LONGEST))
        yield name, words


def _end(score: int, name: str, words: str, found: list[Problem]) -> Decimal | None:
    if not words:
        return None
    try:
        return from_plain(Decimal, words, f"{score}-{name}")
    except BadInput as fault:
        found.extend(fault.problems)
        return None


def _with_origin(band: Band, before: Band | None, source: str) -> Band:
    if source:
        return replace(band, provenance="editor", sources=(source,))
    if before and replace(before, provenance="none", sources=()) == band:
        return before
    return replace(band, provenance="provisional")
