"""Most actions are tried on an empty database of SQLite, with the built-in plugins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from lbsap.registry import Registry
from lbsap.store.engine import make_engine
from lbsap.store.schema import upgrade


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine for an empty database at the newest schema."""
    url = f"sqlite:///{tmp_path / 'lbsap.sqlite3'}"
    upgrade(url)
    made = make_engine(url)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def registry(own_registry: Registry) -> Registry:
    """The built-in plugins."""
    return own_registry
