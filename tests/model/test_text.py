"""Two languages, neither second-class: what is missing is marked, never silently replaced."""

from __future__ import annotations

import pytest

from lbsap.model.text import Text, same, text_of


def test_each_language_is_shown_as_it_stands() -> None:
    assert Text("指标", "indicator").show("zh") == "指标"
    assert Text("指标", "indicator").show("en") == "indicator"


def test_a_missing_language_is_shown_with_a_mark() -> None:
    assert Text(zh="指标").show("en") == "[no English yet]指标"
    assert Text(en="indicator").show("zh") == "［暂无中文］indicator"


def test_an_empty_text_is_shown_as_nothing() -> None:
    assert Text().show("zh") == ""
    assert not Text()


def test_filling_uses_each_language_of_the_values() -> None:
    filled = Text("{name}：{n} 项", "{name}: {n}").format(name=Text("指标", "indicators"), n=3)
    assert filled == Text("指标：3 项", "indicators: 3")


def test_braces_in_values_stay_as_typed() -> None:
    assert Text("{a}", "{a}").format(a="{b}") == Text("{b}", "{b}")


def test_words_of_unknown_language_are_chinese_where_han_characters_stand_in_them() -> None:
    assert text_of("城市 city") == Text(zh="城市 city")
    assert text_of("城市".encode().decode()).missing == ("en",)
    assert text_of("𠮷") == Text(zh="𠮷")
    assert text_of("city") == Text(en="city")


def test_codes_read_alike_in_both_languages() -> None:
    assert same("CBI-1").missing == ()


def test_text_takes_strings_only() -> None:
    with pytest.raises(TypeError):
        Text(3, "three")  # type: ignore[arg-type]
