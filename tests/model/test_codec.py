"""Values become plain data and come back; every fault is named by its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.blocks import Box, Cover, Document, Gap, Paragraph, Part, Strong
from lbsap.model.catalogue import Band, Catalogue, Component, Indicator, Item
from lbsap.model.city import Observation
from lbsap.model.codec import canonical, digest, from_plain, to_plain
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.text import Text

INDEX = Catalogue(
    id="tiny",
    version="1",
    kind="index",
    title=Text("小指数", "Tiny index"),
    components=(Component("a", Text("甲", "A")),),
    items=(
        Item(
            "one",
            "1",
            Text("一", "One"),
            indicator=Indicator(
                "a", "ratio", unit="percent", bands=(Band(0, upper=Decimal("1.50")), Band(1))
            ),
        ),
    ),
)


def test_a_catalogue_comes_back_equal() -> None:
    assert from_plain(Catalogue, to_plain(INDEX)) == INDEX


def test_blocks_keep_their_type_in_plain_data() -> None:
    box = Box(Text("专栏 1", "Box 1"), (Paragraph((Text("甲"), Strong(Text("乙")), Gap(Text("丙")))),))
    document = Document(
        Cover(Text("题", "Title")), (Part("k", Text("章", "Chapter"), 0, (box, Gap(Text("丁")))),)
    )
    assert from_plain(Document, to_plain(document)) == document


def test_the_digest_does_not_depend_on_how_a_number_was_written() -> None:
    assert digest(from_plain(Band, {"score": 1, "lower": 20})) == digest(
        from_plain(Band, {"score": 1, "lower": "20.0"})
    )


def test_the_digest_changes_with_the_content() -> None:
    assert digest(Text("甲", "A")) != digest(Text("甲", "B"))


def test_full_width_digits_are_numbers() -> None:
    assert from_plain(Observation, {"indicator": "1", "value": "３．５"}).value == Decimal("3.5")


def test_a_single_string_becomes_text_in_its_own_language() -> None:
    assert from_plain(Decision, {"item": "a", "outcome": "keep", "title": "公园"}).title == Text(zh="公园")
    assert from_plain(Decision, {"item": "a", "outcome": "keep", "title": "Parks"}).title == Text(en="Parks")


def test_a_list_input_and_a_single_input_stand_side_by_side() -> None:
    read = from_plain(Observation, {"indicator": "2", "inputs": {"A": [1, "2.5"], "B": 3}})
    assert read.inputs == {"A": (Decimal(1), Decimal("2.5")), "B": Decimal(3)}


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        ({"number": "1", "title": "x"}, "value_missing", ""),
        ({"id": "a", "number": "1", "title": "x", "colour": "red"}, "value_unknown_field", ""),
        ({"id": "a", "number": "1", "title": 7.5, "indicator": []}, "value_type", "indicator"),
        ({"id": "a", "number": "1", "title": "x", "indicator": {"component": "a", "kind": "guess"}}, "value_choice",
         "indicator.kind"),
        ({"id": "a", "number": "1", "title": "x", "indicator": {"component": "a", "kind": "ratio", "maximum": "nan"}},
         "not_a_number", "indicator.maximum"),
        ({"id": "a", "number": "1", "title": {"fr": "x"}}, "value_type", "title"),
        ([], "value_type", ""),
    ],
)  # fmt: skip
def test_a_fault_names_code_and_place(data: object, code: str, where: str) -> None:
    with pytest.raises(BadInput) as caught:
        from_plain(Item, data)
    assert [(one.code, one.where) for one in caught.value.problems] == [(code, where)]


def test_every_fault_is_told_not_only_the_first() -> None:
    with pytest.raises(BadInput) as caught:
        from_plain(Band, {"score": "x", "lower": "y", "upper": "z"})
    assert [one.where for one in caught.value.problems] == ["score", "lower", "upper"]


def test_true_is_not_the_number_one() -> None:
    with pytest.raises(BadInput):
        from_plain(Band, {"score": True})


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_decimals_survive_exactly(number: Decimal) -> None:
    band = Band(1, lower=number)
    assert from_plain(Band, to_plain(band)).lower == number


@given(st.text(), st.text())
def test_texts_survive_exactly(zh: str, en: str) -> None:
    item = Item("a", "1", Text(zh, en))
    assert from_plain(Item, to_plain(item)) == item
    assert canonical(item) == canonical(from_plain(Item, to_plain(item)))


@pytest.mark.parametrize("number", ["1e999999999", "-1e999999999", "1e-999999999", 10**5000], ids=range(4))
def test_a_number_of_an_impossible_size_is_refused_before_it_fills_the_memory(number: object) -> None:
    for kind in (Decimal, int):
        with pytest.raises(BadInput) as caught:
            from_plain(kind, number)
        assert caught.value.problems[0].code in ("number_absurd", "value_type")


@pytest.mark.parametrize(("words", "number"), [("1,234.5", "1234.5"), ("12,345,678", "12345678")])
def test_commas_may_group_thousands(words: str, number: str) -> None:
    assert from_plain(Decimal, words) == Decimal(number)


@pytest.mark.parametrize("words", ["1,5", "12,34", "1,2345", "1,"])
def test_a_comma_that_groups_no_thousands_is_no_number(words: str) -> None:
    with pytest.raises(BadInput):
        from_plain(Decimal, words)


@pytest.mark.parametrize("data", ["\ud800", {"zh": "a\udfff"}])
def test_half_a_character_is_refused_where_it_stands(data: object) -> None:
    with pytest.raises(BadInput) as caught:
        from_plain(Text, data, "title")
    assert caught.value.problems[0].code == "text_broken"
    assert caught.value.problems[0].where.startswith("title")
