"""Makes the pictures of the guides from the demo: ``python tests/tools/make_pictures.py``, after any change of pages.

Needs Chromium. Runs the demo into a temporary folder, signs in to its sample accounts, and keeps what a person sees.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from lbsap.actions.accounts import ROLES
from lbsap.actions.demo import run_demo
from lbsap.actions.demo_pages import add_sample_accounts
from lbsap.model.actor import Actor
from lbsap.settings import load_settings
from lbsap.web.app import create_app
from lbsap.web.keys import make_key
from lbsap.web.security import set_password
from tests.browser.pages import follow, serve
from tests.services import outside
from tests.services.browser import FLAGS
from tests.services.plugins import built_in

PICTURES: Final = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LOCALES: Final = {"zh": "zh-CN", "en": "en-GB"}
SIZE: Final = {"width": 1280, "height": 800}
PASSWORD: Final = "four unrelated words here"  # noqa: S105 - of the pictures' own demo
EDITOR: Final = "editor@example.org"
OFFICIAL: Final = "city@example.org"
PAGES: Final[Mapping[str, str]] = {
    "home": "/w/",
    "overview": "/w/c/3/",
    "panel": "/w/c/3/panel",
    "progress": "/w/c/3/progress",
    "results": "/w/c/3/results",
    "decide": "/w/c/3/decide/cbi2021_06",
    "comments": "/w/c/3/comments",
    "publication": "/w/c/1/publication",
    "reports": "/w/c/1/reports",
    "catalogues": "/w/catalogues",
}
"""What each picture shows. Consultation 1 of the demo is published; 3 has two closed rounds and an open one."""
CITY_PAGES: Final[Mapping[str, str]] = {
    "city-overview": "/city/2/",
    "city-profile": "/city/2/profile",
    "city-indicators": "/city/2/indicators",
    "city-score": "/city/2/score",
    "city-plan-data": "/city/2/plan-data",
    "city-alignment": "/city/2/alignment",
    "city-draft": "/city/2/draft",
    "city-review": "/city/2/review",
    "city-sharing": "/city/2/sharing",
}
"""The same for the guide for cities; city 2 of the demo is the sample city."""


@contextmanager
def demo_pages(folder: Path) -> Iterator[str]:
    """Serve the pages of a demo made into a folder; gives their address."""
    registry = built_in()
    made = run_demo(Actor.local(), registry, folder, lambda _words: None)
    make_key(folder / "lbsap.key")
    settings = load_settings(database_url=made.database_url, secret_key_file=folder / "lbsap.key")
    app = create_app(settings, registry)
    add_sample_accounts(Actor.local(), app.extensions["lbsap_engine"])
    for role in ROLES:
        set_password(app, f"{role}@example.org", PASSWORD)
    with serve(app) as url:
        yield url


def pictures(browser: Browser, url: str, lang: str, email: str, pages: Mapping[str, str]) -> None:
    """Keep a picture of each page in one language, as the holder of an account sees it."""
    context = browser.new_context(viewport=SIZE, locale=LOCALES[lang])  # type: ignore[arg-type]
    page = context.new_page()
    sign_in(page, url, email)
    for name, path in pages.items():
        page.goto(url + path)
        page.screenshot(path=PICTURES / f"{name}-{lang}.png")
    context.close()


def sign_in(page: Page, url: str, email: str) -> None:
    """Sign in to a sample account."""
    page.goto(f"{url}/account/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    follow(page, page.locator("main [type=submit]"))


def main() -> None:
    """Make all pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    program = outside.need("Chromium", outside.find("chromium") or outside.find("google-chrome"))
    with (
        tempfile.TemporaryDirectory() as folder,
        demo_pages(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for lang in LOCALES:
            pictures(browser, url, lang, EDITOR, PAGES)
            pictures(browser, url, lang, OFFICIAL, CITY_PAGES)
        browser.close()


if __name__ == "__main__":
    main()
