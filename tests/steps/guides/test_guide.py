"""Guides of a version: what each sheet says, what is said where nothing is supplied, and old beside new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lbsap.actions.catalogues import read_decisions
from lbsap.data import read_value, shipped
from lbsap.model.blocks import Bullets, Document, Gap, Heading, Inline, Paragraph, Part, Strong, Table
from lbsap.model.catalogue import Catalogue, Indicator, Item, Section
from lbsap.model.comments import Comment
from lbsap.model.consultation import Counts
from lbsap.model.text import LANGS, Lang, Text
from lbsap.steps.catalogues.changes import change_list
from lbsap.steps.catalogues.revise import revise
from lbsap.steps.guides.guide import Guide, make_comparison, make_guide
from lbsap.steps.guides.words import BOUNDARIES
from tests.glossary import HALF_WIDTH, REFUSED
from tests.steps.indices import PLUGINS, cbi

INDEX = cbi(2021)
OUTLINE = read_value(Catalogue, PLUGINS / "lbsap_outline" / "lbsap-framework.yaml")
WHEN = datetime(2026, 11, 20, 8, tzinfo=UTC)


def revised(old: Catalogue, name: str) -> tuple[Catalogue, Document]:
    made = tuple(
        replace(one, tally=Counts(keep=16, drop=6, rename=14, outside=2))
        for one in read_decisions(shipped("templates", "demo", f"decisions-{name}.yaml"))
    )
    new = revise(old, made)
    said = (
        Comment(
            1,
            "cbi2021_27",
            "统计的是场次。",
            "workshop",
            fate="accepted",
            fate_reason=Text("已更名。", "Done."),
        ),
        Comment(1, "cbi2021_27", "", "letter"),
    )
    return new, make_comparison(Guide(new, published=WHEN), old, change_list(old, new, made, said))


def words(rich: tuple[Inline, ...], lang: Lang) -> str:
    texts = (
        one.text if isinstance(one, Strong) else one.name if isinstance(one, Gap) else one for one in rich
    )
    return "".join(text.show(lang) for text in texts)


def told(part: Part, lang: Lang = "en") -> Iterator[str]:
    """Every line of a part: headings, paragraphs, list items, cells."""
    yield part.title.show(lang)
    for block in part.blocks:
        match block:
            case Heading():
                yield block.text.show(lang)
            case Paragraph():
                yield words(block.content, lang)
            case Bullets():
                yield from (words(item, lang) for item in block.items)
            case Table():
                yield block.caption.show(lang)
                yield from (column.head.show(lang) for column in block.columns)
                yield from (words(cell, lang) for row in block.rows for cell in row)
                yield block.source.show(lang)


def text(document: Document, lang: Lang = "en") -> str:
    return "\n".join(line for part in document.parts for line in told(part, lang))


def part(document: Document, key: str) -> Part:
    return next(one for one in document.parts if one.key == key)


# --- the evaluation guide --------------------------------------------------------------------------------------------


def test_every_indicator_has_a_sheet_of_its_own_that_begins_a_page() -> None:
    document = make_guide(Guide(INDEX))
    sheets = [one for one in document.parts if one.key.startswith("sheet-")]
    assert [one.key for one in sheets] == [f"sheet-{item.id}" for item in INDEX.items]
    assert all(one.new_page and one.depth == 1 for one in sheets)


def test_a_sheet_says_all_it_takes_to_use_the_indicator() -> None:
    sheet = "\n".join(told(part(make_guide(Guide(INDEX)), "sheet-cbi2021_02")))
    for wanted in (
        "cbi2021_02",
        "连通性措施或应对破碎化的生态网络",
        "Connectivity measures or ecological networks to counter fragmentation",
        "Native biodiversity in the city",
        "100 × Σ(A_Gi²) ÷ A_total²",
        "A_total",
        "a list of figures",
        "20% – 39.9%",
        "restated by a secondary source",
        "city GIS for barriers",
        "WRI technical note",
        "Unlike 2014",
        "Natural areas only",
    ):
        assert wanted in sheet


def test_notes_on_use_give_rules_provenance_and_an_overview() -> None:
    use = "\n".join(told(part(make_guide(Guide(INDEX)), "use")))
    for wanted in (
        "28 indicators",
        "112 in all",
        "it is not a ranking of cities.",
        "(not checked yet)",
        "1–3, 7, 8, 10–13",
        "Totals computed with them are provisional",
        "there is no earlier version",
    ):
        assert wanted in use or wanted.capitalize() in use


def test_what_is_not_supplied_is_said_in_words_and_no_cell_is_empty() -> None:
    component = INDEX.components[0]
    bare = Catalogue(
        "bare",
        "1",
        "index",
        Text("指数", "Index"),
        (
            Item("a", "1", Text("甲", ""), indicator=Indicator(component.id, "measure")),
            Item("b", "2", Text("乙", "B"), indicator=Indicator(component.id, "ordinal")),
        ),
        components=(component,),
    )
    document = make_guide(Guide(bare))
    sheet = list(told(part(document, "sheet-a")))
    assert "Figures needed: not supplied." in sheet
    assert "Score bands: not supplied; this indicator is not scored yet." in sheet
    assert sheet.count("Not supplied") >= 5
    assert "the level whose description fits is assigned" in list(told(part(document, "sheet-b")))
    tables = [block for one in document.parts for block in one.blocks if isinstance(block, Table)]
    assert all(words(cell, "zh") for block in tables for row in block.rows for cell in row)


def test_the_cover_names_version_host_and_day_and_a_draft_is_marked() -> None:
    new, _ = revised(INDEX, "cbi")
    cover = make_guide(Guide(new, Text("示例研究院", "Sample Institute"), WHEN)).cover
    assert cover.subtitle.zh == "评价指南"
    assert [words(line, "zh") for line in cover.lines] == [
        "版本：cbi-2021@2021-r1",
        "修订前版本：cbi-2021@2021",
    ]
    assert words(cover.issuer, "en") == "Sample Institute"
    assert words(cover.date, "zh") == "2026年11月20日"
    assert not cover.notice
    assert make_guide(Guide(new, draft=True)).cover.notice.zh == "草案，尚未发布"


def test_the_same_version_gives_the_same_document() -> None:
    assert make_guide(Guide(INDEX)) == make_guide(Guide(INDEX))


# --- the guidelines --------------------------------------------------------------------------------------------------


def test_guidelines_hold_every_item_with_guidance_and_supplements() -> None:
    document = make_guide(Guide(OUTLINE))
    keys = [one.key for one in document.parts]
    assert [f"item-{item.id}" for item in OUTLINE.items] == keys[1:-1]
    lines = list(told(part(document, "item-about-purpose"), "zh"))
    assert lines == [
        "1.1 目的与定位",
        "英文名称：Purpose and position",
        f"内容：{OUTLINE.items[1].definition.zh}",
        "编写指引：用一段话讲清政策背景和需求，不展开论证。",
        "补充内容：",
        "国际版指南与中国实践的差异",
    ]


def test_a_section_without_guidance_says_so() -> None:
    bare = replace(OUTLINE, items=(Item("x", "1", Text("章", "Chapter"), section=Section()),))
    lines = list(told(part(make_guide(Guide(bare)), "item-x")))
    assert lines[2:] == [
        "Contents: not supplied.",
        "Guidance: not supplied.",
        "Supplementary contents: none.",
    ]


# --- old beside new --------------------------------------------------------------------------------------------------


def test_each_changed_item_gives_old_beside_new_reason_figures_and_comments() -> None:
    _, document = revised(INDEX, "cbi")
    change = "\n".join(told(part(document, "change-cbi2021_27"), "zh"))
    for wanted in (
        "26 生物多样性宣传活动场次（更名）",
        "Awareness",
        "Number of biodiversity outreach events",
        "主张更名者多于保留原名者",
        "36 人中 30 人主张保留（83.3%）；其中保留原名 16 人、更名 14 人，另有 6 人主张删除，2 人表示超出本人专业范围。",
        "统计的是场次。",
        "研讨会",
        "采纳",
        "已更名。",
        "（已应本人要求删除）",
        "尚未答复",
    ):
        assert wanted in change
    assert sum(one.key.startswith("change-") for one in document.parts) == 9


def test_the_lineage_at_the_end_says_what_became_of_every_item() -> None:
    new, document = revised(OUTLINE, "framework")
    assert document.parts[-1].key == "lineage"
    (lineage,) = document.parts[-1].blocks
    assert isinstance(lineage, Table)
    assert len(lineage.rows) == len(new.lineage) == len(OUTLINE.items) + 1
    assert "Merged into: 3 Formulation Steps and Planning Procedures" in text(document)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["cbi", "framework"])
def test_words_of_guides_keep_the_glossary_and_need_no_other_language(name: str, lang: Lang) -> None:
    new, comparison = revised(INDEX if name == "cbi" else OUTLINE, name)
    for document in (make_guide(Guide(new)), comparison):
        found = text(document, lang)
        assert "no English yet" not in found
        assert "暂无中文" not in found
        if lang == "zh":
            assert REFUSED.findall(found) == []
            assert HALF_WIDTH.findall(found) == []


def test_the_rule_on_half_open_bands_holds_where_lower_is_better_too() -> None:
    zh, en = BOUNDARIES["half-open"].zh, BOUNDARIES["half-open"].en
    assert "越低得分越高的含上限" in zh
    assert "where a lower value scores more, its upper end" in en
