"""A database with a consultation in every state, made once for tests that walk the whole workbench, and ways to walk it."""

from __future__ import annotations

import io
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from lbsap.actions.catalogues import read_decisions
from lbsap.actions.consultations import decide_items, tally_round
from lbsap.actions.editors.catalogue_drafts import begin_draft
from lbsap.actions.editors.folder import open_folder
from lbsap.actions.editors.publishing import open_revision, publish
from lbsap.actions.editors.rounds import draft_next_round
from lbsap.data import shipped
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.store.columns import now
from lbsap.store.engine import session_scope
from lbsap.store.invitations import Contact, invite
from lbsap.store.proposals import keep_proposal
from lbsap.store.remarks import keep_remarks
from lbsap.store.respondents import panel as panel_of
from lbsap.web.incoming import MANY_VALUED
from tests.web.conftest import Client, Sample, _app_in
from tests.web.workbench.conftest import EDITOR, make_answered
from tests.web.workbench.drafting import begin, complete

PERSON: Final = Contact("欧阳独一", "无双研究所", "ouyang.duyi@unique.example")
"""Somebody on every panel whose name, institute and address stand nowhere else."""


@dataclass(frozen=True)
class Scene:
    """The consultations of the scene by their state, and a draft of a catalogue."""

    folder: Path
    running: int
    """Open, with links for two experts."""
    judged: int
    """Closed, with 36 experts and a decision on every indicator."""
    following: int
    """Closed, with a draft of the next round."""
    drafted: int
    """Being set up, and ready to open."""
    published: int
    """On the framework; its revision is published."""
    draft: int
    tokens: Mapping[str, str] = field(default_factory=dict)

    def pages(self, consultation: int) -> list[str]:
        """Where a walk through a consultation begins, those pages included to which no plain link leads."""
        base = f"/w/c/{consultation}"
        return [
            f"{base}/", f"{base}/panel/send?to=waiting&by=page", f"{base}/results/items/cbi2021_08",
            f"{base}/publication/confirm?version=our-1", f"{base}/results/stability?round=1",
        ]  # fmt: skip

    @property
    def everywhere(self) -> tuple[int, ...]:
        """The ids of all consultations."""
        return self.running, self.judged, self.following, self.drafted, self.published


def build(app: Flask, registry: Registry, sample: Sample, folder: Path) -> Scene:
    """Make the scene on the database of an application with the sample consultation."""
    engine: Engine = app.extensions["lbsap_engine"]
    editor = Client(app)
    editor.sign_in("editor")
    judged, following = make_answered(engine, registry), make_answered(engine, registry)
    done = make_answered(engine, registry, name="framework")
    for one, name in ((judged, "cbi"), (done, "framework")):
        decide_all(engine, registry, one, name)
    _say_more(engine, judged)
    draft_next_round(EDITOR, engine, registry, following.round)
    drafted = begin(editor)
    complete(editor, drafted)
    draft = begin_draft(EDITOR, engine, registry, "cbi-2021@2021", "our-index", "1")
    scene = Scene(
        folder, sample.consultation, judged.consultation, following.consultation,
        int(drafted.rstrip("/").rpartition("/")[2]), done.consultation, draft, sample.tokens,
    )  # fmt: skip
    with session_scope(engine) as session:
        for consultation in scene.everywhere:
            invite(session, consultation, PERSON, None, now() + timedelta(days=30))
    _act(editor, scene)
    publish_now(engine, registry, done.consultation)
    return scene


def decide_all(engine: Engine, registry: Registry, sample: Sample, name: str) -> None:
    """Take the demo's decisions on every item."""
    seen = tally_round(EDITOR, engine, registry, sample.round).tallies
    made = read_decisions(shipped("templates", "demo", f"decisions-{name}.yaml"))
    decide_items(EDITOR, engine, sample.consultation, made, seen)


def publish_now(engine: Engine, registry: Registry, consultation: int, version: str = "r1") -> None:
    """Publish what is decided."""
    opened = open_folder(EDITOR, engine, consultation)
    revision = open_revision(EDITOR, engine, registry, opened, version)
    publish(EDITOR, engine, registry, opened, version, revision.digest)


def _say_more(engine: Engine, sample: Sample) -> None:
    """A proposal and closing words of one expert."""
    with session_scope(engine) as session:
        first, *_rest = panel_of(session, sample.consultation)
        new = Proposal(Text("夜间光污染", "Night light"), "governance_management", "辐射亮度", reason="候鸟")
        keep_proposal(session, sample.round, first.id, "k", new, language="zh", at=now())
        keep_remarks(
            session, sample.round, first.id, {"overall": "总体合理。"}, revision=1, language="zh", at=now()
        )


def _act(editor: Client, scene: Scene) -> None:
    """What editors do beside deciding, so that the forms by which it is taken back are there too."""
    base = f"/w/c/{scene.judged}"
    editor.get(f"{base}/results/items/cbi2021_08")
    assert editor.page is not None
    ticks = editor.page.xpath("//input[@name='choices']/@value")[:2]
    editor.post(
        f"{base}/results/items/cbi2021_08/names", {"choices": ticks, "face_zh": "合名", "face_en": "One name"}
    )
    editor.get(f"{base}/results/reasons")
    tick = editor.page.xpath("//input[@name='choices']/@value")[0]
    editor.post(f"{base}/results/reasons", {"choices": tick, "tag": "数据"})
    sent = {
        "source": "telephone", "said_in": "Call of 2 May", "speaker": "call 1", "item": "cbi2021_01", "verdict": "keep",
    }  # fmt: skip
    editor.post(f"{base}/elsewhere/new", sent)
    said = {"words": "请注明数据来源。", "source": "letter", "said_in": "Letter of 4 May"}
    editor.post(f"{base}/comments/new", said)


# --- walking ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """A form of a page as a browser would send it, with the first choice of what is to be chosen."""

    endpoint: str
    address: str
    fields: dict[str, Any]
    texts: tuple[str, ...]
    """The fields into which people type."""
    buttons: tuple[tuple[str, str], ...]


def walk(
    client: Client, starts: Iterable[str], within: tuple[str, ...], *, files: bool = True, most: int = 2
) -> dict[str, TestResponse]:
    """Every answer that links below the addresses of ``within`` lead to, by address: of each endpoint ``most`` ones.

    Without ``files``, pages only.
    """
    waiting, seen, found = list(starts), Counter[Any](), dict[str, TestResponse]()
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(client.app, address)
        if address in found or kind is None or seen[kind] >= most or not address.startswith(within):
            continue
        if "." in address.partition("?")[0].rpartition("/")[2] and not files:
            continue
        seen[kind] += 1
        answer = client.browser.get(address, base_url=client.base_url, headers=client.headers)
        found[address] = answer
        assert answer.status_code < 500, address
        if answer.status_code in (301, 302, 303):
            waiting.append(urljoin(address, answer.headers["Location"]))
        elif answer.mimetype == "text/html" and answer.status_code == 200:
            client._checked(answer, 200)
            waiting += onward(client.page, address)
    return found


def onward(page: HtmlElement | None, address: str) -> list[str]:
    """Where links and forms of search lead within the workbench."""
    assert page is not None
    hrefs = [str(one) for one in page.xpath("//a/@href")]
    hrefs += [str(one) for one in page.xpath("//form[translate(@method,'GET','get')='get']/@action")]
    full = [urljoin(f"http://localhost{address}", one.partition("#")[0]) for one in hrefs]
    parts = [urlsplit(one) for one in full]
    return [
        one.path + (f"?{one.query}" if one.query else "")
        for one in parts
        if one.netloc == "localhost" and one.path.startswith("/w/")
    ]


def kind_of(app: Flask, address: str) -> tuple[Any, ...] | None:
    """The endpoint of an address with what tells its kinds apart; ``None`` for what is no page of the workbench."""
    path, _mark, query = address.partition("?")
    try:
        endpoint, values = app.url_map.bind("localhost").match(path)
    except Exception:  # noqa: BLE001 - no such page, whatever the reason
        return None
    named = {name: value for name, value in values.items() if name not in ("item_id", "comment_id", "page")}
    names = tuple(sorted(part.partition("=")[0] for part in query.split("&")))
    return (endpoint, *sorted(named.items()), names) if endpoint.startswith("workbench.") else None


def sheets_of(client: Client, answers: Mapping[str, TestResponse]) -> list[Sheet]:
    """The forms by which those pages change something, one of each kind."""
    found: dict[Any, Sheet] = {}
    for address, answer in answers.items():
        if answer.mimetype != "text/html" or answer.status_code != 200:
            continue
        client._checked(answer, 200)
        assert client.page is not None
        for form in client.page.forms:
            to = urljoin(address, form.get("action") or address)
            if form.method.lower() != "post" or not to.startswith("/w/"):
                continue
            endpoint, values = client.app.url_map.bind("localhost").match(to.partition("?")[0], method="POST")
            buttons = tuple((one.get("name"), one.get("value", "")) for one in form.xpath(".//button[@name]"))
            kind = (endpoint, values.get("consultation_id"), buttons and buttons[0])
            found.setdefault(kind, Sheet(endpoint, to, fields_of(form, ticked=True), texts_of(form), buttons))
    return list(found.values())


def fields_of(form: Any, *, ticked: bool = False) -> dict[str, Any]:
    """The fields of a form untouched, without its token; those sent several times as a list.

    With ``ticked``: the first choice of each radio group that has none, and two boxes of each group of several.
    """
    fields: dict[str, Any] = {}
    for one in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        name, kind = one.get("name"), one.get("type", one.tag)
        if name == "csrf_token" or kind in ("file", "submit"):
            continue
        if kind in ("radio", "checkbox"):
            several = name.rpartition("-")[2] in MANY_VALUED
            if one.get("checked") is not None and not several:
                fields[name] = one.get("value", "on")
            elif several and (one.get("checked") is not None or (ticked and len(fields.get(name, [])) < 2)):
                fields[name] = [*fields.get(name, []), one.get("value", "on")]
        elif kind == "hidden" and name.rpartition("-")[2] in MANY_VALUED:
            fields[name] = [*fields.get(name, []), one.value or ""]
        else:
            fields[name] = (one.value or "").removeprefix("\n")
    for one in form.xpath(".//input[@type='radio']") if ticked else ():
        fields.setdefault(one.get("name"), one.get("value"))
    return fields


def texts_of(form: Any) -> tuple[str, ...]:
    """The names of the fields into which people type."""
    typed = form.xpath(
        ".//textarea/@name | .//input[not(@type) or @type='text' or @type='email' or @type='search']/@name"
    )
    return tuple(str(one) for one in typed)


def send(client: Client, address: str, fields: Mapping[str, Any]) -> TestResponse:
    """Send fields with the token of the page seen last, whatever the answer: as a browser does, and halves of surrogate
    pairs by the bytes they would have in UTF-8."""
    data = {"csrf_token": client.token} | dict(fields)
    more: dict[str, Any] = {"base_url": client.base_url, "headers": client.headers}
    if any(isinstance(value, tuple) for value in data.values()):
        return client.browser.post(address, data=data, **more)
    body = urlencode(data, doseq=True, encoding="utf-8", errors="surrogatepass")
    return client.browser.post(address, data=body, content_type="application/x-www-form-urlencoded", **more)


def table(content: str, name: str = "table.csv") -> tuple[io.BytesIO, str]:
    """A file to send."""
    return io.BytesIO(content.encode("utf-8", "surrogatepass")), name


# --- databases -------------------------------------------------------------------------------------------------------


def contents(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        return {
            name: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))]  # noqa: S608 - ours
            for name in names.all()
        }


def restore(scene: Scene, engine: Engine) -> None:
    """Bring the database of an application back to the scene."""
    engine.dispose()
    with sqlite3.connect(scene.folder / "lbsap.sqlite3") as kept:
        with sqlite3.connect(str(engine.url.database)) as present:
            kept.backup(present)
        present.close()
    kept.close()


@pytest.fixture(scope="session")
def scene(
    _prepared: tuple[Path, Sample], own_registry: Registry, tmp_path_factory: pytest.TempPathFactory
) -> Scene:
    """The scene, made once."""
    folder = tmp_path_factory.mktemp("scene")
    for name in ("lbsap.sqlite3", "lbsap.key"):
        shutil.copy(_prepared[0] / name, folder / name)
    app = _app_in(folder, own_registry, {})
    made = build(app, own_registry, _prepared[1], folder)
    app.extensions["lbsap_engine"].dispose()
    return made


@pytest.fixture(scope="module")
def stage(scene: Scene, own_registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a copy of the scene, for all tests of a module; each ``restore``s what it has changed."""
    folder = tmp_path_factory.mktemp("stage")
    for name in ("lbsap.sqlite3", "lbsap.key"):
        shutil.copy(scene.folder / name, folder / name)
    app = _app_in(folder, own_registry, {})
    yield app
    app.extensions["lbsap_engine"].dispose()
