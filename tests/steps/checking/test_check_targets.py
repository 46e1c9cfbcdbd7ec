"""The plan checks on targets: whole, with a baseline, of the city's own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lbsap.model.city import (
    CityTarget,
    Explanation,
)
from lbsap.model.policy import MeasurableTarget, PolicyFramework, PolicyTarget, Statement
from lbsap.model.text import Text, same
from lbsap.steps.checking.check import check_city
from tests.steps.check_samples import city, codes, frameworks, national, only, target

D = Decimal


def test_a_city_without_a_single_number_among_its_targets_is_told_so() -> None:
    assert codes(city(targets=())) == ["target_none_quantified"]
    words_only = target(
        operator="", value=None, unit="", year=2030, baseline=None, check=same("yearly report")
    )
    assert codes(city(targets=(words_only,))) == ["target_none_quantified"]


@pytest.mark.parametrize(
    ("field", "empty", "word"),
    [
        ("operator", "", "operator"),
        ("unit", "", "unit"),
        ("year", None, "year"),
        ("source", Text(), "source"),
    ],
)
def test_a_target_with_a_part_missing_is_named_with_that_part(field: str, empty: Any, word: str) -> None:
    found = only(city(targets=(target(**{field: empty}),)))
    assert (found.code, found.where) == ("target_incomplete", "targets[0]")
    assert word in found.message.en


def test_a_target_begun_without_a_value_lacks_the_value() -> None:
    found = check_city(city(targets=(target(), target(value=None))), {})
    assert [one.code for one in found] == ["target_incomplete"]
    assert "目标值" in found[0].message.zh


def test_a_target_without_baseline_is_a_warning() -> None:
    found = only(city(targets=(target(baseline=None),)))
    assert (found.code, found.severity) == ("target_no_baseline", "warning")


def test_a_target_equal_to_its_baseline_is_one_to_maintain() -> None:
    found = only(city(targets=(target(baseline=D("40.0")),)))
    assert (found.code, found.severity) == ("target_maintain", "info")
    assert "保持" in found.message.zh


def test_a_target_in_words_needs_a_way_to_check_it() -> None:
    in_words = CityTarget("t2", same("Awareness"))
    assert codes(city(targets=(target(), in_words))) == ["target_no_check"]
    checked = replace(in_words, check=same("survey"))
    assert codes(city(targets=(target(), replace(checked, year=2030)))) == []
    undated = only(city(targets=(target(), checked)))
    assert undated.code == "target_incomplete"
    assert "year" in undated.message.en


SHARE = MeasurableTarget("m", Text("有效保护比例。", "Share protected."), ">=", D(30), unit="percent")


@pytest.mark.parametrize(
    "known",
    [
        national(PolicyTarget("N1", "1", "", same("N1"), measures=(SHARE,), relevance="low")),
        national(statements=(Statement("s", "objective", same("2030"), measures=(SHARE,)),)),
    ],
)
def test_a_national_share_taken_over_is_seen_in_actions_and_in_objectives(
    known: dict[str, PolicyFramework],
) -> None:
    same_number = city(targets=(target(value=D("30.0")),))
    found = [one for one in check_city(same_number, known) if one.code == "target_national_share"]
    assert [one.where for one in found] == ["targets[0].value"]
    assert "（有效保护比例）" in found[0].message.zh
    assert "target_national_share" not in codes(city(), known)


def test_a_share_with_a_stated_reason_or_in_another_unit_is_not_taken_over() -> None:
    known = national(statements=(Statement("s", "objective", same("2030"), measures=(SHARE,)),))
    explained = city(
        targets=(target(value=D(30)),), explanations=(Explanation("t1", same("calculated locally")),)
    )
    assert codes(explained, known) == []
    assert codes(city(targets=(target(value=D(30), unit="公顷"),)), known) == []


def test_the_national_30_percent_is_known() -> None:
    found = codes(city(targets=(target(value=D(30)),)), frameworks())
    assert found.count("target_national_share") == 1
