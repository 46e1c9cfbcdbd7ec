"""How a city's actions stand to higher plans: what people decide, and what nothing serves."""

from __future__ import annotations

import pytest

from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData, Explanation
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.text import Text, same
from lbsap.steps.aligning.city_actions import (
    MOST_NEW,
    Choice,
    candidates,
    choice_of,
    decided,
    explained,
    frameworks_to_align,
    serving,
)
from tests.steps.aligning.test_align import framework

WETLAND = CityAction("a1", Text("恢复湿地", "Restore wetlands"), description=Text("退养还湿，清除水葫芦"))


def plan(name: str, layer: str, *targets: PolicyTarget) -> PolicyFramework:
    return PolicyFramework(name, "1", layer, same(name), same(name), targets)  # type: ignore[arg-type]


NATIONAL = plan(
    "n",
    "nation",
    PolicyTarget("N1", "1", "", Text("湿地恢复"), links=(Link("g", "G1"), Link("g", "G2"))),
    PolicyTarget("N2", "2", "", Text("打击非法贸易")),
)
GLOBAL = plan("g", "global", *(PolicyTarget(f"G{n}", str(n), "", same(f"G{n}")) for n in range(1, 4)))
KNOWN = {"n": NATIONAL, "g": GLOBAL}


def city(*links: Link, **more: object) -> CityData:
    action = CityAction("a1", same("A"), links=links)
    return CityData(same("X"), actions=(action,), **more)  # type: ignore[arg-type]


def test_the_national_plan_comes_first_and_a_platform_is_no_plan() -> None:
    given = [plan("g", "global"), plan("c", "platform"), plan("p", "province"), plan("n", "nation")]
    assert [one.id for one in frameworks_to_align(given)] == ["n", "p", "g"]


def test_new_proposals_stand_beside_the_links_with_the_words_that_speak_for_them() -> None:
    known = framework("nbsap")
    found = candidates(WETLAND, known)
    assert 1 <= len(found) <= MOST_NEW
    assert found[0].target.id == "NBSAP-08"
    assert "湿地" in found[0].because
    assert all(one.choice == "open" and one.link is None for one in found)


def test_links_come_first_in_the_order_of_the_plan_and_what_was_rejected_last() -> None:
    links = (
        Link(framework("nbsap").id, "NBSAP-12", status="confirmed", extent="low"),
        Link(framework("nbsap").id, "NBSAP-08", status="rejected"),
        Link(framework("nbsap").id, "NBSAP-03", status="proposed"),
        Link(framework("nbsap").id, "NBSAP-99", status="confirmed"),
    )
    action = CityAction(WETLAND.id, WETLAND.title, description=WETLAND.description, links=links)
    found = candidates(action, framework("nbsap"))
    assert [one.target.id for one in found[:2]] == ["NBSAP-03", "NBSAP-12"]
    assert found[-1].target.id == "NBSAP-08"
    assert [one.choice for one in (*found[:2], found[-1])] == ["open", "low", "rejected"]
    assert "NBSAP-08" not in [one.target.id for one in found[:-1]]


def test_an_action_without_words_gets_no_proposals() -> None:
    assert candidates(CityAction("a", Text()), framework("nbsap")) == ()


@pytest.mark.parametrize(
    ("choice", "status", "extent"),
    [
        ("high", "confirmed", "high"),
        ("low", "confirmed", "low"),
        ("rejected", "rejected", ""),
        ("open", "proposed", ""),
    ],
)
def test_a_person_confirms_changes_rejects_or_leaves_open(choice: Choice, status: str, extent: str) -> None:
    before = (Link("n", "N2"), Link("n", "N1", degree="secondary", status="confirmed", extent="medium"))
    first, changed = decided(before, "n", "N1", choice, same("seen"))
    assert first == before[0]
    assert (changed.status, changed.extent, changed.degree) == (status, extent, "secondary")
    assert changed.note == same("seen")
    assert choice_of(changed) == choice


def test_a_new_link_is_added_and_a_proposal_left_open_is_not_kept() -> None:
    assert decided((), "n", "N1", "open", Text()) == ()
    assert decided((), "n", "N1", "high", Text()) == (Link("n", "N1", status="confirmed", extent="high"),)
    assert decided((), "n", "N1", "open", same("ask the bureau")) == (
        Link("n", "N1", note=same("ask the bureau")),
    )


def test_a_link_confirmed_without_a_degree_says_so() -> None:
    assert choice_of(Link("n", "N1", status="confirmed")) is None


def test_a_target_is_served_directly_or_through_the_crosswalk_of_another_plan() -> None:
    data = city(
        Link("n", "N1", status="confirmed", extent="high"), Link("g", "G2", status="confirmed", extent="low")
    )
    national, worldwide = serving(data, NATIONAL, KNOWN), serving(data, GLOBAL, KNOWN)
    assert [one.link.extent for one in national["N1"]] == ["high"]
    assert national["N2"] == ()
    assert [(one.via.id if one.via else "", one.link.extent) for one in worldwide["G1"]] == [("N1", "")]
    assert [(one.via, one.link.extent) for one in worldwide["G2"]] == [(None, "low")]
    assert worldwide["G3"] == ()


def test_what_was_rejected_serves_nothing_not_even_through_another_plan() -> None:
    data = city(Link("n", "N1", status="confirmed"), Link("g", "G1", status="rejected"))
    assert serving(data, GLOBAL, KNOWN)["G1"] == ()
    assert serving(city(Link("n", "N1", status="rejected")), GLOBAL, KNOWN)["G2"] == ()


@pytest.mark.parametrize("about", ["N2", "n:N2"])
def test_a_reason_may_name_a_target_alone_or_with_its_plan(about: str) -> None:
    data = city(explanations=(Explanation(about, same("there is no sea")),))
    reason = explained(data, NATIONAL, NATIONAL.targets[1])
    assert reason
    assert reason.reason.en == "there is no sea"
    assert explained(data, NATIONAL, NATIONAL.targets[0]) is None
