"""What stands in the cells of a page or a sheet is what the entry says, and nothing else."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.data import read_value, shipped
from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, CityTarget, Explanation, Project, Seat
from lbsap.model.city_plan import FundingLine, PriorityArea, StepState
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.steps.cities.part_reading import cell_names
from lbsap.steps.cities.parts import (
    PARTS,
    Part,
    PartField,
    cells_of,
    columns,
    key_of,
    named,
    read_entry,
    references,
)

UNSEEN: Final = {
    "actions": {"links", "unreadable"},
    "targets": {"unreadable"},
    "cases": {"origin"},
    "pictures": {"file", "media_type"},
}
"""What no cell shows: alignment is confirmed elsewhere, the rest is kept by the program."""
_WORDS: Final = st.text(string.ascii_letters + "湖山生态（）：，。 ", min_size=1, max_size=12).map(
    lambda words: " ".join(words.split())
)
_TEXTS: Final = st.builds(Text, _WORDS | st.just(""), _WORDS | st.just(""))
_IDS: Final = st.text(string.ascii_lowercase + string.digits + "-_", min_size=2, max_size=8).filter(
    lambda word: word.strip("-")
)
_NUMBERS: Final = st.decimals(Decimal(0), Decimal(10) ** 9, places=3)
_YEARS: Final = st.integers(1900, 2100)


def _values(field: PartField) -> st.SearchStrategy[Any]:
    kinds: Mapping[str, st.SearchStrategy[Any]] = {
        "text": _TEXTS.filter(lambda text: bool(text) or not field.required),
        "texts": st.lists(_TEXTS.filter(bool), max_size=4).map(tuple),
        "unit": st.sampled_from(["percent", "ha", "处", ""]),
        "word": _WORDS if field.required else _WORDS | st.just(""),
        "number": st.none() | _NUMBERS,
        "year": st.none() | _YEARS,
        "yesno": st.just(True) if field.unconfirmed else st.booleans(),
        "choice": st.sampled_from([value for value, _ in field.choices] + ([] if field.required else [""])),
        "date": st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
        "span": st.none() | st.tuples(_YEARS, _YEARS).map(lambda pair: (min(pair), max(pair))),
        "id": _IDS if field.required else _IDS | st.just(""),
        "ids": st.lists(_IDS, max_size=4, unique=True).map(tuple),
        "milestones": st.dictionaries(_YEARS, _NUMBERS, max_size=5),
    }
    return kinds[field.kind]


def _entries(part: Part) -> st.SearchStrategy[Any]:
    return st.builds(part.of, **{field.name: _values(field) for field in part.fields})


@pytest.mark.parametrize("name", PARTS)
@given(data=st.data())
def test_an_entry_is_read_back_from_its_cells_as_it_was(name: str, data: st.DataObject) -> None:
    part = PARTS[name]
    entry = data.draw(_entries(part))
    assert read_entry(part, cells_of(part, entry)) == entry


@pytest.mark.parametrize("name", PARTS)
def test_every_entry_of_the_sample_city_is_read_back(name: str) -> None:
    city = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    for entry in getattr(city, name):
        assert read_entry(PARTS[name], cells_of(PARTS[name], entry), before=entry) == entry


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_a_list_of_city_data_and_shows_every_field_of_its_entries(name: str) -> None:
    part = PARTS[name]
    assert get_args(get_type_hints(CityData)[name]) == (part.of, ...)
    shown = {field.name for field in part.fields}
    assert {one.name for one in fields(part.of)} - shown == UNSEEN.get(name, set())
    assert len(set(columns(part))) == len(columns(part))
    assert part.key in {"", *shown}
    assert all(field.label.zh and field.label.en for field in part.fields)


@pytest.mark.parametrize(
    ("part", "cells", "where", "code"),
    [
        ("projects", {"cost": "-3"}, "cost", "number_negative"),
        ("projects", {"cost": "many"}, "cost", "not_a_number"),
        ("projects", {"years_from": "2027"}, "years_to", "field_wanted"),
        ("projects", {"years_from": "2030", "years_to": "2027"}, "years_from", "period_impossible"),
        ("projects", {"title_zh": "", "title_en": " "}, "title_zh", "field_wanted"),
        ("projects", {"title_en": "x" * 501}, "title_en", "too_long"),
        ("targets", {"year": "26"}, "year", "year_impossible"),
        ("targets", {"year": "2030.5"}, "year", "year_impossible"),
        ("targets", {"operator": "about that"}, "operator", "value_choice"),
        ("targets", {"milestones_other": "2028"}, "milestones_other", "milestone_form"),
        (
            "targets",
            {"milestones_other": "2027: 1", "milestones_2027": "2"},
            "milestones_other",
            "milestone_form",
        ),
        ("signoffs", {"on": "2026-02-30"}, "on", "day_form"),
        ("signoffs", {"layer": ""}, "layer", "field_wanted"),
        ("pictures", {"no_exact_sites": "perhaps"}, "no_exact_sites", "value_choice"),
    ],
)
def test_a_faulty_cell_is_named_by_its_column(
    part: str, cells: dict[str, str], where: str, code: str
) -> None:
    sound = {"title_en": "A", "metric_en": "A", "layer": "expert", "body_en": "A", "caption_en": "A"}
    with pytest.raises(BadInput) as caught:
        read_entry(PARTS[part], sound | cells)
    assert [(one.where, one.code) for one in caught.value.problems] == [(where, code)]


def test_every_fault_of_a_row_is_told_with_the_row() -> None:
    with pytest.raises(BadInput) as caught:
        read_entry(PARTS["projects"], {"cost": "x", "years_from": "1"}, "projects:7")
    assert {one.where for one in caught.value.problems} == {
        "projects:7: title_zh",
        "projects:7: cost",
        "projects:7: years_from",
    }


def test_what_offices_type_is_understood() -> None:
    row = {
        "metric_zh": "自然区域比例", "operator": "不低于", "value": "１，２００", "unit": "％", "year": "２０３０年", "nature": "约束性",
        "milestones_2027": "12.5", "milestones_other": "2028年：13；2029: 13.5",
    }  # fmt: skip
    read = read_entry(PARTS["targets"], row)
    assert (read.operator, read.value, read.unit, read.year, read.nature) == (
        ">=",
        Decimal(1200),
        "percent",
        2030,
        "binding",
    )
    assert read.milestones == {2027: Decimal("12.5"), 2028: Decimal(13), 2029: Decimal("13.5")}
    signed = read_entry(PARTS["signoffs"], {"layer": "部门层", "body_zh": "市水务局", "on": "2026年3月5日"})
    assert (signed.layer, signed.on) == ("sectoral", date(2026, 3, 5))
    project = read_entry(
        PARTS["projects"], {"title_zh": "甲", "partners_zh": "市水务局；市财政局", "partners_en": ""}
    )
    assert project.partners == (Text("市水务局"), Text("市财政局"))


@pytest.mark.parametrize("told", ["2026-03-05", "2026/3/5", "2026.3.5", "2026-03-05 00:00:00"])
def test_a_day_is_read_as_sheets_and_people_write_it(told: str) -> None:
    assert read_entry(PARTS["steps"], {"step": "step-1", "on": told}).on == date(2026, 3, 5)


def test_what_no_column_shows_stays() -> None:
    links = (Link("gbf", "GBF-T01"),)
    action = CityAction("a1", Text("甲", "A"), description=Text("旧", "old"), links=links)
    read = read_entry(
        PARTS["actions"], cells_of(PARTS["actions"], action) | {"description_en": "new"}, before=action
    )
    assert read == replace(action, description=Text("旧", "new"))


def test_what_could_not_be_read_counts_as_read_once_it_is_written_anew() -> None:
    part, action = PARTS["actions"], CityAction("a1", Text("甲", "A"), unreadable=("description", "baseline"))
    assert read_entry(part, cells_of(part, action), before=action) == action
    read = read_entry(part, cells_of(part, action) | {"baseline_zh": "已开展"}, before=action)
    assert read.unreadable == ("description",)
    target = CityTarget("t1", Text("甲", "A"), unreadable=True)
    assert read_entry(PARTS["targets"], cells_of(PARTS["targets"], target), before=target).unreadable
    anew = cells_of(PARTS["targets"], target) | {"value": "4"}
    assert not read_entry(PARTS["targets"], anew, before=target).unreadable


def test_entries_are_told_apart_by_id_or_by_content() -> None:
    assert key_of(PARTS["projects"], Project("p1", Text("甲"))) == "p1"
    assert key_of(PARTS["explanations"], Explanation("cbi2021_01", Text("甲"))) == "cbi2021_01"
    assert key_of(PARTS["steps"], StepState("step-3")) == "step-3"
    one, other = Seat("expert", Text("甲")), Seat("expert", Text("乙"))
    assert key_of(PARTS["roster"], one) == key_of(PARTS["roster"], Seat("expert", Text("甲")))
    assert key_of(PARTS["roster"], one) != key_of(PARTS["roster"], other)


def test_a_new_entry_gets_an_id_that_nobody_has() -> None:
    part = PARTS["areas"]
    assert named(part, PriorityArea("", Text("甲")), {"area1", "area3"}).id == "area2"
    assert named(part, PriorityArea("own", Text("甲")), {"own"}).id == "own"
    seat = Seat("expert", Text("甲"))
    assert named(PARTS["roster"], seat, ()) == seat


def test_ids_that_lead_nowhere_are_told() -> None:
    line = FundingLine("f1", "planned", project="p9")
    (told,) = references(PARTS["funding"], line, {"projects": {"p1"}}, "funding:4")
    assert (told.code, told.where, told.severity) == ("reference_unknown", "funding:4: project", "warning")
    assert not list(references(PARTS["funding"], line, {"projects": {"p9"}}))
    assert not list(references(PARTS["funding"], line, {}))
    action = CityAction("a1", Text("甲"), indicators=("cbi2021_01", "x"))
    assert [one.where for one in references(PARTS["actions"], action, {"indicators": {"cbi2021_01"}})] == [
        "indicators"
    ]


def test_cells_follow_the_kind_of_a_field() -> None:
    assert cell_names(PARTS["projects"].field("years")) == ("years_from", "years_to")
    assert cell_names(PARTS["projects"].field("partners")) == ("partners_zh", "partners_en")
    assert "milestones_2030" in columns(PARTS["targets"])
