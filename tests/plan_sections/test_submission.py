"""A submission (送审稿) shows no gap, says nothing made up, and has every gap in a list apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lbsap.model.blocks import Gap, Heading, Paragraph
from lbsap.model.city import CityData
from lbsap.model.draft import DocumentKind, DraftSettings
from lbsap.model.plugin_items import Plan
from lbsap.model.text import LANGS, Lang
from lbsap.steps.planning.plan import make_plan
from tests.plan_sections.plans import (
    CITIES,
    SECTIONS,
    blocks,
    call,
    city,
    context,
    inlines,
    numbers,
    plan,
    rows,
    said,
    table,
)

KINDS: tuple[DocumentKind, ...] = ("plan", "research", "note", "notice", "letter", "request", "summary")
DUE = {"2030"}
"""The year that an action is due in where the city states no period, as the national plan has it."""


def made(data: CityData, kind: DocumentKind = "plan", gaps: Plan | None = None) -> Plan:
    ctx = replace(context(data), settings=DraftSettings(stage="submission"), gaps=gaps.gaps if gaps else ())
    return make_plan(ctx, SECTIONS, call, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CITIES)
def test_no_document_of_a_submission_shows_a_gap(name: str, kind: DocumentKind) -> None:
    document = made(city(name), kind).document
    assert [one for one in inlines((document.cover, document.parts)) if isinstance(one, Gap)] == []


@pytest.mark.parametrize("name", CITIES)
def test_its_gaps_are_those_of_the_working_draft_but_for_the_list_of_them(name: str) -> None:
    assert made(city(name)).gaps == plan(name).gaps


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CITIES)
def test_it_says_no_number_that_the_working_draft_does_not(name: str, lang: Lang) -> None:
    working = numbers(said(plan(name).document.parts, lang))
    assert numbers(said(made(city(name)).document.parts, lang)) <= working | DUE


@pytest.mark.parametrize("name", CITIES)
def test_every_chapter_says_something_qualitative(name: str) -> None:
    parts = made(city(name)).document.parts
    assert {part.key for part in parts} >= {
        "foreword", "status", "achievements", "strategy-guiding", "strategy-objectives", "strategy-spatial",
        "safeguards-organisation", "safeguards-monitoring", "safeguards-funding", "annex-terms",
    }  # fmt: skip
    for part in parts:
        above = any(other.depth > part.depth for other in parts)
        assert part.blocks or above, part.key


@pytest.mark.parametrize("name", CITIES)
def test_no_heading_stands_above_nothing(name: str) -> None:
    for part in made(city(name)).document.parts:
        for block, following in zip(part.blocks, (*part.blocks, None)[1:], strict=True):
            empty = isinstance(following, Heading | None)
            deeper = (
                isinstance(following, Heading)
                and isinstance(block, Heading)
                and following.level > block.level
            )
            assert not (isinstance(block, Heading) and empty and not deeper), block


def test_where_a_figure_is_known_it_is_told() -> None:
    data = replace(city("empty"), fields={"status": {"forest_area": 71200}})
    assert "71200" not in said(blocks(made(data), "status"))  # the sentence needs the wetland area as well
    data = replace(city("empty"), fields={"status": {"forest_area": 71200, "wetland_area": 9600}})
    assert "森林面积71200公顷，湿地面积9600公顷" in said(blocks(made(data), "status"))


def test_the_list_of_gaps_stands_in_the_drafting_note() -> None:
    assert "annex-gaps" not in {part.key for part in made(city("congjiang")).document.parts}
    note = made(city("congjiang"), "note", plan("congjiang"))
    assert len(rows(table(note, "note-gaps", "待补充事项"))) > 100
    assert "没有待补充事项" in said(blocks(made(city("sample-city"), "note"), "note-gaps"))


def test_sentences_that_recur_do_not_all_read_alike() -> None:
    told = [b for b in blocks(made(city("congjiang")), "actions") if isinstance(b, Paragraph)]
    openings = {said(one.content)[:4] for one in told}
    assert len(openings) > 10
