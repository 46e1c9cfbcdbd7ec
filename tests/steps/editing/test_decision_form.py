"""An editor's form to a decision: what counts as a change, what is wrong with it, and what it leaves to others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Band, Catalogue, Component, Indicator, Input, Item, Section, Source
from lbsap.model.consultation import Counts, Decision, Tally, Verdict
from lbsap.model.response import Proposal
from lbsap.model.text import Text
from lbsap.steps.catalogues.revise import as_new, revise
from lbsap.steps.editing.contested import ItemResult
from lbsap.steps.editing.decision_form import (
    OUTCOMES,
    DecisionReading,
    chosen,
    computable,
    form_cells,
    free_id,
    new_cells,
    new_faults,
    proposed_cells,
    read_decision,
    read_new,
    revision_faults,
)
from lbsap.steps.editing.decision_rows import standings

BIRDS = Item(
    "birds",
    "1",
    Text("鸟类", "Birds"),
    definition=Text("鸟的种数。", "Number of bird species."),
    indicator=Indicator(
        "nature",
        "count",
        scope=Text("全市", "The city"),
        data_sources=(Text("调查", "Surveys"), Text(en="Records")),
        citations=("book",),
        bands=(Band(0, "< 5", upper=Decimal(5)), Band(1, "5 -", lower=Decimal(5), lower_inclusive=True)),
        bands_note=Text(en="As printed"),
    ),
)
SOIL = Item("soil", "2", Text("土壤", "Soil"), indicator=Indicator("nature", "measure"))
INDEX = Catalogue(
    "small",
    "1",
    "index",
    Text("小指数", "Small index"),
    (BIRDS, SOIL),
    (Component("nature", Text("自然", "Nature")), Component("rule", Text("治理", "Governance"))),
    sources=(Source("book", "The handbook"),),
)
OUTLINE = Catalogue(
    "plan",
    "1",
    "outline",
    Text("大纲", "Outline"),
    (
        Item("aims", "1", Text("目标", "Aims"), section=Section(level="chapter")),
        Item(
            "targets", "1.1", Text("指标", "Targets"), "aims", section=Section(guidance=Text("写明", "State"))
        ),
        Item("acts", "2", Text("行动", "Acts"), section=Section(level="chapter")),
    ),
)
WHY = {"rationale_en": "As the panel says."}


def sent(item: Item, catalogue: Catalogue = INDEX, **changed: Any) -> dict[str, Any]:
    """The form as a browser sends it, with some fields changed."""
    return form_cells(item, None, catalogue) | WHY | changed


def codes(reading: DecisionReading) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in reading.problems]


@pytest.mark.parametrize("item", [BIRDS, SOIL])
def test_a_form_sent_back_untouched_changes_nothing(item: Item) -> None:
    reading = read_decision(item, sent(item, outcome="keep"), INDEX)
    assert reading.decision == Decision(item.id, "keep", Text(en="As the panel says."))


@given(st.sampled_from(["\n", "\r\n", " ", "\r\n\r\n"]))
def test_line_ends_of_a_browser_are_no_change(end: str) -> None:
    cells = {name: words.replace("\n", "\r\n") + end for name, words in sent(BIRDS).items()}
    reading = read_decision(BIRDS, cells | {"outcome": "keep"}, INDEX)
    assert reading.decision is not None
    assert not reading.decision.settings


def test_only_settings_that_differ_are_in_the_decision_and_lines_stay_side_by_side() -> None:
    changed = sent(BIRDS, outcome="settings", data_sources_zh="\n登记", citations="The handbook\nA new paper")
    decision = read_decision(BIRDS, changed, INDEX).decision
    assert decision is not None
    assert decision.settings == {
        "data_sources": [{"en": "Surveys"}, {"zh": "登记", "en": "Records"}],
        "citations": ["book", "A new paper"],
    }
    indicator = revise(INDEX, [decision]).items[0].indicator
    assert indicator is not None
    assert indicator.data_sources == (Text(en="Surveys"), Text("登记", "Records"))


ROW = {
    "symbol": "N",
    "meaning_zh": "种数",
    "meaning_en": "species",
    "unit": "count",
    "many": "",
    "optional": "",
}


def rows(name: str, *several: dict[str, str]) -> dict[str, str]:
    """The cells of some rows, as a form sends them."""
    return {
        f"{name}-{number}-{cell}": words for number, row in enumerate(several) for cell, words in row.items()
    }


def test_a_new_indicator_brings_its_inputs_formula_and_methods() -> None:
    cells = WHY | {"id": "bats", "title_en": "Bats", "kind": "count", "component": "nature", "unit": "count"}
    bare = read_new(cells, INDEX).decision
    assert bare is not None
    assert not computable(as_new(INDEX, bare))
    read = read_new(cells | {"formula": "N * 2"} | rows("inputs", ROW), INDEX).decision
    assert read is not None
    made = as_new(INDEX, read)
    assert made.indicator is not None
    assert made.indicator.inputs == (Input("N", Text("种数", "species"), "count"),)
    assert computable(made)
    assert new_faults(INDEX, [], read) == ()
    again = {name: words for name, words in new_cells(read, INDEX).items() if name.startswith("inputs")}
    assert again == {name: words for name, words in rows("inputs", ROW).items() if words}
    methods = rows("methods", {"id": "7A", "title_zh": "", "title_en": "By area", "formula": "N / 2"})
    several = read_new(cells | rows("inputs", ROW) | methods, INDEX).decision
    assert several is not None
    assert computable(as_new(INDEX, several))


def test_a_formula_with_a_symbol_that_is_no_input_is_told_at_the_formula() -> None:
    cells = WHY | {
        "id": "bats",
        "title_en": "Bats",
        "kind": "count",
        "component": "nature",
        "formula": "N / A",
    }
    read = read_new(cells | rows("inputs", ROW), INDEX).decision
    assert read is not None
    assert [one.where for one in new_faults(INDEX, [], read)] == ["small.bats.formula"]


@pytest.mark.parametrize(
    ("several", "told"),
    [
        (rows("inputs", ROW | {"symbol": ""}), ("value_missing", "inputs-0-symbol")),
        (rows("inputs", ROW, ROW), ("id_twice", "inputs-1-symbol")),
        (rows("methods", {"id": "7A", "formula": ""}), ("value_missing", "methods-0-formula")),
    ],
)
def test_a_row_at_fault_is_told_at_its_cell(several: dict[str, str], told: tuple[str, str]) -> None:
    assert told in codes(read_decision(SOIL, sent(SOIL, outcome="settings") | several, INDEX))


def test_rows_sent_back_untouched_change_nothing_and_emptied_ones_go() -> None:
    settings = replace(
        SOIL.indicator or Indicator("", "count"), inputs=(Input("N", Text("种数", "species"), "count"),)
    )
    with_inputs = replace(SOIL, indicator=settings)
    same = read_decision(with_inputs, sent(with_inputs, outcome="keep"), INDEX)
    assert same.decision is not None
    assert not same.decision.settings
    emptied = sent(with_inputs, outcome="settings") | dict.fromkeys(rows("inputs", ROW), "")
    decision = read_decision(with_inputs, emptied, INDEX).decision
    assert decision is not None
    assert decision.settings == {"inputs": []}


def test_a_name_changed_in_one_language_keeps_the_other() -> None:
    decision = read_decision(
        BIRDS, sent(BIRDS, outcome="rename", title_en="Native birds", title_zh=""), INDEX
    ).decision
    assert decision is not None
    assert decision.title == Text("鸟类", "Native birds")
    assert chosen(decision) == "rename"


def test_changed_bands_come_with_the_decision_and_their_note_goes() -> None:
    bands = (Band(0, "< 7", upper=Decimal(7)), Band(1, "7 -", lower=Decimal(7), lower_inclusive=True))
    assert BIRDS.indicator is not None
    same = read_decision(BIRDS, sent(BIRDS, outcome="keep"), INDEX, BIRDS.indicator.bands)
    assert same.decision is not None
    assert not same.decision.settings
    decision = read_decision(BIRDS, sent(BIRDS, outcome="settings"), INDEX, bands).decision
    assert decision is not None
    indicator = revise(INDEX, [decision]).items[0].indicator
    assert indicator is not None
    assert (indicator.bands, indicator.bands_note) == (bands, Text())


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"outcome": ""}, ("choice_wanted", "outcome")),
        ({"outcome": "new"}, ("choice_wanted", "outcome")),
        ({"outcome": "rename"}, ("name_unchanged", "title_zh")),
        ({"outcome": "settings"}, ("settings_unchanged", "outcome")),
        ({"outcome": "keep", "title_zh": "飞鸟"}, ("outcome_differs", "outcome")),
        ({"outcome": "keep", "scope_en": "The county"}, ("outcome_differs", "outcome")),
        (
            {"outcome": "settings", "scope_en": "The county", "title_zh": "飞鸟"},
            ("name_also_changed", "outcome"),
        ),
        ({"outcome": "keep", "rationale_en": "\u200b"}, ("rationale_wanted", "rationale_zh")),
        ({"outcome": "rename", "title_zh": "鸟" * 201}, ("too_long", "title_zh")),
    ],
)
def test_what_is_wrong_is_placed_at_its_field(changed: dict[str, Any], told: tuple[str, str]) -> None:
    reading = read_decision(BIRDS, sent(BIRDS, **changed), INDEX)
    assert reading.decision is None
    assert told in codes(reading)


def test_a_merger_or_split_keeps_where_it_goes_each_once_and_no_names() -> None:
    cells = sent(BIRDS, outcome="split", into_1="soil", into_2="soil", into_4="moths", title_zh="飞鸟")
    decision = read_decision(BIRDS, cells | {"comments": ["3", "3", "5"]}, INDEX).decision
    assert decision is not None
    assert (decision.into, decision.title, decision.comments) == (("soil", "moths"), None, ("3", "5"))


def test_the_form_shows_what_a_decision_changed() -> None:
    decision = Decision(
        "birds", "keep", Text(en="Why"), title=Text("飞鸟", "Fowl"), settings={"scope": {"en": "County"}}
    )
    cells = form_cells(BIRDS, decision, INDEX)
    assert (cells["outcome"], cells["title_en"], cells["scope_en"]) == ("rename", "Fowl", "County")
    assert read_decision(BIRDS, cells, INDEX).decision == decision
    merged = form_cells(BIRDS, Decision("birds", "merge", Text(en="Why"), into=("soil",)), INDEX)
    assert (merged["outcome"], merged["into_1"], merged["title_en"]) == ("merge", "soil", "Birds")
    assert set(OUTCOMES) >= {cells["outcome"], merged["outcome"]}


# --- what a decision makes wrong ---


def faults(one: Decision, *others: Decision, catalogue: Catalogue = INDEX) -> list[tuple[str, str]]:
    return [(fault.code, fault.where) for fault in new_faults(catalogue, others, one)]


def test_a_name_that_another_item_has_is_a_fault_whichever_comes_first() -> None:
    assert faults(Decision("soil", "keep", title=Text("鸟类", "Ground")))[0][0] == "decision_name_twice"
    assert faults(Decision("birds", "keep", title=Text("土壤", "Fowl"))) == [("name_taken", "title_zh")]
    renamed = Decision("soil", "keep", title=Text("地", "Ground"))
    assert faults(Decision("birds", "keep", title=Text("土壤", "Fowl")), renamed) == []


def test_a_merger_goes_into_an_item_that_stays_or_a_new_one() -> None:
    assert faults(Decision("birds", "merge", into=("soil",))) == []
    assert faults(Decision("birds", "merge", into=("soil",)), Decision("soil", "drop")) == [
        ("decision_into_unknown", "birds")
    ]
    new = Decision("life", "new", title=Text(en="Life"), settings={"component": "nature", "kind": "count"})
    assert faults(Decision("birds", "merge", into=("life",)), new) == []


def test_dropping_a_chapter_leaves_its_sections_to_be_decided() -> None:
    dropped = Decision("aims", "drop")
    assert faults(dropped, catalogue=OUTLINE) == []
    left = revision_faults(OUTLINE, [dropped])
    assert [(one.code, one.where) for one in left] == [("decision_orphan", "targets")]
    moved = Decision("targets", "keep", parent="acts")
    assert revision_faults(OUTLINE, [dropped, moved]) == ()


def test_a_faulty_decision_of_another_item_hides_nothing() -> None:
    faulty = Decision("birds", "split", into=("moths", "bees"))
    assert faults(Decision("soil", "keep", settings={"component": "sea"}), faulty) == [
        ("value_choice", "soil.component")
    ]


# --- new items ---


def test_a_new_indicator_needs_a_name_a_kind_a_component_and_a_reason() -> None:
    reading = read_new({"id": "Night sky"}, INDEX)
    assert set(codes(reading)) == {
        ("rationale_wanted", "rationale_zh"),
        ("name_wanted", "title_zh"),
        ("id_form", "id"),
        ("choice_wanted", "component"),
        ("choice_wanted", "kind"),
    }


def test_a_new_item_comes_back_into_its_form_as_it_was() -> None:
    cells = {"id": "night", "title_en": "Night sky", "component": "rule", "kind": "measure", "unit": "lux"}
    cells |= WHY | {"definition_en": "Mean brightness", "data_sources_en": "Satellites", "after": "birds"}
    decision = read_new(cells, INDEX).decision
    assert decision is not None
    assert faults(decision) == []
    shown = new_cells(decision, INDEX)
    assert {name: shown[name] for name in cells} == cells
    assert read_new(shown, INDEX).decision == decision
    assert as_new(INDEX, decision).indicator == Indicator(
        "rule", "measure", "lux", data_sources=(Text(en="Satellites"),)
    )


def test_an_id_is_offered_that_nothing_had_before() -> None:
    retired = replace(INDEX, retired=("small_new1",))
    taken = Decision("small_new2", "new", title=Text(en="Sky"))
    assert free_id(INDEX, []) == "small_new1"
    assert free_id(retired, [taken]) == "small_new3"


def test_a_proposal_fills_the_form_of_a_new_item() -> None:
    proposal = Proposal(Text("夜空", ""), "rule", "平均亮度", "Satellites", "Moths")
    cells = proposed_cells(proposal, INDEX)
    assert (cells["title_zh"], cells["component"]) == ("夜空", "rule")
    assert (cells["definition_zh"], cells["data_sources_en"]) == ("平均亮度", "Satellites")
    assert proposed_cells(proposal, OUTLINE)["parent"] == "rule"


# --- where items stand ---


def test_a_decision_on_other_figures_than_now_stands_as_changed() -> None:
    tally = Tally("birds", Counts(keep=9, drop=1))
    result = ItemResult(BIRDS, 1, tally, Verdict("keep", Text(), True, True))
    same = Decision("birds", "keep", tally=Counts(keep=9, drop=1))
    states = [
        standings([BIRDS], [result], decisions)[0].state
        for decisions in (
            [],
            [same],
            [replace(same, tally=Counts(keep=8, drop=1))],
            [replace(same, tally=None)],
        )
    ]
    assert states == ["undecided", "decided", "changed", "decided"]
    unasked = standings([SOIL], [result], [])[0]
    assert (unasked.result, unasked.contested, unasked.state) == (None, False, "undecided")
