"""The pages of indices and outlines: files, drafts, two editors on one page, score bands, publication."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from lbsap.actions.editors.catalogue_drafts import BANDS, begin_draft, open_draft, save_item, take_out
from lbsap.actions.editors.catalogue_publishing import freeze_draft
from lbsap.model.actor import Actor
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.catalogue_cells import item_cells
from lbsap.steps.merge import marks
from tests.web.conftest import Client, Sample
from tests.web.workbench.conftest import EDITOR

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
Maker = Callable[..., Client]


@pytest.fixture
def draft(engine: Engine, own_registry: Registry) -> int:
    return begin_draft(EDITOR, engine, own_registry, "cbi-2021@2021", "cbi-2021", "2026")


@pytest.fixture
def outline(engine: Engine, own_registry: Registry) -> int:
    return begin_draft(EDITOR, engine, own_registry, "lbsap-framework@2026", "lbsap-framework", "2027")


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


class TestVersions:
    """What there is, and one version."""

    def test_the_list_shows_drafts_versions_and_who_worked_on_them(
        self, editor: Client, engine: Engine, own_registry: Registry, draft: int
    ) -> None:
        frozen = begin_draft(EDITOR, engine, own_registry, "cbi-2021@2021", "cbi-cn", "1")
        freeze_draft(EDITOR, engine, own_registry, frozen, 1)
        editor.get(SHELF)
        text = editor.text()
        assert "Draft of cbi-2021@2026, from cbi-2021@2021. Changed by editor@example.org" in text
        assert "cbi-cn@1" in text
        assert "lbsap-framework@2026" in text

    @pytest.mark.parametrize("reference", ["cbi-2021@2021", "cbi-2014@2014", "lbsap-framework@2026"])
    def test_a_version_shows_both_languages_bands_and_where_they_come_from(
        self, signed_in: Maker, reference: str
    ) -> None:
        for lang in ("en", "zh"):
            reader = signed_in("viewer", lang=lang)
            reader.get(f"{SHELF}/versions/{reference}")
            assert reader.page is not None
            assert reader.page.xpath("//*[@lang='zh-Hans']")
            assert not reader.page.xpath("//main//form")  # a viewer changes nothing
            if reference.startswith("cbi"):
                assert reader.page.xpath("//caption[contains(., 'bands') or contains(., '赋分标准')]")

    def test_a_version_that_is_not_there_is_not_found(self, editor: Client) -> None:
        for name in ("none@1", "cbi-2021@1999", "..%2F..%2Fetc%2Fpasswd", "x.yaml"):
            editor.get(f"{SHELF}/versions/{name}", 404)

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_workbooks_hold_no_formula_and_speak_the_language_of_the_page(
        self, signed_in: Maker, lang: str
    ) -> None:
        reader = signed_in("viewer", lang=lang)
        for path in (f"{VERSION}/xlsx", f"{SHELF}/template.xlsx"):
            answer = reader.get(path)
            book = load_workbook(io.BytesIO(answer.data))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in cells if cell.data_type == "f"]
            words = {cell.value for cell in cells}
            assert ("暂缺" in words) == (lang == "zh" and path.endswith("template.xlsx"))
            assert ("not supplied" in words) == (lang == "en" and path.endswith("template.xlsx"))


class TestFiles:
    """A file is taken as a whole or not at all."""

    def test_a_workbook_is_previewed_and_becomes_a_draft(self, editor: Client, engine: Engine) -> None:
        content = editor.get(f"{VERSION}/xlsx").data
        editor.get(f"{SHELF}/upload")
        editor.post(f"{SHELF}/upload", {"file": (io.BytesIO(content), "指数.xlsx")}, 200)
        assert "What was read from “指数.xlsx”" in editor.text()
        answer = editor.post(f"{SHELF}/upload", filled(editor) | {"go": "draft"})
        editor.follow(answer)
        made = open_draft(EDITOR, engine, int(re.findall(r"drafts/(\d+)", answer.location)[0]))
        assert made.based_on == "cbi-2021@2021"
        assert len(made.catalogue.items) == 28

    def test_each_fault_has_its_sheet_row_and_column_and_nothing_is_kept(
        self, editor: Client, engine: Engine
    ) -> None:
        book = load_workbook(io.BytesIO(editor.get(f"{VERSION}/xlsx").data))
        bands = next(sheet for sheet in book if sheet.title.startswith("bands"))
        heads = [str(cell.value).split()[0] for cell in bands[1]]
        bands.cell(3, heads.index("lower_inclusive") + 1).value = "maybe"
        bands.cell(4, heads.index("score") + 1).value = "=1+1"
        out = io.BytesIO()
        book.save(out)
        editor.get(f"{SHELF}/upload")
        editor.post(f"{SHELF}/upload", {"file": (io.BytesIO(out.getvalue()), "a.xlsx")}, 400)
        assert editor.page is not None
        rows = [" ".join(row.text_content().split()) for row in editor.page.xpath("//table/tbody/tr")]
        assert any(re.search(r"^bands.* 3 \w+ \(lower_inclusive\).*maybe", row) for row in rows), rows
        assert any(re.search(r"^bands.* 4 \w+ \(score\) ", row) for row in rows), rows
        editor.get(SHELF)
        assert "There is no draft" in editor.text()

    @pytest.mark.parametrize("data", [{}, {"file": (io.BytesIO(b""), "")}])
    def test_no_file_is_told(self, editor: Client, data: dict[str, object]) -> None:
        editor.get(f"{SHELF}/upload")
        editor.post(f"{SHELF}/upload", data, 400)
        assert "Choose a file." in editor.text()

    def test_what_comes_back_with_the_preview_is_read_anew(self, editor: Client) -> None:
        editor.get(f"{SHELF}/upload")
        for content in ("no base64!", "YQ=="):
            editor.post(f"{SHELF}/upload", {"name": "a.xlsx", "content": content, "go": "draft"}, 400)


class TestBeginning:
    """From a version or from nothing."""

    def test_a_new_version_gets_the_next_number(self, editor: Client, engine: Engine) -> None:
        editor.get(f"{SHELF}/new?start=cbi-2021@2021")
        editor.post(f"{SHELF}/new", filled(editor))
        assert open_draft(EDITOR, engine, 1).catalogue.reference == "cbi-2021@2021-r1"

    def test_an_index_begins_with_nothing_and_is_written_in_pages(
        self, editor: Client, engine: Engine
    ) -> None:
        start = {
            "start": "index",
            "id": "our-index",
            "version": "１",
            "title_zh": "我们的指数",
            "title_en": "Our index",
        }
        editor.follow(editor.post(f"{SHELF}/new", start))
        assert "nothing in this draft yet" in editor.text()
        editor.get(f"{SHELF}/drafts/1/title")
        editor.post(
            f"{SHELF}/drafts/1/title",
            filled(editor) | {"component-+1-zh": "自然", "component-+1-en": "Nature"},
        )
        editor.get(f"{SHELF}/drafts/1/items/new")
        new = {"title_zh": "绿地率", "component": "component_1", "inputs-0-symbol": "G", "formula": "G"}
        sent = filled(editor) | new | {"go": "bands"}
        editor.follow(editor.post(f"{SHELF}/drafts/1/items/new", sent))
        assert "Score bands: 1 绿地率" in editor.text()
        editor.post(f"{SHELF}/drafts/1/items/new", sent)  # pressed twice
        (item,) = open_draft(EDITOR, engine, 1).catalogue.items
        assert item.title == Text("绿地率")

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({}, "Choose what to begin with."),
            ({"start": "/etc/passwd"}, "Choose what to begin with."),
            (
                {"start": "index", "id": "Bad Id", "version": "1", "title_zh": "题"},
                "The id “Bad Id” is not allowed",
            ),
            ({"start": "index", "id": "good", "version": "1"}, "Enter the new name"),
            ({"start": "cbi-2021@2021", "version": "a b"}, "The version “a b” is not allowed"),
        ],
    )
    def test_what_cannot_be_is_told_at_its_field(
        self, editor: Client, data: dict[str, str], words: str
    ) -> None:
        editor.get(f"{SHELF}/new")
        editor.post(f"{SHELF}/new", data, 400)
        assert words in editor.text()


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


class TestPublishing:
    """From a draft to a version that never changes."""

    def test_a_draft_is_published_with_its_change_list_and_digest(self, editor: Client, draft: int) -> None:
        editor.get(item_path(draft))
        editor.post(item_path(draft), filled(editor) | {"title_en": "Natural areas", "reason_en": "Shorter"})
        editor.get(f"{SHELF}/drafts/{draft}/publish")
        text = editor.text()
        (digest,) = re.findall(r"\b[0-9a-f]{64}\b", text)
        assert re.search("renamed Proportion of natural areas in the city Natural areas .*Shorter", text)
        editor.follow(editor.post(f"{SHELF}/drafts/{draft}/publish", filled(editor)))
        assert "Published as cbi-2021@2026. This version never changes." in editor.text()
        assert digest in editor.text()
        editor.get(f"{SHELF}/drafts/{draft}", 404)

    def test_what_keeps_it_back_is_told_with_the_way_to_mend_it(
        self, editor: Client, engine: Engine, own_registry: Registry
    ) -> None:
        made = begin_draft(EDITOR, engine, own_registry, "cbi-2021@2021", "cbi-2021", "2021")
        editor.get(f"{SHELF}/drafts/{made}/publish")
        assert editor.page is not None
        assert not editor.page.xpath("//main//form")
        assert "cbi-2021@2021 exists already; give a new version." in editor.text()
        assert editor.page.xpath(f"//a[@href='{SHELF}/drafts/{made}/title']")
        editor.post(f"{SHELF}/drafts/{made}/publish", {"seen": "1"}, 409)

    def test_what_was_changed_after_the_look_is_not_published_nor_deleted(
        self, editor: Client, engine: Engine, draft: int
    ) -> None:
        for act in ("publish", "delete"):
            editor.get(f"{SHELF}/drafts/{draft}/{act}")
            seen = filled(editor)
            change_behind(engine, draft, unit=act)
            editor.post(f"{SHELF}/drafts/{draft}/{act}", seen, 409)
            assert "Someone else has saved this" in editor.text()
            editor.post(f"{SHELF}/drafts/{draft}/{act}", {"seen": "１"}, 400)

    def test_a_draft_is_deleted_after_asking(self, editor: Client, draft: int) -> None:
        editor.get(f"{SHELF}/drafts/{draft}/delete")
        editor.follow(editor.post(f"{SHELF}/drafts/{draft}/delete", filled(editor)))
        assert "The draft was deleted." in editor.text()

    def test_a_consultation_names_the_version_that_came_of_it(
        self, editor: Client, engine: Engine, answered: Sample
    ) -> None:
        from lbsap.store.catalogues import publish_catalogue
        from lbsap.store.consultations import load_consultation
        from lbsap.store.engine import session_scope

        with session_scope(engine) as session:
            catalogue = load_consultation(session, answered.consultation).catalogue
            publish_catalogue(session, catalogue, answered.round)
        editor.get(SHELF)
        assert editor.page is not None
        assert editor.page.xpath(f"//li//a[@href='/w/c/{answered.consultation}/']") or editor.page.xpath(
            f"//li//a[contains(@href, '/w/c/{answered.consultation}')]"
        )
