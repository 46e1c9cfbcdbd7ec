"""The LBSAP framework: the guidelines' five chapters and all that a plan holds."""

from __future__ import annotations

import re

import lbsap_outline
from lbsap.model.catalogue import Catalogue
from lbsap.model.consultation import Decision
from lbsap.model.text import HAN, Text
from lbsap.model.validate import faults, texts
from lbsap.steps.catalogues.revise import revise
from lbsap.testing import check_plugin
from tests.plugins.frameworks.test_frameworks import REFUSED

(OUTLINE,) = lbsap_outline.catalogues()


def test_the_plugin_keeps_its_contract() -> None:
    assert check_plugin("lbsap_outline", "outline", own=True) == []
    assert faults(OUTLINE) == ()


def test_its_parts_are_the_five_chapters_of_the_guidelines_in_order() -> None:
    parts = [item for item in OUTLINE.children() if item.section and item.section.level == "part"]
    assert [item.title.en for item in parts] == [
        "About the Guidelines",
        "Synergies between Local and National Policies and Plans",
        "Formulation Steps and Planning Procedures",
        "Planning Framework",
        "Case Examples",
    ]


def test_a_plan_has_a_foreword_five_chapters_eight_annexes_and_two_files_beside_it() -> None:
    levels = [item.section.level for item in OUTLINE.children("planning-framework") if item.section]
    assert levels == ["section", *["chapter"] * 5, *["annex"] * 8, *["file"] * 2]
    assert len(list(OUTLINE.children("strategy"))) == 6
    assert len(list(OUTLINE.children("safeguards"))) == 5


def test_every_item_can_be_judged_by_what_it_holds() -> None:
    assert [item.id for item in OUTLINE.items if not item.definition] == []
    assert [part.id for part in OUTLINE.children() if not list(OUTLINE.children(part.id))] == []


def test_the_ten_steps_and_the_case_examples_stand_by_name() -> None:
    steps = [item.id for item in OUTLINE.children("formulation-steps") if item.id.startswith("step-")]
    assert len(steps) == 10
    assert len(list(OUTLINE.children("case-examples"))) == 11


def test_chinese_has_no_refused_word_and_full_width_punctuation() -> None:
    for place, text in texts(OUTLINE):
        assert [word for word in REFUSED if word in text.zh] == [], place
        assert not re.search(rf"{HAN.pattern}[,;:!?()]|[,;:!?()]{HAN.pattern}", text.zh), (place, text.zh)


def test_experts_may_rename_a_chapter_and_drop_a_section() -> None:
    kept = [
        Decision(item.id, "keep")
        for item in OUTLINE.items
        if item.id not in ("actions", "safeguards-technology")
    ]
    renamed = Decision("actions", "keep", title=Text("优先行动", "Priority actions"))
    revised: Catalogue = revise(OUTLINE, [*kept, renamed, Decision("safeguards-technology", "drop")], "2027")
    assert revised.item("safeguards-technology") is None
    assert {change.kind for change in revised.lineage} >= {"renamed", "dropped"}
