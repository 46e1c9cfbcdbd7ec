"""The compact mode: a component or chapter a page, saved by one post in one commit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import Registry
from tests.web.conftest import Client, Sample
from tests.web.expert.answering import (
    COMPONENT,
    FIRST,
    answer,
    close,
    come_in,
    desk_of,
    form_fields,
    kept,
    watched,
)  # fmt: skip
from tests.web.expert.entering import Made, make
from tests.web.expert.test_items import errors


def send(client: Client, fields: dict[str, Any], path: str = COMPONENT, code: int | None = None) -> Any:
    """Open the page of a group and send its form with some fields changed."""
    client.get(path)
    return client.post(path, form_fields(client) | {"go": "save"} | fields, code)


@pytest.mark.parametrize(
    ("group", "items"), [("native_biodiversity", 9), ("ecosystem_services", 5), ("governance_management", 14)]
)
def test_a_page_holds_the_items_of_one_component_as_fieldsets(expert: Client, group: str, items: int) -> None:
    expert.get(f"/e/all/{group}")
    assert expert.page is not None
    outer = expert.page.xpath("//main//form/fieldset[legend//h2]")
    assert len(outer) == items
    for one in outer:
        assert len(one.xpath(".//fieldset[legend]//input[@type='radio']")) == 4
        assert not one.xpath(".//input[@checked]")
    assert not expert.page.xpath("//main//form//table")


def test_all_answers_of_a_page_are_saved_in_one_commit_and_nothing_is_rendered_within(
    app: Flask, expert: Client
) -> None:
    expert.get(COMPONENT)
    fields = form_fields(expert)
    for number in range(1, 10):
        item = f"cbi2021_{number:02}"
        fields |= {
            f"{item}-verdict": "rename",
            f"{item}-name_en": f"Name {number}",
            f"{item}-reason": f"Why {number}",
        }
    with watched(app) as seen:
        sent = expert.post(COMPONENT, fields | {"go": "next"})
    assert seen == ["begin", "commit"]
    assert sent.headers["Location"].startswith("/e/all/ecosystem_services")
    assert [kept(expert, f"cbi2021_{n:02}").reason for n in (1, 9)] == ["Why 1", "Why 9"]


def test_what_the_page_does_not_ask_stays_as_it_was(expert: Client) -> None:
    answer(expert, {"verdict": "keep", "settings": ["scope"], "relevance": "8", "applied": "yes"})
    send(expert, {"cbi2021_01-verdict": "drop", "cbi2021_01-reason": "Because"})
    given = kept(expert)
    assert (given.verdict, given.reason) == ("drop", "Because")
    assert (given.settings, given.ratings, given.applied) == (("scope",), {"relevance": 8}, True)


def test_what_has_not_changed_is_not_written(expert: Client) -> None:
    answer(expert, {"verdict": "keep"})
    send(expert, {"cbi2021_02-verdict": "keep"})
    assert desk_of(expert).answers["cbi2021_01"].revision == 1


def test_the_last_page_leads_on_to_what_is_asked_at_the_end(expert: Client) -> None:
    sent = send(expert, {"go": "next"}, "/e/all/governance_management")
    assert sent.headers["Location"] == "/e/closing"


def test_where_nothing_is_asked_at_the_end_the_last_page_leads_back_to_the_list(
    app: Flask, engine: Engine, own_registry: Registry
) -> None:
    asked = replace(own_registry.get(Questionnaire, "cbi-2021-review"), closing=())
    client = come_in(Client(app), make(engine, own_registry, questionnaire=asked).token)
    last = "/e/all/governance_management"
    client.get(last)
    assert client.page is not None
    assert client.page.xpath("//main//button[@value='next']/text()") == ["Save and back to the list"]
    assert send(client, {"go": "next"}, last).headers["Location"] == "/e/"


def test_those_who_judge_several_items_at_once_go_on_so_until_they_judge_one_by_itself(
    expert: Client,
) -> None:
    def next_page() -> str:
        expert.get("/e/components")
        return str(expert.post("/e/components", {"go": "all"}).headers["Location"])

    assert next_page() == "/e/item/cbi2021_01"
    send(expert, {"cbi2021_01-verdict": "keep"})
    assert next_page() == COMPONENT
    answer(expert, {"verdict": "keep"})
    assert next_page() == "/e/item/cbi2021_02"


def test_the_page_of_an_item_leads_to_all_items_of_its_component(expert: Client) -> None:
    expert.get("/e/item/cbi2021_01")
    assert expert.page is not None
    links = expert.page.xpath("//main//a[starts-with(@href, '/e/all/')]/@href")
    assert links == [COMPONENT]


def test_what_is_wrong_with_one_item_keeps_no_other_from_being_saved(expert: Client) -> None:
    send(
        expert,
        {"cbi2021_01-verdict": "keep", "cbi2021_02-verdict": "keep", "cbi2021_02-reason": "x" * 4001},
        code=400,
    )
    assert "2 Connectivity measures" in errors(expert)[0]
    assert "at most 4000" in errors(expert)[0]
    assert kept(expert, "cbi2021_01").verdict == "keep"
    assert kept(expert, "cbi2021_02") is None
    shown = form_fields(expert)
    assert shown["cbi2021_02-reason"] == "x" * 4001
    expert.post(COMPONENT, shown | {"cbi2021_02-reason": "short", "go": "save"})
    assert kept(expert, "cbi2021_02").reason == "short"


def test_what_answers_lack_is_told_item_by_item(zh_expert: Client) -> None:
    sent = send(zh_expert, {"cbi2021_01-verdict": "drop", "cbi2021_03-verdict": "rename", "go": "next"})
    zh_expert.follow(sent)
    told = errors(zh_expert)
    assert "1 城市自然区域比例：选择“删除”时请写明理由。" in told[0]
    assert "3 建成区本地生物多样性（鸟类）：请填写新名称" in told[0]
    assert "已保存（" in zh_expert.text()


def test_newer_answers_are_shown_beside_and_the_others_saved(expert: Client) -> None:
    expert.get(COMPONENT)
    older = form_fields(expert) | {
        "cbi2021_01-verdict": "drop", "cbi2021_01-reason": "Older page", "cbi2021_02-verdict": "keep",
    }  # fmt: skip
    answer(expert, {"verdict": "keep", "reason": "Newer page"})
    expert.post(COMPONENT, older | {"go": "next"}, 409)
    assert "Newer page" in expert.text()
    assert "Older page" in expert.text()
    assert kept(expert).reason == "Newer page"
    assert kept(expert, "cbi2021_02").verdict == "keep"
    expert.post(COMPONENT, form_fields(expert) | {"go": "save"})
    assert kept(expert).reason == "Older page"
    assert kept(expert, "cbi2021_02").verdict == "keep"


def test_the_same_page_sent_twice_is_saved_once(expert: Client) -> None:
    expert.get(COMPONENT)
    fields = form_fields(expert) | {"cbi2021_01-verdict": "keep", "go": "save"}
    expert.post(COMPONENT, fields)
    expert.post(COMPONENT, fields)
    assert desk_of(expert).answers["cbi2021_01"].revision == 1


def test_fields_of_other_items_and_other_people_are_left_alone(expert: Client, other_expert: Client) -> None:
    send(
        expert,
        {
            "cbi2021_20-verdict": "drop",
            "cbi2021_20-revision": "0",
            "respondent": "E02",
            "cbi2021_01-verdict": "keep",
        },
    )
    assert kept(expert, "cbi2021_20") is None
    assert kept(other_expert) is None


def test_a_closed_round_shows_the_answers_only_and_keeps_late_words_on_the_page(
    expert: Client, engine: Engine, sample: Sample
) -> None:
    answer(expert, {"verdict": "drop", "reason": "In time"})
    expert.get(COMPONENT)
    fields = form_fields(expert) | {"cbi2021_02-reason": "Too late", "go": "save"}
    close(engine, sample.round)
    expert.post(COMPONENT, fields, 400)
    assert "This round closed on" in errors(expert)[0]
    assert form_fields(expert)["cbi2021_02-reason"] == "Too late"
    expert.get(COMPONENT)
    assert "In time" in expert.text()
    assert expert.page is not None
    assert not expert.page.xpath("//main//form")


def test_unknown_groups_are_not_found(expert: Client) -> None:
    expert.get("/e/all/nothing", 404)
    expert.get("/e/all/cbi2021_01", 404)


def test_too_many_fields_are_refused(expert: Client) -> None:
    send(expert, {f"cbi2021_01-x{n}": "1" for n in range(5000)}, code=413)


def test_chapters_of_the_framework_have_a_page_each_in_both_languages(app: Flask, outline: Made) -> None:
    for lang in ("zh", "en"):
        client = come_in(Client(app, lang=lang), outline.token)
        for group in desk_of(client).groups:
            client.get(f"/e/all/{group.id}")
            assert client.page is not None
            assert len(client.page.xpath("//main//form/fieldset")) == len(group.items)


def test_the_page_of_an_item_and_the_compact_page_show_the_same_answer(expert: Client) -> None:
    send(expert, {"cbi2021_01-verdict": "drop", "cbi2021_01-reason": "Shared"})
    expert.get(FIRST)
    assert form_fields(expert)["reason"] == "Shared"


def test_a_box_on_the_page_of_the_link_leads_straight_to_the_pages_of_many_items(
    expert: Client, sample: Sample
) -> None:
    answer(expert, {"verdict": "keep"})
    link = f"/e/i/{sample.tokens['E01']}"
    expert.get(link)
    assert expert.post(link, {"several": "y"}).headers["Location"] == COMPONENT
    expert.get(link)
    assert expert.post(link).headers["Location"] == "/e/item/cbi2021_02"
