"""Figures read naturally in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lbsap.model.text import Text, same
from lbsap_sections.figures import joined, number, ordinal_zh, quantity


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("42432.880", "ha", "42432.88公顷", "42,432.88 ha"),
        ("69.39", "percent", "69.39%", "69.39%"),
        ("395000", "person", "39.5万人", "395,000 people"),
        ("8300", "person", "8300人", "8,300 people"),
        ("14600", "wan", "14600万元", "CNY 146 million"),
        ("35", "wan", "35万元", "CNY 350,000"),
        ("0", "site", "0处", "0 sites"),
        ("1E+2", "km2", "100平方公里", "100 km²"),
        ("7", "unheard-of", "7unheard-of", "7 unheard-of"),
    ],
)
def test_a_quantity_reads_naturally_in_both_languages(value: str, unit: str, zh: str, en: str) -> None:
    assert quantity(Decimal(value), unit) == Text(zh, en)


def test_a_number_has_no_idle_zeros() -> None:
    assert number(Decimal("10.50")) == same("10.5")
    assert number(Decimal("1200")) == Text("1200", "1,200")


def test_titles_in_a_list_follow_one_another_without_a_comma() -> None:
    assert joined([Text("《甲》", "A"), Text("《乙》", "B"), Text("丙", "C")]) == Text(
        "《甲》《乙》、丙", "A, B, C"
    )


@pytest.mark.parametrize(("value", "zh"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (42, "四十二")])
def test_areas_are_numbered_in_chinese(value: int, zh: str) -> None:
    assert ordinal_zh(value) == zh


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("1", "site", "1处", "1 site"),
        ("1", "person", "1人", "1 person"),
        ("5", "count", "5个", "5"),
        ("4", "level", "4级", "level 4"),
        ("3", "公顷", "3公顷", "3 ha"),
    ],
)
def test_one_of_a_thing_and_counts_read_naturally(value: str, unit: str, zh: str, en: str) -> None:
    assert quantity(Decimal(value), unit) == Text(zh, en)
