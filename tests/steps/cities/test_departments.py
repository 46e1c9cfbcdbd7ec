"""Departments suggested for a level from the national actions."""

from __future__ import annotations

import pytest

from lbsap.model.city import Level
from lbsap.model.city_plan import Department
from lbsap.model.levels import LEVEL_WORDS
from lbsap.model.policy import PolicyTarget
from lbsap.model.text import Text, same
from lbsap.steps.cities.departments import suggested_departments, suggesting, taken_over
from lbsap_nbsap import policy_frameworks

ECOLOGY = Text("{level}生态环境局", "{level} ecology and environment bureau")
FORESTRY = Text("{level}林业局", "{level} forestry bureau")


def _target(name: str, *leads: Text) -> PolicyTarget:
    return PolicyTarget(name, name, "", same(name), leads=leads)


TARGETS = (_target("A", ECOLOGY, FORESTRY), _target("B", ECOLOGY), _target("C"))


@pytest.mark.parametrize(
    ("level", "name"),
    [
        ("county", Text("县生态环境局", "county ecology and environment bureau")),
        ("city", Text("市生态环境局", "city ecology and environment bureau")),
        ("prefecture", Text("州生态环境局", "prefecture ecology and environment bureau")),
        ("district", Text("区生态环境局", "district ecology and environment bureau")),
    ],
)
def test_a_department_bears_the_word_of_the_level(level: Level, name: Text) -> None:
    assert suggested_departments(TARGETS, level)[0].name == name


def test_a_department_leads_what_names_it_first() -> None:
    found = {one.id: one.leads for one in suggested_departments(TARGETS, "county")}
    assert found == {"ecology-environment-bureau": ("A", "B"), "forestry-bureau": ()}


def test_what_is_taken_over_comes_after_what_stands_there_and_never_twice() -> None:
    kept = (Department("own", Text("县生态环境局")), Department("forestry-bureau", Text("县林草局")))
    suggested = suggested_departments(TARGETS, "county")
    assert taken_over(kept, suggested, [one.id for one in suggested]) == kept
    assert taken_over((), suggested, ["forestry-bureau", "no-such"]) == (suggested[1],)


def test_every_national_action_suggests_departments_in_both_languages() -> None:
    targets = suggesting(policy_frameworks())
    assert len(targets) == 27
    for target in targets:
        assert target.leads
        assert all("{level}" in name.zh and "{level}" in name.en for name in target.leads)


def test_the_national_plan_says_that_the_departments_are_our_suggestion() -> None:
    (plan,) = policy_frameworks()
    assert any("建议牵头单位" in note.zh and "our own" in note.en for note in plan.notes)


@pytest.mark.parametrize("level", LEVEL_WORDS)
def test_ids_of_suggestions_are_the_same_at_every_level(level: Level) -> None:
    targets = suggesting(policy_frameworks())
    assert [one.id for one in suggested_departments(targets, level)] == [
        one.id for one in suggested_departments(targets, "county")
    ]
