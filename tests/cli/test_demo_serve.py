"""``lbsap demo --serve``: addresses and passwords are told once, and open what they promise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from lbsap.actions import demo as job
from lbsap.actions.demo import Demo
from lbsap.cli import serve
from lbsap.cli.main import lbsap
from lbsap.registry import Registry
from lbsap.settings import load_settings
from lbsap.store.schema import upgrade
from lbsap.web.app import create_app


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Flask]:
    """The applications that would be served; the long run before them makes an empty database."""
    apps: list[Flask] = []

    def run_demo(_actor: Any, _registry: Any, folder: Path, _tell: Any) -> Demo:
        made = Demo(folder)
        upgrade(made.database_url)
        return made

    monkeypatch.setattr(job, "run_demo", run_demo)
    monkeypatch.setattr(serve, "listen", lambda app, settings, host: apps.append(app))
    return apps


def test_without_serve_it_ends_by_itself(served: list[Flask], tmp_path: Path) -> None:
    assert CliRunner().invoke(lbsap, ["--lang", "en", "demo", "--out", str(tmp_path)]).exit_code == 0
    assert served == []


def test_the_password_of_each_role_opens_its_account(served: list[Flask], tmp_path: Path) -> None:
    told = CliRunner().invoke(
        lbsap, ["--lang", "en", "demo", "--out", str(tmp_path), "--serve", "--port", "8123"]
    )
    assert told.exit_code == 0, told.output
    accounts = re.findall(r"^  (\w+@example\.org)  (\S+)  \S.*$", told.output, re.M)
    assert len(dict(accounts)) == len({password for _, password in accounts}) == 4
    (app,) = served
    app.config["WTF_CSRF_ENABLED"] = False
    for address, password in accounts:
        browser = app.test_client()
        base = "http://localhost:8123"
        browser.post("/account/sign-in", data={"email": address, "password": password}, base_url=base)
        page = browser.get("/account", base_url=base, follow_redirects=True).get_data(as_text=True)
        assert f"You are signed in as {address}." in page
    app.extensions["lbsap_engine"].dispose()


def test_each_run_makes_a_key_of_its_own(served: list[Flask], tmp_path: Path) -> None:
    keys = set()
    for _ in range(2):
        (tmp_path / "demo.db").unlink(missing_ok=True)
        CliRunner().invoke(lbsap, ["demo", "--out", str(tmp_path), "--serve"])
        keys.add((tmp_path / "lbsap.key").read_text())
    assert len(keys) == 2


def test_without_serve_it_tells_how_to_serve_what_it_made(
    served: list[Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = CliRunner().invoke(lbsap, ["--lang", "en", "demo", "--out", str(tmp_path)])
    assert f"run lbsap serve in the folder {tmp_path}" in " ".join(told.output.split())
    monkeypatch.chdir(tmp_path)
    create_app(load_settings(), Registry()).extensions["lbsap_engine"].dispose()
