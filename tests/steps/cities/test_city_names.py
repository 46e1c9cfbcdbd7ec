from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.errors import BadInput
from lbsap.model.text import LANGS, Lang, Text
from lbsap.steps.cities.names import lines_of, named_cities

KNOWN = (
    (1, Text("示例市", "Sample City")),
    (2, Text("朝阳区", "Chaoyang District")),
    (3, Text("朝阳区", "Chaoyang")),
    (4, Text("", "Nowhere")),
)


def test_a_city_is_named_in_either_language_or_by_its_number_and_counts_once() -> None:
    assert named_cities("Nowhere\n\n  示例市 \nSample City\n3", KNOWN, "cities") == (4, 1, 3)


@pytest.mark.parametrize(
    ("line", "code"),
    [("示例县", "city_name_unknown"), ("5", "city_name_unknown"), ("朝阳区", "city_name_shared")],
)
def test_a_line_that_names_no_city_or_several_is_told(line: str, code: str) -> None:
    with pytest.raises(BadInput) as told:
        named_cities(f"示例市\n{line}", KNOWN, "cities")
    assert [(one.code, one.where) for one in told.value.problems] == [(code, "cities")]


def test_of_several_with_one_name_the_numbers_are_told() -> None:
    with pytest.raises(BadInput) as told:
        named_cities("朝阳区", KNOWN, "cities")
    assert "2, 3" in told.value.problems[0].message.zh


@given(st.lists(st.sampled_from([one for one, _ in KNOWN]), unique=True), st.sampled_from(LANGS))
def test_what_is_shown_for_some_cities_names_the_same_cities(chosen: list[int], lang: Lang) -> None:
    assert named_cities(lines_of(chosen, KNOWN, lang), KNOWN, "cities") == tuple(chosen)
