"""Gaps are words a person can find, in both languages."""

from __future__ import annotations

import pytest

from lbsap.model.blocks import Gap, Paragraph
from lbsap.model.text import Lang, Text, same
from lbsap_docx.words import gap_text
from tests.plugins.docx.reading import body_of, found, styled, words
from tests.plugins.docx.samples import GAP

NAME, UNIT, OFFICE = Text("湿地保护率", "Wetlands protected"), same("%"), Text("县林业局", "Forestry Bureau")


@pytest.mark.parametrize(
    ("gap", "zh", "en"),
    [
        (
            Gap(NAME, UNIT, "2025", OFFICE),
            "【待补充：湿地保护率（%，2025年）；建议由县林业局提供】",
            "[To be completed: Wetlands protected (%, 2025); suggested source: Forestry Bureau]",
        ),
        (Gap(NAME, UNIT), "【待补充：湿地保护率（%）】", "[To be completed: Wetlands protected (%)]"),
        (
            Gap(NAME, year="2025"),
            "【待补充：湿地保护率（2025年）】",
            "[To be completed: Wetlands protected (2025)]",
        ),
        (
            Gap(NAME, department=OFFICE),
            "【待补充：湿地保护率；建议由县林业局提供】",
            "[To be completed: Wetlands protected; suggested source: Forestry Bureau]",
        ),
        (Gap(NAME), "【待补充：湿地保护率】", "[To be completed: Wetlands protected]"),
    ],
)
def test_a_gap_says_what_is_known_of_it_and_leaves_out_the_rest(gap: Gap, zh: str, en: str) -> None:
    assert (gap_text(gap, "zh"), gap_text(gap, "en")) == (zh, en)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_gap_in_a_sentence_is_one_highlighted_run(lang: Lang) -> None:
    root = body_of(Paragraph((Text("为", "is "), GAP, Text("。", "."))), lang=lang)
    marked = found(root, "//w:r[w:rPr/w:highlight/@w:val='yellow']")
    assert [words(run) for run in marked] == [gap_text(GAP, lang)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_gap_among_the_blocks_is_a_paragraph_of_its_own(lang: Lang) -> None:
    assert styled(body_of(GAP, lang=lang), "LbsapGapBlock") == [gap_text(GAP, lang)]


def test_a_text_without_the_language_asked_for_says_so() -> None:
    assert styled(body_of(Paragraph((Text(en="Wetlands"),))), "BodyText") == ["［暂无中文］Wetlands"]
