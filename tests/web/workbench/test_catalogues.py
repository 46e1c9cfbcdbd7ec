"""The pages of indices and outlines: files, drafts, two editors on one page, score bands, publication."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from lbsap.actions.editors.catalogue_drafts import begin_draft, open_draft
from lbsap.actions.editors.catalogue_publishing import freeze_draft
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.web.incoming import CARRIED_BYTES, MAX_BYTES
from tests.web.conftest import Client, Sample
from tests.web.workbench.catalogue_pages import SHELF, VERSION, change_behind, filled, item_path
from tests.web.workbench.conftest import EDITOR

Maker = Callable[..., Client]


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

    def test_a_large_workbook_comes_back_with_its_preview(self, editor: Client) -> None:
        book = io.BytesIO(editor.get(f"{VERSION}/xlsx").data)
        with ZipFile(book, "a") as parts:  # a picture that nothing refers to
            parts.writestr("xl/media/map.png", bytes(1_900_000))
        carried = b64encode(book.getvalue()).decode()
        assert len(carried) > MAX_BYTES
        editor.get(f"{SHELF}/upload")
        editor.follow(editor.post(f"{SHELF}/upload", {"name": "a.xlsx", "content": carried, "go": "draft"}))
        editor.post(f"{SHELF}/upload", {"name": "a.xlsx", "content": "A" * CARRIED_BYTES}, 413)

    def test_a_file_that_could_not_come_back_is_refused_at_once(self, editor: Client) -> None:
        editor.get(f"{SHELF}/upload")
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'
        answer = editor.browser.post(
            f"{SHELF}/upload",
            data=head + bytes(MAX_BYTES + 1) + b"\r\n--x--\r\n",
            content_type="multipart/form-data; boundary=x",
            headers={"X-CSRFToken": editor.token},
            base_url=editor.base_url,
        )
        assert answer.status_code == 413

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
        assert editor.get(f"{SHELF}/versions/cbi-2021@2026/changes.docx").data[:2] == b"PK"
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
            editor.post(f"{SHELF}/drafts/{draft}/{act}", {"seen": "1x"}, 400)

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
