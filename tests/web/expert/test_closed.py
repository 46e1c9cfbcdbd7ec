"""After the deadline: no form of the experts' pages, whatever is put into it, changes what was said."""

from __future__ import annotations

from typing import Final

from flask import Flask
from sqlalchemy import Engine

from lbsap.store.tables import METADATA
from tests.web.conftest import Client, Sample
from tests.web.expert.answering import answer, close
from tests.web.expert.entering import PROFILE, rows
from tests.web.test_access import path_of, routes

RIGHTS: Final = {
    f"expert.{name}"
    for name in (
        "begin",
        "public",
        "resume",
        "code",
        "not_me",
        "leave",
        "consent",
        "consent_apart",
        "contact",
    )
} | {"expert.profile", "expert.withdraw", "expert.delete"}
"""Forms that stay open: the way in and out, and what one may do about one's own data, such as correcting it."""
SAID: Final = (
    "answer",
    "answer_mark",
    "proposal",
    "remark",
    "submission",
    "respondent",
    "round",
    "consultation",
)
FIELDS: Final = PROFILE | {
    "revision": "1", "cbi2021_01-revision": "1", "cbi2021_01-verdict": "drop", "verdict": "drop", "go": "next",
    "reason": "Late", "name_zh": "迟", "name_en": "Late", "key": "late-late-late", "content": "Late", "parent": "",
    "components": "native_biodiversity", "closing-overall": "Late", "respondent": "E02", "respondent_id": "2", "id": "2",
    "expert_id": "2", "role": "editor", "round_id": "1", "stratum": "policy", "closes_at": "2999-01-01", "state": "open",
}  # fmt: skip
"""Fields of every form, and some that no form has."""


def send_all(expert: Client) -> list[tuple[str, int]]:
    """Send everything by every form of the experts' pages that takes what they say; what each answered."""
    heard = []
    for method, rule in routes(expert.app):
        if method == "POST" and rule.endpoint.startswith("expert.") and rule.endpoint not in RIGHTS:
            sent = expert.browser.post(
                path_of(rule), data={"csrf_token": expert.token} | FIELDS, base_url=expert.base_url
            )
            heard.append((rule.endpoint, sent.status_code))
    return heard


def test_every_form_of_the_round_is_shut(app: Flask, expert: Client, engine: Engine, sample: Sample) -> None:
    answer(expert, {"verdict": "keep", "reason": "In time"})
    close(engine, sample.round)
    expert.get("/e/review")
    before = rows(engine, *SAID)
    heard = send_all(expert)
    assert len(heard) >= 11
    assert {code for _, code in heard} <= {303, 400, 404}, heard
    assert rows(engine, *SAID) == before
    assert set(SAID) <= {table.name for table in METADATA.sorted_tables}


def test_in_an_open_round_no_added_field_reaches_what_is_not_ones_own(
    expert: Client, other_expert: Client, engine: Engine
) -> None:
    answer(other_expert, {"verdict": "keep", "reason": "Of another"})
    expert.get("/e/")
    before = rows(engine, "round", "consultation", "user_account")
    theirs = [one for one in rows(engine, "answer")["answer"] if "Of another" in one]
    send_all(expert)
    assert [one for one in rows(engine, "answer")["answer"] if "Of another" in one] == theirs
    assert rows(engine, "round", "consultation", "user_account") == before
