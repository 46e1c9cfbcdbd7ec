"""New indicators and sections proposed, and the closing questions."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.model.response import Proposal
from lbsap.model.text import Text
from tests.web.conftest import Client, Sample
from tests.web.expert.answering import close, come_in, desk_of, form_fields, watched
from tests.web.expert.entering import Made
from tests.web.expert.test_items import errors

NEW_FORM = "//main//form[.//input[@name='name_zh']]"


def propose(client: Client, fields: dict[str, str], code: int | None = None) -> Any:
    """Open the page and send the form of a new proposal."""
    client.get("/e/proposals")
    return client.post("/e/proposals", form_fields(client, NEW_FORM) | {"go": "save"} | fields, code)


def proposals(client: Client) -> list[Proposal]:
    """What is kept."""
    return [one.proposal for one in desk_of(client).proposals]


def test_a_proposal_is_kept_whole_and_shown(expert: Client) -> None:
    sent = propose(
        expert,
        {
            "name_en": "Night sky", "parent": "native_biodiversity", "content": "Dark area\r\nover all",
            "data_source": "Satellites", "reason": "Moths",
        },
    )  # fmt: skip
    expert.follow(sent)
    assert "Saved at " in expert.text()
    assert "Native biodiversity in the city" in expert.text()
    assert proposals(expert) == [
        Proposal(Text("", "Night sky"), "native_biodiversity", "Dark area\nover all", "Satellites", "Moths")
    ]


def test_several_can_be_made_changed_and_taken_back(expert: Client) -> None:
    propose(expert, {"name_zh": "夜空"})
    propose(expert, {"name_zh": "土壤"})
    first = desk_of(expert).proposals[0].key
    expert.get(f"/e/proposals?edit={first}")
    fields = form_fields(expert, NEW_FORM)
    assert fields["name_zh"] == "夜空"
    expert.post("/e/proposals", fields | {"name_zh": "暗夜", "go": "save"})
    assert [one.name.zh for one in proposals(expert)] == ["暗夜", "土壤"]
    expert.get("/e/proposals")
    expert.follow(expert.post("/e/proposals", {"key": first, "go": "remove"}))
    assert [one.name.zh for one in proposals(expert)] == ["土壤"]


def test_the_same_form_sent_twice_is_one_proposal(expert: Client) -> None:
    expert.get("/e/proposals")
    fields = form_fields(expert, NEW_FORM) | {"name_zh": "夜空", "go": "save"}
    expert.post("/e/proposals", fields)
    expert.post("/e/proposals", fields)
    assert len(proposals(expert)) == 1


def test_a_proposal_needs_a_name_in_one_language_and_typed_words_stay(zh_expert: Client) -> None:
    propose(zh_expert, {"reason": "很有必要"}, 400)
    assert errors(zh_expert) == ["请填写新名称，中文或英文填写一种即可。"]
    assert form_fields(zh_expert, NEW_FORM)["reason"] == "很有必要"
    assert proposals(zh_expert) == []


def test_what_is_too_long_or_no_component_is_told(expert: Client) -> None:
    propose(expert, {"name_en": "x" * 201, "content": "y" * 4001, "parent": "nothing"}, 400)
    assert "at most 200" in errors(expert)[0]
    assert "at most 4000" in errors(expert)[0]
    assert proposals(expert) == []


@pytest.mark.parametrize("key", ["", "a b", "<x>", "键", "x" * 65])
def test_a_form_without_a_sound_key_is_refused(expert: Client, key: str) -> None:
    propose(expert, {"key": key, "name_en": "Name"}, 400)
    assert proposals(expert) == []


def test_nobody_reaches_the_proposals_of_another(expert: Client, other_expert: Client) -> None:
    propose(expert, {"name_en": "Mine alone"})
    key = desk_of(expert).proposals[0].key
    page = other_expert.get(f"/e/proposals?edit={key}&saved={key}")
    assert "Mine alone" not in page.get_data(as_text=True)
    other_expert.post("/e/proposals", {"key": key, "go": "remove"})
    other_expert.post("/e/proposals", {"key": key, "revision": "0", "name_en": "Theirs", "go": "save"})
    assert [one.name.en for one in proposals(expert)] == ["Mine alone"]


def test_a_closed_round_takes_no_proposal_and_keeps_its_words_on_the_page(
    expert: Client, engine: Engine, sample: Sample
) -> None:
    expert.get("/e/proposals")
    fields = form_fields(expert, NEW_FORM) | {"name_en": "Too late", "go": "save"}
    close(engine, sample.round)
    expert.post("/e/proposals", fields, 400)
    assert "This round closed on" in errors(expert)[0]
    assert form_fields(expert, NEW_FORM)["name_en"] == "Too late"
    expert.get("/e/proposals")
    assert "You have made no proposal." in expert.text()


def test_sections_are_proposed_for_a_chapter(app: Flask, outline: Made) -> None:
    client = come_in(Client(app, lang="zh"), outline.token)
    client.get("/e/proposals")
    assert "提议新增章节" in client.text()
    assert "所属章" in client.text()
    assert "data_source" not in form_fields(client, NEW_FORM)
    client.follow(propose(client, {"name_zh": "气候适应", "parent": "about-guidelines"}))
    assert proposals(client)[0].parent == "about-guidelines"


def test_words_on_closing_questions_are_kept_and_can_be_emptied(expert: Client) -> None:
    for words in ("My view\r\nin two lines", ""):
        expert.get("/e/closing")
        expert.follow(expert.post("/e/closing", form_fields(expert) | {"closing-overall": words}))
        assert desk_of(expert).remarks["overall"].words == words.replace("\r\n", "\n")
    assert "Saved at " in expert.text()


def test_after_the_closing_questions_comes_the_review(expert: Client) -> None:
    expert.get("/e/closing")
    sent = expert.post("/e/closing", form_fields(expert) | {"closing-overall": "Well done", "go": "next"})
    assert sent.headers["Location"] == "/e/review"
    expert.get("/e/review")
    assert "Well done" in expert.text()


def test_newer_closing_words_stand_until_the_older_page_is_sent_again(expert: Client) -> None:
    expert.get("/e/closing")
    older = form_fields(expert)
    expert.post("/e/closing", older | {"closing-overall": "Newer"})
    expert.post("/e/closing", older | {"closing-overall": "Older"}, 409)
    assert desk_of(expert).remarks["overall"].words == "Newer"
    assert "Newer" in expert.text()
    assert form_fields(expert)["closing-overall"] == "Older"
    expert.post("/e/closing", form_fields(expert))
    assert desk_of(expert).remarks["overall"].words == "Older"


def test_closing_words_too_long_are_told_and_stay(zh_expert: Client) -> None:
    zh_expert.get("/e/closing")
    zh_expert.post("/e/closing", form_fields(zh_expert) | {"closing-overall": "字" * 4001}, 400)
    assert errors(zh_expert) == ["共 4001 字，上限为 4000 字。"]
    assert form_fields(zh_expert)["closing-overall"] == "字" * 4001


def test_one_post_is_one_commit(app: Flask, expert: Client) -> None:
    expert.get("/e/proposals")
    fields = form_fields(expert, NEW_FORM) | {"name_en": "Name", "go": "save"}
    with watched(app) as seen:
        expert.post("/e/proposals", fields)
    assert seen == ["begin", "commit"]
    expert.get("/e/closing")
    fields = form_fields(expert) | {"closing-overall": "a", "closing-weights": "b"}
    with watched(app) as seen:
        expert.post("/e/closing", fields)
    assert seen == ["begin", "commit"]
