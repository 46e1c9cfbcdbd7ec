"""The pages of cities on the sample city, whose data are whole, and a neighbour that has a name only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.conftest import NEIGHBOUR, Client


@pytest.fixture
def official(signed_in: Callable[..., Client]) -> Client:
    """The browser of an official of the sample city who reads English."""
    return signed_in("city")


@pytest.fixture
def neighbour(signed_in: Callable[..., Client]) -> Client:
    """The browser of an official of the neighbouring county, who must see nothing of the sample city."""
    return signed_in(NEIGHBOUR)
