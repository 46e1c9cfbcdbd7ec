"""What every test may use; the helpers themselves are in tests/services/."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import Engine

from lbsap.registry import Registry
from lbsap.store.engine import make_engine
from lbsap.store.schema import upgrade
from tests.services import network, outside, postgres
from tests.services.browser import Chromium
from tests.services.office import LibreOffice, OoxmlValidator
from tests.services.plugins import built_in

# Times vary on a shared machine, so none is a verdict; on CI the same examples are tried each time.
hypothesis.settings.register_profile("lbsap", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("lbsap")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.forbid(patch)
        yield


@pytest.fixture(scope="session")
def own_registry() -> Registry:
    """The built-in plugins."""
    return built_in()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server; tests want `postgres_url`."""
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database of the test's own."""
    with postgres.fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database; the test runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'lbsap.sqlite3'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def database_url(empty_url: str) -> str:
    """The address of a database at the newest schema."""
    upgrade(empty_url)
    return empty_url


@pytest.fixture
def either_engine(database_url: str) -> Iterator[Engine]:
    """An engine for a database at the newest schema."""
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice: `libreoffice.to_pdf(path)`."""
    return LibreOffice(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def ooxml_validator() -> OoxmlValidator:
    """The Open XML SDK's validator: `ooxml_validator(path)` returns the errors."""
    return OoxmlValidator()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Chromium:
    """A headless browser."""
    return Chromium(tmp_path_factory.mktemp("chromium"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was not tried for want of an outside program."""
    skipped = terminalreporter.getreports("skipped")
    missing = outside.left_out(
        [report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)]
    )
    if missing:
        counted = ", ".join(f"{name} ({count})" for name, count in missing.items())
        terminalreporter.write_line(f"Tests left out for want of a program: {counted}")
