"""The security bar at the edge: headers, cookies, tokens, hosts, sizes, guessing, and what errors give away."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from lbsap.model.errors import BadInput, NotAllowed
from lbsap.web import access
from lbsap.web.headers import ALWAYS
from lbsap.web.redirects import safe_next
from tests.web.conftest import PASSWORD, Client, Sample
from tests.web.test_access import begin_visit, path_of, routes

HTTPS = "https://consultation.example.org"
AppMaker = Callable[..., Flask]


def has_all_headers(answer: TestResponse) -> bool:
    return all(answer.headers.get(name) == value for name, value in ALWAYS.items())


def contents(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but the notes in the audit trail that a file of answers was taken away."""
    with engine.connect() as connection:
        names = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        )
        rows = {
            name: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))]  # noqa: S608 - ours
            for name in names
            if name != "sqlite_sequence"
        }
    rows["audit_event"] = [row for row in rows["audit_event"] if "answers exported" not in row]
    return rows


# --- headers and cookies ------------------------------------------------------------------------------------------


def test_every_route_carries_every_security_header(app: Flask, client: Client) -> None:
    for method, rule in routes(app):
        answer = client.browser.open(path_of(rule), method=method, base_url=client.base_url)
        assert has_all_headers(answer), rule.rule
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers.get("Cache-Control") == "no-store" or rule.endpoint == "static"


@pytest.mark.parametrize(
    ("code", "path", "options"),
    [
        (400, "/lang", {"method": "POST"}),
        (400, "/", {"headers": {"Host": "evil.example"}}),
        (401, "/e/", {}),
        (404, "/none", {}),
        (405, "/lang", {}),
        (413, "/account/sign-in", {"method": "POST", "data": {"email": "x" * 3_000_000}}),
    ],
)
def test_errors_carry_every_security_header(
    client: Client, code: int, path: str, options: dict[str, Any]
) -> None:
    answer = client.browser.open(path, base_url=client.base_url, **options)
    assert answer.status_code == code
    assert has_all_headers(answer)
    assert answer.headers["Cache-Control"] == "no-store"


def test_too_many_attempts_and_faults_of_ours_carry_them_too(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "base.home", lambda: 1 / 0)
    assert has_all_headers(client.get("/", 500))
    for _ in range(30):
        client.browser.get("/e/i/guess", base_url=client.base_url)
    assert has_all_headers(client.get("/e/i/guess", 429))


def test_over_https_the_cookie_is_bound_to_the_host_and_browsers_are_told_to_stay(make_app: AppMaker) -> None:
    answer = Client(make_app(base_url=HTTPS), base_url=HTTPS).get("/")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-lbsap=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_over_plain_http_on_this_machine_the_cookie_is_still_closed_to_scripts(client: Client) -> None:
    answer = client.get("/")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(answer.headers["Set-Cookie"].split("; "))
    assert "Strict-Transport-Security" not in answer.headers


# --- forged requests ----------------------------------------------------------------------------------------------


def test_no_form_is_taken_without_a_token_or_with_that_of_another_person(app: Flask, sample: Sample) -> None:
    victim, attacker = Client(app), Client(app)
    begin_visit(victim, sample.tokens["E01"])
    victim.sign_in("editor")
    attacker.get("/")
    engine = app.extensions["lbsap_engine"]
    before = contents(engine)
    tried = 0
    for method, rule in routes(app):
        wanted = access.ACCESS[rule.endpoint]
        if method != "POST" or wanted.stranger or wanted.reviewer:
            continue  # strangers' pages send away who is signed in; reviewers' are tried in test_review_links.py
        tried += 1
        for data in ({}, {"csrf_token": attacker.token}, {"csrf_token": ""}):
            answer = victim.browser.post(path_of(rule), data=data, base_url=victim.base_url)
            assert answer.status_code in (400, 403, 404), (rule.rule, answer.status_code)
        answer = victim.browser.post(path_of(rule), json={}, base_url=victim.base_url)
        assert answer.status_code in (400, 403, 404), rule.rule
    assert tried > 15
    assert contents(engine) == before


def test_opening_any_page_changes_nothing(app: Flask, sample: Sample) -> None:
    client = Client(app)
    begin_visit(client, sample.tokens["E01"])
    client.sign_in("editor")
    engine = app.extensions["lbsap_engine"]
    before = contents(engine)
    for method, rule in routes(app):
        if method == "GET":
            client.browser.get(path_of(rule), base_url=client.base_url)
    client.get("/account/")
    for token in sample.tokens.values():
        client.get(f"/e/i/{token}")
        client.get(f"/e/i/{token}")
    assert contents(engine) == before


# --- hosts and redirects ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "consultation.example.org@evil", ""]
)
def test_a_forged_host_is_refused(make_app: AppMaker, host: str) -> None:
    app = make_app(base_url=HTTPS)
    answer = app.test_client().get("/", base_url=HTTPS, headers={"Host": host})
    assert answer.status_code == 400
    assert b"evil" not in answer.data


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example", "///evil.example", "////evil.example", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
        "https://evil.example", "https:evil.example", "http:///evil.example", "HTTPS://evil.example", "javascript:alert(1)",
        "data:text/html,x", "\t//evil.example", "/\t/evil.example", "/\n/evil.example", " //evil.example", "/%09/evil.example",
        "/%2f/evil.example", "/%5cevil.example", "evil.example", "@evil.example", "/none", "", "?next=/", "/lang",
        "//localhost@evil.example", "/\x00", "/\u202eevil",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(app: Flask, client: Client, wanted: str) -> None:
    with app.test_request_context("/"):
        assert safe_next(wanted, "/safe") == "/safe"
    client.get("/")
    answer = client.post("/lang", {"lang": "en", "next": wanted})
    assert answer.headers["Location"] == "/"


def test_sign_in_sends_nobody_to_another_site(client: Client) -> None:
    signed = {"email": "viewer@example.org", "password": PASSWORD}
    for wanted in (
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "/none",
    ):
        client.get("/account/sign-in", 400, query_string={"next": wanted})
        client.post("/account/sign-in", signed | {"next": wanted}, 400)
    answer = client.post("/account/sign-in", signed | {"next": "/account/password"})
    assert answer.headers["Location"] == "/account/password"


# --- sizes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/lang", "/account/sign-in", "/e/resume", "/e/i/some-token"])
def test_a_hundred_thousand_fields_are_refused_at_once(client: Client, path: str) -> None:
    client.get("/")
    body = "&".join(f"f{number}=1" for number in range(100_000))
    begun = time.perf_counter()
    answer = client.browser.post(
        path,
        data=body,
        content_type="application/x-www-form-urlencoded",
        headers={"X-CSRFToken": client.token},
        base_url=client.base_url,
    )
    assert answer.status_code == 413
    assert time.perf_counter() - begun < 1


def test_deep_and_broken_json_is_refused_at_once(client: Client) -> None:
    client.get("/")
    for body in ("[" * 100_000, '{"a":' * 50_000, "{", "", '"\\ud800"', "nan"):
        answer = client.browser.post(
            "/lang",
            data=body,
            content_type="application/json",
            headers={"X-CSRFToken": client.token},
            base_url=client.base_url,
        )
        assert answer.status_code == 400, body[:20]
        assert answer.is_json


def test_many_parts_and_parameters_are_refused(client: Client) -> None:
    client.get("/")
    many = {f"f{number}": "1" for number in range(1_001)}
    headers = {"X-CSRFToken": client.token}
    answer = client.browser.post(
        "/lang", data=many, content_type="multipart/form-data", headers=headers, base_url=client.base_url
    )
    assert answer.status_code == 413
    client.get("/?" + "&".join(f"p{number}" for number in range(40)), 400)


def test_a_value_given_twice_is_refused(client: Client) -> None:
    client.get("/?lang=en&lang=zh", 400)
    client.get("/")
    answer = client.browser.post(
        "/lang",
        data={"lang": ["en", "zh"], "csrf_token": client.token},
        base_url=client.base_url,
    )
    assert answer.status_code == 400


# --- guessing -----------------------------------------------------------------------------------------------------


def test_of_a_thousand_guesses_of_a_link_thirty_are_looked_at(client: Client) -> None:
    codes = [client.browser.get(f"/e/i/guess{n}", base_url=client.base_url).status_code for n in range(1_000)]
    assert codes == [404] * 30 + [429] * 970


def test_a_forged_forwarded_address_lifts_no_limit(client: Client) -> None:
    codes = [
        client.browser.get(
            f"/e/i/guess{n}", base_url=client.base_url, headers={"X-Forwarded-For": f"10.0.0.{n}"}
        ).status_code
        for n in range(40)
    ]
    assert codes == [404] * 30 + [429] * 10


def test_behind_a_proxy_only_the_address_that_the_proxy_adds_counts(make_app: AppMaker) -> None:
    client = Client(make_app(base_url=HTTPS, proxies=1), base_url=HTTPS)

    def codes(address: str) -> list[int]:
        return [
            client.browser.get(
                f"/e/i/guess{n}", base_url=HTTPS, headers={"X-Forwarded-For": f"10.0.0.{n}, {address}"}
            ).status_code
            for n in range(35)
        ]

    assert codes("192.0.2.1") == [404] * 30 + [429] * 5
    assert codes("192.0.2.2") == [404] * 30 + [429] * 5


def test_good_links_are_opened_as_often_as_people_like(client: Client, sample: Sample) -> None:
    for _ in range(40):
        client.get(f"/e/i/{sample.tokens['E01']}")


# --- what errors and logs give away -------------------------------------------------------------------------------


def test_a_fault_of_ours_shows_a_number_and_nothing_of_the_inside(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise RuntimeError("SELECT secret FROM /srv/lbsap")

    monkeypatch.setitem(app.view_functions, "base.home", fail)
    client.get("/", 500)
    number = client.text().rpartition("Number: ")[2].split()[0]
    assert not any(
        word in client.text() for word in ("SELECT", "/srv", "Traceback", "RuntimeError", "Werkzeug")
    )
    assert any(number in record.getMessage() and record.exc_info for record in caplog.records)


def test_the_server_names_no_version(client: Client) -> None:
    assert "Server" not in client.get("/").headers


def test_what_an_actor_may_not_do_is_refused_without_detail(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise NotAllowed("mallory may not publish_revision")

    monkeypatch.setitem(app.view_functions, "base.home", fail)
    client.get("/", 403)
    assert "publish_revision" not in client.text()


def test_the_log_tells_each_request_in_one_line_without_its_token(
    client: Client, sample: Sample, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="lbsap")
    token = sample.tokens["E01"]
    client.get(f"/e/i/{token}")
    client.get("/e/i/guess%0d%0aERROR%20forged", 404)
    told = [record.getMessage() for record in caplog.records if record.name == "lbsap.web.app"]
    assert len(told) == 2
    assert told[0].startswith("GET expert.entry 200")
    assert not any(token in record.getMessage() for record in caplog.records)
    assert not any("forged" in line or "\n" in line for line in told)


PAYLOADS = [
    "' OR 1=1 --",
    "{{7*7}}",
    "${7*7}",
    "{% raw %}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_stays_text(client: Client, payload: str) -> None:
    client.get("/account/sign-in")
    client.post("/account/sign-in", {"email": payload, "password": "x"}, 200)
    assert client.page is not None
    assert client.page.xpath("//input[@name='email']/@value") == [payload]
    assert "49" not in client.text()
    client.get("/e/i/" + payload.replace("/", ""), 404)
    assert not client.page.xpath("//script[not(@src)] | //img[@onerror]")


# --- the pages themselves -----------------------------------------------------------------------------------------


def test_switching_the_language_keeps_the_page(client: Client) -> None:
    client.get("/account/sign-in")
    client.follow(client.post("/lang", {"lang": "zh", "next": "/account/sign-in?next=/account/"}))
    assert client.page is not None
    assert client.page.get("lang") == "zh-Hans"
    client.get("/")
    assert client.page.get("lang") == "zh-Hans"


def test_an_address_may_ask_for_a_language_once(client: Client) -> None:
    client.get("/?lang=zh")
    assert client.page is not None
    assert client.page.get("lang") == "zh-Hans"
    answer = client.post("/lang", {"lang": "en", "next": "/?lang=zh"})
    client.follow(answer)
    assert client.page.get("lang") == "en"


def test_monitors_are_told_whether_the_program_lives_and_is_ready(app: Flask, client: Client) -> None:
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").text == "ready"
    with app.extensions["lbsap_engine"].begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert client.get("/readyz", 503).text == "not ready"


def test_files_are_kept_for_a_year_and_sent_packed_where_the_browser_takes_it(client: Client) -> None:
    client.get("/")
    assert client.page is not None
    (sheet,) = client.page.xpath("//link[@rel='stylesheet']/@href")
    packed = client.get(sheet, headers={"Accept-Encoding": "gzip"})
    assert "max-age=31536000" in packed.headers["Cache-Control"]
    assert "immutable" in packed.headers["Cache-Control"]
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.mimetype == "text/css"
    assert client.get(sheet).headers.get("Content-Encoding") is None
    client.get("/static/../layout.html", 404)
    client.get("/static/%2e%2e/layout.html", 404)


@pytest.mark.parametrize("store", ["nonsense://here", "memcached://"])
def test_a_store_for_counting_that_cannot_be_used_is_told_by_the_name_of_its_setting(
    make_app: AppMaker, store: str
) -> None:
    with pytest.raises(BadInput, match="LBSAP_LIMITS_STORE"):
        make_app(limits_store=store)
