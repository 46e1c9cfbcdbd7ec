"""Every form of the workbench: none is taken when forged, none takes more than it asks, none reaches what is elsewhere.

The forms are those of the pages themselves, as a browser would send them; the routes are those of the application.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from importlib.resources import files
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
from tests.web.workbench.drafting import TITLES
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
PASSING: Final = re.compile(r"\d{4}-\d\d-\d\d[ T][\d:.]+|\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b|\$argon2.*")
"""Values that differ from one time to the next: moments, and digests of new links."""
LOOKS: Final = {
    "workbench.preview", "workbench.panel_add", "workbench.catalogue_upload", "workbench.data_protection",
}  # fmt: skip
"""Forms that keep nothing, or show first what they would do."""
AFTERWARDS: Final = {
    "workbench.panel_add", "workbench.panel_end", "workbench.panel_person", "workbench.panel_texts",
    "workbench.panel_hand_out", "workbench.statements", "workbench.contacts_file", "workbench.public_link",
    "workbench.tag", "workbench.group", "workbench.part", "workbench.preview",
    "workbench.take_over", "workbench.answer", "workbench.answer_one", "workbench.keep_comment",
    "workbench.bring_comment_table", "workbench.keep_correction",
}  # fmt: skip
"""What may still be done to a consultation whose revision is published: people's data, the report's words, tags, and
comments, which may be answered late."""
CATALOGUE: Final = (
    files("lbsap_cbi").joinpath("cbi-2021.yaml").read_text("utf-8").replace("cbi-2021", "their-index", 1)
)


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
        starts += [*scene.pages(one), f"/w/c/{one}/preview/consent"]
    with stage.extensions["lbsap_engine"].connect() as connection:  # walking opens one page of each kind only
        by_hand = connection.exec_driver_sql(
            "SELECT consultation_id, id FROM comment WHERE source <> 'online'"
        )
        starts += [f"/w/c/{one}/comments/{comment}/correct" for one, comment in by_hand]
    found = sheets_of(client, walk(client, starts, ("/w/",), files=False, most=1))
    restore(scene, stage.extensions["lbsap_engine"])
    return [_filled(one) for one in found]


def _admin(stage: Flask, role: str = "administrator") -> Client:
    client = Client(stage)
    client.sign_in(role)
    return client


def _filled(sheet: Sheet) -> Sheet:
    """A form with words in what it wants, so that it would do something."""
    both = {"rationale_zh": "理由", "rationale_en": "Why"}
    fate = {"fate": "noted", "reason_zh": "已阅", "reason_en": "Read"}
    wanted = {
        "workbench.panel_add": {"pasted": "王小明,某大学,wang@example.org,,zh"},
        "workbench.keep_comment": {"words": "一条意见", "source": "letter", "said_in": "来函"},
        "workbench.contacts_file": {"ground": "寄送证书"},
        "workbench.statements": {"piloting_zh": "样本有限"},
        "workbench.keep_decision": both,
        "workbench.keep_new": both | {"id": "night", "title_zh": "夜间光", "title_en": "Night light", "kind": "ratio"},
        "workbench.answer": fate,
        "workbench.answer_one": fate,
        "workbench.keep_spoken": {"source": "letter", "said_in": "来函", "speaker": "甲", "item": "cbi2021_02"},
        "workbench.setup_questionnaire": {"source": "made"},
        "workbench.setup_titles": {"contact": "other@example.org"},
        "workbench.new_consultation": TITLES | {"source": "made"},
        "workbench.catalogue_new": {
            "start": "index", "id": "new-index", "version": "1", "title_zh": "新", "title_en": "New",
        },
        "workbench.draft_head": {"title_zh": "另一名称"},
        "workbench.draft_item": {"title_zh": "另一名称"},
        "workbench.draft_item_bands": {"bands-0-meaning_zh": "很少", "bands-0-meaning_en": "Few"},
        "workbench.draft_new_item": {"title_zh": "新指标", "title_en": "New one"},
        "workbench.draft_remove": {"reason_zh": "重复", "reason_en": "Twice"},
        "workbench.ask_again": {"reason": "新的依据"},
        "workbench.tag": {"tag": "另一标签"},
        "workbench.group": {"face_zh": "合名", "face_en": "One name"},
        "workbench.keep_correction": {"words": "更正后的意见"},
        "workbench.standing": {"text_zh": "坚持生态优先。", "source": "国办发〔2026〕1号"},
        "workbench.people": {"email": "new@example.org", "roles": "viewer"},
        "workbench.round_deadline": {"closes_at": "2036-12-31 18:00"},
        "workbench.round_dates": {"closes_at": "2036-12-31 18:00"},
        "workbench.draft_order": {"move": "cbi2021_01:down"},
        "workbench.public_link": {"go": "make"},
    }  # fmt: skip
    given = dict(wanted.get(sheet.endpoint, {}))
    if sheet.buttons and "go" not in given and sheet.buttons[0][0] not in given:
        given[sheet.buttons[0][0]] = sheet.buttons[0][1]
    return Sheet(sheet.endpoint, sheet.address, sheet.fields | given, sheet.texts, sheet.buttons)


def _with_file(sheet: Sheet) -> dict[str, Any]:
    """What to send, with a new file where the form takes one."""
    content = {
        "workbench.bring_comment_table": "item,comment\ncbi2021_01,一条意见\n",
        "workbench.bring_table": "respondent,item,verdict,name_zh,name_en,settings,reason,stratum\n甲,cbi2021_01,keep,,,,,\n",
        "workbench.catalogue_upload": CATALOGUE,
    }.get(sheet.endpoint)
    if content is None:
        return sheet.fields
    more = {"file": table(content, "c.yaml" if content == CATALOGUE else "table.csv")}
    return sheet.fields | {"source": "letter", "said_in": "来函"} | more


def _posts(stage: Flask) -> list[Rule]:
    return [
        rule for method, rule in routes(stage) if method == "POST" and rule.endpoint.startswith("workbench.")
    ]


def _passing(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows without what differs from one time to the next."""
    return {
        name: [tuple(PASSING.sub("*", str(value)) for value in row) for row in all_rows]
        for name, all_rows in rows.items()
        if name not in ("visit", "account_session")
    }


def _said(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows without the trail of who tried what."""
    return {
        name: all_rows for name, all_rows in rows.items() if name not in ("audit_event", "sqlite_sequence")
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
    client, done = _admin(stage), set[str]()
    restore(scene, engine)
    before = contents(engine)
    for one in forms:
        if one.endpoint in done:
            continue
        assert send(client, one.address, _with_file(one)).status_code < 500, one.endpoint
        if contents(engine) != before:
            done.add(one.endpoint)
            restore(scene, engine)
    assert {rule.endpoint for rule in _posts(stage)} - done <= LOOKS


# --- more than is asked ----------------------------------------------------------------------------------------------


def test_fields_that_a_form_does_not_have_change_nothing(
    stage: Flask, scene: Scene, engine: Engine, forms: list[Sheet]
) -> None:
    client, seen, wrong = _admin(stage), set[str](), []
    for one in forms:
        kind = f"{one.endpoint} {one.buttons[:1]}"
        if kind in seen:
            continue
        seen.add(kind)
        results = []
        for extra in ({}, {name: words for name, words in EXTRAS.items() if name not in one.fields}):
            restore(scene, engine)
            answer = send(client, one.address, _with_file(one) | extra)
            results.append((answer.status_code, _passing(contents(engine))))
        if results[0] != results[1]:
            (plain_code, plain), (code, more) = results
            wrong.append(
                (one.endpoint, plain_code, code, [_changes(plain[name], more[name]) for name in plain])
            )
    assert wrong == []
    assert len(seen) > 40


def _changes(plain: list[Any], more: list[Any]) -> list[Any]:
    """Rows that stand on one side only, for the message of a failed test."""
    return [row for row in (*plain, *more) if (row in plain) != (row in more)]


# --- what is elsewhere -----------------------------------------------------------------------------------------------


def _foreign(scene: Scene, engine: Engine) -> dict[str, str]:
    """Ids that exist, but not in the consultation that is judged."""
    ids = {}
    with engine.connect() as connection:
        for name, table_name in (("comment_id", "comment"), ("invitation_id", "invitation")):
            query = f"SELECT id FROM {table_name} WHERE consultation_id = {scene.published} ORDER BY id"  # noqa: S608
            ids[name] = str(connection.exec_driver_sql(query).scalars().first())
    return ids


def _addresses(scene: Scene, engine: Engine, rule: Rule) -> list[str]:
    """Addresses of a route on a consultation, each with one id that is not of that consultation."""
    own = PLACES | {"consultation_id": str(scene.judged), "number": "1", "page": "profile"}
    foreign = {
        "consultation_id": "999", "item_id": "lbsap-section-none", "number": "99", "group_id": "999",
        "draft_id": "999", "reference": "cbi-2021@none", "account_id": "999",
    } | _foreign(scene, engine)  # fmt: skip
    form = r"<(?:any\(([^),]+)[^)]*\):|\w+:)?(\w+)>"
    made = []
    for swapped in re.findall(form, rule.rule):
        if swapped[1] in foreign:
            values = own | {swapped[1]: foreign[swapped[1]]}
            made.append(re.sub(form, lambda place: place[1] or values[place[2]], rule.rule))  # noqa: B023
    return made


def test_what_is_of_another_consultation_is_not_found(
    stage: Flask, scene: Scene, engine: Engine, forms: list[Sheet]
) -> None:
    """A form for a draft that is gone shows what was typed (409); a round that is no draft leads to the overview."""
    client = _admin(stage)
    before, fields = contents(engine), {one.endpoint: one.fields for one in forms}
    tried, wrong = 0, []
    for method, rule in routes(stage):
        if not rule.endpoint.startswith("workbench."):
            continue
        for address in _addresses(scene, engine, rule):
            tried += 1
            if method == "GET":
                answer = client.browser.get(address, base_url=client.base_url)
            else:
                answer = send(client, address, fields.get(rule.endpoint, {}))
            gone = method == "POST" and "/drafts/" in address and answer.status_code == 409
            elsewhere = (
                method == "GET" and rule.endpoint == "workbench.ask_again" and answer.status_code == 303
            )
            if not (answer.status_code == 404 or gone or elsewhere):
                wrong.append((method, address, answer.status_code, answer.location))
    assert wrong == []
    assert contents(engine) == before
    assert tried > 120


def test_hidden_fields_that_name_what_is_of_another_consultation_change_nothing(
    stage: Flask, scene: Scene, engine: Engine, forms: list[Sheet]
) -> None:
    client = _admin(stage)
    before, comment = contents(engine), _foreign(scene, engine)["comment_id"]
    base = f"/w/c/{scene.judged}"
    with engine.connect() as connection:
        query = f"SELECT a.id FROM answer a JOIN round r ON a.round_id = r.id WHERE r.consultation_id = {scene.published}"  # noqa: S608
        answers = [str(one) for one in connection.exec_driver_sql(query + " LIMIT 3").scalars()]
    for address, sent in (
        (f"{base}/comments", {"chosen": f"{comment}:0", "fate": "noted", "reason_zh": "阅", "reason_en": "Read"}),
        (f"{base}/results/reasons", {"choices": answers, "tag": "数据"}),
        (f"{base}/results/reasons", {"untag": f"{answers[0]} 数据"}),
        (f"{base}/elsewhere/take-out", {"speaker": "nobody", "said_in": "nowhere"}),
        (f"{base}/panel/send", {"to": _foreign(scene, engine)["invitation_id"], "by": "page", "key": "k", "seen": "0"}),
    ):  # fmt: skip
        assert send(client, address, sent).status_code in (303, 400, 404), address
        assert _said(contents(engine)) == _said(before), address
    decision = next(
        one for one in forms if one.endpoint == "workbench.keep_decision" and one.address.startswith(base)
    )
    send(client, decision.address, decision.fields | {"comments": [comment]})
    decisions = [repr(row) for row in contents(engine)["decision"] if row not in before["decision"]]
    assert not [row for row in decisions if re.search(rf'"comments": \[[^\]]*\b{comment}\b', row)]


# --- viewers and cities ----------------------------------------------------------------------------------------------


def _words(answer: TestResponse) -> str:
    """All that stands in an answer, the parts of an Office file too."""
    if not answer.data.startswith(b"PK"):
        return answer.get_data(as_text=True)
    with zipfile.ZipFile(BytesIO(answer.data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_no_page_or_file_that_a_viewer_can_open_names_an_expert(
    stage: Flask, scene: Scene, engine: Engine
) -> None:
    viewer = _admin(stage, "viewer")
    starts = [
        "/w/",
        *(page for one in (scene.running, scene.judged, scene.published) for page in scene.pages(one)),
    ]
    found = walk(viewer, starts, ("/w/",), most=1)
    assert len(found) > 60
    secrets = (PERSON.name, PERSON.institution, PERSON.email, "专家E01")
    leaks = [(address, one) for address, answer in found.items() for one in secrets if one in _words(answer)]
    assert leaks == []


def test_the_editor_does_see_the_person(stage: Flask, scene: Scene) -> None:
    """Else the test above would hold for a person who is nowhere."""
    editor = _admin(stage, "editor")
    for one in scene.everywhere:
        assert PERSON.name in _words(editor.get(f"/w/c/{one}/panel"))


@pytest.mark.parametrize("role", ["viewer", "city"])
def test_who_is_no_editor_changes_nothing(
    stage: Flask, engine: Engine, forms: list[Sheet], role: str
) -> None:
    client = _admin(stage, role)
    before = contents(engine)
    for one in forms:
        answer = send(client, one.address, one.fields)
        allowed = one.endpoint == "workbench.preview" and role == "viewer"
        assert answer.status_code == 403 or allowed, one.endpoint
    assert contents(engine) == before


# --- published -------------------------------------------------------------------------------------------------------


def test_once_published_nothing_that_was_decided_answered_or_asked_can_be_changed(
    stage: Flask, scene: Scene, engine: Engine, own_registry: Registry, forms: list[Sheet]
) -> None:
    client, base = _admin(stage), f"/w/c/{scene.judged}/"
    sent = [one for one in forms if one.address.startswith(base) and one.endpoint not in AFTERWARDS]
    publish_now(engine, own_registry, scene.judged, "our-1")
    before = contents(engine)
    assert {"workbench.keep_decision", "workbench.keep_new", "workbench.next_round",
            "workbench.publish_version", "workbench.keep_spoken"} <= {one.endpoint for one in sent}  # fmt: skip
    changed = []
    for one in sent:
        answer = send(client, one.address, _with_file(one))
        assert answer.status_code < 500, one.endpoint
        if contents(engine) != before:
            changed.append(one.endpoint)
            before = contents(engine)
    assert changed == []
