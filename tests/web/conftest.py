"""The web application on a database of the test's own, with a sample consultation, accounts and a strict client."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from lxml import html
from lxml.html import HtmlElement
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from lbsap.actions.accounts import add_account, change_cities
from lbsap.actions.cities.workspace import new_city
from lbsap.actions.consultations import open_consultation
from lbsap.actions.resolve import resolve
from lbsap.data import read_value, shipped
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData, Profile
from lbsap.model.consultation import ConsensusRule
from lbsap.model.questionnaire import Questionnaire
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.settings import load_settings
from lbsap.steps.common.stamp import stamp
from lbsap.store.columns import now
from lbsap.store.consultations import Consultation
from lbsap.store.engine import make_engine, session_scope
from lbsap.store.invitations import Contact, invite
from lbsap.store.respondents import Respondent
from lbsap.store.respondents import panel as panel_of
from lbsap.store.schema import upgrade
from lbsap.web.app import create_app
from lbsap.web.headers import CONTENT_SECURITY_POLICY
from lbsap.web.keys import make_key
from tests.web.pages import check_page

PASSWORD: Final = "four unrelated words here"  # noqa: S105 - of the tests
ROLES: Final = ("viewer", "editor", "administrator", "city")
NEIGHBOUR: Final = "neighbour"
"""A second account of the role city, for another city."""
CODES: Final = ("E01", "E02")
CITY: Final = 1
"""The id of the sample city, which the account of the role city works for; the neighbour's is the next."""


@dataclass(frozen=True)
class Sample:
    """A consultation with an open first round and two invited experts: ids, and the tokens of their links."""

    consultation: int
    round: int
    tokens: Mapping[str, str]


class Client:
    """A browser of one person. Every HTML answer is checked; forms are sent with the token of the page seen last."""

    def __init__(self, app: Flask, lang: str = "en", base_url: str = "http://localhost") -> None:
        self.app = app
        self.browser = app.test_client()
        self.base_url = base_url
        self.headers = {"Accept-Language": "zh-CN" if lang == "zh" else "en"}
        self.token = ""
        self.page: HtmlElement | None = None

    def get(self, path: str, code: int = 200, **more: Any) -> TestResponse:
        """Open a page, and expect the code."""
        return self._checked(self.browser.get(path, **self._options(more)), code)

    def post(
        self, path: str, data: Mapping[str, Any] | None = None, code: int | None = None, **more: Any
    ) -> TestResponse:
        """Send a form with the token of the last page. Without ``code``, expect to be sent on (302 or 303)."""
        if not self.token:
            self.get("/")
        fields = {"csrf_token": self.token} | dict(data or {})
        return self._checked(self.browser.post(path, data=fields, **self._options(more)), code)

    def post_json(self, path: str, data: Any, code: int = 200, **more: Any) -> TestResponse:
        """Send JSON as a script does: with the token in a header."""
        headers = {"X-CSRFToken": self.token} | more.pop("headers", {})
        return self._checked(
            self.browser.post(path, json=data, **self._options(more | {"headers": headers})), code
        )

    def follow(self, answer: TestResponse, code: int = 200) -> TestResponse:
        """Go where an answer sends."""
        return self.get(answer.headers["Location"], code)

    def sign_in(self, role: str) -> None:
        """Sign in to the sample account of a role."""
        self.get("/account/sign-in")
        self.follow(self.post("/account/sign-in", {"email": f"{role}@example.org", "password": PASSWORD}))

    def text(self) -> str:
        """The words of the page seen last, in one line."""
        assert self.page is not None
        return " ".join(self.page.text_content().split())

    def _options(self, more: Mapping[str, Any]) -> dict[str, Any]:
        return {"base_url": self.base_url, **more, "headers": self.headers | more.get("headers", {})}

    def _checked(self, answer: TestResponse, code: int | None) -> TestResponse:
        expected = (302, 303) if code is None else (code,)
        assert answer.status_code in expected, (
            f"{answer.status_code} {answer.location or ''} {_words(answer)}"
        )
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        if answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303, 308):
            self.page = check_page(answer.get_data(as_text=True))
            tokens = self.page.xpath("//input[@name='csrf_token']/@value")
            self.token = tokens[0] if tokens else self.token
        return answer


def _words(answer: TestResponse) -> str:
    """The words of an answer, for the message of a failed test."""
    text = answer.get_data(as_text=True)
    if answer.mimetype == "text/html" and text.strip():
        text = str(html.document_fromstring(text).xpath("string(//main)")) or text
    return " ".join(text.split())[:600]


@pytest.fixture(scope="session")
def _prepared(own_registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sample]:
    """A database with the sample, made once and copied for each test, with the key file beside it."""
    folder = tmp_path_factory.mktemp("web")
    url = f"sqlite:///{folder / 'lbsap.sqlite3'}"
    upgrade(url)
    make_key(folder / "lbsap.key")
    engine = make_engine(url)
    sample = _make_sample(engine, own_registry)
    for role in ROLES:
        add_account(Actor.local(), engine, f"{role}@example.org", [role])
    _make_cities(engine)
    _set_passwords(_app_in(folder, own_registry, {}))
    engine.dispose()
    return folder, sample


def _make_sample(engine: Engine, registry: Registry) -> Sample:
    questionnaire = registry.get(Questionnaire, "cbi-2021-review")
    consultation = Consultation(
        Text("指标修订专家咨询", "Consultation on the indicators"),
        questionnaire,
        resolve(Catalogue, questionnaire.about, registry),
        host=Text("示例研究院", "Sample Institute"),
        contact="help@example.org",
    )
    panel = [Respondent(code, "survey") for code in CODES]
    rule = registry.get(ConsensusRule, "majority")
    consultation_id, round_id = open_consultation(Actor.local(), engine, consultation, rule, panel)
    with session_scope(engine) as session:
        ids = {one.code: one.id for one in panel_of(session, consultation_id)}
        tokens = {
            code: invite(
                session, consultation_id, Contact(f"专家{code}"), ids[code], now() + timedelta(days=30)
            )
            for code in CODES
        }
    return Sample(consultation_id, round_id, tokens)


def _make_cities(engine: Engine) -> None:
    """The sample city of the demo with all its data, and a neighbour that has a name only, each with its account."""
    neighbour = add_account(Actor.local(), engine, f"{NEIGHBOUR}@example.org", ["city"])
    full = read_value(CityData, shipped("templates", "demo", "sample-city.yaml"))
    assert new_city(Actor.local(), engine, full) == CITY
    other = new_city(
        Actor.local(), engine, CityData(Text("邻县", "Neighbour County"), profile=Profile("county"))
    )
    change_cities(Actor.local(), engine, 1 + ROLES.index("city"), [CITY], stamp(()))
    change_cities(Actor.local(), engine, neighbour, [other], stamp(()))


def _set_passwords(app: Flask) -> None:
    from flask_security import hash_password

    with app.app_context():
        datastore = app.extensions["security"].datastore
        digest = hash_password(PASSWORD)
        for role in (*ROLES, NEIGHBOUR):
            datastore.find_user(email=f"{role}@example.org").password = digest
        datastore.commit()
    app.extensions["lbsap_engine"].dispose()


def _app_in(folder: Path, registry: Registry, given: Mapping[str, Any]) -> Flask:
    settings = load_settings(
        **{
            "database_url": f"sqlite:///{folder / 'lbsap.sqlite3'}",
            "secret_key_file": folder / "lbsap.key",
            "lang": "en",
        }
        | dict(given)
    )
    app = create_app(settings, registry)
    app.testing = True
    # The work of a real hash is for attackers, not for tests.
    app.extensions["security"].pwd_context.update(
        argon2__rounds=1, argon2__memory_cost=8, argon2__parallelism=1
    )
    return app


@pytest.fixture
def sample(_prepared: tuple[Path, Sample]) -> Sample:
    """The sample consultation."""
    return _prepared[1]


@pytest.fixture
def make_app(
    _prepared: tuple[Path, Sample], own_registry: Registry, tmp_path: Path
) -> Iterator[Callable[..., Flask]]:
    """Make the application with settings of the test's own: ``make_app(base_url="https://...")``."""
    for name in ("lbsap.sqlite3", "lbsap.key"):
        shutil.copy(_prepared[0] / name, tmp_path / name)
    made: list[Flask] = []

    def make(**given: Any) -> Flask:
        made.append(_app_in(tmp_path, own_registry, given))
        return made[-1]

    yield make
    for app in made:
        app.extensions["lbsap_engine"].dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """The application on a copy of the sample database, served to localhost."""
    return make_app()


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The application's database."""
    found: Engine = app.extensions["lbsap_engine"]
    return found


@pytest.fixture
def client(app: Flask) -> Client:
    """The browser of a stranger who reads English."""
    return Client(app)


@pytest.fixture
def zh_client(app: Flask) -> Client:
    """The browser of a stranger who reads Chinese."""
    return Client(app, lang="zh")


@pytest.fixture
def signed_in(app: Flask) -> Callable[..., Client]:
    """Make the browser of somebody signed in: ``signed_in("editor", lang="zh")``."""

    def make(role: str, lang: str = "en") -> Client:
        client = Client(app, lang)
        client.sign_in(role)
        return client

    return make
