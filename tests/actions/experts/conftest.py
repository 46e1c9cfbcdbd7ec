"""Actions of experts are tried on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.actions.experts.setting import Setting


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    """An engine for an empty database at the newest schema."""
    return either_engine


@pytest.fixture
def setting(engine: Engine) -> Setting:
    """A consultation whose first round is open."""
    return Setting(engine)
