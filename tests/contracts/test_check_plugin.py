"""`check_plugin` finds what is wrong with an item of each kind, and finds nothing wrong with a sound one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import count
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from lbsap import hooks
from lbsap.hooks import hookimpl
from lbsap.model.blocks import Block, Column, Paragraph, Table
from lbsap.model.catalogue import Band, Catalogue
from lbsap.model.consultation import ConsensusRule, Parameter, Tally, Verdict
from lbsap.model.plugin_items import Exporter, Imported, Importer, Need, PlanContext, PlanSection
from lbsap.model.policy import PolicyFramework, PolicyTarget
from lbsap.model.questionnaire import Choice, ItemQuestions, Questionnaire
from lbsap.model.scoring import Reading, Scorecard, ScoringVariant
from lbsap.model.text import Lang, Text
from lbsap.registry import Registry
from lbsap.testing import assert_plugin, check_plugin, samples
from lbsap.testing.contracts import CONTRACTS

TITLE = Text("标题", "title")
ALONE = Registry()
"""Nothing else is at hand."""


def plugin_with(hook: str, *values: Any) -> SimpleNamespace:
    def implementation() -> list[Any]:
        return list(values)

    implementation.__name__ = hook
    return SimpleNamespace(LBSAP_API=hooks.API, **{hook: hookimpl(implementation)})


# --- one sound item of each kind ---------------------------------------------------------------------------------


def judge(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    met = tally.counts.judged > 0 and tally.counts.retained >= parameters["share"] * tally.counts.judged
    return Verdict("retain" if met else "undecided", TITLE, met=met or None)


def score(index: Catalogue, readings: tuple[Reading, ...]) -> Scorecard:
    name = next(case for case, given in samples.readings(index) if given == readings)
    return replace(samples.scorecard(index, name), variant="acme.variant")


def write(context: PlanContext) -> list[Block]:
    return [Paragraph((TITLE, *(gap for _, gap in context.gaps)))]


FRAMEWORK = PolicyFramework(
    "acme.framework", "1", "province", TITLE, TITLE, (PolicyTarget("t1", "1", "", TITLE),)
)
INDEX = replace(samples.index(), id="acme.index")
QUESTIONNAIRE = Questionnaire(
    "acme.questions",
    "1",
    TITLE,
    "acme.index",
    TITLE,
    ItemQuestions((Choice("keep", TITLE), Choice("drop", TITLE))),
)
RULE = ConsensusRule(
    "acme.rule", "1", TITLE, ("verdict",), TITLE, judge, (Parameter("share", TITLE, 0.7, 0.5, 1),)
)
VARIANT = ScoringVariant("acme.variant", "1", TITLE, TITLE, score)
SECTION = PlanSection("acme.section", TITLE, write)
IMPORTER = Importer("acme.importer", TITLE, "rows", (".txt",), lambda stream, name: Imported(()))
EXPORTER = Exporter("acme.exporter", TITLE, "plan", ".txt", "text/plain", lambda value, lang: lang.encode())
SOUND: dict[str, tuple[Any, ...]] = {
    "policy_frameworks": (FRAMEWORK,),
    "catalogues": (INDEX,),
    "questionnaires": (QUESTIONNAIRE,),
    "consensus_rules": (RULE,),
    "scoring_variants": (VARIANT,),
    "plan_sections": (SECTION,),
    "importers": (IMPORTER,),
    "exporters": (EXPORTER,),
}


def test_every_kind_has_a_contract_and_a_sound_specimen() -> None:
    assert list(CONTRACTS) == list(SOUND)


@pytest.mark.parametrize("hook", SOUND)
def test_nothing_is_found_wrong_with_a_sound_item(hook: str) -> None:
    at_hand = Registry()
    check = check_plugin(plugin_with(hook, *SOUND[hook]), "acme", at_hand=at_hand)
    assert [one.code for one in check] == (["unknown_id"] if hook == "questionnaires" else [])


# --- what is found -----------------------------------------------------------------------------------------------


def with_indicator(number: int, **changes: Any) -> Catalogue:
    items = list(INDEX.items)
    settings = items[number - 1].indicator
    assert settings is not None
    items[number - 1] = replace(items[number - 1], indicator=replace(settings, **changes))
    return replace(INDEX, items=tuple(items))


def band(score: int, lower: int | None, upper: int | None) -> Band:
    ends = [None if end is None else Decimal(end) for end in (lower, upper)]
    return Band(score, "", ends[0], True, ends[1], True, provenance="editor")


def says(verdict: Any, reason: Text = TITLE) -> ConsensusRule:
    return replace(RULE, judge=lambda tally, parameters: Verdict(verdict, reason))


def wordy(tally: Tally, parameters: Mapping[str, float]) -> Any:
    return "keep"


def greedy(context: PlanContext) -> Any:
    return [context.frameworks["gbf"]]


def divides(tally: Tally, parameters: Mapping[str, float]) -> Verdict:
    return Verdict("keep" if tally.counts.retained / tally.counts.judged > 0.5 else "drop", TITLE)


def counting() -> Callable[..., Verdict]:
    turns = count()
    return lambda tally, parameters: Verdict("undecided", Text(f"{next(turns)}", "x"))


def altered(change: Callable[[Scorecard], Scorecard]) -> ScoringVariant:
    return replace(VARIANT, score=lambda index, readings: change(score(index, readings)))


def total(**changes: Any) -> ScoringVariant:
    return altered(lambda card: replace(card, total=replace(card.total, **changes)))


def beyond(card: Scorecard) -> Scorecard:
    return replace(card, total=replace(card.total, score=card.total.score and card.total.maximum + 1))


def zeroed(card: Scorecard) -> Scorecard:
    lines = (replace(line, score=line.score or Decimal(0)) for line in card.indicators)
    return replace(card, indicators=tuple(lines))


def writes(*blocks: Block, **changes: Any) -> PlanSection:
    return replace(SECTION, write=lambda context: blocks, **changes)


def reads(imported: Imported) -> Importer:
    return replace(IMPORTER, read=lambda stream, name: imported)


def read_words(stream: Any, name: str) -> Imported:
    return Imported(((name, {"a": stream.read().decode()}),))


UNEVEN = Table(TITLE, (Column(TITLE), Column(TITLE)), (((TITLE,),),))
WRONG: list[tuple[str, str, Any]] = [
    ("catalogues", "obs_symbol_unknown", with_indicator(1, formula="100 * A / B")),
    ("catalogues", "formula_syntax", with_indicator(1, formula="import os")),
    ("catalogues", "band_ends", with_indicator(1, bands=(band(0, None, None),))),
    ("catalogues", "band_ends", with_indicator(3, bands=(Band(0), Band(1, meaning=TITLE)))),
    ("catalogues", "band_reversed", with_indicator(1, bands=(band(1, 9, 3),))),
    ("catalogues", "band_overlap", with_indicator(1, bands=(band(0, 0, 10), band(1, 10, 20)))),
    ("catalogues", "band_overlap", with_indicator(1, bands=(band(0, None, 10), band(1, None, 20)))),
    ("catalogues", "band_order", with_indicator(1, higher_is_better=False)),
    ("catalogues", "contract_round_trip", replace(INDEX, notes=[TITLE])),  # type: ignore[arg-type]
    ("policy_frameworks", "language_missing", replace(FRAMEWORK, title=Text("省级规划"))),
    ("policy_frameworks", "value_choice", replace(FRAMEWORK, layer="village")),  # type: ignore[arg-type]
    ("questionnaires", "unknown_id", replace(QUESTIONNAIRE, about="acme.index@2")),
    ("consensus_rules", "contract_raised", replace(RULE, judge=divides)),
    ("consensus_rules", "contract_raised", replace(RULE, judge=wordy)),
    ("consensus_rules", "contract_differs", replace(RULE, judge=counting())),
    ("consensus_rules", "contract_nobody", says("keep")),
    ("consensus_rules", "contract_raised", says("perhaps")),
    ("consensus_rules", "language_missing", says("undecided", Text(en="no Chinese"))),
    ("consensus_rules", "value_refused", replace(RULE, parameters=(Parameter("share", TITLE, 0.2, 0.5, 1),))),
    ("scoring_variants", "contract_made_from", altered(lambda card: replace(card, variant="handbook"))),
    ("scoring_variants", "contract_made_from", total(unit="percent")),
    (
        "scoring_variants",
        "contract_lines",
        altered(lambda card: replace(card, indicators=card.indicators[1:])),
    ),
    (
        "scoring_variants",
        "contract_lines",
        altered(lambda card: replace(card, indicators=card.indicators[::-1])),
    ),
    (
        "scoring_variants",
        "contract_unscored",
        altered(zeroed),
    ),
    ("scoring_variants", "contract_unscored", total(score=Decimal(0))),
    ("scoring_variants", "contract_total", altered(beyond)),
    ("scoring_variants", "contract_provisional", total(provisional=False)),
    ("plan_sections", "contract_raised", replace(SECTION, write=greedy)),
    ("plan_sections", "contract_raised", writes(Paragraph("words"))),  # type: ignore[arg-type]
    ("plan_sections", "contract_raised", writes(Paragraph((TITLE, 5)))),  # type: ignore[arg-type]
    ("plan_sections", "contract_cells", writes(UNEVEN)),
    ("plan_sections", "contract_no_gap", writes(Paragraph((TITLE,)), needs=(Need("area", TITLE),))),
    ("plan_sections", "language_missing", writes(Paragraph((Text("只有中文"),)))),
    ("plan_sections", "id_twice", replace(SECTION, needs=(Need("a", TITLE, required=False),) * 2)),
    ("plan_sections", "id_form", replace(SECTION, needs=(Need("Two Words", TITLE, required=False),))),
    ("plan_sections", "value_missing", replace(SECTION, needs=(Need("a", TITLE, "choice", required=False),))),
    ("importers", "contract_raised", replace(IMPORTER, read=read_words)),
    ("importers", "contract_nothing_read", reads(Imported(None))),
    ("importers", "contract_result", reads(Imported(INDEX))),
    ("importers", "contract_suffix", replace(IMPORTER, suffixes=("TXT",))),
    ("exporters", "contract_empty_file", replace(EXPORTER, write=lambda value, lang: b"")),
    ("exporters", "contract_raised", replace(EXPORTER, write=lambda value, lang: value.nothing)),
    ("exporters", "contract_suffix", replace(EXPORTER, suffix="txt")),
]


@pytest.mark.parametrize(
    ("hook", "code", "item"), WRONG, ids=[f"{i}-{code}" for i, (_, code, _) in enumerate(WRONG)]
)
def test_what_is_wrong_is_found_and_placed(hook: str, code: str, item: Any) -> None:
    found = {one.code: one for one in check_plugin(plugin_with(hook, item), "acme", at_hand=ALONE)}
    assert code in found
    assert item.id in found[code].where or found[code].where in ("layer", "points")
    assert found[code].message.missing == ()


def test_an_exporter_whose_bytes_differ_from_time_to_time_is_found() -> None:
    turns = count()

    def write(value: Any, lang: Lang) -> bytes:
        return str(next(turns)).encode()

    found = check_plugin(plugin_with("exporters", replace(EXPORTER, write=write)), "acme", at_hand=ALONE)
    assert {one.code for one in found} == {"contract_differs"}


def test_a_plugin_that_registers_nothing_is_found() -> None:
    (found,) = check_plugin(SimpleNamespace(LBSAP_API=hooks.API), "acme", at_hand=ALONE)
    assert found.code == "plugin_empty"


def test_a_plugin_that_would_be_quarantined_has_that_as_its_one_finding() -> None:
    (found,) = check_plugin("lbsap_no_such", "acme", at_hand=ALONE)
    assert found.code == "plugin_raised"


def test_a_questionnaire_may_be_about_a_catalogue_at_hand() -> None:
    at_hand = Registry()
    other = plugin_with("catalogues", INDEX)
    assert check_plugin(other, "acme", at_hand=at_hand) == []
    both = plugin_with("questionnaires", QUESTIONNAIRE)
    both.catalogues = other.catalogues
    assert check_plugin(both, "acme", at_hand=at_hand) == []


def test_assert_plugin_tells_every_finding_in_words() -> None:
    rules = plugin_with("consensus_rules", says("keep"), replace(RULE, id="acme.second", judge=divides))
    with pytest.raises(AssertionError) as caught:
        assert_plugin(as_module(rules), "acme")
    assert "contract_nobody, acme.rule" in str(caught.value)
    assert "contract_raised, acme.second" in str(caught.value)
    assert "ZeroDivisionError" in str(caught.value)


def as_module(plugin: SimpleNamespace) -> ModuleType:
    module = ModuleType("acme")
    vars(module).update(vars(plugin))
    return module
