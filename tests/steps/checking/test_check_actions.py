"""The plan checks on actions, projects, and references to what is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lbsap.model.catalogue import Indicator, Link
from lbsap.model.city import (
    CityTarget,
    Explanation,
)
from lbsap.model.consultation import Decision
from lbsap.model.text import LANGS, Text, same
from lbsap.steps.catalogues.revise import revise
from lbsap.steps.checking.check import check_city
from tests.steps.check_samples import action, city, codes, frameworks, national, only, project, target
from tests.steps.indices import cbi, index_of


@pytest.mark.parametrize(
    ("field", "empty", "code"),
    [
        ("department", Text(), "action_no_department"),
        ("deadline", None, "action_no_deadline"),
        ("local_features", Text(), "action_no_local_features"),
    ],
)
def test_an_action_says_who_by_when_and_what_is_local(field: str, empty: Any, code: str) -> None:
    found = only(city(actions=(action(), replace(action(**{field: empty}), id="a2"))))
    assert (found.code, found.where) == (code, f"actions[1].{field}")


@pytest.mark.parametrize(
    "more",
    [
        {"result": Text()},
        {"result": Text("溪流明显好转", "Streams are better"), "deadline": None},
    ],
)
def test_an_action_without_a_measurable_or_dated_result_is_named(more: dict[str, Any]) -> None:
    found = check_city(city(actions=(action(**more),)), {})
    assert ("action_no_result", "actions[0].result") in [(one.code, one.where) for one in found]


@pytest.mark.parametrize(
    ("more", "served_by"),
    [
        ({"result": Text("溪流明显好转", "Streams are better")}, target()),
        ({"result": Text("修复小微湿地十二处")}, target()),
        ({"result": Text()}, target(action="a1")),
        (
            {"result": Text()},
            CityTarget("t2", same("Awareness"), action="a1", check=same("survey"), year=2030),
        ),
    ],
)
def test_a_figure_a_year_or_a_target_makes_a_result(more: dict[str, Any], served_by: CityTarget) -> None:
    assert codes(city(actions=(action(**more),), targets=(target(), served_by))) == []


def test_where_nobody_is_responsible_anywhere_it_is_said_once() -> None:
    nobody = city(actions=(action(department=Text()), replace(action(department=Text()), id="a2")))
    assert codes(nobody) == ["department_nowhere"]


def test_no_cost_anywhere_is_said_once() -> None:
    assert codes(city(projects=(project(cost=None), project(cost=None)))) == ["budget_nowhere"]
    assert codes(city(projects=())) == ["budget_nowhere"]


def test_a_project_belongs_to_an_action() -> None:
    assert only(city(projects=(project(action=""),))).code == "project_no_action"


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"projects": (project(action="a9"),)}, "projects[0].action"),
        ({"targets": (target(action="a9"),)}, "targets[0].action"),
        ({"targets": (target(framework="x"),)}, "targets[0].framework"),
        (
            {"actions": (action(links=(Link("x", "N1", status="confirmed"),)),)},
            "actions[0].links[0].framework",
        ),
        ({"actions": (action(links=(Link("n", "N9", status="confirmed"),)),)}, "actions[0].links[0].target"),
    ],
)
def test_a_reference_that_leads_nowhere_is_an_error_at_its_place(more: dict[str, Any], where: str) -> None:
    found = [one for one in check_city(city(**more), national()) if one.severity == "error"]
    assert [(one.code, one.where) for one in found] == [("reference_unknown", where)]


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"targets": (target(indicator="9"),)}, "targets[0].indicator"),
        ({"projects": (project(indicator="9"),)}, "projects[0].indicator"),
        ({"actions": (action(indicators=("1", "9")),)}, "actions[0].indicators[1]"),
        ({"explanations": (Explanation("9", same("none")),)}, "explanations[0].about"),
    ],
)
def test_an_unknown_indicator_is_an_error_where_an_index_is_given(more: dict[str, Any], where: str) -> None:
    index = index_of(Indicator("c", "ordinal"))
    found = check_city(city(**more), {}, index)
    assert [(one.code, one.where) for one in found] == [("reference_unknown", where)]
    assert check_city(city(**more), {}) == ()


def test_an_indicator_that_a_revision_took_out_is_no_mistake_and_says_what_to_do() -> None:
    decisions = [
        Decision("cbi2021_14", "drop"),
        Decision("cbi2021_15", "merge", into=("cbi2021_16",)),
        Decision("cbi2021_17", "keep", title=Text("改名后的指标", "Renamed indicator")),
    ]
    index = revise(cbi(2021), decisions)
    served = ("cbi2021_14", "cbi2021_15", "cbi2021_17", "cbi2021_99")
    data = city(actions=(action(indicators=served),), explanations=(Explanation("cbi2021_14", same("none")),))
    found = [one for one in check_city(data, {}, index) if one.code.startswith("reference_")]
    assert [(one.code, one.where, one.severity) for one in found] == [
        ("reference_dropped", "actions[0].indicators[0]", "warning"),
        ("reference_replaced", "actions[0].indicators[1]", "warning"),
        ("reference_unknown", "actions[0].indicators[3]", "error"),
        ("reference_dropped", "explanations[0].about", "warning"),
    ]
    titles = {one.id: one.title for one in cbi(2021).items}
    for lang in LANGS:
        assert titles["cbi2021_14"].show(lang) in found[0].message.show(lang)
        assert titles["cbi2021_15"].show(lang) in found[1].message.show(lang)
        assert titles["cbi2021_16"].show(lang) in found[1].message.show(lang)


def test_an_indicator_that_an_earlier_revision_took_out_is_told_by_its_id() -> None:
    index = revise(revise(cbi(2021), [Decision("cbi2021_14", "drop")]), [])
    (one,) = check_city(city(targets=(target(indicator="cbi2021_14"),)), {}, index)
    assert one.code == "reference_dropped"
    assert "“cbi2021_14”" in one.message.en


def test_targets_may_serve_an_indicator_that_a_framework_names() -> None:
    named = frameworks()["gbf"].indicators[0].id
    found = check_city(city(targets=(target(indicator=named),)), frameworks(), cbi(2021))
    assert "reference_unknown" not in [one.code for one in found]
