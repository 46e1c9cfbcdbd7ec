"""What the documents of a kept draft are made from: what was there when it was kept, and no more than is needed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from lbsap.actions import reviewing
from lbsap.actions.cities import drafts, standing
from lbsap.actions.cities.drafts import change_settings, keep_draft, open_desk, open_draft
from lbsap.actions.cities.parts import remove_entry
from lbsap.actions.cities.pictures import add_picture, picture_file
from lbsap.actions.cities.reviews import ask_bodies, begin_review
from lbsap.actions.cities.variants import enable_variants, enabled_variants
from lbsap.actions.cities.workspace import change_city, open_city
from lbsap.actions.plans import make_document
from lbsap.model.actor import Actor
from lbsap.model.city_plan import DatedText
from lbsap.model.plugin_items import Plan
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.common.stamp import stamp
from lbsap.store.city_files import files_of
from lbsap.store.columns import now
from tests.services.pictures import png
from tests.web.conftest import CITY, Client

LOCAL = Actor.local()
DRAFTS = f"/city/{CITY}/drafts"
SAID = {"caption_en": "Where it lies", "section": "annex-maps", "no_exact_sites": "y"}


def keep(engine: Engine, registry: Registry, name: str = "") -> int:
    """Keep a draft of the sample city."""
    return keep_draft(LOCAL, engine, registry, CITY, name)


def words_of(client: Client, address: str) -> str:
    """What a Word file says."""
    with zipfile.ZipFile(io.BytesIO(client.get(address).data)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def guiding(engine: Engine, words: str, before: DatedText) -> DatedText:
    """Keep the guiding thought of the installation."""
    cells = {"text_zh": words, "on": "2026-11-20", "source": "文件"}
    standing.save_guiding_thought(LOCAL, engine, stamp(before), cells)
    return standing.standing_texts(engine)[standing.GUIDING_THOUGHT]


def test_a_draft_keeps_the_guiding_thought_it_was_made_with(
    official: Client, engine: Engine, own_registry: Registry
) -> None:
    change_city(LOCAL, engine, CITY, "test", lambda data: replace(data, guiding=DatedText()))
    before = guiding(engine, "当时的指导思想。", DatedText())
    made = keep(engine, own_registry)
    guiding(engine, "后来的指导思想。", before)
    assert open_draft(LOCAL, engine, CITY, made).draft.data.guiding == before
    assert "当时的指导思想。" in words_of(official, f"{DRAFTS}/{made}/plan-zh.docx")
    assert keep(engine, own_registry) != made
    assert open_city(LOCAL, engine, CITY).data.guiding == DatedText()


def said(engine: Engine, draft: int, layer: str, words: str) -> None:
    """Somebody comments on a draft by a link."""
    asked: Mapping[str, str] = {
        "draft": str(draft), "layer": layer, "closes_on": (now() + timedelta(days=9)).date().isoformat(),
        "reason": "test",
    }  # fmt: skip
    review = begin_review(LOCAL, engine, CITY, asked, now())
    (link,) = ask_bodies(LOCAL, engine, CITY, review, [Text("市水务局", "Water bureau")])
    reviewing.say(engine, link.token, {"words": words}, now())


def test_a_drafting_note_tells_of_comments_up_to_its_draft_and_of_none_on_a_later_one(
    official: Client, engine: Engine, own_registry: Registry
) -> None:
    first = keep(engine, own_registry, "First")
    said(engine, first, "formulation", "On the first.")
    second = keep(engine, own_registry, "Second")
    said(engine, second, "expert", "On the second.")
    early, late = (words_of(official, f"{DRAFTS}/{one}/note-en.docx") for one in (first, second))
    assert ("On the first." in early, "On the second." in early) == (True, False)
    assert ("On the first." in late, "On the second." in late) == (True, True)


def test_what_would_be_scored_anew_is_made_only_with_a_variant_that_is_open_to_the_city(
    official: Client, engine: Engine, own_registry: Registry
) -> None:
    desk = open_desk(LOCAL, engine, own_registry, CITY)
    cells = {"form": "usual", "stage": "working", "index": "cbi-2021@2021", "variant": "attainable",
             "outline": desk.settings.outline}  # fmt: skip
    change_settings(LOCAL, engine, own_registry, CITY, cells, ["en"], stamp(desk.settings))
    made = keep(engine, own_registry)
    for name in ("research-en.docx", "note-en.docx", "all.zip"):
        official.get(f"{DRAFTS}/{made}/{name}", 400)
        assert "which is not open to cities now" in official.text()
    assert official.get(f"{DRAFTS}/{made}/plan-en.docx").data.startswith(b"PK")
    seen = stamp(enabled_variants(LOCAL, engine))
    enable_variants(LOCAL, engine, own_registry, ["attainable"], seen)
    assert official.get(f"{DRAFTS}/{made}/research-en.docx").data.startswith(b"PK")


def test_a_picture_removed_while_a_draft_is_made_of_it_stays_with_the_draft(
    engine: Engine, own_registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add_picture(LOCAL, engine, CITY, SAID, png())
    picture = next(one for one in open_city(LOCAL, engine, CITY).data.pictures if one.id == key)

    def meanwhile(*given: object, **more: object) -> Plan:
        remove_entry(LOCAL, engine, CITY, "pictures", key, stamp(picture))
        return make_document(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(drafts, "make_document", meanwhile)
    made = keep(engine, own_registry)
    assert picture in open_draft(LOCAL, engine, CITY, made).draft.data.pictures
    assert picture_file(LOCAL, engine, CITY, picture.file) == (png(), "image/png")


def test_pictures_are_read_where_a_document_is_made_and_nowhere_else(
    official: Client, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_picture(LOCAL, engine, CITY, SAID, png())
    read: list[int] = []

    def counted(session: Session, city_id: int, digests: frozenset[str]) -> dict[str, bytes]:
        read.append(len(digests))
        return files_of(session, city_id, digests)

    monkeypatch.setattr(drafts, "files_of", counted)
    for page in ("settings", "sections"):
        official.get(f"/city/{CITY}/draft/{page}")
    assert official.page is not None
    keys = official.page.xpath("//input[@name='parts']/@value")
    seen = official.page.xpath("//input[@name='seen']/@value")[0]
    official.post(f"/city/{CITY}/draft/sections", {"parts": keys[1:], "seen": seen})
    assert read == []
    official.get(f"/city/{CITY}/draft/preview")
    assert read == [len({one.file for one in open_city(LOCAL, engine, CITY).data.pictures})]


def test_a_link_is_looked_up_without_reading_the_draft(
    official: Client, engine: Engine, own_registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = keep(engine, own_registry)
    asked = {
        "draft": str(made),
        "layer": "formulation",
        "closes_on": (now() + timedelta(days=9)).date().isoformat(),
    }
    review = begin_review(LOCAL, engine, CITY, asked, now())
    (link,) = ask_bodies(LOCAL, engine, CITY, review, [Text("市水务局", "Water bureau")])
    official.get(f"/r/{link.token}")

    def refuse(*_given: object) -> None:
        raise AssertionError("the draft was read")

    with monkeypatch.context() as patch:
        patch.setattr(reviewing, "load_plan", refuse)
        begun = official.post(f"/r/{link.token}")
        official.get("/r/nobodys-link", 404)
    official.follow(begun)
    monkeypatch.setattr(reviewing, "load_plan", refuse)
    official.post("/r/draft/done")
