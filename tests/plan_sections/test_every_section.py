"""What every shipped section promises, for a city without data, a county with few and a city with all."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

import lbsap_sections
from lbsap.data import read_text
from lbsap.model.blocks import Block, Gap
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import Level
from lbsap.model.plugin_items import PlanSection
from lbsap.model.text import HAN, Text
from lbsap.testing import check_plugin
from lbsap_sections import wording
from lbsap_sections.annex_gaps import ANNEX_GAPS
from lbsap_sections.common import COMMON
from lbsap_sections.wording import Wording
from tests.plan_sections.plans import (
    CITIES,
    DATA,
    SECTIONS,
    blocks,
    call,
    city,
    context,
    inlines,
    nameless,
    numbers,
    outline,
    plan,
    plan_of,
    rows,
    said,
    table,
)
from tests.plugins.frameworks.test_frameworks import REFUSED

FOLDER = Path(lbsap_sections.__file__).parent
WORDINGS = [wording.read(str(path)) for path in sorted(FOLDER.glob("*.toml"))]
MAY_BE_SILENT = ("safeguards-finance",)
"""Sections that do not appear where the city has nothing for them."""
CHAPTERS = ("foreword", "status", "achievements", "strategy-objectives", "actions", "safeguards-funding")


def passages(words: Wording) -> list[Text]:
    """All wording of one section."""
    phrases = [phrase for several in words.passages.values() for phrase in several]
    return [words.title, *(phrase.text for phrase in phrases), *(p.otherwise for p in phrases if p.otherwise)]


@pytest.mark.parametrize("name", CITIES)
@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_it_writes_blocks_for_every_city(section: PlanSection, name: str) -> None:
    ctx = context(city(name))
    fields = city(name).fields.get(section.id, {})
    written = call(section, replace(ctx, fields=fields, gaps=(("status", Gap(Text("甲", "a"))),)))
    assert written or section.id in MAY_BE_SILENT
    assert all(isinstance(block, Block) for block in written)


@pytest.mark.parametrize("name", CITIES)
def test_every_word_of_a_plan_is_there_in_both_languages(name: str) -> None:
    every = [inline for part in plan(name).document.parts for inline in inlines(part)]
    texts = [one for one in every if isinstance(one, Text)] + [
        gap.name for gap in every if isinstance(gap, Gap)
    ]
    assert [text for text in texts if text and text.missing] == []


@pytest.mark.parametrize("name", CITIES)
def test_every_gap_of_a_plan_stands_in_its_list(name: str) -> None:
    listed = rows(table(plan(name), "annex-gaps", "待补充"))
    stated = {gap for _, gap in plan(name).gaps}
    shown = {
        one.name.zh
        for part in plan(name).document.parts
        for one in inlines(part.blocks)
        if isinstance(one, Gap)
    }
    assert shown <= {gap.name.zh for gap in stated}
    for gap in stated:
        places = {gap.where or "—", gap.where.rpartition(".")[0]}
        assert [row for row in listed if gap.name.zh in row[1] and row[4] in places], gap


@pytest.mark.parametrize("key", CHAPTERS)
def test_no_figure_appears_that_the_county_did_not_report(key: str) -> None:
    reported = numbers(read_text(DATA / "congjiang.yaml")) | {"39.5"}  # 395,000 people in Chinese
    worded = numbers("".join(read_text(path) for path in FOLDER.glob("*.toml")))
    counts = {str(count) for count in range(27)}  # there are 26 actions
    written = blocks(plan("congjiang"), key)
    assert numbers(said(written, "zh") + said(written, "en")) <= reported | worded | counts


def test_a_doubtful_figure_is_asked_for_and_not_printed() -> None:
    written = said(blocks(plan("congjiang"), "status"))
    assert "42432.88公顷" in written
    assert "230000" not in written
    asked = {gap.where: gap.name.zh for _, gap in plan("congjiang").gaps}
    assert asked["profile.facts.urban_green_and_blue_area"] == "核实后的数值"


@pytest.mark.parametrize(
    ("level", "own", "others"),
    [
        ("county", ("全县", "县域", "县人民政府"), ("全市", "全区", "全州", "市域", "市人民政府")),
        ("city", ("全市", "市域", "市人民政府"), ("全县", "全区", "全州", "县域", "州人民政府")),
        ("prefecture", ("全州", "州域", "州人民政府"), ("全市", "全县", "全区", "市域", "县域")),
        ("district", ("全区", "区人民政府"), ("全市", "全县", "全州", "市域", "县域", "县人民政府")),
        ("municipality", ("全市", "市域", "市人民政府"), ("全县", "全区", "全州", "县域")),
    ],
)
def test_the_wording_follows_the_level(level: Level, own: tuple[str, ...], others: tuple[str, ...]) -> None:
    written = "".join(said(part.blocks) for part in plan_of(nameless(level)).document.parts)
    assert [word for word in own if word not in written] == []
    assert [word for word in others if word in written] == []


def test_a_countys_plan_speaks_of_the_county() -> None:
    written = "".join(said(part.blocks) for part in plan("congjiang").document.parts)
    assert "全县" in written
    assert re.findall(r"全市|(?<!城)市域|(?<![县省])市人民政府", written) == []


@pytest.mark.parametrize("words", WORDINGS, ids=lambda w: w.id)
def test_chinese_wording_keeps_to_the_glossary_and_its_punctuation(words: Wording) -> None:
    for text in passages(words):
        assert [word for word in REFUSED if word in text.zh] == []
        assert not re.search(rf"{HAN.pattern}[,;:!?()]|[,;:!?()]{HAN.pattern}|！", text.zh), text.zh
        assert not re.search(r"\d{4}-\d{4}", text.zh + text.en), text.zh
        assert not HAN.search(text.en), text.en


@pytest.mark.parametrize("words", WORDINGS, ids=lambda w: w.id)
def test_a_passage_reads_in_both_languages_where_everything_is_missing(words: Wording) -> None:
    asked = {need.id: Gap(need.label) for need in (*words.needs, *COMMON.needs)}
    for text in passages(words):
        named = {field for side in (text.zh, text.en) for _, field, _, _ in Formatter().parse(side) if field}
        shown = wording.fill(text, {field: asked.get(field, Text("某", "some")) for field in named})
        assert [part for part in shown if isinstance(part, Text) and part.missing] == [], text.zh


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
def test_what_it_asks_of_a_city_is_worded_in_both_languages(section: PlanSection) -> None:
    texts = [section.title, *(need.label for need in section.needs)]
    texts += [text for need in section.needs for text in (need.help, need.department) if text]
    assert [text for text in texts if text.missing or any(word in text.zh for word in REFUSED)] == []


def test_sections_and_outline_name_one_another() -> None:
    framework: Catalogue = outline()
    named = {i.section.writer for i in framework.items if i.section and i.section.writer}
    assert named == {one.id for one in SECTIONS.values() if one.document == "plan" and not one.place}


def test_the_plugin_keeps_its_contract() -> None:
    assert check_plugin("lbsap_sections", "sections", own=True) == []


def test_a_plan_without_gaps_has_no_list_of_them() -> None:
    assert call(ANNEX_GAPS, context(city("sample-city"))) == ()
