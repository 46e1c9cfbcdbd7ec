"""Saving as the page's script does it: what each answer means, and that late and repeated saves do no harm."""

from __future__ import annotations

import random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.web.conftest import Client, Sample
from tests.web.expert.answering import FIRST, close, desk_of, kept, watched

SAVE = f"{FIRST}/save"


def save(client: Client, code: int = 200, path: str = SAVE, **fields: Any) -> Any:
    """Post a form as the script does, and give the object it is answered by."""
    if not client.token:
        client.get(FIRST)
    sent = client.post(path, {"revision": "0"} | fields, code, headers={"Accept": "application/json"})
    assert sent.is_json
    return sent.get_json()


def test_a_save_is_answered_by_revision_and_time_in_beijing(expert: Client) -> None:
    said = save(expert, verdict="keep")
    assert (said["state"], said["revision"]) == ("saved", 1)
    assert len(said["time"]) == 5
    assert save(expert, revision="1", verdict="drop")["revision"] == 2
    assert kept(expert).verdict == "drop"


def test_the_same_save_again_is_saved_again_and_counts_once(expert: Client) -> None:
    assert save(expert, verdict="keep") | {"time": ""} == save(expert, verdict="keep") | {"time": ""}
    assert desk_of(expert).answers["cbi2021_01"].revision == 1


def test_a_late_save_undoes_nothing_and_is_told_what_stands(expert: Client) -> None:
    save(expert, verdict="keep", reason="First")
    save(
        expert,
        revision="1",
        verdict="drop",
        reason="Second\nline",
        settings=["scope", "scoring"],
        relevance="9",
    )
    said = save(expert, 409, revision="0", verdict="rename", reason="Late")
    assert (said["state"], said["revision"]) == ("newer", 2)
    assert said["answer"] == {
        "verdict": ["drop"], "reason": ["Second\nline"], "settings": ["scope", "scoring"], "relevance": ["9"],
    }  # fmt: skip
    assert kept(expert).reason == "Second\nline"


def test_what_is_not_complete_is_saved_too(expert: Client) -> None:
    assert save(expert, reason="Words before the judgement")["state"] == "saved"
    assert save(expert, revision="1", verdict="rename")["state"] == "saved"
    assert desk_of(expert).tasks["cbi2021_01"].state == "attention"


def test_what_cannot_be_kept_is_refused_with_words_in_the_language_of_the_page(
    expert: Client, zh_expert: Client
) -> None:
    assert "at most 4000" in save(expert, 400, reason="x" * 4001)["message"]
    said = save(zh_expert, 400, reason="字" * 4001, relevance="十")
    assert said == {"state": "refused", "message": "“十”不是 1 至 9 的整数。共 4001 字，上限为 4000 字。"}
    assert kept(expert) is None


def test_a_closed_round_refuses_with_message_twelve(expert: Client, engine: Engine, sample: Sample) -> None:
    expert.get(FIRST)
    close(engine, sample.round)
    said = save(expert, 400, verdict="keep")
    assert said["state"] == "refused"
    assert said["message"].startswith("This round closed on ")


def test_a_save_without_the_token_changes_nothing(expert: Client, other_expert: Client) -> None:
    for token in ("", other_expert.token):
        sent = expert.browser.post(
            SAVE,
            data={"revision": "0", "verdict": "keep", "csrf_token": token},
            headers={"Accept": "application/json"},
        )
        assert sent.status_code == 400
        assert sent.get_json()["error"] == "expired"
    assert kept(expert) is None


def test_the_token_may_come_in_a_header(expert: Client) -> None:
    expert.get(FIRST)
    sent = expert.browser.post(
        SAVE, data={"revision": "0", "verdict": "keep"}, headers={"X-CSRFToken": expert.token}
    )
    assert sent.get_json()["state"] == "saved"


def test_signed_out_is_no_state_of_saving(client: Client) -> None:
    client.get("/")
    sent = client.post(
        SAVE, {"revision": "0", "verdict": "keep"}, 401, headers={"Accept": "application/json"}
    )
    assert "state" not in sent.get_json()


@pytest.mark.parametrize("item", ["nothing", "about-purpose"])
def test_an_item_that_is_not_asked_is_not_found(expert: Client, item: str) -> None:
    assert "state" not in save(expert, 404, f"/e/item/{item}/save", verdict="keep")


def test_nothing_can_be_saved_by_opening_an_address(expert: Client) -> None:
    expert.get(f"{SAVE}?verdict=keep&revision=0", 405)


def test_a_save_is_one_commit_and_nothing_is_rendered(app: Flask, expert: Client) -> None:
    expert.get(FIRST)
    with watched(app) as seen:
        save(expert, verdict="keep")
    assert seen == ["begin", "commit"]


def test_saves_in_any_order_leave_the_newest(expert: Client) -> None:
    """A save goes from a revision its page knew: it takes effect only where that is what stands, or a later one."""
    expert.get(FIRST)
    chance, standing, words = random.Random(7), 0, ""  # noqa: S311 - no secret
    for _ in range(40):
        base, word = max(0, standing + chance.randint(-3, 1)), chance.choice("abc")
        sent = expert.browser.post(SAVE, data={"csrf_token": expert.token, "revision": base, "reason": word})
        said = sent.get_json()
        if base >= standing:
            standing, words = base + 1, word
            assert (said["state"], said["revision"]) == ("saved", standing)
        else:
            assert said["state"] == ("saved" if word == words else "newer")
            assert said["revision"] in (standing, base + 1)
        assert kept(expert).reason == words
