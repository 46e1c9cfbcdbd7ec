"""The documents of a plan as an action makes them: settings, material, stage and department reach the sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lbsap.actions.city_files import read_city
from lbsap.actions.plans import (
    Material,
    department_named,
    draft_plan,
    make_document,
    pictures_beside,
    write_document,
)
from lbsap.data import shipped
from lbsap.model.actor import Actor
from lbsap.model.blocks import Figure
from lbsap.model.catalogue import Catalogue
from lbsap.model.city import CityData
from lbsap.model.city_plan import DatedText
from lbsap.model.draft import DocumentKind, DraftSettings, ReviewComment
from lbsap.model.errors import BadInput, NotFound
from lbsap.model.plugin_items import Plan
from lbsap.model.text import LANGS, Text, same
from lbsap.registry import Registry
from lbsap_docx.lint import lint
from tests.plan_sections.plans import blocks, said

SAMPLE = shipped("templates", "demo", "sample-city.yaml")
KINDS: tuple[DocumentKind, ...] = ("plan", "research", "note", "notice", "letter", "request", "summary")
WORKING, SUBMISSION = DraftSettings(), DraftSettings(stage="submission")


@pytest.fixture(scope="module")
def city() -> CityData:
    return read_city(SAMPLE)[0]


def figures(made: Plan) -> Iterator[Figure]:
    return (block for part in made.document.parts for block in part.blocks if isinstance(block, Figure))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("settings", [WORKING, SUBMISSION], ids=["working", "submission"])
def test_every_document_becomes_a_sound_word_file(
    city: CityData, registry: Registry, kind: DocumentKind, settings: DraftSettings
) -> None:
    made = make_document(kind, city, settings, registry)
    for lang in LANGS:
        assert lint(write_document(made, lang, registry)) == []


def test_the_sample_city_with_its_pictures_leaves_no_gap(city: CityData, registry: Registry) -> None:
    made = make_document("plan", city, WORKING, registry, material=Material(pictures=pictures_beside(SAMPLE)))
    assert made.gaps == ()
    assert len(list(figures(made))) == len(city.pictures) == 5
    assert all(one.data for one in figures(made))
    assert all("审图号：" in one.caption.zh and "approval number" in one.caption.en for one in figures(made))


def test_pictures_that_are_not_at_hand_are_gaps(city: CityData, registry: Registry) -> None:
    made = make_document("plan", city, WORKING, registry)
    assert len(made.gaps) == len(city.pictures)


def test_the_standing_guiding_thought_stands_where_the_city_has_none(
    city: CityData, registry: Registry
) -> None:
    standing = Material(guiding=DatedText(Text("现行指导思想。", "The standing text."), date(2026, 1, 1)))
    own = make_document("plan", city, WORKING, registry, material=standing)
    none = make_document("plan", replace(city, guiding=DatedText()), WORKING, registry, material=standing)
    assert said(blocks(none, "strategy-guiding")) == "现行指导思想。"
    assert "立足山湖相连的自然格局" in said(blocks(own, "strategy-guiding"))


def test_the_drafting_note_of_a_submission_lists_what_the_plan_lacks(
    registry: Registry, city: CityData
) -> None:
    lacking = replace(city, projects=())
    note = make_document(
        "note", lacking, SUBMISSION, registry, material=Material(pictures=pictures_beside(SAMPLE))
    )
    assert "优先项目（名称、内容、地点" in said(blocks(note, "note-gaps"))


def test_comments_reach_the_drafting_note(city: CityData, registry: Registry) -> None:
    comments = (ReviewComment("actions", "sectoral", same("水务局"), "调整时限", "accepted", same("ok"), 1),)
    note = make_document("note", city, WORKING, registry, material=Material(comments=comments))
    assert "调整时限" in said(blocks(note, "note-consultation"))


def test_earlier_years_become_the_trend(city: CityData, registry: Registry) -> None:
    report = make_document("research", city, WORKING, registry)
    assert "2021年至2026年的3次评价结果" in said(blocks(report, "research-trend"))


def test_the_index_may_be_one_that_was_published(city: CityData, registry: Registry) -> None:
    offered = registry.get(Catalogue, "cbi-2021")
    published = replace(offered, version="2026-1", title=Text("已发布的指数", "A published index"))
    material = Material(published=lambda name: published if name == published.reference else None)
    settings = DraftSettings(index="cbi-2021@2026-1")
    made = make_document("plan", city, settings, registry, material=material)
    assert "《已发布的指数》" in said(blocks(made, "annex-cbi"))
    with pytest.raises(NotFound):
        make_document("plan", city, settings, registry)


@pytest.mark.parametrize("name", ["forest", "市林业和园林局", "forestry and parks bureau"])
def test_a_department_is_found_by_id_or_name(city: CityData, name: str) -> None:
    assert department_named(city, name).zh == "市林业和园林局"


def test_a_department_that_leads_something_is_known_without_a_directory(city: CityData) -> None:
    assert department_named(replace(city, departments=()), "市水务局").en == "water bureau"


def test_an_unknown_department_is_refused_with_those_there_are(city: CityData) -> None:
    with pytest.raises(BadInput) as refused:
        department_named(city, "nobody")
    assert "forest" in refused.value.problems[0].message.en


def test_a_draft_is_written_to_a_file(registry: Registry, tmp_path: Path) -> None:
    out = tmp_path / "request.docx"
    draft_plan(Actor.local(), registry, SAMPLE, "zh", out, kind="request", department="water")
    assert lint(out.read_bytes()) == []
