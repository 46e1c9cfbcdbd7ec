"""The pages on which drafts are written: items, two editors on one page, score bands."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from lbsap.actions.editors.catalogue_drafts import BANDS, open_draft, take_out
from lbsap.actions.editors.catalogue_publishing import freeze_draft
from lbsap.model.text import Text
from lbsap.registry import Registry
from tests.web.conftest import Client
from tests.web.workbench.catalogue_pages import LI, PAYLOADS, SHELF, VERSION, change_behind, filled, item_path
from tests.web.workbench.conftest import EDITOR

Maker = Callable[..., Client]


class TestWriting:
    """Items, order, and two editors on one page."""

    @pytest.mark.parametrize("item", ["cbi2021_01", "cbi2021_04", "cbi2021_07", "cbi2021_15", "cbi2021_23"])
    def test_a_page_sent_back_as_it_is_changes_nothing(
        self, editor: Client, engine: Engine, draft: int, item: str
    ) -> None:
        for path in (
            item_path(draft, item),
            f"{item_path(draft, item)}/bands",
            f"{SHELF}/drafts/{draft}/title",
        ):
            editor.get(path)
            editor.post(path, filled(editor))
        assert open_draft(EDITOR, engine, draft).number == 1

    def test_a_section_of_an_outline_is_written(self, editor: Client, engine: Engine, outline: int) -> None:
        path = item_path(outline, "about-terms")
        editor.get(path)
        editor.post(
            path,
            filled(editor) | {"parent": "synergies", "supplements_zh": "甲\n乙", "supplements_en": "a\nb"},
        )
        item = open_draft(EDITOR, engine, outline).catalogue.item("about-terms")
        assert item is not None
        assert item.section is not None
        assert (item.parent, item.number[0]) == ("synergies", "2")
        assert item.section.supplements == (Text("甲", "a"), Text("乙", "b"))

    def test_faults_stand_at_their_fields_and_what_was_typed_is_kept(
        self, editor: Client, draft: int
    ) -> None:
        editor.get(item_path(draft))
        wrong = {"decimals": "many", "formula": "A_nat / forest", "title_zh": "打了一半的名称"}
        editor.post(item_path(draft), filled(editor) | wrong, 400)
        assert editor.page is not None
        assert editor.page.xpath("string(//title)").startswith("Error:")
        assert filled(editor)["title_zh"] == "打了一半的名称"
        assert "“many” is not a number" in editor.text()
        editor.post(item_path(draft), filled(editor) | {"decimals": "1"}, 400)
        assert editor.page.xpath("//*[@id='formula-error']")

    def test_the_second_of_two_editors_sees_both_and_chooses(
        self, editor: Client, engine: Engine, draft: int
    ) -> None:
        editor.get(item_path(draft))
        mine = filled(editor) | {"title_zh": "我的名称", "unit": "km2", "scope_zh": "全市"}
        change_behind(engine, draft, title_zh="李的名称", unit="m2", definition_zh="李的定义")
        editor.post(item_path(draft), mine, 409)
        text = editor.text()
        assert "li@example.org saved" in text
        for words in ("李的名称", "我的名称", "m2", "km2"):
            assert words in text
        editor.post(item_path(draft), filled(editor), 400)
        assert "Choose one of the two." in editor.text()
        answer = editor.post(
            item_path(draft), filled(editor) | {"pick-title_zh": "mine", "pick-unit": "theirs"}
        )
        editor.follow(answer)
        item = open_draft(EDITOR, engine, draft).catalogue.items[0]
        assert item.indicator is not None
        assert (item.title.zh, item.indicator.unit) == ("我的名称", "m2")
        assert (item.definition.zh, item.indicator.scope.zh) == ("李的定义", "全市")

    def test_what_only_the_other_changed_is_kept_and_told(
        self, editor: Client, engine: Engine, draft: int
    ) -> None:
        editor.get(item_path(draft))
        mine = filled(editor) | {"unit": "km2"}
        change_behind(engine, draft, title_zh="李的名称")
        editor.follow(editor.post(item_path(draft), mine))
        assert "Meanwhile li@example.org had changed other fields" in editor.text()
        assert "李的名称" in editor.text()

    def test_words_for_an_item_or_draft_that_is_gone_are_shown_to_be_copied(
        self, editor: Client, engine: Engine, own_registry: Registry, draft: int
    ) -> None:
        editor.get(item_path(draft))
        mine = filled(editor) | {"title_zh": "还没有保存的名称"}
        take_out(LI, engine, draft, "cbi2021_01", Text())
        editor.post(item_path(draft), mine, 409)
        assert "还没有保存的名称" in editor.text()
        freeze_draft(LI, engine, own_registry, draft, 2)
        editor.post(item_path(draft, "cbi2021_02"), mine, 409)
        assert "还没有保存的名称" in editor.text()
        editor.get(item_path(draft), 404)

    def test_items_are_moved_and_removed_by_buttons(self, editor: Client, engine: Engine, draft: int) -> None:
        editor.get(f"{SHELF}/drafts/{draft}")
        editor.post(f"{SHELF}/drafts/{draft}/order", {"move": "cbi2021_01:down"})
        editor.get(f"{item_path(draft, 'cbi2021_03')}/remove")
        editor.post(f"{item_path(draft, 'cbi2021_03')}/remove", {"reason_zh": "重复"})
        found = open_draft(EDITOR, engine, draft).catalogue
        assert [one.id for one in found.items[:3]] == ["cbi2021_02", "cbi2021_01", "cbi2021_04"]
        assert found.retired == ("cbi2021_03",)
        editor.post(f"{SHELF}/drafts/{draft}/order", {"move": "cbi2021_01:sideways"}, 400)
        editor.post(f"{SHELF}/drafts/{draft}/order", {"move": "none:up"}, 404)

    def test_a_part_with_sections_is_not_removed(self, editor: Client, outline: int) -> None:
        editor.get(f"{item_path(outline, 'synergies')}/remove")
        editor.post(f"{item_path(outline, 'synergies')}/remove", {}, 400)
        assert "There are items under" in editor.text()

    @pytest.mark.parametrize("payload", PAYLOADS)
    def test_words_of_editors_stay_words(self, editor: Client, draft: int, payload: str) -> None:
        names = (
            "title_zh",
            "title_en",
            "definition_en",
            "unit",
            "notes_zh",
            "citations",
            "inputs-0-meaning_zh",
            "reason_en",
        )
        editor.get(item_path(draft))
        editor.post(item_path(draft), filled(editor) | dict.fromkeys(names, payload) | {"go": "stay"})
        pages = (
            "",
            "/items/cbi2021_01",
            "/items/cbi2021_01/bands",
            "/bands",
            "/publish",
            "/items/cbi2021_01/remove",
        )
        for page in pages:
            editor.get(f"{SHELF}/drafts/{draft}{page}")
            assert editor.page is not None
            assert not editor.page.xpath("//script[not(@src)] | //img[@src='x']")
            assert payload.removesuffix(" \u202e") in editor.text()
        book = load_workbook(io.BytesIO(editor.get(f"{SHELF}/drafts/{draft}/xlsx").data))
        assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]

    def test_thousands_of_fields_and_forged_ones_do_no_harm(
        self, editor: Client, engine: Engine, draft: int
    ) -> None:
        editor.get(item_path(draft))
        sent = filled(editor)
        editor.post(item_path(draft), sent | {f"x{i}": "1" for i in range(5_000)}, 413)
        forged = {"id": "cbi2021_02", "number": "99", "retired": "x", "verified": "title", "inputs-999-symbol": "X",
                  "version": "9", "changed_by": "root", "was": "broken ::: marks"}  # fmt: skip
        editor.post(item_path(draft), sent | forged)
        assert open_draft(EDITOR, engine, draft).number == 1


class TestBands:
    """Provisional bands, corrected with the handbook at hand."""

    def test_the_list_leads_through_all_that_are_not_checked(
        self, editor: Client, engine: Engine, draft: int
    ) -> None:
        editor.get(f"{SHELF}/drafts/{draft}/bands")
        assert "19 of 28 indicators have bands that are not checked." in editor.text()
        path = f"{item_path(draft, 'cbi2021_24')}/bands"
        editor.get(path)
        sent = filled(editor) | {f"{BANDS}checked": "yes", f"{BANDS}source": "手册2021年版第34页", f"{BANDS}1-upper": "５",
                                 f"{BANDS}2-lower": "６", "go": "next"}  # fmt: skip
        editor.follow(editor.post(path, sent))
        assert "Score bands: 25" in editor.text()
        assert filled(editor)[f"{BANDS}source"] == "手册2021年版第34页"  # not asked twice
        editor.get(f"{SHELF}/drafts/{draft}/bands")
        assert "18 of 28" in editor.text()
        editor.get(path)
        assert "entered by the editors from the handbook" in editor.text()
        assert "手册2021年版第34页" in editor.text()

    def test_who_says_checked_must_name_the_page(self, editor: Client, draft: int) -> None:
        path = f"{item_path(draft, 'cbi2021_24')}/bands"
        editor.get(path)
        editor.post(path, filled(editor) | {f"{BANDS}checked": "yes", f"{BANDS}1-lower": "eins"}, 400)
        assert editor.page is not None
        assert editor.page.xpath(f"//*[@id='{BANDS}source-error']")
        assert editor.page.xpath(f"//*[@id='{BANDS}1-lower-error']")
        assert filled(editor)[f"{BANDS}1-lower"] == "eins"

    def test_bands_that_overlap_are_told_above_the_rows(self, editor: Client, draft: int) -> None:
        path = f"{item_path(draft, 'cbi2021_24')}/bands"
        editor.get(path)
        editor.post(path, filled(editor) | {f"{BANDS}1-upper": "9"}, 400)
        assert editor.page is not None
        assert editor.page.xpath(f"//a[@href='#{BANDS}rows']")

    def test_a_version_leads_to_its_bands_by_one_button(self, editor: Client) -> None:
        editor.get(VERSION)
        editor.follow(editor.post(f"{SHELF}/new", {"start": "cbi-2021@2021", "go": "bands"}))
        assert "19 of 28" in editor.text()

    def test_two_editors_on_the_same_bands_choose_band_by_band(
        self, editor: Client, signed_in: Maker, engine: Engine, draft: int
    ) -> None:
        path = f"{item_path(draft, 'cbi2021_24')}/bands"
        other = signed_in("administrator")
        for client in (editor, other):
            client.get(path)
        mine = filled(other) | {f"{BANDS}4-printed": "21 or more"}
        editor.post(path, filled(editor) | {f"{BANDS}4-printed": "22 or more"})
        other.post(path, mine, 409)
        assert "Score 4: As printed" in other.text()
        other.post(path, filled(other) | {f"pick-{BANDS}4-printed": "theirs"})
        item = open_draft(EDITOR, engine, draft).catalogue.item("cbi2021_24")
        assert item is not None
        assert item.indicator is not None
        assert item.indicator.bands[4].printed == "22 or more"
