"""``lbsap init``, ``lbsap user`` and ``lbsap serve``: a deployment is set up once, and starts only when it is safe."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lbsap.actions.accounts import list_accounts
from lbsap.actions.cities.workspace import new_city
from lbsap.model.actor import Actor
from lbsap.model.city import CityData
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.settings import load_settings
from lbsap.store.engine import make_engine
from lbsap.web.keys import SAMPLE, make_key, read_key

Runner = Callable[..., Any]


@pytest.fixture(autouse=True)
def _deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LBSAP_DATABASE_URL", f"sqlite:///{tmp_path / 'lbsap.sqlite3'}")


def test_a_deployment_is_set_up_once(run: Runner, tmp_path: Path) -> None:
    assert run("init").code == 0
    key = tmp_path / "lbsap.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text(encoding="ascii").strip()) == 43
    again = run("init")
    assert again.code == 2
    assert "has been set up" in again.err


def test_an_account_is_made_with_a_link_that_sets_its_password(run: Runner) -> None:
    run("init")
    made = run("user", "add", "first@example.org", "--role", "administrator")
    assert made.code == 0
    assert made.out.splitlines()[-1].startswith("http://localhost:8000/account/set-password/")
    twice = run("user", "add", "First@example.org", "--role", "editor")
    assert (twice.code, twice.out) == (2, "")
    assert "already" in twice.err
    assert run("user", "link", "first@example.org").code == 0
    assert run("user", "link", "nobody@example.org").code == 2


def test_an_account_of_a_city_is_given_its_cities(run: Runner) -> None:
    run("init")
    engine = make_engine(load_settings().database_url)
    city = new_city(Actor.local(), engine, CityData(Text("甲县", "County A")))
    assert run("user", "add", "a@example.org", "--role", "city", "--city", city).code == 0
    (made,) = list_accounts(Actor.local(), engine)
    assert made.cities == (city,)
    refused = run("user", "add", "b@example.org", "--role", "city", "--city", city + 1)
    assert (refused.code, str(city + 1) in refused.err) == (2, True)
    assert len(list_accounts(Actor.local(), engine)) == 1
    engine.dispose()


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b", "a@b.org\r\nBcc: x@example.org", "a,b@example.org", "<a@b.org>"]
)
def test_what_is_no_address_gets_no_account(run: Runner, email: str) -> None:
    run("init")
    refused = run("user", "add", email, "--role", "viewer")
    assert refused.code == 2
    assert "e-mail address" in refused.err


def test_nothing_starts_without_a_key_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "key"
    with pytest.raises(BadInput, match="no key file"):
        read_key(path)
    for weak in (SAMPLE, SAMPLE + "-and-some-more-characters-behind", "short", ""):
        path.write_text(weak, encoding="ascii")
        path.chmod(0o600)
        with pytest.raises(BadInput, match="sample key"):
            read_key(path)
    path.unlink()
    make_key(path)
    assert len(read_key(path)) == 43


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path / "key")
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(BadInput, match="read by others"):
        read_key(tmp_path / "key")


def test_serving_stops_at_a_missing_key_and_at_an_old_schema(run: Runner, tmp_path: Path) -> None:
    refused = run("serve")
    assert refused.code == 2
    assert "lbsap init" in refused.err or "lbsap db upgrade" in refused.err
    make_key(tmp_path / "lbsap.key")
    refused = run("serve")
    assert refused.code == 2
    assert "lbsap db upgrade" in refused.err


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"base_url": "http://consultation.example.org"}, "base_url"),
        ({"base_url": "ftp://localhost"}, "base_url"),
        ({"base_url": "https://example.org/path"}, "base_url"),
        ({"processes": 2}, "limits_store"),
        ({"proxies": -1}, "proxies"),
    ],
)
def test_settings_that_are_not_safe_are_refused_by_name(settings: dict[str, Any], named: str) -> None:
    with pytest.raises(BadInput, match=f"LBSAP_{named.upper()}"):
        load_settings(**settings)


def test_a_setting_is_named_where_it_was_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lbsap.toml").write_text("processes = 2\nproxies = -1\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_settings()
    assert {one.where for one in refused.value.problems} == {"lbsap.toml: proxies", "LBSAP_LIMITS_STORE"}


def test_several_processes_count_attempts_in_a_store_in_common() -> None:
    assert load_settings(processes=2, limits_store="redis://localhost").processes == 2


def test_a_port_that_is_taken_is_told_without_a_traceback(run: Runner) -> None:
    run("init")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run("serve", "--port", str(port))
    assert refused.code == 2
    assert f"127.0.0.1:{port}" in refused.err
    assert "--port" in refused.err
    assert run("serve", "--port", "70000").code == 2


def test_the_server_answers_says_the_exception_and_stops_when_told(run: Runner) -> None:
    run("init")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from lbsap.cli.main import main; main()", "--lang", "en", "serve"]
    served = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.PIPE, text=True)
    try:
        page = _fetch(f"http://localhost:{port}/healthz", served)
        served.send_signal(signal.SIGTERM)
        _out, told = served.communicate(timeout=15)
    finally:
        served.kill()
        served.communicate()
    assert page == b"ok"
    assert "plain HTTP, for this machine only" in told
    assert served.returncode == 0


def _fetch(address: str, served: subprocess.Popen[str]) -> bytes:
    for _ in range(300):
        assert served.poll() is None, served.communicate()[1]
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                found: bytes = answer.read()
                return found
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer within thirty seconds")
