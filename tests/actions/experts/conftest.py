"""Actions of experts are tried on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lbsap.store.engine import make_engine
from lbsap.store.schema import upgrade
from tests.actions.experts.setting import Setting


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine for an empty database at the newest schema."""
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'lbsap.sqlite3'}" if on_sqlite else request.getfixturevalue("postgres_url")
    upgrade(url)
    made = make_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def setting(engine: Engine) -> Setting:
    """A consultation whose first round is open."""
    return Setting(engine)
