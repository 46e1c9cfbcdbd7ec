"""Gaps are words a person can find, in both languages."""

from __future__ import annotations

import pytest

from lbsap.model.blocks import Paragraph
from lbsap.model.text import Lang, Text
from tests.plugins.docx.reading import body_of, found, styled, words
from tests.plugins.docx.samples import GAP


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_gap_in_a_sentence_is_one_highlighted_run(lang: Lang) -> None:
    root = body_of(Paragraph((Text("为", "is "), GAP, Text("。", "."))), lang=lang)
    marked = found(root, "//w:r[w:rPr/w:highlight/@w:val='yellow']")
    assert [words(run) for run in marked] == [GAP.show(lang)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_gap_among_the_blocks_is_a_paragraph_of_its_own(lang: Lang) -> None:
    assert styled(body_of(GAP, lang=lang), "LbsapGapBlock") == [GAP.show(lang)]


def test_a_text_without_the_language_asked_for_says_so() -> None:
    assert styled(body_of(Paragraph((Text(en="Wetlands"),))), "BodyText") == ["［暂无中文］Wetlands"]
