"""Guides as Word files: sound, one sheet to a page, the same each time, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbsap.model.blocks import Document
from lbsap.model.text import LANGS, Lang
from lbsap.steps.guides.guide import Guide, make_guide
from lbsap_docx.lint import lint
from lbsap_docx.writer import write
from tests.plugins.docx.reading import body, found, values
from tests.services.office import LibreOffice, OoxmlValidator
from tests.steps.guides.test_guide import INDEX, OUTLINE, revised

DOCUMENTS = {
    "evaluation-guide": lambda: make_guide(Guide(INDEX)),
    "evaluation-guide-old-new": lambda: revised(INDEX, "cbi")[1],
    "guidelines": lambda: make_guide(Guide(OUTLINE)),
    "guidelines-old-new": lambda: revised(OUTLINE, "framework")[1],
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def named(request: pytest.FixtureRequest) -> tuple[str, Document]:
    """The name of a product, and its document."""
    return request.param, DOCUMENTS[request.param]()


@pytest.mark.parametrize("lang", LANGS)
def test_a_guide_is_a_sound_word_file_the_same_each_time(
    named: tuple[str, Document], lang: Lang, tmp_path: Path, ooxml_validator: OoxmlValidator
) -> None:
    name, document = named
    made = write(document, lang)
    assert write(document, lang) == made
    assert lint(made) == []
    path = tmp_path / f"{name}-{lang}.docx"
    path.write_bytes(made)
    assert ooxml_validator(path) == []


@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_makes_pages_of_a_guide(
    named: tuple[str, Document], lang: Lang, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    name, document = named
    path = tmp_path / f"{name}-{lang}.docx"
    path.write_bytes(write(document, lang))
    assert libreoffice.to_pdf(path).read_bytes().startswith(b"%PDF")


def test_each_indicator_begins_a_page_and_carries_no_number_of_words_own() -> None:
    root = body(write(DOCUMENTS["evaluation-guide"](), "zh"))
    sheets = found(root, "//w:p[w:pPr/w:pStyle/@w:val='Heading2'][w:pPr/w:pageBreakBefore]")
    assert len(sheets) == len(INDEX.items)
    assert {tuple(values(one, "w:pPr/w:numPr/w:numId/@w:val")) for one in sheets} == {("0",)}
