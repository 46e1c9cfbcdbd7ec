from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lbsap.model.catalogue import Band, Indicator
from lbsap.model.text import Text
from lbsap.steps.catalogues.band_rows import LONGEST, band_cells, read_bands, rows_in
from tests.steps.indices import cbi

NUMERIC = Indicator(
    "native",
    "ratio",
    "percent",
    bands=(
        Band(0, "< 10%", None, False, Decimal(10), False, provenance="provisional"),
        Band(4, ">= 10%", Decimal(10), True, provenance="secondary_source", sources=("wri",)),
    ),
)
LEVELS = Indicator(
    "native", "ordinal", bands=(Band(0, "x", meaning=Text("无", "none"), provenance="memory"),)
)


def read(settings: Indicator, checked: bool = False, source: str = "", **cells: str):  # type: ignore[no-untyped-def]
    given = band_cells(settings, 4) | {
        name.replace("__", "-").lstrip("s"): said for name, said in cells.items()
    }
    return read_bands(rows_in(given, settings, 4), settings, checked=checked, source=source)


@pytest.mark.parametrize("year", [2014, 2021])
def test_the_bands_of_the_shipped_indices_come_back_as_they_were(year: int) -> None:
    for item in cbi(year).items:
        assert item.indicator is not None
        assert read(item.indicator) == (item.indicator.bands, ())


def test_a_band_that_is_changed_is_provisional_and_the_others_keep_their_provenance() -> None:
    bands, problems = read(NUMERIC, s0__upper="10.0", s4__printed="10% or more")
    assert not problems
    assert bands[0] == NUMERIC.bands[0]
    assert (bands[1].printed, bands[1].provenance, bands[1].sources) == ("10% or more", "provisional", ())


def test_bands_compared_with_the_published_text_are_verified_and_name_it() -> None:
    bands, problems = read(NUMERIC, checked=True, source=" Handbook,  page 34 ")
    assert not problems
    assert all(band.verified and band.provenance == "editor" for band in bands)
    assert {band.sources for band in bands} == {("Handbook, page 34",)}


def test_who_says_checked_must_say_where() -> None:
    _, problems = read(NUMERIC, checked=True)
    assert [one.where for one in problems] == ["source"]


def test_all_rows_empty_means_not_supplied() -> None:
    empty = dict.fromkeys(band_cells(NUMERIC, 4), "")
    assert read_bands(rows_in(empty, NUMERIC, 4), NUMERIC, checked=True, source="") == ((), ())


def test_full_width_digits_are_digits() -> None:
    bands, problems = read(NUMERIC, s0__upper="１２．５", s4__lower="１２．５")
    assert not problems
    assert bands[0].upper == bands[1].lower == Decimal("12.5")


@pytest.mark.parametrize(
    ("cells", "where", "code"),
    [
        ({"s0__upper": "ten"}, "0-upper", "not_a_number"),
        ({"s0__upper": "1e999"}, "0-upper", "number_absurd"),
        ({"s0__printed": "x" * (LONGEST + 1)}, "0-printed", "too_long"),
        ({"s0__upper": "20"}, "", "band_overlap"),
        ({"s0__upper": ""}, "", "band_ends"),
        ({"s4__upper": "5"}, "", "band_reversed"),
        ({"s2__lower": "60"}, "", "band_order"),
    ],
)
def test_what_cannot_be_scored_is_told_with_its_place(cells: dict[str, str], where: str, code: str) -> None:
    _, problems = read(NUMERIC, False, "", **cells)
    assert (where, code) in [(one.where, one.code) for one in problems]


def test_a_level_shows_its_words_only_and_keeps_the_rest() -> None:
    assert set(band_cells(LEVELS, 0)) == {"0-meaning_zh", "0-meaning_en"}
    bands, problems = read(LEVELS, s0__meaning_zh="没有", s1__meaning_zh="有", s1__meaning_en="some")
    assert not problems
    assert bands[0] == replace(LEVELS.bands[0], meaning=Text("没有", "none"), provenance="provisional")
    assert bands[1].meaning == Text("有", "some")


def test_half_of_a_surrogate_pair_is_taken_out() -> None:
    bands, _ = read(NUMERIC, s0__printed="< 10\ud800%")
    assert bands[0].printed == "< 10%"
