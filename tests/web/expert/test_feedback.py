"""Later rounds: the group's answers beside one's own; confirm or change; what is settled is not asked again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.actions.consultations import close_round, open_draft
from lbsap.actions.editors.rounds import ask_again, draft_next_round
from lbsap.actions.experts.later_rounds import open_next_round
from lbsap.model.actor import Actor
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from tests.web.conftest import Client, Sample
from tests.web.expert.entering import agree, digest, rows
from tests.web.expert.rounds import FEW, LARGE_REASON, SETTLED, SMALL_REASON, SPLIT, Second, second_round


@pytest.fixture
def made(engine: Engine, own_registry: Registry) -> Second:
    """A consultation with an open second round."""
    return second_round(engine, own_registry)


@pytest.fixture
def expert(client: Client, made: Second) -> Client:
    """The browser of an expert who answered in the first round."""
    agree(client, made.token)
    return client


def _confirm(client: Client, item: str, code: int | None = None, **fields: str) -> Any:
    return client.post(f"/e/item/{item}/confirm", {"revision": "0"} | fields, code)


def test_the_item_page_shows_the_group_beside_ones_own_answer(expert: Client) -> None:
    expert.get(f"/e/item/{SPLIT}")
    text = expert.text()
    assert "Round 1: 5 of 8 would keep it, 2 of them under another name" in text
    assert "Shares of the 8 experts who judged." in text
    assert "Outside their expertise: 2." in text
    assert "Your answer in round 1" in text
    assert expert.page is not None
    table = expert.page.find_class("lbsap-distribution")[0]
    assert [" ".join(row.text_content().split()) for row in table.xpath(".//tbody/tr")] == [
        "Keep 3 38%",
        "Drop Your answer 3 38%",
        "Rename 2 25%",
    ]
    assert [bar.get("width") for bar in table.find_class("lbsap-bar__part")] == ["37.5", "37.5", "25.0"]


def test_reasons_are_shown_without_names_and_never_from_small_groups(expert: Client) -> None:
    for path in (f"/e/item/{SPLIT}", "/e/feedback"):
        expert.get(path)
        assert LARGE_REASON in expert.text()
        assert SMALL_REASON not in expert.text()
        assert "Reasons from groups of fewer than 5 experts are not shown." in expert.text()
        assert "E01" not in expert.text()


def test_what_fewer_than_five_answered_is_not_shown(expert: Client) -> None:
    expert.get(f"/e/item/{FEW}")
    assert "Fewer than 5 experts answered this in round 1" in expert.text()
    assert expert.page is not None
    assert not expert.page.find_class("lbsap-distribution")


def test_one_tap_confirms_the_last_answer(expert: Client, engine: Engine, made: Second) -> None:
    expert.get(f"/e/item/{SPLIT}")
    sent = _confirm(expert, SPLIT)
    assert sent.headers["Location"].endswith(f"?saved={SPLIT}")
    expert.follow(sent)
    assert "Saved at" in expert.text()
    expert.get("/e/review")
    assert f"Reason: {LARGE_REASON}" in expert.text()
    expert.get(f"/e/item/{SPLIT}")
    assert "You have answered this in the present round." in expert.text()
    assert expert.page is not None
    assert not expert.page.xpath("//form[contains(@action, '/confirm')]")


def test_confirming_twice_is_once(expert: Client, engine: Engine) -> None:
    expert.get(f"/e/item/{SPLIT}")
    _confirm(expert, SPLIT)
    before = rows(engine, "answer")
    _confirm(expert, SPLIT)
    assert rows(engine, "answer") == before


def test_a_confirmation_never_undoes_a_newer_answer(expert: Client) -> None:
    expert.get(f"/e/item/{SPLIT}")
    expert.post(f"/e/item/{SPLIT}", {"revision": "0", "verdict": "keep", "go": "save"})
    expert.follow(_confirm(expert, SPLIT))
    assert expert.page is not None
    assert expert.page.xpath("//input[@name='verdict'][@checked]/@value") == ["keep"]


def test_the_overview_shows_every_item_and_returns_after_a_confirmation(expert: Client) -> None:
    expert.get("/e/feedback")
    assert "How the group answered in round 1" in expert.text()
    assert expert.page is not None
    assert len(expert.page.xpath("//section[starts-with(@id, 'item-')]")) == 28
    (form,) = expert.page.xpath(f"//form[@action='/e/item/{SPLIT}/confirm']")
    back = form.xpath(".//input[@name='next']/@value")[0]
    assert _confirm(expert, SPLIT, next=back).headers["Location"] == f"/e/feedback#item-{SPLIT}"


def test_a_confirmation_leads_to_no_other_site(expert: Client) -> None:
    expert.get("/e/feedback")
    assert _confirm(expert, SPLIT, next="//evil.example").headers["Location"].startswith("/e/")


def test_settled_items_are_shown_with_their_result_and_not_asked_again(
    expert: Client, engine: Engine
) -> None:
    expert.get("/e/")
    assert "Settled" in expert.text()
    expert.get("/e/feedback")
    assert "Settled by the rule: keep. It is not asked again." in expert.text()
    assert expert.page is not None
    (section,) = expert.page.xpath(f"//section[@id='item-{SETTLED}']")
    assert not section.xpath(".//form | .//a")
    before = digest(engine)
    _confirm(expert, SETTLED, 404)
    assert digest(engine) == before


def test_what_one_did_not_answer_cannot_be_confirmed(expert: Client) -> None:
    item = "cbi2021_05"
    expert.get(f"/e/item/{item}")
    assert "You did not answer this in round 1." in expert.text()
    _confirm(expert, item, 404)


@pytest.mark.parametrize("revision", ["", "x", "-1", "９", "9" * 20])
def test_a_revision_that_is_none_is_refused(expert: Client, revision: str) -> None:
    expert.get(f"/e/item/{SPLIT}")
    _confirm(expert, SPLIT, 400, revision=revision)


def test_the_first_round_has_no_feedback(client: Client, sample: Sample) -> None:
    agree(client, sample.tokens["E01"])
    assert client.get("/e/feedback", 303).headers["Location"] == "/e/"
    client.get(f"/e/item/{SPLIT}")
    assert "Your answer in round" not in client.text()


def test_a_closed_round_can_be_read_but_not_confirmed(expert: Client, engine: Engine, made: Second) -> None:
    expert.get("/e/feedback")
    close_round(Actor.local(), engine, made.second)
    before = digest(engine)
    _confirm(expert, SPLIT, 400)
    assert digest(engine) == before
    expert.get("/e/feedback")
    assert expert.page is not None
    assert not expert.page.xpath("//form[contains(@action, '/confirm')]")


def test_the_feedback_reads_in_chinese(zh_client: Client, made: Second) -> None:
    agree(zh_client, made.token)
    zh_client.get("/e/feedback")
    for words in (
        "专家组第 1 轮意见",
        "8 位作出判断的专家中，5 位主张保留（含建议更名的 2 位）",
        "维持原意见：删除",
        "保留，不再征询",
    ):
        assert words in zh_client.text()


def test_of_what_is_settled_nobody_is_told_that_they_did_not_answer(
    app: Flask, engine: Engine, own_registry: Registry, made: Second
) -> None:
    close_round(Actor.local(), engine, made.second)
    open_next_round(Actor.local(), engine, own_registry, made.second, now() + timedelta(days=14))
    client = Client(app)
    agree(client, made.token)
    client.get("/e/")
    assert "Settled in earlier rounds" in client.text()
    client.get("/e/feedback")
    assert client.page is not None
    (section,) = client.page.xpath(f"//section[@id='item-{SETTLED}']")
    assert "Settled by the rule: keep." in section.text_content()
    assert "You did not answer" not in section.text_content()


def test_the_time_needed_is_that_of_the_items_still_asked(app: Flask, made: Second, expert: Client) -> None:
    fresh = Client(app)
    fresh.get(f"/e/i/{made.token}")
    assert "Round 2" in fresh.text()
    assert "About 44 minutes" in fresh.text()  # 27 of 28 items, which take 45
    expert.get("/e/")
    assert "About 44 minutes left." in expert.text()


def test_an_item_asked_again_after_a_pause_shows_the_round_that_asked_it_last(
    app: Flask, engine: Engine, own_registry: Registry, made: Second
) -> None:
    close_round(Actor.local(), engine, made.second)
    third = draft_next_round(Actor.local(), engine, own_registry, made.second)
    ask_again(Actor.local(), engine, third, SETTLED, "Doubts at the workshop")
    with session_scope(engine) as session:
        open_draft(session, Actor.local(), third)
    client = Client(app)
    agree(client, made.token)
    client.get(f"/e/item/{SETTLED}")
    assert "Round 1: 10 of 10 would keep it" in client.text()
    assert "Your answer in round 1" in client.text()
    _confirm(client, SETTLED)
    client.get(f"/e/item/{SPLIT}")
    assert "in round 2" in client.text()
    client.get("/e/feedback")
    assert "Round 1: 10 of 10 would keep it" in client.text()


def test_what_is_settled_is_folded_and_what_is_asked_again_is_not(expert: Client) -> None:
    expert.get("/e/feedback")
    assert expert.page is not None
    assert expert.page.xpath(f"//details//section[@id='item-{SETTLED}']")
    assert not expert.page.xpath(f"//details//section[@id='item-{SPLIT}']")
    assert "Settled: 1" in expert.text()
    assert "Confirm my last answer: Drop" in expert.text()
