"""Alignment: proposals with their reasons, decisions of people, the matrix both ways, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from lbsap.actions.cities.workspace import change_city, open_city
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Link
from lbsap.model.city import CityAction, CityData
from lbsap.model.text import Text
from tests.web.conftest import CITY, Client

ALIGNMENT = f"/city/{CITY}/alignment"
NBSAP = "nbsap-2023-2030"
LOCAL = Actor.local()


def links(engine: Engine, action: str = "policy") -> dict[str, Link]:
    data = open_city(LOCAL, engine, CITY).data
    return {one.target: one for one in next(one for one in data.actions if one.id == action).links}


def put_action(engine: Engine, *given: Link) -> None:
    """An action of its own with these links, and nothing else."""
    made = CityAction("pond", Text("清理水葫芦", "Clear water hyacinth"), links=given)
    change_city(LOCAL, engine, CITY, "city added", lambda data: replace(data, actions=(*data.actions, made)))


def values(client: Client) -> dict[str, str]:
    """The form of the page as a browser would send it."""
    assert client.page is not None
    fields = client.page.xpath("//main//form[@method='post']//input | //main//form[@method='post']//select")
    sent = {}
    for one in fields:
        if one.tag == "select":
            chosen = one.xpath("option[@selected]/@value")
            sent[one.get("name")] = chosen[0] if chosen else ""
        elif one.get("type") != "radio" or one.get("checked") is not None:
            sent[one.get("name")] = one.get("value") or ""
    return sent


def test_every_action_stands_there_with_what_it_serves(official: Client, engine: Engine) -> None:
    put_action(engine, Link(NBSAP, "NBSAP-12"), Link("gbf", "GBF-T06", status="confirmed"))
    official.get(ALIGNMENT)
    rows = official.page.xpath("//table/tbody/tr")  # type: ignore[union-attr]
    assert len(rows) >= 15
    assert "Complete policies and institutions" in official.text()
    assert "Proposals to decide on: 1." in official.text()
    assert "Alignments without a degree: 1." in official.text()


def test_a_city_without_actions_is_told_what_to_do(neighbour: Client) -> None:
    neighbour.get(f"/city/{CITY + 1}/alignment")
    assert "There are no actions yet." in neighbour.text()
    neighbour.get(f"/city/{CITY + 1}/alignment/matrix?by=action")
    assert "There are no actions yet." in neighbour.text()


def test_an_action_shows_proposals_with_the_words_that_speak_for_them(
    official: Client, engine: Engine
) -> None:
    put_action(engine)
    official.get(f"{ALIGNMENT}/action/pond")
    assert "Biosafety management" in official.text()
    words = official.page.xpath("//mark/text()")  # type: ignore[union-attr]
    assert "hyacinth" in words


def test_a_person_confirms_with_a_degree_and_a_note(official: Client, engine: Engine) -> None:
    put_action(engine)
    official.get(f"{ALIGNMENT}/action/pond")
    sent = values(official) | {
        f"choice-{NBSAP}-NBSAP-12": "high",
        f"note-{NBSAP}-NBSAP-12": "agreed with forestry",
        "choice-gbf-GBF-T06": "medium",
    }
    official.follow(official.post(f"{ALIGNMENT}/action/pond", sent, 303))
    assert "Saved." in official.text()
    kept = links(engine, "pond")
    assert set(kept) == {"NBSAP-12", "GBF-T06"}
    assert (kept["NBSAP-12"].status, kept["NBSAP-12"].extent) == ("confirmed", "high")
    assert kept["NBSAP-12"].note == Text("", "agreed with forestry")


def test_what_was_rejected_is_not_proposed_again_and_can_be_taken_back(
    official: Client, engine: Engine
) -> None:
    put_action(engine)
    page = f"{ALIGNMENT}/action/pond"
    official.get(page)
    official.post(page, values(official) | {f"choice-{NBSAP}-NBSAP-12": "rejected"}, 303)
    official.get(page)
    assert values(official)[f"choice-{NBSAP}-NBSAP-12"] == "rejected"
    official.post(page, values(official) | {f"choice-{NBSAP}-NBSAP-12": "low"}, 303)
    assert links(engine, "pond")["NBSAP-12"].extent == "low"


def test_a_note_in_one_language_leaves_the_other_alone(
    signed_in: Callable[..., Client], engine: Engine
) -> None:
    put_action(
        engine, Link(NBSAP, "NBSAP-12", status="confirmed", extent="high", note=Text("已会商", "agreed"))
    )
    reader = signed_in("city", lang="zh")
    page = f"{ALIGNMENT}/action/pond"
    reader.get(page)
    reader.post(page, values(reader) | {f"note-{NBSAP}-NBSAP-12": "已与林业局会商"}, 303)
    assert links(engine, "pond")["NBSAP-12"].note == Text("已与林业局会商", "agreed")


def test_a_target_is_added_by_hand_with_its_degree(official: Client, engine: Engine) -> None:
    put_action(engine)
    page = f"{ALIGNMENT}/action/pond"
    official.get(page)
    official.post(page, values(official) | {f"add-{NBSAP}": "NBSAP-27", f"extent-{NBSAP}": "low"}, 303)
    assert links(engine, "pond")["NBSAP-27"] == Link(NBSAP, "NBSAP-27", status="confirmed", extent="low")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({f"add-{NBSAP}": "NBSAP-27"}, "Say how far the action serves it"),
        ({f"extent-{NBSAP}": "low"}, "Choose what is to be added."),
        ({f"note-{NBSAP}-NBSAP-12": "x" * 501}, "At most 500 characters."),
    ],
)
def test_half_an_entry_is_asked_about_and_what_was_typed_stays(
    official: Client, engine: Engine, given: dict[str, str], said: str
) -> None:
    put_action(engine)
    page = f"{ALIGNMENT}/action/pond"
    official.get(page)
    official.post(page, values(official) | {"choice-gbf-GBF-T06": "low"} | given, 400)
    assert said in official.text()
    again = values(official)
    assert all(again[name] == words for name, words in given.items())
    assert again["choice-gbf-GBF-T06"] == "low"
    assert links(engine, "pond") == {}


def test_two_people_at_once_lose_nothing(
    official: Client, signed_in: Callable[..., Client], engine: Engine
) -> None:
    put_action(engine)
    page = f"{ALIGNMENT}/action/pond"
    official.get(page)
    mine = values(official) | {"choice-gbf-GBF-T06": "low"}
    other = signed_in("editor")
    other.get(page)
    other.post(page, values(other) | {f"choice-{NBSAP}-NBSAP-12": "high"}, 303)
    official.post(page, mine, 409)
    assert "12 Biosafety management" in official.text()
    assert "Saved by someone else meanwhile" in official.text()
    assert values(official)["choice-gbf-GBF-T06"] == "low"
    assert set(links(engine, "pond")) == {"NBSAP-12"}
    official.post(page, values(official) | {f"choice-{NBSAP}-NBSAP-12": "high"}, 303)
    assert set(links(engine, "pond")) == {"NBSAP-12", "GBF-T06"}


def test_an_unknown_target_is_refused_whole(official: Client, engine: Engine) -> None:
    put_action(engine)
    page = f"{ALIGNMENT}/action/pond"
    official.get(page)
    official.post(page, values(official) | {f"add-{NBSAP}": "NBSAP-99", f"extent-{NBSAP}": "low"}, 404)
    assert links(engine, "pond") == {}


def test_saving_may_lead_on_to_the_next_action(official: Client) -> None:
    official.get(f"{ALIGNMENT}/action/policy")
    official.follow(official.post(f"{ALIGNMENT}/action/policy", values(official) | {"go": "next"}, 303))
    assert "Strengthen coordination among departments" in official.text()


def test_saving_what_stands_changes_nothing(official: Client, engine: Engine) -> None:
    before = links(engine)
    official.get(f"{ALIGNMENT}/action/policy")
    official.post(f"{ALIGNMENT}/action/policy", values(official), 303)
    assert links(engine) == before


@pytest.mark.parametrize("framework", [NBSAP, "gbf", "sample-province"])
@pytest.mark.parametrize("by", ["target", "action"])
def test_the_matrix_is_read_both_ways_for_each_plan(official: Client, framework: str, by: str) -> None:
    official.get(f"{ALIGNMENT}/matrix?framework={framework}&by={by}")
    lists = official.page.xpath("//ul[contains(@class, 'lbsap-matrix')]/li")  # type: ignore[union-attr]
    assert len(lists) >= 3


def test_a_target_through_a_national_action_says_so(official: Client, engine: Engine) -> None:
    put_action(engine, Link(NBSAP, "NBSAP-12", status="confirmed", extent="high"))
    official.get(f"{ALIGNMENT}/matrix?framework=gbf&by=target")
    row = official.page.get_element_by_id("target-GBF-T06")  # type: ignore[union-attr]
    assert "Clear water hyacinth" in row.text_content()
    assert "through 12 Biosafety management" in row.text_content()


def test_an_uncovered_target_leads_to_the_form_for_its_reason(official: Client, engine: Engine) -> None:
    change_city(LOCAL, engine, CITY, "city added", lambda data: replace(data, actions=(), explanations=()))
    official.get(f"{ALIGNMENT}/matrix?framework={NBSAP}&by=target")
    row = official.page.get_element_by_id("target-NBSAP-26")  # type: ignore[union-attr]
    assert "No action" in row.text_content()
    official.get(row.xpath(".//a[contains(@href, 'explanations')]/@href")[0])
    assert official.page.xpath("//option[@selected]/@value") == ["NBSAP-26"]  # type: ignore[union-attr]


@pytest.mark.parametrize("query", ["?framework=nothing", "?by=sideways", "?framework=citieswithnature"])
def test_a_matrix_that_does_not_exist_is_not_found(official: Client, query: str) -> None:
    official.get(f"{ALIGNMENT}/matrix{query}", 404)


def test_whatever_is_missing_leads_to_the_page_that_mends_it(official: Client, engine: Engine) -> None:
    def emptied(data: CityData) -> CityData:
        actions = tuple(replace(one, department=Text(), links=()) for one in data.actions[:2])
        targets = tuple(replace(one, value=None, year=None) for one in data.targets[:1])
        return replace(data, actions=actions, targets=targets, projects=(), explanations=())

    change_city(LOCAL, engine, CITY, "city added", emptied)
    official.get(f"{ALIGNMENT}/gaps")
    hrefs = official.page.xpath("//ul[contains(@class, 'lbsap-findings')]//a/@href")  # type: ignore[union-attr]
    assert len(hrefs) > 30
    for href in dict.fromkeys(one.partition("#")[0] for one in hrefs):
        official.get(href)


def test_the_sample_city_lacks_little_and_says_so_in_both_languages(
    official: Client, signed_in: Callable[..., Client]
) -> None:
    official.get(f"{ALIGNMENT}/gaps")
    assert "They are advice" in official.text()
    reader = signed_in("city", lang="zh")
    reader.get(f"{ALIGNMENT}/gaps")
    assert "尚缺内容" in reader.text()


@pytest.mark.parametrize("page", ["", "/matrix", "/gaps", "/action/policy"])
def test_a_neighbour_sees_nothing(neighbour: Client, page: str) -> None:
    neighbour.get(f"{ALIGNMENT}{page}", 404)


def test_a_neighbour_changes_nothing(neighbour: Client, engine: Engine) -> None:
    before = links(engine)
    neighbour.post(f"{ALIGNMENT}/action/policy", {f"choice-{NBSAP}-NBSAP-01": "rejected"}, 404)
    assert links(engine) == before


def test_an_action_that_is_not_there_is_not_found(official: Client) -> None:
    official.get(f"{ALIGNMENT}/action/nothing", 404)
    official.get(f"{ALIGNMENT}/action/a/b", 404)
