"""What becomes of text on its way into a document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from lbsap.model.blocks import (
    Box,
    Bullets,
    Column,
    Cover,
    Document,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Part,
    Series,
)
from lbsap.model.text import Text, same
from lbsap_docx.gate import attribute, clean, run_text
from lbsap_docx.lint import lint
from lbsap_docx.writer import write
from tests.plugins.docx.reading import body_of, found, parts, styled
from tests.plugins.docx.samples import chart, table

any_text = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=[]))


@given(any_text)
def test_any_text_gives_well_formed_xml_in_a_run_and_in_an_attribute(text: str) -> None:
    etree.fromstring(f'<t a="{attribute(text)}" xmlns:w="w"><w:t>{run_text(text)}</w:t></t>'.encode())


@given(any_text)
def test_cleaning_clean_text_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(min_codepoint=0x20, exclude_categories=["C", "Zl", "Zp"])))
def test_ordinary_text_is_kept_to_the_letter(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_each_kind_of_line_end_is_one_break(end: str) -> None:
    assert clean(f"一{end}二") == "一\n二"


@pytest.mark.parametrize("control", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"])
def test_controls_that_reorder_a_line_are_taken_out(control: str) -> None:
    assert clean(f"表{control}gpj.doc") == "表gpj.doc"


@pytest.mark.parametrize("bad", [*"\x00\x07\x1b\x7f\x9f\ufffe\uffff\ud800\udfff"])
def test_what_no_document_may_hold_leaves_a_visible_mark(bad: str) -> None:
    assert clean(f"甲{bad}乙") == "甲\ufffd乙"


@pytest.mark.parametrize(
    "text", ["𠮷野家", "👩\u200d🌾", "العربية", "_x000D_", "  两端空格  ", "{{ 7*7 }}", "</w:t>&amp;"]
)
def test_unusual_but_honest_text_arrives_as_written(text: str) -> None:
    assert styled(body_of(Paragraph((same(text),))), "BodyText") == [text]


def test_a_line_end_in_a_paragraph_is_words_own_break() -> None:
    assert len(found(body_of(Paragraph((same("一\r\n二"),))), "//w:body//w:br")) == 1


@settings(max_examples=40)
@given(any_text, any_text)
def test_no_text_in_any_place_breaks_the_file(one: str, other: str) -> None:
    words = Text(one, other)
    data = chart(series=0)
    blocks = (
        Heading(words),
        Gap(words, words, one, words),
        replace(table(1), caption=words, source=words, columns=tuple(Column(words) for _ in range(4))),
        replace(data, caption=words, alt=words, unit=words, series=(Series(words, (1.0,) * 4),)),
        Figure(words, words),
        Box(words, (Bullets(((words,),)),)),
    )
    cover = Cover(words, words, ((words,),), (words,), (words,), words, words)
    written = write(Document(cover, (Part(one, words, 0, blocks),), words, (one,)), "zh")
    assert lint(written) == []
    assert all(
        etree.fromstring(part) is not None for name, part in parts(written).items() if name.endswith("xml")
    )
