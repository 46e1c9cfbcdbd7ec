"""The framework floor: the least that Flask, WTForms, Jinja and SQLModel do for the same 96 fields on five pages.

``FLOOR_DB=floor.db gunicorn -w 4 -k gthread --threads 2 --no-control-socket 'journey_floor:make_floor()'``

Each page is one durable commit (SQLite, WAL, ``synchronous=FULL``); the write lock is held around the writes only.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from typing import Any

from flask import Flask, make_response, request
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import Field, Session, SQLModel, create_engine, select
from wtforms import Form, RadioField, StringField, TextAreaField, validators

GROUPS = (("Native biodiversity", 9), ("Ecosystem services", 5), ("Governance and management", 14))
DECISIONS = ("keep", "drop", "rename")
STANCES = ("agree", "unsure", "disagree")
KINDS_OF_EXPERT = ("academic", "municipal", "ngo", "consultant")
FRAMEWORK_ITEMS = 5
PAGE = """<!doctype html><html lang=en><meta charset=utf-8><title>{{title}}</title><main><h1>{{title}}</h1>
<form method="post" action="/q/{{tok}}/{{n}}"><input type="hidden" name="csrf" value="{{csrf}}">
{% for f in form %}<fieldset><legend>{{f.label.text}}</legend>{{f}}{% for e in f.errors %}<p>{{e}}</p>{% endfor %}</fieldset>{% endfor %}
<button name="go" value="{{'submit' if last else 'next'}}">Go</button></form></main></html>"""
DONE = '<!doctype html><main data-journey="done">Thank you</main>'


class Response(SQLModel, table=True):
    """One journey."""

    token: str = Field(primary_key=True)
    csrf: str
    page: int = 0
    submitted: float | None = None


class Answer(SQLModel, table=True):
    """What one field holds."""

    token: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    value: str
    at: float


def _choice(name: str, choices: tuple[str, ...]) -> tuple[str, Any]:
    pairs = [(one, one.title()) for one in choices]
    return name, RadioField(f"Item {name}", [validators.Optional()], choices=pairs)


def _line(name: str) -> tuple[str, Any]:
    return name, StringField(f"Item {name}", [validators.Length(max=200)])


def _words(name: str) -> tuple[str, Any]:
    return name, TextAreaField(f"Item {name}", [validators.Length(max=4000)])


def survey() -> list[tuple[str, type[Form]]]:
    """Title and form of each page: about, three groups of indicators, framework."""
    pages: list[tuple[str, list[tuple[str, Any]]]] = [
        ("About you", [_choice("role", KINDS_OF_EXPERT), _line("city")])
    ]
    first = 1
    for title, count in GROUPS:
        codes = [f"i{n:02d}" for n in range(first, first + count)]
        fields = [
            field
            for one in codes
            for field in (_choice(f"{one}d", DECISIONS), _line(f"{one}n"), _words(f"{one}r"))
        ]
        pages.append((title, fields))
        first += count
    last = [
        field
        for m in range(1, FRAMEWORK_ITEMS + 1)
        for field in (_choice(f"f{m}d", STANCES), _words(f"f{m}c"))
    ]
    pages.append(("Framework", last))
    return [(title, type("PageForm", (Form,), dict(fields))) for title, fields in pages]


def _engine(path: str) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 20, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for setting in ("busy_timeout=20000", "journal_mode=wal", "synchronous=FULL"):
            connection.execute(f"pragma {setting}")

    @event.listens_for(engine, "begin")
    def _(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("begin immediate" if writes else "begin")

    with suppress(OperationalError):  # another worker was first
        SQLModel.metadata.create_all(engine)
    return engine


def _load(session: Session, token: str, names: list[str]) -> dict[str, Answer]:
    chosen = select(Answer).where(Answer.token == token, Answer.item.in_(names))  # type: ignore[attr-defined]
    return {one.item: one for one in session.exec(chosen)}


def _write(session: Session, token: str, number: int, form: Form, *, last: bool) -> None:
    response, moment, have = session.get(Response, token), time.time(), _load(session, token, list(form.data))
    for name, value in form.data.items():
        if value in (None, ""):
            continue
        if name in have:
            have[name].value, have[name].at = value, moment
        else:
            session.add(Answer(token=token, item=name, value=value, at=moment))
    response.page = number
    response.submitted = moment if last else None
    session.commit()


def make_floor() -> Flask:
    """The application; its database is the file that ``FLOOR_DB`` names."""
    app, pages = Flask(__name__), survey()
    template = app.jinja_env.from_string(PAGE)
    reading = _engine(os.environ["FLOOR_DB"])
    writing = reading.execution_options(writes=True)

    def show(token: str, number: int, form: Form, csrf: str) -> str:
        title, last = pages[number - 1][0], number == len(pages)
        return template.render(title=title, tok=token, n=number, form=form, csrf=csrf, last=last)

    @app.get("/q/<token>")
    def opened(token: str) -> str:
        with Session(reading, expire_on_commit=False) as session:
            response = session.get(Response, token)
        if response is None:
            with Session(writing, expire_on_commit=False) as session:
                response = Response(token=token, csrf=secrets.token_hex(16))
                session.add(response)
                session.commit()
        return show(token, 1, pages[0][1](), response.csrf)

    @app.post("/q/<token>/<int:number>")
    def posted(token: str, number: int) -> Any:
        last = number == len(pages)
        with Session(reading, expire_on_commit=False) as session:
            response, form = session.get(Response, token), pages[number - 1][1](request.form)
            if response is None or not secrets.compare_digest(response.csrf, request.form.get("csrf", "")):
                return make_response("bad", 403)
            if not form.validate():
                return show(token, number, form, response.csrf)
        with Session(writing, expire_on_commit=False) as session:
            _write(session, token, number, form, last=last)
        if last:
            return DONE
        following = pages[number][1]
        with Session(reading) as session:
            kept = {name: one.value for name, one in _load(session, token, list(following().data)).items()}
        return show(token, number + 1, following(data=kept), response.csrf)

    return app
