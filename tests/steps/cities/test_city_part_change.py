"""Changes of a city's lists lose nothing of what somebody else has entered meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, CityTarget, Project, Seat
from lbsap.model.city_plan import Department, FundingLine, PriorityArea, SignOff
from lbsap.model.errors import BadInput
from lbsap.model.text import Text, same
from lbsap.steps.cities.part_change import (
    find_entry,
    order_stamp,
    referring,
    with_changed,
    with_entry,
    with_moved,
    without_entry,
)
from lbsap.steps.cities.part_gaps import heading, lacking, one_sided, unsigned_before
from lbsap.steps.cities.parts import PARTS, cells_of, key_of
from lbsap.steps.common.stamp import stamp

ACTIONS, PROJECTS, ROSTER = PARTS["actions"], PARTS["projects"], PARTS["roster"]
LINK = Link("gbf", "GBF-T01", status="confirmed")
CITY = CityData(
    Text("示例市", "Sample City"),
    actions=(
        CityAction("a1", same("one"), links=(LINK,)),
        CityAction("a2", same("two")),
        CityAction("a3", same("three")),
    ),
    targets=(CityTarget("t1", same("share"), action="a1"),),
    projects=(Project("p1", same("card"), action="a1"), Project("p2", same("other"), action="a2")),
    funding=(FundingLine("f1", "planned", project="p1"),),
    roster=(Seat("formulation", same("F")), Seat("leadership", same("L"))),
    departments=(Department("d1", Text("市水务局", "Water bureau")),),
)


def problem_codes(caught: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [one.code for one in caught.value.problems]


def test_two_who_add_at_once_both_keep_their_entry() -> None:
    first, one = with_entry(CITY, ACTIONS, CityAction("", same("new")))
    second, other = with_entry(first, ACTIONS, CityAction("", same("newer")))
    assert [key_of(ACTIONS, entry) for entry in (one, other)] == ["a4", "a5"]
    assert second.actions == (*CITY.actions, one, other)


def test_an_id_stands_once() -> None:
    with pytest.raises(BadInput) as caught:
        with_entry(CITY, ACTIONS, CityAction("a2", same("again")))
    assert problem_codes(caught) == ["id_twice"]


def test_a_change_keeps_what_the_form_does_not_show() -> None:
    seen, cells = stamp(CITY.actions[0]), cells_of(ACTIONS, CITY.actions[0]) | {"title_en": "One"}
    data, entry = with_changed(CITY, ACTIONS, "a1", seen, cells)
    assert data.actions == (entry, *CITY.actions[1:])
    assert entry == replace(CITY.actions[0], title=Text("one", "One"))


def test_an_entry_that_somebody_else_changed_is_not_overwritten() -> None:
    seen = stamp(CITY.actions[0])
    cells = cells_of(ACTIONS, CITY.actions[0])
    changed, _ = with_changed(CITY, ACTIONS, "a1", seen, cells | {"title_en": "Mine"})
    with pytest.raises(BadInput) as caught:
        with_changed(changed, ACTIONS, "a1", seen, cells | {"title_en": "Yours"})
    assert problem_codes(caught) == ["part_changed"]
    again, entry = with_changed(
        changed, ACTIONS, "a1", stamp(changed.actions[0]), cells | {"title_en": "Yours"}
    )
    assert (entry.title.en, entry.links) == ("Yours", (LINK,))
    assert len(again.actions) == 3


def test_an_entry_that_somebody_else_removed_can_be_added_anew() -> None:
    seen, cells = stamp(CITY.actions[1]), cells_of(ACTIONS, CITY.actions[1])
    removed = without_entry(CITY, ACTIONS, "a2", seen)
    with pytest.raises(BadInput) as caught:
        with_changed(removed, ACTIONS, "a2", seen, cells)
    assert problem_codes(caught) == ["part_gone"]
    anew, _ = with_changed(removed, ACTIONS, "a2", "", cells)
    assert [one.id for one in anew.actions] == ["a1", "a3", "a2"]


def test_an_entry_is_not_removed_on_the_ground_of_an_older_one() -> None:
    seen = stamp(CITY.actions[0])
    changed, _ = with_changed(
        CITY, ACTIONS, "a1", seen, cells_of(ACTIONS, CITY.actions[0]) | {"title_en": "New"}
    )
    with pytest.raises(BadInput) as caught:
        without_entry(changed, ACTIONS, "a1", seen)
    assert problem_codes(caught) == ["part_changed"]
    assert (
        without_entry(without_entry(CITY, ACTIONS, "a1", seen), ACTIONS, "a1", seen).actions
        == CITY.actions[1:]
    )


def test_what_refers_to_a_removed_entry_stays_and_refers_to_nothing() -> None:
    told = referring(CITY, ACTIONS, "a1")
    assert [(part.name, entry.id) for part, entry in told] == [("targets", "t1"), ("projects", "p1")]
    removed = without_entry(CITY, ACTIONS, "a1", stamp(CITY.actions[0]))
    assert [one.action for one in removed.targets] == [""]
    assert [one.action for one in removed.projects] == ["", "a2"]
    assert without_entry(CITY, PROJECTS, "p1", stamp(CITY.projects[0])).funding[0].project == ""


def test_entries_move_one_place_unless_the_list_has_changed() -> None:
    seen = order_stamp(CITY, ACTIONS)
    moved = with_moved(CITY, ACTIONS, "a3", seen, -1)
    assert [one.id for one in moved.actions] == ["a1", "a3", "a2"]
    with pytest.raises(BadInput) as caught:
        with_moved(moved, ACTIONS, "a3", seen, -1)
    assert problem_codes(caught) == ["part_changed"]
    assert with_moved(CITY, ACTIONS, "a1", seen, -1) == CITY
    assert with_moved(CITY, ACTIONS, "gone", seen, 1) == CITY


def test_a_change_of_an_entry_does_not_stop_the_move_of_another() -> None:
    seen = order_stamp(CITY, ACTIONS)
    cells = cells_of(ACTIONS, CITY.actions[0]) | {"title_en": "New"}
    changed, _ = with_changed(CITY, ACTIONS, "a1", stamp(CITY.actions[0]), cells)
    assert [one.id for one in with_moved(changed, ACTIONS, "a2", seen, -1).actions] == ["a2", "a1", "a3"]


def test_a_seat_stands_on_its_layer_whenever_it_is_added() -> None:
    data, seat = with_entry(CITY, ROSTER, Seat("expert", same("E")))
    assert [one.layer for one in data.roster] == ["formulation", "expert", "leadership"]
    key = key_of(ROSTER, seat)
    assert find_entry(data, ROSTER, key) == seat
    changed, _ = with_changed(
        data, ROSTER, key, stamp(seat), cells_of(ROSTER, seat) | {"layer": "formulation"}
    )
    assert [(one.layer, one.body.en) for one in changed.roster] == [
        ("formulation", "F"),
        ("formulation", "E"),
        ("leadership", "L"),
    ]


def test_the_directory_gives_the_name_of_a_department_in_the_other_language() -> None:
    _, entry = with_entry(
        CITY,
        ACTIONS,
        CityAction(
            "", same("new"), department=Text("市水务局"), partners=(Text("", "Water bureau"), Text("某局"))
        ),
    )
    assert entry.department == Text("市水务局", "Water bureau")
    assert entry.partners == (Text("市水务局", "Water bureau"), Text("某局"))


def test_what_an_entry_lacks_is_told_by_field() -> None:
    assert [one.name for one in lacking(ACTIONS, CITY.actions[0])] == [
        "description", "local_features", "result", "department", "deadline",
    ]  # fmt: skip
    worded = CityTarget("t", same("x"), wording=same("kept"), check=same("report"), year=2030, nature="binding",
                        source=same("own"), department=same("d"))  # fmt: skip
    assert lacking(PARTS["targets"], worded) == ()
    assert "value" in [one.name for one in lacking(PARTS["targets"], CITY.targets[0])]
    assert lacking(PARTS["areas"], PriorityArea("a", same("A"), local_features=same("hills"))) == ()
    nought = replace(CITY.targets[0], value=Decimal(0), baseline=Decimal(0))
    assert not {"value", "baseline"} & {one.name for one in lacking(PARTS["targets"], nought)}


def test_words_in_one_language_only_are_told() -> None:
    assert [one.name for one in one_sided(PARTS["areas"], PriorityArea("a", Text("甲"), same("x")))] == [
        "title"
    ]


def test_an_entry_is_called_by_its_title_or_by_its_kind() -> None:
    assert heading(PROJECTS, CITY.projects[0]) == same("card")
    assert heading(PARTS["funding"], CITY.funding[0]) == Text("计划筹措", "Planned")


def test_layers_sign_in_their_order() -> None:
    day = date(2026, 11, 20)
    assert unsigned_before(CITY) == ()
    early = replace(
        CITY, signoffs=(SignOff("sectoral", same("S"), day), SignOff("formulation", same("F"), day))
    )
    assert unsigned_before(early) == (Text("专家层", "Expert level"),)
    assert unsigned_before(replace(early, signoffs=(SignOff("formulation", same("F"), day),))) == ()
