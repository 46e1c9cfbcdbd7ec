"""The task list, and the choice of what one can judge."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.registry import Registry
from lbsap.store.consultations import RoundRow
from lbsap.store.engine import session_scope
from tests.web.conftest import Client, Sample
from tests.web.expert.answering import answer, close, come_in, desk_of, kept
from tests.web.expert.entering import Made, agree
from tests.web.expert.rounds import SETTLED, second_round
from tests.web.expert.test_items import errors


def states(client: Client) -> list[str]:
    """The state of each task, in words, in order."""
    client.get("/e/")
    assert client.page is not None
    return [one.text_content().strip() for one in client.page.find_class("govuk-task-list__status")]


def test_every_item_stands_under_its_component_with_its_state_in_words(expert: Client) -> None:
    assert states(expert) == ["Not answered"] * 28
    assert expert.page is not None
    heads = [one.text_content() for one in expert.page.xpath("//main//h2")]
    assert heads[:3] == [
        "Native biodiversity in the city",
        "Ecosystem services provided by biodiversity",
        "Governance and management of biodiversity",
    ]
    answer(expert, {"verdict": "keep"})
    answer(expert, {"verdict": "drop"}, "/e/item/cbi2021_02")
    answer(expert, {"verdict": "outside"}, "/e/item/cbi2021_03")
    assert states(expert)[:4] == ["Answered", "Not complete", "Outside my expertise", "Not answered"]


def test_states_and_progress_read_chinese(zh_expert: Client) -> None:
    answer(zh_expert, {"verdict": "keep"})
    assert states(zh_expert)[:2] == ["已作答", "未作答"]
    assert "已作答 1 项，共 28 项。" in zh_expert.text()


def test_progress_minutes_and_deadline_are_told_in_words(
    expert: Client, engine: Engine, sample: Sample
) -> None:
    with session_scope(engine) as session:
        row = session.get(RoundRow, sample.round)
        assert row is not None
        row.closes_at = datetime(2099, 12, 20, 10, tzinfo=UTC)
    answer(expert, {"verdict": "keep"})
    expert.get("/e/")
    for words in (
        "1 of 28 answered.",
        "About 44 minutes left.",
        "Open until 20 December 2099, 18:00 (Beijing time)",
    ):
        assert words in expert.text(), words


def test_the_list_leads_to_the_first_open_item_and_to_the_compact_mode(expert: Client) -> None:
    answer(expert, {"verdict": "keep"})
    expert.get("/e/")
    assert expert.page is not None
    links = expert.page.xpath("//main//a/@href")
    assert links.index("/e/item/cbi2021_02") < links.index("/e/all/native_biodiversity")
    assert "Go on: 2 Connectivity measures" in expert.text()


def test_coming_back_lands_on_the_first_open_item(app: Flask, expert: Client, sample: Sample) -> None:
    answer(expert, {"verdict": "keep"})
    phone = Client(app)
    token = sample.tokens["E01"]
    phone.get(f"/e/i/{token}")
    assert phone.post(f"/e/i/{token}").headers["Location"] == "/e/item/cbi2021_02"


def test_a_closed_round_offers_reading_only(expert: Client, engine: Engine, sample: Sample) -> None:
    close(engine, sample.round)
    expert.get("/e/")
    assert "Go on" not in expert.text()
    assert "Review your answers" in expert.text()


def test_the_framework_lists_all_sections_by_chapter(outline_expert: Client) -> None:
    assert len(states(outline_expert)) == 66
    assert "Sections to judge" in outline_expert.text()


def test_the_other_components_become_outside_my_expertise_in_one_action(expert: Client) -> None:
    expert.get("/e/components")
    sent = expert.post("/e/components", {"components": ["ecosystem_services"], "go": "chosen"})
    assert sent.headers["Location"] == "/e/item/cbi2021_10"
    assert [states(expert)[place] for place in (0, 9, 27)] == [
        "Outside my expertise", "Not answered", "Outside my expertise",
    ]  # fmt: skip


def test_the_choice_can_be_changed_and_answers_given_stay(expert: Client) -> None:
    answer(expert, {"verdict": "keep"})
    expert.get("/e/components")
    expert.post("/e/components", {"components": ["ecosystem_services"], "go": "chosen"})
    assert kept(expert).verdict == "keep"
    expert.get("/e/components")
    assert expert.page is not None
    assert expert.page.xpath("//input[@checked]/@value") == ["ecosystem_services"]
    sent = expert.post("/e/components", {"go": "all"})
    assert sent.headers["Location"] == "/e/item/cbi2021_02"
    assert set(states(expert)[1:]) == {"Not answered"}


def test_nothing_ticked_is_asked_again(zh_expert: Client) -> None:
    zh_expert.get("/e/components")
    zh_expert.post("/e/components", {"go": "chosen"}, 400)
    assert errors(zh_expert) == ["请至少选择一项。"]
    assert desk_of(zh_expert).judged_groups is None


@pytest.mark.parametrize("given", [["nothing"], ["ecosystem_services", "nothing"]])
def test_groups_that_are_none_are_not_found(expert: Client, given: list[str]) -> None:
    expert.get("/e/components")
    expert.post("/e/components", {"components": given, "go": "chosen"}, 404)
    assert desk_of(expert).judged_groups is None


def test_after_the_deadline_the_choice_is_refused_in_words(
    expert: Client, engine: Engine, sample: Sample
) -> None:
    expert.get("/e/components")
    close(engine, sample.round)
    expert.post("/e/components", {"components": ["ecosystem_services"]}, 400)
    assert "This round closed on" in errors(expert)[0]


def test_chapters_are_chosen_in_the_same_way(app: Flask, outline: Made) -> None:
    client = come_in(Client(app, lang="zh"), outline.token)
    client.get("/e/components")
    assert "您能对哪些章节提出意见？" in client.text()
    first = desk_of(client).groups[0]
    client.post("/e/components", {"components": [first.id]})
    assert states(client).count("超出本人专业范围") == 66 - len(first.items)


def test_what_is_settled_is_listed_in_the_order_of_the_catalogue(
    app: Flask, engine: Engine, own_registry: Registry
) -> None:
    made = second_round(engine, own_registry)
    with session_scope(engine) as session:
        row = session.get(RoundRow, made.second)
        assert row is not None
        row.settled = {"cbi2021_18": "drop", SETTLED: "keep", "cbi2021_06": "keep"}
    client = Client(app)
    agree(client, made.token)
    client.get("/e/")
    assert client.page is not None
    last = client.page.find_class("govuk-task-list")[-1]
    assert [one.text_content().strip() for one in last.find_class("lbsap-code")] == ["1", "6", "18"]
