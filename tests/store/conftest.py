"""Each test of the store runs on both databases, each time on one that is empty but for the schema."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    """An engine for a database at the newest schema."""
    return either_engine
