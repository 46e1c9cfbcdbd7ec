"""What tests of answering share: an expert who has come in, what is kept of the answers, commits counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, before_render_template
from sqlalchemy import Engine, event

from lbsap.actions.experts.desk import Desk, load_desk
from lbsap.model.questionnaire import Questionnaire
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.consultations import RoundRow
from lbsap.store.engine import session_scope
from lbsap.web.desk import VISIT
from tests.web.conftest import Client, Sample
from tests.web.expert.entering import Made, enter, make

FIRST = "/e/item/cbi2021_01"
COMPONENT = "/e/all/native_biodiversity"


@pytest.fixture
def expert(app: Flask, sample: Sample) -> Client:
    """An expert of the indicators who reads English, has agreed and told the profile."""
    return come_in(Client(app), sample.tokens["E01"])


@pytest.fixture
def zh_expert(app: Flask, sample: Sample) -> Client:
    """The same, reading Chinese."""
    return come_in(Client(app, lang="zh"), sample.tokens["E01"])


@pytest.fixture
def other_expert(app: Flask, sample: Sample) -> Client:
    """Another expert of the same panel."""
    return come_in(Client(app), sample.tokens["E02"])


@pytest.fixture
def outline(engine: Engine, own_registry: Registry) -> Made:
    """An open consultation on the framework."""
    return make(engine, own_registry, questionnaire=own_registry.get(Questionnaire, "lbsap-framework-review"))


@pytest.fixture
def outline_expert(app: Flask, outline: Made) -> Client:
    """An expert of the framework."""
    return come_in(Client(app), outline.token)


def come_in(client: Client, token: str) -> Client:
    """Come in by a personal link, up to the first page after the profile."""
    enter(client, token, {"profile-field": "planning"})
    client.get("/e/")
    return client


def desk_of(client: Client) -> Desk:
    """What is kept of the expert who uses this browser."""
    with client.browser.session_transaction() as session:
        visit = session[VISIT]
    found = load_desk(client.app.extensions["lbsap_engine"], visit, now())
    assert found is not None
    return found


def kept(client: Client, item: str = "cbi2021_01") -> Any:
    """The answer that stands on an item, ``None`` where there is none."""
    found = desk_of(client).answers.get(item)
    return found.answer if found else None


def answer(client: Client, fields: Mapping[str, Any], path: str = FIRST, code: int | None = None) -> Any:
    """Open an item's page and send its form."""
    client.get(path)
    return client.post(path, {"revision": revision(client), "go": "save"} | dict(fields), code)


def revision(client: Client, name: str = "revision") -> str:
    """The revision that the page seen last shows."""
    assert client.page is not None
    return str(client.page.xpath(f"//input[@name='{name}']/@value")[0])


def form_fields(client: Client, form: str = "//main//form") -> dict[str, Any]:
    """The fields of the first form of the page as a browser would send them untouched."""
    assert client.page is not None
    fields: dict[str, Any] = {}
    for one in client.page.xpath(f"({form})[1]//input | ({form})[1]//textarea"):
        kind = one.get("type", "text")
        if one.tag == "textarea":
            fields[one.get("name")] = (one.text or "").lstrip("\n")
        elif kind not in ("radio", "checkbox") or one.get("checked") is not None:
            fields[one.get("name")] = one.get("value", "")
    return fields


def close(engine: Engine, round_id: int) -> None:
    """Let the deadline of a round pass."""
    with session_scope(engine) as session:
        row = session.get(RoundRow, round_id)
        assert row is not None
        row.closes_at = now() - timedelta(minutes=1)


@contextmanager
def watched(app: Flask) -> Iterator[list[str]]:
    """What happens while the block runs, in order: ``begin`` and ``commit`` of units that write, ``render``."""
    seen: list[str] = []
    engine: Engine = app.extensions["lbsap_engine"]

    def note(word: str) -> Callable[[object], None]:
        return lambda _connection: seen.append(word)

    def rendered(_app: Flask, **_more: Any) -> None:
        seen.append("render")

    listeners = {word: note(word) for word in ("begin", "commit")}
    for word, listener in listeners.items():
        event.listen(engine, word, listener)
    before_render_template.connect(rendered, app)
    try:
        yield seen
    finally:
        before_render_template.disconnect(rendered, app)
        for word, listener in listeners.items():
            event.remove(engine, word, listener)
