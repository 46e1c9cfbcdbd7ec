"""What tests of the pages of drafts share: addresses, the fields of a form, another editor at work."""

from __future__ import annotations

from sqlalchemy import Engine

from lbsap.actions.editors.catalogue_drafts import open_draft, save_item
from lbsap.model.actor import Actor
from lbsap.steps.catalogues.cells import item_cells
from lbsap.steps.common.merge import marks
from tests.web.conftest import Client

LI = Actor("li@example.org", frozenset({"editor"}))
SHELF = "/w/catalogues"
VERSION = f"{SHELF}/versions/cbi-2021@2021"
PAYLOADS = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    "=1+1",
    "𠮷 \u202e",
)
"""Words that must stay words."""


def item_path(draft: int, item: str = "cbi2021_01") -> str:
    return f"{SHELF}/drafts/{draft}/items/{item}"


def filled(client: Client) -> dict[str, str]:
    """The fields of the page's own form as a browser would send them."""
    assert client.page is not None
    (form,) = client.page.xpath("//main//form[@method='post']")
    return {name: words for name, words in form.form_values() if name != "csrf_token"}


def change_behind(engine: Engine, draft: int, **cells: str) -> None:
    """Another editor saves an item."""
    shown = open_draft(LI, engine, draft).catalogue
    seen = item_cells(shown.items[0], shown)
    assert save_item(LI, engine, draft, shown.items[0].id, marks(seen), seen | cells).saved
