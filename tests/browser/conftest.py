"""A real Chromium, driven by Playwright, and servers for it to visit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages import serve
from tests.services import outside
from tests.services.browser import FLAGS
from tests.web.conftest import _prepared, app, make_app, sample  # noqa: F401 - fixtures
from tests.web.gallery import make_gallery


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; each test opens its own windows by ``a_page``."""
    program = outside.need("Chromium", outside.find("chromium") or outside.find("google-chrome"))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:  # noqa: F811 - the fixture imported above
    """The address of the application, on a copy of the sample database."""
    with serve(app) as url:
        yield url


@pytest.fixture
def gallery() -> Flask:
    """The sample pages of all components."""
    return make_gallery()


@pytest.fixture
def gallery_url(gallery: Flask) -> Iterator[str]:
    """The address of the sample pages."""
    with serve(gallery) as url:
        yield url


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for pictures of pages; ``LBSAP_TEST_SCREENSHOTS`` names one to be kept."""
    named = os.environ.get("LBSAP_TEST_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
