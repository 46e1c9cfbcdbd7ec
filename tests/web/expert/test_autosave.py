"""Saving as the page's script does it: what each answer means, and that late and repeated saves do no harm."""

from __future__ import annotations

import random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.web.conftest import Client, Sample
from tests.web.expert.answering import COMPONENT, FIRST, close, desk_of, form_fields, kept, watched

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
    assert (said["state"], said["revisions"]) == ("saved", {"revision": 1})
    assert len(said["time"]) == 5
    assert save(expert, revision="1", verdict="drop")["revisions"] == {"revision": 2}
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
    assert (said["state"], said["standing"]) == ("newer", {"revision": 2})
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
    assert said == {
        "state": "refused",
        "revisions": {},
        "message": "“十”不是 1 至 9 的整数。共 4001 字，上限为 4000 字。",
    }
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
            assert (said["state"], said["revisions"]) == ("saved", {"revision": standing})
        else:
            assert said["state"] == ("saved" if word == words else "newer")
            told = said["revisions"] if said["state"] == "saved" else said["standing"]
            assert told["revision"] in (standing, base + 1)
        assert kept(expert).reason == words


def test_a_name_that_another_item_has_is_told_with_the_save(expert: Client) -> None:
    said = save(expert, verdict="rename", name_zh="连通性", reason="Why")
    assert (said["state"], said["note"]) == ("saved", "")
    taken = desk_of(expert).items[7].title.zh
    said = save(expert, revision="1", verdict="rename", name_zh=f" {taken}", reason="Why")
    assert said["note"] == "Item 8 has this name; choose another."


# --- pages of a group, proposals, closing questions ---

PAGE = f"{COMPONENT}/save"


def test_the_page_of_a_group_saves_each_answer_under_its_own_revision(app: Flask, expert: Client) -> None:
    expert.get(COMPONENT)
    fields = form_fields(expert)
    fields.pop("csrf_token")
    first = fields | {"cbi2021_01-verdict": "keep", "cbi2021_02-verdict": "drop", "cbi2021_02-reason": "Why"}
    with watched(app) as seen:
        said = save(expert, path=PAGE, **first)
    assert seen == ["begin", "commit"]
    assert said["revisions"] == {name: 1 for name in fields if name.endswith("revision")}
    later = first | {name: str(number) for name, number in said["revisions"].items()}
    assert save(expert, path=PAGE, **later)["revisions"] == said["revisions"]
    changed = save(expert, path=PAGE, **later | {"cbi2021_01-verdict": "drop"})["revisions"]
    assert changed == said["revisions"] | {"cbi2021_01-revision": 2}
    assert kept(expert, "cbi2021_02").reason == "Why"


def test_the_page_of_a_group_saves_the_rest_where_a_newer_answer_stands(expert: Client) -> None:
    expert.get(COMPONENT)
    fields = form_fields(expert)
    fields.pop("csrf_token")
    save(expert, verdict="keep", reason="Newer", relevance="7")
    late = fields | {"cbi2021_01-verdict": "drop", "cbi2021_02-verdict": "keep"}
    said = save(expert, 409, PAGE, **late)
    assert said["standing"] == {"cbi2021_01-revision": 1}
    assert said["revisions"] == {
        name: 1 for name in fields if name.endswith("revision") and name not in said["standing"]
    }
    assert said["answer"] == {
        "cbi2021_01-verdict": ["keep"], "cbi2021_01-reason": ["Newer"], "cbi2021_02-verdict": ["keep"],
    }  # fmt: skip
    assert kept(expert, "cbi2021_02").verdict == "keep"


def test_the_page_of_a_group_tells_what_it_cannot_keep_and_saves_the_rest(expert: Client) -> None:
    expert.get(COMPONENT)
    fields = form_fields(expert)
    fields.pop("csrf_token")
    said = save(expert, 400, PAGE, **fields | {"cbi2021_01-reason": "x" * 4001, "cbi2021_02-verdict": "keep"})
    assert "at most 4000" in said["message"]
    assert said["revisions"]["cbi2021_02-revision"] == 1
    assert "cbi2021_01-revision" not in said["revisions"]
    assert kept(expert, "cbi2021_02").verdict == "keep"
    assert "state" not in save(expert, 404, "/e/all/nothing/save")


def test_a_proposal_saves_by_itself_once_and_the_older_page_is_told(expert: Client) -> None:
    expert.get("/e/proposals")
    fields = form_fields(expert, "//main//form[.//input[@name='name_zh']]")
    fields.pop("csrf_token")
    path = "/e/proposals/save"
    assert "name" in save(expert, 400, path, **fields | {"content": "Dark area"})["message"]
    assert save(expert, path=path, **fields | {"name_en": "Night"})["revisions"] == {"revision": 1}
    assert save(expert, path=path, **fields | {"name_en": "Night"})["revisions"] == {"revision": 1}
    newer = fields | {"name_en": "Night sky", "revision": "1"}
    assert save(expert, path=path, **newer)["revisions"] == {"revision": 2}
    said = save(expert, 409, path, **fields | {"name_en": "Late"})
    assert said["standing"] == {"revision": 2}
    assert said["answer"] == {"key": [fields["key"]], "name_en": ["Night sky"]}
    [one] = desk_of(expert).proposals
    assert (one.proposal.name.en, one.revision) == ("Night sky", 2)
    save(expert, 400, path, **fields | {"name_en": "x", "revision": "x"})
    expert.get("/e/proposals")
    expert.post("/e/proposals", fields | {"name_en": "By button", "go": "save"}, 409)
    assert "Other words were saved on another page." in expert.text()
    again = form_fields(expert, "//main//form[.//input[@name='name_zh']]")
    assert (again["name_en"], again["revision"]) == ("By button", "2")
    expert.post("/e/proposals", again | {"go": "save"})
    assert desk_of(expert).proposals[0].proposal.name.en == "By button"


def test_closing_words_save_by_themselves_and_the_older_page_is_told(expert: Client) -> None:
    expert.get("/e/closing")
    fields = form_fields(expert)
    fields.pop("csrf_token")
    name = next(one for one in fields if one.startswith("closing-"))
    path = "/e/closing/save"
    said = save(expert, path=path, **fields | {name: "First"})
    number = said["revisions"]["revision"]
    assert number == int(fields["revision"]) + 1
    assert save(expert, path=path, **fields | {name: "Second", "revision": number})["state"] == "saved"
    late = save(expert, 409, path, **fields | {name: "Late"})
    assert (late["answer"], late["standing"]) == ({name: ["Second"]}, {"revision": number + 1})
    assert save(expert, path=path, **fields | {name: "Mine", "revision": number + 1})["state"] == "saved"
    assert "at most 4000" in save(expert, 400, path, **fields | {name: "x" * 4001})["message"]
    save(expert, 400, path, **fields | {name: "Odd", "revision": "-1"})
