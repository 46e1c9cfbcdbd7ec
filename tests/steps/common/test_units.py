from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.steps.common.units import convert, convertible, is_amount, is_count, normalise

D = Decimal


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("%", "percent"),
        ("％", "percent"),
        ("百分比", "percent"),
        ("公顷", "ha"),
        ("hectares", "ha"),
        ("hm²", "ha"),
        ("平方公里", "km2"),
        ("km²", "km2"),
        ("㎡", "m2"),
        ("亩", "mu"),
        ("人", "person"),
        ("Persons", "person"),
        ("种", "count"),
        ("species", "count"),
        ("agencies", "count"),
        ("万元", "10000 currency"),
        ("公顷/千人", "ha per 1000 person"),
        ("ha per 1000 persons", "ha per 1000 person"),
        ("projects per year", "count per year"),
        ("次/（人·年）", "count per person per year"),
        ("visits per child per year", "count per person per year"),
        ("furlong", "furlong"),
    ],
)
def test_units_go_by_one_name_however_they_are_written(written: str, name: str) -> None:
    assert normalise(written) == name


@pytest.mark.parametrize(
    ("number", "given_in", "wanted", "expected"),
    [
        ("1", "km2", "ha", "100"),
        ("1", "平方公里", "公顷", "100"),
        ("15", "亩", "公顷", "1"),
        ("1.5", "万亩", "ha", "1000"),
        ("25000", "m2", "公顷", "2.5"),
        ("39.5", "万人", "persons", "395000"),
        ("1.2", "亿元", "万元", "12000"),
        ("0.375", "share", "%", "37.5"),
        ("12", "平方米/人", "ha per 1000 persons", "1.2"),
        ("3", "种", "species", "3"),
        ("2.5", "km", "m", "2500"),
        ("7", "furlong", " Furlong ", "7"),
    ],
)
def test_figures_are_converted_exactly(number: str, given_in: str, wanted: str, expected: str) -> None:
    assert convert(D(number), given_in, wanted) == D(expected)


@pytest.mark.parametrize(
    ("given_in", "wanted"),
    [
        ("ha", "persons"),
        ("%", "ha"),
        ("元", "种"),
        ("km", "km2"),
        ("ha per 1000 persons", "ha"),
        ("furlong", "ha"),
    ],
)
def test_units_of_different_things_are_told_apart(given_in: str, wanted: str) -> None:
    assert not convertible(given_in, wanted)
    assert convert(D(1), given_in, wanted) is None


def test_things_and_people_are_counted_but_areas_and_thousands_of_people_are_not() -> None:
    assert is_count("种")
    assert is_count("persons")
    assert not is_count("万人")
    assert not is_count("ha")
    assert not is_count("furlong")


def test_areas_counts_and_money_cannot_be_negative_but_shares_can() -> None:
    assert is_amount("ha")
    assert is_amount("species")
    assert is_amount("万元")
    assert not is_amount("percent")
    assert not is_amount("furlong")


AREAS = ("m2", "ha", "km2", "亩", "万亩")


@given(st.decimals(0, 10**9, places=3), st.sampled_from(AREAS), st.sampled_from(AREAS))
def test_conversion_there_and_back_changes_nothing(number: Decimal, one: str, other: str) -> None:
    there = convert(number, one, other)
    assert there is not None
    back = convert(there, other, one)
    assert back is not None
    assert abs(back - number) < D("1e-30")


@pytest.mark.parametrize("unit", ["0 ha", "ha per 0 persons", "9" * 5000 + "ha"])
def test_no_unit_is_nothing_or_beyond_measure_in_size(unit: str) -> None:
    assert convert(D(1), unit, "ha") is None
