"""Accounts: passwords, the second factor, sessions that end, and a link that sets a password once."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from passlib.totp import TOTP
from sqlalchemy import Engine, text

from lbsap.actions.accounts import add_account
from lbsap.model.actor import Actor
from lbsap.store.audit import trail
from lbsap.store.engine import session_scope
from lbsap.web import passwords, security
from tests.web.conftest import PASSWORD, Client

HTTPS = "https://consultation.example.org"
AppMaker = Callable[..., Flask]


@pytest.fixture
def public_app(make_app: AppMaker) -> Flask:
    """The application as it is served to others, by HTTPS."""
    return make_app(base_url=HTTPS)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Move the clock of sessions and codes on by seconds."""
    real, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])
    monkeypatch.setattr(TOTP, "now", staticmethod(lambda: real() + ahead[0]))

    def move(seconds: float) -> None:
        ahead[0] += seconds

    return move


def column(engine: Engine, name: str, email: str = "editor@example.org") -> Any:
    with engine.connect() as connection:
        query = text(f"SELECT {name} FROM user_account WHERE email = :email")  # noqa: S608 - a column of ours
        return connection.execute(query, {"email": email}).scalar_one()


def enter(client: Client, email: str, password: str) -> None:
    """Send the sign-in form, which is answered by the form again or by the next step."""
    client.get("/account/sign-in")
    client._checked(
        client.browser.post(
            "/account/sign-in",
            data={"email": email, "password": password, "csrf_token": client.token},
            base_url=client.base_url,
        ),
        None if password == PASSWORD else 200,
    )


def code_now(app: Flask, secret: str) -> str:
    with app.app_context():
        made: str = app.extensions["security"].totp_factory.generate_totp_password(secret)
        return made


def set_up_app(client: Client) -> str:
    """Sign in an editor for the first time and set up the authenticator app; its secret, as it is kept."""
    client.get("/account/sign-in")
    signed = {"email": "editor@example.org", "password": PASSWORD}
    client.follow(client.post("/account/sign-in", signed))
    client.post("/account/second-factor", {"setup": "authenticator"}, 200)
    with client.browser.session_transaction(base_url=client.base_url) as session:
        secret: str = session["tf_totp_secret"]
    client.follow(client.post("/account/code", {"code": code_now(client.app, secret)}))
    return secret


# --- passwords ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "password",
    ["", "short", "elevenchars", "x" * 129, "password1234", "PassWord1234", "aaaaaaaaaaaa", "abcabcabcabc",
     "1q2w3e4r5t6y", "qwertyuiop[]", "editor@example.org", "woaini1314520", "password2026"],
)  # fmt: skip
def test_short_long_and_common_passwords_are_refused(app: Flask, password: str) -> None:
    with app.test_request_context("/"):
        assert passwords.faults(password, "editor@example.org")


@pytest.mark.parametrize(
    "password",
    ["four unrelated words here", "一二三四五六七八九十甲乙", "🜁" * 6 + "xyz123", "x!9" + "y" * 125],
)
def test_any_characters_make_a_password(app: Flask, password: str) -> None:
    with app.test_request_context("/"):
        assert passwords.faults(password, "editor@example.org") == []


def test_passwords_are_kept_as_argon2id(engine: Engine) -> None:
    assert column(engine, "password").startswith("$argon2id$")


def test_known_and_unknown_accounts_get_the_same_answer(client: Client) -> None:
    enter(client, "editor@example.org", "not the password")
    known = client.text()
    enter(client, "nobody@example.org", "not the password")
    assert client.text() == known
    assert "not right" in known


def test_known_and_unknown_accounts_take_the_same_work(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[str] = []
    context = app.extensions["security"].pwd_context
    for name in ("hash", "verify"):
        monkeypatch.setattr(context, name, _noted(getattr(context, name), work))
    enter(client, "editor@example.org", "not the password")
    enter(client, "nobody@example.org", "not the password")
    assert len(work) == 2


def _noted(method: Callable[..., Any], work: list[str]) -> Callable[..., Any]:
    def noted(*arguments: Any, **options: Any) -> Any:
        work.append(method.__name__)
        return method(*arguments, **options)

    return noted


def test_five_wrong_passwords_close_an_account_for_a_quarter_of_an_hour_from_any_address(
    public_app: Flask,
) -> None:
    codes = []
    for number in range(8):
        client = Client(public_app, base_url=HTTPS)
        client.get("/account/sign-in")
        data = {"email": "Viewer@example.org ", "password": "wrong", "csrf_token": client.token}
        place = {"REMOTE_ADDR": f"192.0.2.{number}"}
        answer = client.browser.post("/account/sign-in", data=data, base_url=HTTPS, environ_base=place)
        codes.append(answer.status_code)
    assert codes == [200] * 5 + [429] * 3


# --- sessions -----------------------------------------------------------------------------------------------------


def test_an_account_opens_its_page_and_strangers_are_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/account/", 302)
    assert answer.headers["Location"] == "/account/sign-in?next=/account/"
    client.sign_in("viewer")
    client.get("/account/")
    assert "viewer@example.org" in client.text()


def test_a_cookie_from_before_sign_in_is_good_for_nothing_after(client: Client) -> None:
    client.get("/account/sign-in")
    before, token = client.browser.get_cookie("lbsap"), client.token
    client.sign_in("viewer")
    after = client.browser.get_cookie("lbsap")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    thief = Client(client.app)
    thief.browser.set_cookie("lbsap", before.value)
    thief.get("/account/", 302)
    client.post("/account/sign-out", {"csrf_token": token}, 400)


def test_after_sign_out_a_copied_cookie_opens_nothing(client: Client) -> None:
    client.sign_in("viewer")
    copied = client.browser.get_cookie("lbsap")
    assert copied is not None
    client.get("/account/")
    client.post("/account/sign-out")
    thief = Client(client.app)
    thief.browser.set_cookie("lbsap", copied.value)
    thief.get("/account/", 302)


def test_signing_out_ends_the_sessions_on_all_devices(app: Flask) -> None:
    here, there = Client(app), Client(app)
    here.sign_in("viewer")
    there.sign_in("viewer")
    here.get("/account/")
    here.post("/account/sign-out")
    there.get("/account/", 302)


def test_a_new_password_ends_all_other_sessions(app: Flask) -> None:
    here, there = Client(app), Client(app)
    here.sign_in("viewer")
    there.sign_in("viewer")
    here.get("/account/password")
    new = "four other words instead"
    changed = {"password": PASSWORD, "new_password": new, "new_password_confirm": new}
    here.follow(here.post("/account/password", changed))
    there.get("/account/", 302)


def test_a_common_new_password_is_refused_at_its_field(client: Client) -> None:
    client.sign_in("viewer")
    client.get("/account/password")
    common = {"password": PASSWORD, "new_password": "password1234", "new_password_confirm": "password1234"}
    client.post("/account/password", common, 200)
    assert "easily guessed" in client.text()


def test_a_session_ends_after_twelve_idle_hours_and_after_thirty_days(
    client: Client, clock: Callable[[float], None]
) -> None:
    client.sign_in("viewer")
    clock(11 * 3600)
    client.get("/account/")
    clock(13 * 3600)
    client.get("/account/", 302)
    client.sign_in("viewer")
    for _ in range(60):
        clock(11.9 * 3600)
        client.get("/account/")
    clock(11.9 * 3600)
    client.get("/account/", 302)


def test_the_trail_and_the_log_tell_of_sign_in_without_address_or_password(
    client: Client, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    enter(client, "viewer@example.org", "not the password")
    client.sign_in("viewer")
    client.get("/account/")
    client.post("/account/sign-out")
    with session_scope(engine, write=False) as session:
        told = [(event.actor, event.what) for event in trail(session)][-2:]
    account = column(engine, "id", "viewer@example.org")
    assert told == [(f"account {account}", "signed in"), (f"account {account}", "signed out")]
    lines = [record.getMessage() for record in caplog.records]
    assert "a sign-in was refused" in lines
    assert not any("viewer@" in line or "password" in line for line in lines)


def test_an_account_that_is_closed_is_out_at_once(client: Client, engine: Engine) -> None:
    client.sign_in("viewer")
    with engine.begin() as connection:
        connection.execute(text("UPDATE user_account SET active = 0"))
    client.get("/account/", 302)


# --- the second factor --------------------------------------------------------------------------------------------


def test_outside_this_machine_editors_and_administrators_must_set_up_an_app_first(public_app: Flask) -> None:
    for role, must in (("editor", True), ("administrator", True), ("viewer", False), ("city", False)):
        client = Client(public_app, base_url=HTTPS)
        client.get("/account/sign-in")
        answer = client.post("/account/sign-in", {"email": f"{role}@example.org", "password": PASSWORD})
        assert ("second-factor" in answer.headers["Location"]) == must, role
        client.get("/account/", 302 if must else 200)


def test_an_app_that_is_set_up_is_asked_for_at_sign_in(public_app: Flask) -> None:
    client = Client(public_app, base_url=HTTPS)
    secret = set_up_app(client)
    client.get("/account/")
    client.post("/account/sign-out")
    client.get("/account/sign-in")
    signed = {"email": "editor@example.org", "password": PASSWORD}
    assert "/account/code" in client.post("/account/sign-in", signed).headers["Location"]
    client.get("/account/code")
    client.post("/account/code", {"code": "000000"}, 200)
    client.get("/account/", 302)
    assert secret != ""


def test_a_code_of_the_app_is_good_once(public_app: Flask, clock: Callable[[float], None]) -> None:
    client = Client(public_app, base_url=HTTPS)
    secret = set_up_app(client)
    client.get("/account/")
    client.post("/account/sign-out")
    clock(60)
    code = code_now(public_app, secret)
    signed = {"email": "editor@example.org", "password": PASSWORD}
    for expected in (302, 200):
        again = Client(public_app, base_url=HTTPS)
        again.get("/account/sign-in")
        again.follow(again.post("/account/sign-in", signed))
        again.post("/account/code", {"code": code}, expected)


def test_the_code_of_the_app_cannot_be_guessed(public_app: Flask) -> None:
    set_up_app(Client(public_app, base_url=HTTPS))
    signed = {"email": "editor@example.org", "password": PASSWORD}
    codes = []
    for number in range(8):
        again = Client(public_app, base_url=HTTPS)
        again.get("/account/sign-in")
        again.follow(again.post("/account/sign-in", signed))
        data = {"code": "123456", "csrf_token": again.token}
        place = {"REMOTE_ADDR": f"192.0.2.{number}"}
        codes.append(
            again.browser.post("/account/code", data=data, base_url=HTTPS, environ_base=place).status_code
        )
    assert codes == [200] * 5 + [429] * 3


def test_recovery_codes_are_shown_once_kept_as_digests_and_good_once(public_app: Flask) -> None:
    client = Client(public_app, base_url=HTTPS)
    set_up_app(client)
    client.get("/account/recovery-codes")
    client.post("/account/recovery-codes", {"generate_new_codes": "1"}, 200)
    codes = re.findall(r"\b[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}\b", client.text())
    assert len(codes) == 10
    client.get("/account/recovery-codes?show_codes=1")
    assert codes[0] not in client.text()
    assert codes[0] not in column(public_app.extensions["lbsap_engine"], "mf_recovery_codes")
    client.post("/account/sign-out")
    signed = {"email": "editor@example.org", "password": PASSWORD}
    for expected in (302, 200):
        again = Client(public_app, base_url=HTTPS)
        again.get("/account/sign-in")
        again.follow(again.post("/account/sign-in", signed))
        again.get("/account/recovery-code")
        again.post("/account/recovery-code", {"code": codes[0].upper()}, expected)


def test_secrets_of_the_app_are_not_kept_in_the_open(public_app: Flask) -> None:
    client = Client(public_app, base_url=HTTPS)
    secret = set_up_app(client)
    with public_app.app_context():
        plain = public_app.extensions["security"].totp_factory.get_totp_b32_key(secret)
    kept = column(public_app.extensions["lbsap_engine"], "tf_totp_secret")
    assert kept == secret
    assert plain not in kept
    assert plain not in client.text()


# --- links that set a password ------------------------------------------------------------------------------------


def test_a_link_sets_the_password_once_and_opening_it_uses_nothing_up(app: Flask, engine: Engine) -> None:
    add_account(Actor.local(), engine, "new@example.org", ["viewer"])
    link = security.password_link(app, "new@example.org").removeprefix("http://localhost:8000")
    client = Client(app)
    client.get(link)
    client.get(link)
    chosen = {"password": "four quite new words", "password_confirm": "four quite new words"}
    client.follow(client.post(link, chosen))
    client.follow(client.get(link, 302))
    assert "no longer valid" in client.text()
    client.get("/account/sign-in")
    client.post("/account/sign-in", {"email": "NEW@example.org", "password": "four quite new words"})
    client.get("/account/")


def test_a_link_refuses_a_password_that_is_too_short(app: Flask) -> None:
    link = security.password_link(app, "viewer@example.org").removeprefix("http://localhost:8000")
    client = Client(app)
    client.get(link)
    client.post(link, {"password": "short", "password_confirm": "short"}, 200)
    assert "at least 12" in client.text()


def test_a_new_account_cannot_be_entered_before_its_password_is_set(client: Client, engine: Engine) -> None:
    add_account(Actor.local(), engine, "new@example.org", ["editor"])
    for password in ("!", "", "x"):
        enter(client, "new@example.org", password)
    client.get("/account/", 302)


def test_a_page_that_cannot_mail_says_whom_to_ask(client: Client, engine: Engine) -> None:
    client.get("/account/set-password")
    assert "administrator" in client.text()
    before = column(engine, "fs_uniquifier")
    client.browser.post(
        "/account/set-password",
        data={"email": "editor@example.org", "csrf_token": client.token},
        base_url=client.base_url,
    )
    assert column(engine, "fs_uniquifier") == before


@pytest.mark.parametrize("person", ["viewer", "editor", "administrator", "city"])
def test_every_account_page_holds_in_both_languages(app: Flask, person: str) -> None:
    for lang in ("en", "zh"):
        client = Client(app, lang)
        client.get("/account/sign-in")
        client.sign_in(person)
        for page in ("", "password", "second-factor", "recovery-codes", "password-again"):
            client.get(f"/account/{page}")
