"""Codes of administrative divisions and the levels they can stand for, by real divisions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.city import Level
from lbsap.steps.cities.codes import code_faults, levels_of, plain_code


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("310000", "municipality"),  # 上海市
        ("310151", "district"),  # 上海市崇明区
        ("500229", "county"),  # 重庆市城口县
        ("500156", "district"),  # 重庆市武隆区
        ("522600", "prefecture"),  # 黔东南苗族侗族自治州
        ("522633", "county"),  # 从江县
        ("522601", "city"),  # 凯里市
        ("520100", "city"),  # 贵阳市
        ("520103", "district"),  # 贵阳市云岩区
        ("520203", "county"),  # 六枝特区
        ("520382", "city"),  # 仁怀市
        ("429004", "city"),  # 仙桃市
        ("429021", "district"),  # 神农架林区
        ("659001", "city"),  # 石河子市
        ("150781", "city"),  # 满洲里市
        ("152921", "county"),  # 阿拉善左旗
    ],
)
def test_a_real_division_fits_its_level(code: str, level: Level) -> None:
    assert list(code_faults(code, level, "code")) == []


@pytest.mark.parametrize(
    ("code", "level", "fault"),
    [
        ("52263", "county", "city_code_form"),
        ("5226331", "county", "city_code_form"),
        ("52263a", "county", "city_code_form"),
        ("992633", "county", "city_code_province"),
        ("522633", "district", "city_code_level"),
        ("522633", "city", "city_code_level"),
        ("522600", "county", "city_code_level"),
        ("520000", "prefecture", "city_code_level"),
        ("520000", "municipality", "city_code_level"),
        ("310100", "municipality", "city_code_level"),
        ("520382", "county", "city_code_level"),
    ],
)
def test_what_does_not_fit_is_named(code: str, level: Level, fault: str) -> None:
    (found,) = code_faults(code, level, "code")
    assert (found.code, found.where) == (fault, "code")
    assert found.message.missing == ()


def test_a_code_may_be_left_out() -> None:
    assert list(code_faults("", "county", "code")) == []


def test_full_width_digits_and_spaces_are_tidied() -> None:
    assert plain_code(" ５２２６ 33 ") == "522633"


@given(st.integers(min_value=0, max_value=999_999))
def test_no_code_stands_for_a_municipality_and_another_level(number: int) -> None:
    found = levels_of(f"{number:06d}")
    assert "municipality" not in found or found == {"municipality"}
