"""A full disk, and a database that is away: told as not saved, nothing half kept, and nobody's words in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from tests.web.conftest import Client
from tests.web.expert.answering import FIRST, answer, kept, revision
from tests.web.expert.entering import digest

LONG = "甲乙丙丁" * 1000


@pytest.fixture(autouse=True)
def _sqlite_only(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("the file of a server's database cannot be kept from growing here")


@contextmanager
def full_disk(engine: Engine) -> Iterator[None]:
    """Let the file of the database grow no more while the block runs: SQLite then says what it says of a full disk."""
    pages = {"most": 1}

    def limit(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages['most']}")

    event.listen(engine, "checkout", limit)
    try:
        yield
    finally:
        pages["most"] = 1_000_000


def test_on_a_full_disk_nothing_is_called_saved_and_nothing_is_half_kept(app: Flask, expert: Client) -> None:
    engine: Engine = app.extensions["lbsap_engine"]
    answer(expert, {"verdict": "keep", "reason": "Before"})
    expert.get(FIRST)
    before, number = digest(engine), revision(expert)
    with full_disk(engine):
        fields = {"revision": number, "verdict": "drop", "reason": LONG}
        expert.post(FIRST, fields | {"go": "next"}, 507)
        assert "This could not be saved" in expert.text()
        heard = expert.post(f"{FIRST}/save", fields, 507, headers={"Accept": "application/json"})
        assert "saved" not in heard.text
        expert.get(FIRST)
        assert "Before" in expert.text()
    assert digest(engine) == before
    answer(expert, {"verdict": "drop", "reason": LONG})
    assert kept(expert).reason == LONG


def test_what_could_not_be_saved_does_not_stand_in_the_log(
    app: Flask, expert: Client, caplog: pytest.LogCaptureFixture
) -> None:
    expert.get(FIRST)
    with full_disk(app.extensions["lbsap_engine"]), caplog.at_level(logging.DEBUG):
        expert.post(FIRST, {"revision": "0", "verdict": "drop", "reason": LONG, "go": "next"}, 507)
    assert "disk is full" in caplog.text
    assert LONG[:8] not in caplog.text


def test_a_database_that_is_away_is_told_as_such_whatever_was_typed(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise OperationalError("UPDATE answer", {"reason": "the disk is full"}, Exception("server closed"))

    monkeypatch.setitem(app.view_functions, "base.home", fail)
    answered = client.get("/", 503)
    assert answered.headers["Retry-After"] == "10"
    assert "The service is interrupted for a moment" in client.text()
