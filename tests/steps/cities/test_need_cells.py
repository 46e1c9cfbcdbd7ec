"""The questions of sections become forms; what is answered is read as the kind that was asked for."""

from __future__ import annotations

from decimal import Decimal

import pytest

import lbsap_sections
from lbsap.data import read_value, shipped
from lbsap.model.city import CityData, FieldValue
from lbsap.model.errors import BadInput
from lbsap.model.plugin_items import Need, NeedKind, PlanSection
from lbsap.model.text import Text, same
from lbsap.steps.cities.need_cells import need_cells, need_field, read_needs

CHOICES = (("all", Text("全部", "all of it")), ("part", Text("部分", "a part")))


def asking(kind: NeedKind) -> PlanSection:
    need = Need("n", Text("数", "N"), kind, choices=CHOICES if kind == "choice" else ())
    return PlanSection("s", same("S"), lambda ctx: (), needs=(need,))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", Decimal("3.5")),
        ("integer", 12),
        ("year", 2026),
        ("yesno", True),
        ("yesno", False),
        ("text", Text("甲\n乙", "A")),
        ("choice", same("part")),
        ("list", (Text("甲；丙", "A; C"), Text("乙", ""))),
    ],
)
def test_an_answer_is_read_back_from_its_cells_as_it_was(kind: NeedKind, value: FieldValue) -> None:
    section = asking(kind)
    read = read_needs(section, need_cells(section, {"n": value}), {})
    assert read == {"n": value}
    assert type(read["n"]) is type(value)


def test_the_sample_city_answers_every_section_as_it_did() -> None:
    city = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    for section in lbsap_sections.plan_sections():
        given = city.fields.get(section.id, {})
        if section.needs and given:
            assert read_needs(section, need_cells(section, given), {}) == given


@pytest.mark.parametrize(
    ("kind", "cells", "where", "code"),
    [
        ("number", {"n": "-1"}, "n", "value_type"),
        ("number", {"n": "many"}, "n", "not_a_number"),
        ("integer", {"n": "2.5"}, "n", "value_type"),
        ("year", {"n": "26"}, "n", "year_impossible"),
        ("choice", {"n": "none"}, "n", "value_choice"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(
    kind: NeedKind, cells: dict[str, str], where: str, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        read_needs(asking(kind), cells, {})
    assert [(one.where, one.code) for one in caught.value.problems] == [(where, code)]


def test_what_is_left_open_is_no_answer_and_what_nobody_asks_stays() -> None:
    assert read_needs(asking("yesno"), {"n": ""}, {"n": True, "old": 3}) == {"old": 3}
    assert read_needs(asking("text"), {"n_zh": " ", "n_en": ""}, {}) == {}


def test_an_answer_of_the_wrong_kind_shows_as_none() -> None:
    assert need_cells(asking("number"), {"n": Text("很多", "many")}) == {"n": ""}


def test_the_field_carries_unit_help_and_choices() -> None:
    need = Need("n", Text("数", "N"), "number", unit="km2", help=Text("说明", "Help"))
    field = need_field(need)
    assert (field.unit.en, field.help.zh) == ("km2", "说明")
    assert [value for value, _ in need_field(Need("n", Text("数", "N"), "yesno")).choices] == ["yes", "no"]
