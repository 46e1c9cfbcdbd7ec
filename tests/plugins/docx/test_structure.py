"""Order, numbering, contents, bookmarks, captions, sections: the skeleton of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lbsap.model.blocks import Box, Bullets, Cover, Document, Figure, Heading, Paragraph, Part
from lbsap.model.numbering import han
from lbsap.model.text import Lang, Text, same
from lbsap_docx.figures import pixels
from lbsap_docx.lint import lint
from lbsap_docx.writer import write
from tests.plugins.docx.reading import body, body_of, file_of, found, parts, styled, values, words
from tests.plugins.docx.samples import COVER, NOTICE, PARTS, chart, document, png, table, text


def part(key: str, depth: int, *blocks: Paragraph | Heading, numbering: str = "chapter") -> Part:
    return Part(key, same(key), depth, blocks, numbering)  # type: ignore[arg-type]


def contents(*written: Part, lang: Lang = "zh") -> list[str]:
    root = body(write(document(*written), lang))
    return [words(p) for p in found(root, "//w:sdtContent/w:p[w:hyperlink]")]


def test_blocks_come_out_in_the_order_they_went_in() -> None:
    root = body_of(
        Paragraph(text("甲", "")), table(1), Paragraph(text("乙", "")), chart(), Paragraph(text("丙", ""))
    )
    children = [
        child
        for child in root[0]
        if words(child) in ("甲", "乙", "丙") or found(child, ".//w:tr|.//w:drawing")
    ]
    assert [words(child)[:1] for child in children] == ["甲", "序", "乙", "", "丙"]


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        (
            "zh",
            [
                "第一章　a",
                "一、b",
                "（一）c",
                "（二）d",
                "二、e",
                "第二章　f",
                "一、g",
                "附件1　h",
                "一、i",
                "附件2　j",
            ],
        ),
        ("en", ["1a", "1.1b", "1.1.1c", "1.1.2d", "1.2e", "2f", "2.1g", "Annex 1h", "A1.1i", "Annex 2j"]),
    ],
)
def test_contents_show_the_numbers_that_word_will_count(lang: Lang, labels: list[str]) -> None:
    heads = (Heading(same("c")), Heading(same("d")))
    chapters = (part("a", 0), part("b", 1, *heads), part("e", 1), part("f", 0), part("g", 1))
    annexes = (
        part("h", 0, numbering="annex"),
        part("i", 1, numbering="annex"),
        part("j", 0, numbering="annex"),
    )
    assert contents(*chapters, *annexes, lang=lang) == labels


def test_an_unnumbered_part_takes_no_number_and_gives_none_to_what_is_below_it() -> None:
    written = (part("前言", 0, Heading(same("背景")), numbering="none"), part("总则", 0))
    assert contents(*written) == ["前言", "背景", "第一章　总则"]


def test_an_unnumbered_heading_is_taken_out_of_the_list() -> None:
    root = body_of(Heading(same("小结"), numbered=False))
    assert values(root, "//w:p[w:pPr/w:pStyle/@w:val='Heading2']/w:pPr/w:numPr/w:numId/@w:val") == ["0"]


def test_headings_below_an_annex_count_in_the_list_of_annexes() -> None:
    root = body(write(document(part("附", 0, Heading(same("甲")), numbering="annex")), "zh"))
    assert values(root, "//w:p[w:pPr/w:pStyle/@w:val='Heading2']/w:pPr/w:numPr/*/@w:val") == ["1", "2"]


def test_a_heading_deeper_than_word_numbers_stays_at_the_deepest_level() -> None:
    assert styled(body_of(Heading(same("很深"), 9)), "Heading5") == ["很深"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
    ],
)
def test_numbers_in_words_follow_chinese_usage(number: int, words: str) -> None:
    assert han(number) == words


def test_each_entry_of_the_contents_leads_to_a_bookmark() -> None:
    root = body(write(document(), "zh"))
    anchors = values(root, "//w:hyperlink/@w:anchor")
    assert len(anchors) == 10
    assert set(anchors) <= set(values(root, "//w:bookmarkStart/@w:name"))


def test_the_contents_are_a_field_that_word_can_refresh_and_does_not_ask_about() -> None:
    file = write(document(), "zh")
    assert ' TOC \\o "1-3" \\h \\z \\u ' in values(body(file), "//w:instrText/text()")
    assert b"updateFields" not in parts(file)["word/settings.xml"]


@pytest.mark.parametrize(("lang", "key"), [("zh", "F9"), ("en", "F9")])
def test_until_then_a_line_in_the_field_says_how_page_numbers_come(lang: Lang, key: str) -> None:
    lines = found(body(write(document(), lang)), "//w:sdtContent/w:p")
    begun = next(line for line in lines if found(line, ".//w:fldChar[@w:fldCharType='begin']"))
    assert key in words(begun)
    assert not found(begun, ".//w:hyperlink")


def test_a_part_is_found_again_by_a_hidden_bookmark_with_its_key() -> None:
    names = values(body(write(document(), "zh")), "//w:bookmarkStart/@w:name")
    assert {"_lbsap_state_species", "_lbsap_annex_tasks"} <= set(names)


def test_keys_that_look_alike_or_run_long_still_get_names_of_their_own() -> None:
    written = [part(key, 0) for key in ("a.b", "a-b", "A_B", "k" * 60, "k" * 61)]
    names = values(
        body(write(document(*written), "zh")), "//w:bookmarkStart[starts-with(@w:name,'_lbsap')]/@w:name"
    )
    assert len({name.casefold() for name in names}) == 5
    assert max(map(len, names)) <= 40


def test_figures_and_tables_are_counted_apart_by_fields_with_cached_numbers() -> None:
    root = body_of(chart(), table(1), Figure(Text("图甲"), Text("甲")), table(1))
    assert [words(p)[:2] for p in found(root, "//w:p[w:pPr/w:pStyle/@w:val='Caption']")] == [
        "图1",
        "表1",
        "图2",
        "表2",
    ]
    fields = [code for code in values(root, "//w:instrText/text()") if "SEQ" in code]
    assert fields == [f" SEQ {label} \\* ARABIC " for label in ("图", "表", "图", "表")]


def test_steps_start_again_at_one_in_each_list() -> None:
    steps = Bullets((text("甲", "a"), text("乙", "b")), numbered=True)
    data = file_of(steps, steps, Box(Text("盒"), (steps,)))
    lists = values(
        body(data), "//w:p[w:pPr/w:pStyle[contains(@w:val,'Number')]]/w:pPr/w:numPr/w:numId/@w:val"
    )
    assert lists == ["7", "7", "8", "8", "9", "9"]
    assert values(body(data, "word/numbering.xml"), "//w:startOverride/@w:val") == ["1", "1", "1"]


def test_cover_contents_and_body_are_sections_and_only_the_cover_has_no_page_number() -> None:
    sections = found(body(write(document(PARTS[0]), "zh")), "//w:sectPr")
    assert [len(found(section, "w:footerReference")) for section in sections] == [0, 2, 2]
    assert [values(section, "w:pgNumType/@*") for section in sections] == [
        [],
        ["upperRoman", "1"],
        ["decimal", "1"],
    ]


def test_a_sheet_has_its_title_above_the_text_and_neither_cover_page_nor_contents() -> None:
    made = write(replace(document(part("a", 1, Paragraph((same("text"),)))), sheet=True), "zh")
    root = body(made)
    assert styled(root, "Title")
    assert not values(root, "//w:hyperlink/@w:anchor")
    assert len(found(root, "//w:sectPr")) == 1
    assert values(root, "//w:sectPr/w:pgNumType/@w:start") == ["1"]
    assert lint(made) == []


def test_a_landscape_table_turns_its_pages_and_carries_header_and_footer_over() -> None:
    root = body_of(Paragraph(text("前", "")), table(2, landscape=True), Paragraph(text("后", "")))
    sections = found(root, "//w:sectPr")[2:]
    assert [values(section, "w:pgSz/@w:orient") for section in sections] == [[], ["landscape"], []]
    references = [values(section, "(w:headerReference|w:footerReference)/@*") for section in sections]
    assert len(references[0]) == 8
    assert references == [references[0]] * 3


def test_page_numbers_go_on_through_turned_pages() -> None:
    root = body_of(table(1), table(1, landscape=True), table(1))
    assert [values(s, "w:pgNumType/@w:start") for s in found(root, "//w:sectPr")[2:]] == [["1"], [], []]


def test_a_heading_goes_onto_the_landscape_page_of_the_table_it_announces() -> None:
    root = body(write(document(Part("annex", Text("清单"), 0, (table(1, landscape=True),), "annex")), "zh"))
    assert [values(s, "w:pgSz/@w:orient") for s in found(root, "//w:sectPr")] == [[], [], ["landscape"]]


def test_landscape_tables_that_follow_one_another_share_their_pages() -> None:
    root = body_of(table(1, landscape=True), table(1, landscape=True))
    assert len(found(root, "//w:sectPr")) == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_header_carries_title_and_notice(lang: Lang) -> None:
    header = words(body(write(document(), lang), "word/header1.xml"))
    assert document().header.show(lang) in header
    assert NOTICE.show(lang) in header


def test_chinese_page_numbers_stand_between_dashes_outside_right_and_left() -> None:
    made = parts(write(document(), "zh"))
    feet = [body(write(document(), "zh"), name) for name in sorted(made) if "footer" in name]
    assert [words(foot) for foot in feet] == ["— 1 —", "— 1 —"]
    assert [values(foot, "//w:jc/@w:val") for foot in feet] == [["right"], ["left"]]


def test_the_cover_shows_what_there_is_and_leaves_out_the_rest() -> None:
    full = body(write(document(), "zh"))
    assert [styled(full, style) for style in ("LbsapNotice", "Title", "LbsapIssuer")] == [
        ["演示稿，非正式文件"],
        ["示例县生物多样性保护战略与行动计划"],
        ["示例县人民政府"],
    ]
    bare = body(write(document(cover=Cover(COVER.title)), "zh"))
    assert styled(bare, "LbsapNotice") == styled(bare, "Subtitle") == []


def test_a_long_chinese_title_breaks_before_its_years() -> None:
    title = Text("示例县生物多样性保护战略与行动计划（2026—2030年）", "Plan (2026–2030)")
    root = body(write(document(cover=Cover(title)), "zh"))
    lines = values(root, "//w:p[w:pPr/w:pStyle/@w:val='Title']//w:t/text()")
    assert lines == ["示例县生物多样性保护战略与行动计划", "（2026—2030年）"]


def test_a_picture_fills_the_text_width_in_its_own_proportions() -> None:
    drawing = found(body_of(Figure(Text("图"), Text("绿"), png(60, 30), "image/png")), "//w:drawing")[0]
    width, height = (int(size) for size in values(drawing, ".//a:ext/@*"))
    assert width == 8844 * 635
    assert abs(width - 2 * height) <= 2 * 635


def test_a_picture_used_twice_is_kept_once() -> None:
    picture = Figure(Text("图"), Text("绿"), png(), "image/png")
    assert [name for name in parts(file_of(picture, picture)) if "media" in name] == [
        "word/media/picture1.png"
    ]


@pytest.mark.parametrize("data", [b"", b"GIF89a", png()[:20], b"\xff\xd8\xff\xe0\x00\x10JFIF"])
def test_a_picture_that_is_missing_or_broken_leaves_a_frame_with_the_gap(data: bytes) -> None:
    assert styled(body_of(Figure(Text("廊道图"), Text("无"), data)), "LbsapFrame") == ["【待补充：廊道图】"]


def test_the_size_of_a_jpeg_is_read_past_its_other_segments() -> None:
    assert pixels(b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x0b\x08\x00\x20\x00\x40\x01") == (64, 32)


def test_a_document_without_parts_is_still_a_sound_file() -> None:
    assert lint(write(Document(COVER, ()), "zh")) == []
