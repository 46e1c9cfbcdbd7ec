"""The preview shows the pages of experts as they are, leads nowhere else, and saves nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from lbsap.store.tables import METADATA
from tests.web.conftest import Client, Sample
from tests.web.test_access import begin_visit
from tests.web.workbench.drafting import begin, send

PAGES = (
    "", "consent", "profile", "components", "item/cbi2021_01", "all/native_biodiversity", "proposals", "closing",
    "review",
)  # fmt: skip


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: len(connection.execute(table.select()).all()) for name, table in METADATA.tables.items()
        }


def main_of(client: Client) -> str:
    assert client.page is not None
    return " ".join(client.page.xpath("string(//main)").split())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_marked_as_a_preview_and_leads_nowhere_else(editor: Client, page: str) -> None:
    here = begin(editor)
    text = editor.get(f"{here}preview/{page}").get_data(as_text=True)
    assert "Preview: this is what an expert sees. Nothing is saved." in editor.text()
    assert '="/e/' not in text
    assert "data-autosave" not in text
    assert editor.page is not None
    within = [one for one in editor.page.xpath("//main//@href") if one.startswith("/")]
    assert all(one.startswith(f"{here}preview/") for one in within)


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_form_sent_from_a_preview_saves_nothing_and_says_so(
    editor: Client, engine: Engine, page: str
) -> None:
    here = begin(editor)
    editor.get(f"{here}preview/{page}")
    before = rows(engine)
    answer = editor.post(
        f"{here}preview/{page}", {"verdict": "keep", "agreed": "y", "go": "next", "revision": "0"}
    )
    editor.follow(answer)
    assert "What you just sent was not saved." in editor.text()
    assert rows(engine) == before


def test_the_preview_is_the_page_itself(app: Flask, editor: Client, sample: Sample) -> None:
    """Word for word what an expert with an open visit sees, but for the marks of the preview."""
    expert = Client(app)
    begin_visit(expert, sample.tokens["E01"])
    expert.get("/e/consent")
    expert.post("/e/consent", {"agreed": "y"})
    for page in ("", "item/cbi2021_03", "all/native_biodiversity", "profile", "closing"):
        expert.get(f"/e/{page}")
        editor.get(f"/w/c/{sample.consultation}/preview/{page}")
        assert main_of(editor) == main_of(expert)


def test_a_changed_draft_is_previewed_as_it_is_now_and_experts_get_it_so(
    editor: Client, engine: Engine
) -> None:
    here = begin(editor, source="offered:cbi-2021-review")
    editor.get(f"{here}preview/all/native_biodiversity")
    file = editor.get(f"{here}questionnaire.yaml").get_data(as_text=True)
    changed = re.sub(r"en: Keep(?=\n)", "en: Retain unchanged", file)
    sent = (io.BytesIO(changed.encode()), "q.yaml")
    send(editor, f"{here}setup/questionnaire", {"source": "file", "file": sent})
    for page in ("all/native_biodiversity", "item/cbi2021_01"):
        editor.get(f"{here}preview/{page}")
        assert "Retain unchanged" in editor.text()
    kept = editor.app.extensions["lbsap_prepared"]
    assert all(key[0] > 0 for key in kept)


def test_an_editor_who_is_also_an_expert_does_not_answer_by_a_preview(
    editor: Client, engine: Engine, sample: Sample
) -> None:
    begin_visit(editor, sample.tokens["E01"])
    editor.get("/e/consent")
    editor.post("/e/consent", {"agreed": "y"})
    address = f"/w/c/{sample.consultation}/preview/item/cbi2021_01"
    editor.get(address)
    before = rows(engine)
    editor.post(address, {"verdict": "drop", "revision": "0", "go": "save"})
    assert rows(engine) == before


def test_pages_that_are_no_part_of_it_lead_back_or_are_not_found(editor: Client) -> None:
    here = begin(editor)
    assert editor.get(f"{here}preview/data", 303).headers["Location"] == f"{here}preview/"
    for page in ("nothing", "item/no-such-item", "all/no-such-group", "../../../", "item/cbi2021_01/save"):
        editor.get(f"{here}preview/{page}", 404)


def test_the_preview_of_a_closed_round_is_that_of_an_open_one(editor: Client, answered: Sample) -> None:
    editor.get(f"/w/c/{answered.consultation}/preview/item/cbi2021_01")
    assert editor.page is not None
    assert editor.page.xpath("//main//input[@name='verdict']")


def test_viewers_may_look_and_cities_may_not(signed_in: Callable[..., Client], sample: Sample) -> None:
    signed_in("viewer").get(f"/w/c/{sample.consultation}/preview/")
    signed_in("city").get(f"/w/c/{sample.consultation}/preview/", 403)
