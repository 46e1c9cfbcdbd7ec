"""The shipped style templates, and what is asked of one that a city changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from lbsap.data import shipped
from lbsap.model.text import LANGS, Lang
from lbsap_docx.lint import lint
from lbsap_docx.make_templates import main, make
from lbsap_docx.template import read
from tests.plugins.docx.reading import parts, with_part
from tests.services.office import OoxmlValidator


def template(lang: Lang) -> Path:
    return shipped("templates", "docx", f"plan-{lang}.docx")


@pytest.mark.parametrize("lang", LANGS)
def test_the_script_makes_the_shipped_templates_again(lang: Lang) -> None:
    assert parts(make(lang)) == parts(template(lang).read_bytes())


@pytest.mark.parametrize("lang", LANGS)
def test_a_shipped_template_is_sound(lang: Lang, ooxml_validator: OoxmlValidator) -> None:
    assert lint(template(lang).read_bytes()) == []
    assert ooxml_validator(template(lang)) == []


def test_the_command_writes_one_template_for_each_language(tmp_path: Path) -> None:
    main(str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan-en.docx", "plan-zh.docx"]


def test_a_template_without_our_styles_is_refused_with_their_names(tmp_path: Path) -> None:
    data = template("zh").read_bytes()
    poorer = parts(data)["word/styles.xml"].replace(b'w:styleId="LbsapBox"', b'w:styleId="Renamed"')
    path = tmp_path / "city.docx"
    path.write_bytes(with_part(data, "word/styles.xml", poorer))
    with pytest.raises(ValueError, match=r"city\.docx: the template lacks style LbsapBox$"):
        read(path, "zh")


def test_the_page_of_the_template_is_the_page_of_the_document() -> None:
    page = read(template("zh"), "zh").page
    assert (page.text_width(landscape=False), page.text_width(landscape=True)) == (8844, 12756)
