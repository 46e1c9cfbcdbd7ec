"""Administrators look after accounts, personal data and the audit trail."""

from __future__ import annotations

import ast
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text

import lbsap
from lbsap.actions.experts import link
from lbsap.steps.common.stamp import stamp
from lbsap.store.columns import now
from lbsap.web.workbench.events import KINDS, WHAT
from tests.web.conftest import PASSWORD, Client, Sample

Maker = Callable[..., Client]


@pytest.fixture
def administrator(signed_in: Maker) -> Client:
    """The browser of an administrator who reads English."""
    return signed_in("administrator")


def account(engine: Engine, email: str) -> int:
    with engine.connect() as connection:
        query = text("SELECT id FROM user_account WHERE email = :email")
        return int(connection.execute(query, {"email": email}).scalar_one())


def recorded() -> Iterator[str]:
    """What the code writes into the audit trail: the third argument of each ``record`` and the like."""
    for path in Path(lbsap.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"record": 2, "_note": 1, "change_city": 3, "change_within": 3}.get(node.func.id)
                if place is not None and len(node.args) > place:
                    yield from (
                        one.value
                        for one in ast.walk(node.args[place])
                        if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    )


def abouts() -> set[str]:
    """What kinds of things events are about: the word before the number in ``f"round {id}"``, given to ``record``."""
    found = set()
    for path in (Path(lbsap.__file__).parent / "actions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            given: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                given = node.args[3:4]
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "about":
                given = [node.value]
            for one in given:
                if isinstance(one, ast.JoinedStr) and isinstance(one.values[0], ast.Constant):
                    found.add(str(one.values[0].value).strip())
    return found


def test_everything_that_is_recorded_has_words_in_both_languages() -> None:
    assert set(recorded()) == set(WHAT)


def test_whatever_an_event_is_about_has_words_in_both_languages() -> None:
    assert abouts() == set(KINDS)


def test_a_new_account_gets_a_link_that_is_shown_once_and_sets_a_password(
    administrator: Client, app: Flask, engine: Engine
) -> None:
    administrator.get("/w/admin/people")
    administrator.post("/w/admin/people", {"email": " new@example.org ", "roles": ["editor", "viewer"]}, 200)
    assert administrator.page is not None
    (made,) = administrator.page.xpath("//input[@readonly]/@value")
    guest = Client(app)
    guest.get(made.removeprefix("http://localhost:8000"))
    guest.post(
        made.removeprefix("http://localhost:8000"), {"password": PASSWORD, "password_confirm": PASSWORD}
    )
    administrator.get(f"/w/admin/people/{account(engine, 'new@example.org')}")
    assert "It is set" in administrator.text()
    administrator.get("/w/admin/trail")
    assert "account added" in administrator.text()
    assert made.rpartition("/")[2] not in administrator.text()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"email": "no address", "roles": "editor"}, "is not an e-mail address"),
        ({"email": "editor@example.org", "roles": "editor"}, "There is an account"),
        ({"email": "new@example.org"}, "Select at least one role."),
        ({"email": "new@example.org", "roles": "emperor"}, "emperor"),
    ],
)
def test_a_fault_in_a_new_account_is_told_by_its_field(
    administrator: Client, sent: dict[str, str], told: str
) -> None:
    administrator.get("/w/admin/people")
    administrator.post("/w/admin/people", sent, 400)
    assert told in administrator.text()
    assert administrator.page is not None
    assert administrator.page.xpath("//input[@name='email']/@value") == [sent["email"]]


def test_an_account_kept_out_is_out_at_once_and_may_come_back(
    administrator: Client, editor: Client, app: Flask, engine: Engine
) -> None:
    page = f"/w/admin/people/{account(engine, 'editor@example.org')}"
    editor.get("/w/")
    administrator.get(page)
    administrator.follow(administrator.post(page, {"go": "keep-out"}))
    assert "kept out from now on" in administrator.text()
    assert editor.get("/w/", 302).headers["Location"].startswith("/account/sign-in")
    administrator.post(page, {"go": "let-in"})
    again = Client(app)
    again.sign_in("editor")
    again.get("/w/")


def test_ending_sessions_and_the_second_factor_ends_those_that_run(
    administrator: Client, editor: Client, engine: Engine
) -> None:
    number = account(engine, "editor@example.org")
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE user_account SET tf_totp_secret = 'secret' WHERE id = :id"), {"id": number}
        )
    administrator.get(f"/w/admin/people/{number}")
    administrator.post(f"/w/admin/people/{number}", {"go": "factor"})
    editor.get("/w/", 302)
    with engine.connect() as connection:
        kept = connection.execute(
            text("SELECT tf_totp_secret FROM user_account WHERE id = :id"), {"id": number}
        )
        assert kept.scalar_one() is None


def test_roles_are_changed_and_the_last_administrator_cannot_leave(
    administrator: Client, editor: Client, engine: Engine
) -> None:
    page = f"/w/admin/people/{account(engine, 'editor@example.org')}"
    administrator.get(page)
    administrator.post(page, {"go": "roles", "roles": "city", "seen": stamp(("editor",))})
    editor.get("/w/", 403)
    own = f"/w/admin/people/{account(engine, 'administrator@example.org')}"
    for sent in ({"go": "roles", "roles": "editor", "seen": stamp(("administrator",))}, {"go": "keep-out"}):
        administrator.post(own, sent, 400)
        assert "make another one first" in administrator.text()
    administrator.get("/w/admin/")


def test_unknown_accounts_and_acts_change_nothing(administrator: Client, engine: Engine) -> None:
    administrator.get("/w/admin/people/999", 404)
    own = f"/w/admin/people/{account(engine, 'viewer@example.org')}"
    administrator.get(own)
    administrator.post(own, {"go": "crown", "roles": "administrator"}, 400)
    administrator.get(own)
    assert administrator.page is not None
    assert administrator.page.xpath("//input[@name='roles' and @checked]/@value") == ["viewer"]


def test_data_are_deleted_on_request_after_a_last_word(
    administrator: Client, app: Flask, engine: Engine, sample: Sample
) -> None:
    link.begin(engine, sample.tokens["E01"], now(), "")
    sent = {"consultation": str(sample.consultation), "code": "E01"}
    administrator.get("/w/admin/data")
    administrator.post("/w/admin/data", sent, 200)
    assert "Delete these data?" in administrator.text()
    administrator.follow(administrator.post("/w/admin/data", sent | {"go": "delete"}))
    assert "The data are deleted." in administrator.text()
    assert "E01" in administrator.text()
    (line,) = app.config["LBSAP_ERASURES"].read_text().splitlines()
    assert json.loads(line)["respondent"] == "E01"
    assert link.open_link(engine, sample.tokens["E01"], now()).state == "unknown"
    administrator.post("/w/admin/data", sent | {"go": "delete"}, 400)
    assert "no expert with this code" in administrator.text()


@pytest.mark.parametrize(
    "sent", [{}, {"consultation": "x", "code": "E01"}, {"consultation": "1", "code": " "}]
)
def test_a_request_that_names_nobody_is_refused(administrator: Client, sent: dict[str, str]) -> None:
    administrator.get("/w/admin/data")
    administrator.post("/w/admin/data", sent | {"go": "delete"}, 400)


def test_a_database_restored_from_a_backup_is_cleaned_at_the_next_start(
    administrator: Client,
    make_app: Callable[..., Flask],
    app: Flask,
    engine: Engine,
    sample: Sample,
    tmp_path: Path,
) -> None:
    database, backup = tmp_path / "lbsap.sqlite3", tmp_path / "backup"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", (str(backup),))
    administrator.get("/w/admin/data")
    administrator.post(
        "/w/admin/data", {"consultation": str(sample.consultation), "code": "E01", "go": "delete"}
    )
    engine.dispose()
    for left in tmp_path.glob("lbsap.sqlite3-*"):
        left.unlink()
    backup.replace(database)
    restored = make_app().extensions["lbsap_engine"]
    assert link.open_link(restored, sample.tokens["E01"], now()).state == "unknown"
    assert link.open_link(restored, sample.tokens["E02"], now()).state == "ready"


def test_the_trail_is_found_by_its_words_and_read_page_by_page(administrator: Client, engine: Engine) -> None:
    with engine.begin() as connection:
        for number in range(120):
            connection.execute(
                text(
                    "INSERT INTO audit_event (actor, what, about, details, at) "
                    "VALUES ('<b>x</b>', 'items decided', :about, '{\"items\": 2}', '2026-11-20 08:00:00.000000')"
                ),
                {"about": f"consultation {number}%"},
            )
    administrator.get("/w/admin/trail?words=X%3C/b")
    assert "120 entries" in administrator.text()
    assert "page 1 of 3" in administrator.text()
    assert "<b>x</b>" in administrator.text()
    administrator.get("/w/admin/trail?words=x%3C/b&page=99")
    assert "page 3 of 3" in administrator.text()
    administrator.get("/w/admin/trail?words=19%25")
    assert "2 entries" in administrator.text()
    administrator.get("/w/admin/trail?words=nothing+like+it")
    assert "No entry holds these words." in administrator.text()


def test_the_pages_are_chinese_for_those_who_read_it(signed_in: Maker) -> None:
    reader = signed_in("administrator", lang="zh")
    for page, words in {
        "/w/admin/": "操作记录",
        "/w/admin/people": "新增账号",
        "/w/admin/data": "依申请删除",
        "/w/admin/trail": "登录",
        "/w/admin/plugins": "已启用",
    }.items():
        reader.get(page)
        assert words in reader.text()
