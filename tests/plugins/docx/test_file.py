"""The file as a whole: the same each time, valid, readable by others."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

import lbsap_docx
from lbsap.model.blocks import Cover
from lbsap.model.text import LANGS, Lang, Text
from lbsap_docx.lint import lint
from lbsap_docx.writer import write
from tests.plugins.docx.reading import body, found, parts, values
from tests.plugins.docx.samples import COVER, document
from tests.services.office import LibreOffice, OoxmlValidator


@pytest.fixture(scope="module", params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def file(lang: Lang) -> bytes:
    return write(document(), lang)


def test_the_same_document_gives_the_same_bytes(file: bytes, lang: Lang) -> None:
    assert write(document(), lang) == file


def test_the_lint_finds_nothing(file: bytes) -> None:
    assert lint(file) == []


def test_the_open_xml_sdk_finds_nothing(file: bytes, tmp_path: Path, ooxml_validator: OoxmlValidator) -> None:
    (tmp_path / "plan.docx").write_bytes(file)
    assert ooxml_validator(tmp_path / "plan.docx") == []


def test_libreoffice_makes_pages_of_it(
    file: bytes, lang: Lang, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    path = tmp_path / f"plan-{lang}.docx"
    path.write_bytes(file)
    assert libreoffice.to_pdf(path).read_bytes().startswith(b"%PDF")


def test_python_docx_reads_headings_tables_and_pictures_back(file: bytes, lang: Lang) -> None:
    read = docx.Document(io.BytesIO(file))
    headings = [p.text for p in read.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert (
        headings
        == {
            "zh": ["前言", "生物多样性现状", "优先行动"],
            "en": ["Foreword", "State of biodiversity", "Priority actions"],
        }[lang]
    )
    assert [len(table.rows) for table in read.tables] == [7, 2, 41]
    assert len(read.inline_shapes) == 7


def test_the_properties_name_the_document_and_no_clock(file: bytes, lang: Lang) -> None:
    properties = docx.Document(io.BytesIO(file)).core_properties
    assert properties.title == COVER.title.show(lang)
    assert (properties.author, properties.last_modified_by, properties.comments) == (
        "lbsap",
        "lbsap",
        "sample@1",
    )
    assert properties.language == {"zh": "zh-CN", "en": "en-GB"}[lang]
    assert properties.created == properties.modified


def test_a_title_too_long_for_a_property_is_cut_there_and_whole_on_the_cover() -> None:
    long = Text("长" * 400)
    data = write(document(cover=Cover(long)), "zh")
    assert docx.Document(io.BytesIO(data)).core_properties.title == "长" * 255
    assert "长" * 400 in parts(data)["word/document.xml"].decode()


def test_languages_and_all_four_font_slots_are_set(file: bytes) -> None:
    styles = body(file, "word/styles.xml")
    defaults = found(styles, "//w:docDefaults")[0]
    assert values(defaults, ".//w:lang/@w:val | .//w:lang/@w:eastAsia") == ["en-GB", "zh-CN"]
    assert all(len(fonts.attrib) == 4 for fonts in found(styles, "//w:rFonts"))


def test_chinese_follows_the_official_page_and_type() -> None:
    data = write(document(), "zh")
    styles = body(data, "word/styles.xml")

    def face(style: str) -> tuple[list[str], list[str]]:
        run = f"//w:style[@w:styleId='{style}']/w:rPr"
        return values(styles, f"{run}/w:rFonts/@w:eastAsia"), values(styles, f"{run}/w:sz/@w:val")

    assert face("Normal") == (["FangSong"], ["32"])
    assert face("Heading2") == (["SimHei"], ["32"])
    assert face("Heading3") == (["KaiTi"], ["32"])
    margins = found(body(data), "//w:sectPr/w:pgMar")[0]
    millimetres = [
        round(int(values(margins, f"@w:{side}")[0]) / 56.7) for side in ("top", "left", "bottom", "right")
    ]
    assert millimetres == [37, 28, 35, 26]


def test_the_plugin_offers_a_writer_for_every_kind_of_document() -> None:
    offered = list(lbsap_docx.exporters())
    assert [(one.id, one.of, one.suffix) for one in offered] == [
        ("docx", "plan", ".docx"),
        ("docx-consultation", "consultation", ".docx"),
        ("docx-opinion", "opinion", ".docx"),
        ("docx-guide", "guide", ".docx"),
    ]
    assert offered[0].write(document(), "zh") == write(document(), "zh")


def test_anything_but_a_document_is_refused() -> None:
    with pytest.raises(TypeError, match="Document"):
        lbsap_docx.write("plan", "zh")  # type: ignore[arg-type]
