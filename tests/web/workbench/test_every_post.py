"""Every form of the workbench: none is taken when forged, none takes more than it asks, none reaches what is elsewhere.

The forms are those of the pages themselves, as a browser would send them; the routes are those of the application.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from lbsap.registry import Registry
from tests.web.conftest import Client
from tests.web.test_access import PLACES, routes
from tests.web.workbench.scenes import (
    PERSON,
    Scene,
    Sheet,
    contents,
    publish_now,
    restore,
    scene,
    send,
    sheets_of,
    stage,
    table,
    walk,
)

__all__ = ["scene", "stage"]

EXTRAS: Final = {
    "role": "administrator", "id": "999", "decided_by": "mallory", "round_id": "999", "state": "published",
    "consultation_id": "999", "entered_by": "mallory", "answered_by": "mallory", "respondent_id": "1",
    "revision": "0", "digest": "0" * 64, "published_at": "2001-01-01", "deleted": "1", "actor": "mallory",
}  # fmt: skip
"""Fields that no form of the workbench has, by names that columns have."""
PASSING: Final = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d|^[0-9a-f]{64}$")
"""Values that differ from one time to the next: moments, and digests of new links."""
FILES: Final = {
    "workbench.catalogue_upload", "workbench.bring_comment_table", "workbench.bring_table",
}  # fmt: skip


@pytest.fixture
def engine(stage: Flask, scene: Scene) -> Iterator[Engine]:
    """The database of the stage; the scene stands again when the test is over."""
    found: Engine = stage.extensions["lbsap_engine"]
    yield found
    restore(scene, found)


@pytest.fixture(scope="module")
def forms(stage: Flask, scene: Scene) -> list[Sheet]:
    """The forms of all pages, filled in where a blank one would be refused."""
    client = _admin(stage)
    starts = [
        "/w/", "/w/catalogues", f"/w/catalogues/drafts/{scene.draft}", "/w/new",
        "/w/new/consultation?catalogue=cbi-2021%402021",
    ]  # fmt: skip
    for one in scene.everywhere:
        starts += scene.pages(one)
    found = sheets_of(client, walk(client, starts, ("/w/",), files=False))
    restore(scene, stage.extensions["lbsap_engine"])
    return [_filled(one) for one in found]


def _admin(stage: Flask, role: str = "administrator") -> Client:
    client = Client(stage)
    client.sign_in(role)
    return client


def _filled(sheet: Sheet) -> Sheet:
    """A form with words in what it wants, so that it would do something."""
    wanted = {
        "workbench.panel_add": {"pasted": "王小明,某大学,wang@example.org,,zh"},
        "workbench.keep_comment": {"text": "一条意见", "source": "letter", "said_in": "来函"},
        "workbench.contacts_file": {"ground": "寄送证书"},
        "workbench.statements": {"discussion_zh": "讨论", "discussion_en": "Discussion"},
        "workbench.keep_decision": {"outcome": "keep", "rationale_zh": "理由", "rationale_en": "Why"},
        "workbench.answer": {"fate": "noted", "reason_zh": "已阅", "reason_en": "Read"},
        "workbench.answer_one": {"fate": "noted", "reason_zh": "已阅", "reason_en": "Read"},
        "workbench.keep_spoken": {
            "source": "letter", "said_in": "来函", "speaker": "甲", "item": "cbi2021_02", "verdict": "keep",
        },
        "workbench.setup_questionnaire": {"source": "made"},
        "workbench.new_consultation": {
            "source": "made", "title_zh": "题", "title_en": "Title", "host_zh": "主办", "host_en": "Host",
            "contact": "help@example.org",
        },
        "workbench.draft_remove": {"reason_zh": "重复", "reason_en": "Twice"},
        "workbench.ask_again": {"reason": "新的依据"},
        "workbench.tag": {"tag": "数据"},
        "workbench.people": {"email": "new@example.org", "roles": "viewer"},
        "workbench.round_deadline": {"closes_at": "2036-12-31 18:00"},
        "workbench.draft_order": {"move": "cbi2021_01:down"},
        "workbench.public_link": {"go": "make"},
    }  # fmt: skip
    given = dict(wanted.get(sheet.endpoint, {}))
    if sheet.buttons and "go" not in given and sheet.buttons[0][0] not in given:
        given[sheet.buttons[0][0]] = sheet.buttons[0][1]
    return Sheet(sheet.endpoint, sheet.address, sheet.fields | given, sheet.texts, sheet.buttons)


def _posts(stage: Flask) -> list[Rule]:
    return [rule for method, rule in routes(stage) if method == "POST" and rule.endpoint.startswith("workbench.")]


def _passing(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows without what differs from one time to the next."""
    return {
        name: [tuple(PASSING.sub("*", str(value)) for value in row) for row in all_rows]
        for name, all_rows in rows.items()
    }


# --- forged ----------------------------------------------------------------------------------------------------------


def test_every_route_that_changes_something_has_a_form_here(stage: Flask, forms: list[Sheet]) -> None:
    assert {rule.endpoint for rule in _posts(stage)} - {one.endpoint for one in forms} == set()


def test_no_form_is_taken_without_a_token_or_with_that_of_another_session(
    stage: Flask, engine: Engine, forms: list[Sheet]
) -> None:
    victim, attacker = _admin(stage), _admin(stage, "editor")
    before = contents(engine)
    for one in forms:
        for stolen in ({}, {"csrf_token": ""}, {"csrf_token": attacker.token}):
            answer = victim.browser.post(one.address, data=one.fields | stolen, base_url=victim.base_url)
            assert answer.status_code == 400, (one.endpoint, stolen)
    assert contents(engine) == before


def test_the_same_forms_with_the_token_do_something(
    stage: Flask, scene: Scene, engine: Engine, forms: list[Sheet]
) -> None:
    """Else the test above would hold for forms that are refused anyhow."""
    client, before, idle = _admin(stage), contents(engine), set()
    for one in forms:
        answer = send(client, one.address, one.fields)
        assert answer.status_code < 500, one.endpoint
        if contents(engine) == before:
            idle.add(one.endpoint)
        else:
            idle.discard(one.endpoint)
            restore(scene, engine)
    print(sorted(idle))
