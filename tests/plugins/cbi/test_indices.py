"""The shipped editions of the Singapore Index hold what their handbooks say, in both languages, with provenance."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import lbsap_cbi
from lbsap.data import read_plain
from lbsap.model.catalogue import Catalogue, Indicator, Item
from lbsap.model.city import InputValue
from lbsap.model.validate import faults, texts
from lbsap.steps.common.formula import evaluate, symbols
from lbsap.steps.scoring.bands import find_band

EDITIONS = {catalogue.id: catalogue for catalogue in lbsap_cbi.catalogues()}
CASES = read_plain(Path(__file__).parents[2] / "data" / "cbi_boundary_cases.yaml")
INDICATORS = [
    pytest.param(edition, item, id=item.id) for edition in EDITIONS.values() for item in edition.items
]
REFUSED = re.compile(
    "地方生物多样性计划|城市生物多样性指标|组件|计分变体|临时得分|缺失|记分卡|本土|生态服务|栖息地|入侵外来物种|娱乐|社区科学|"
    "绿色与蓝色空间|放弃|丢弃|重命名|弃权|回合|法定人数|拒绝|血统|谱系|冻结|对齐|生态红线|易地保护|利益分享"
)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")


def settings(item: Item) -> Indicator:
    assert item.indicator is not None
    return item.indicator


@pytest.mark.parametrize(
    ("edition", "maxima"),
    [
        (
            "cbi-2021",
            {"native_biodiversity": 36, "ecosystem_services": 20, "governance_management": 56, "all": 112},
        ),
        (
            "cbi-2014",
            {"native_biodiversity": 40, "ecosystem_services": 16, "governance_management": 36, "all": 92},
        ),
    ],
)
def test_the_maxima_are_those_the_handbook_states(edition: str, maxima: dict[str, int]) -> None:
    index = EDITIONS[edition]
    found = {
        component.id: index.points * sum(settings(item).component == component.id for item in index.items)
        for component in index.components
    }
    assert found | {"all": index.maximum} == maxima


@pytest.mark.parametrize(("edition", "count"), [("cbi-2021", 28), ("cbi-2014", 23)])
def test_indicators_are_numbered_from_one_and_keep_their_ids(edition: str, count: int) -> None:
    index = EDITIONS[edition]
    assert [item.number for item in index.items] == [str(n) for n in range(1, count + 1)]
    year = edition.removeprefix("cbi-")
    assert [item.id for item in index.items] == [f"cbi{year}_{n:02}" for n in range(1, count + 1)]
    assert (index.version, index.kind, index.boundary, index.points) == (year, "index", "printed", 4)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_has_no_fault_and_lacks_no_language(edition: str) -> None:
    assert faults(EDITIONS[edition]) == ()


@pytest.mark.parametrize(("edition", "item"), INDICATORS)
def test_title_definition_and_each_input_and_note_are_given(edition: Catalogue, item: Item) -> None:
    indicator = settings(item)
    needed = [item.title, item.definition, indicator.bands_note, *(one.meaning for one in indicator.inputs)]
    assert indicator.inputs
    assert all(not text.missing for text in needed)


@pytest.mark.parametrize("edition", EDITIONS)
def test_chinese_uses_the_glossary_and_full_width_punctuation(edition: str) -> None:
    chinese = [(where, text.zh) for where, text in texts(EDITIONS[edition])]
    assert [(where, zh) for where, zh in chinese if REFUSED.search(zh)] == []
    assert [(where, zh) for where, zh in chinese if HALF_WIDTH.search(zh)] == []


def test_key_terms_are_those_of_the_glossary() -> None:
    titles = {item.number: item.title.zh for item in EDITIONS["cbi-2021"].items}
    assert (titles["7"], titles["12"], titles["13"], titles["28"]) == (
        "生境恢复",
        "游憩服务",
        "公园可达性",
        "公众科学",
    )
    assert "蓝绿空间" in titles["19"]
    assert "（LBSAP）" in titles["17"]


@pytest.mark.parametrize(("edition", "item"), INDICATORS)
def test_each_score_has_one_band_with_its_provenance(edition: Catalogue, item: Item) -> None:
    bands = settings(item).bands
    known = {source.id for source in edition.sources}
    assert [band.score for band in bands] == [0, 1, 2, 3, 4]
    for band in bands:
        assert band.provenance in {"secondary_source", "provisional", "memory"}
        assert bool(band.sources) == band.verified
        assert set(band.sources) <= known


def test_verified_bands_are_those_that_a_publication_restates() -> None:
    verified = {
        edition.id: {
            item.number for item in edition.items if all(band.verified for band in settings(item).bands)
        }
        for edition in EDITIONS.values()
    }
    assert verified == {
        "cbi-2021": {"1", "2", "3", "7", "8", "10", "11", "12", "13"},
        "cbi-2014": {"23"},
    }


@pytest.mark.parametrize(("edition", "item"), INDICATORS)
def test_a_level_has_its_text_and_a_figure_its_printed_band(edition: Catalogue, item: Item) -> None:
    indicator = settings(item)
    if indicator.kind == "ordinal":
        assert indicator.inputs[0].symbol == "level"
        assert all(band.meaning.zh and band.meaning.en for band in indicator.bands)
    else:
        assert all(band.printed for band in indicator.bands)


@pytest.mark.parametrize(("edition", "item"), INDICATORS)
def test_every_possible_value_has_one_band(edition: Catalogue, item: Item) -> None:
    indicator = settings(item)
    if indicator.kind == "ordinal":
        return
    step = Decimal(1).scaleb(-indicator.decimals)
    ends = {end for band in indicator.bands for end in (band.lower, band.upper) if end is not None}
    limits = [limit for limit in (indicator.minimum, indicator.maximum) if limit is not None]
    values = {end + step * k for end in ends for k in (-1, 0, 1)} | set(limits)
    for value in sorted(values):
        if limits and value < limits[0]:
            continue
        assert sum(band.holds(value) for band in indicator.bands) <= 1, value
        assert find_band(indicator, value, "printed"), value
        assert find_band(indicator, value, "half-open") or value < min(ends), value


@pytest.mark.parametrize(("edition", "item"), INDICATORS)
def test_scores_follow_the_direction_of_the_indicator(edition: Catalogue, item: Item) -> None:
    indicator = settings(item)
    lowers = [band.lower for band in indicator.bands if band.lower is not None]
    assert lowers == sorted(lowers, reverse=not indicator.higher_is_better)


@pytest.mark.parametrize(("edition", "item"), INDICATORS)
def test_formulas_use_all_declared_symbols_and_no_other(edition: Catalogue, item: Item) -> None:
    indicator = settings(item)
    formulas = [indicator.formula, *(method.formula for method in indicator.methods)]
    used = {symbol for formula in formulas if formula for symbol in symbols(formula)}
    declared = {one.symbol for one in indicator.inputs}
    assert used == (set() if indicator.kind == "ordinal" else declared)


@pytest.mark.parametrize(
    ("areas", "percent"), [((100, 50, 50), "37.5"), ((200,), "100")]
)  # arithmetic from the formula: coherence 0.375 and 1
def test_connectivity_in_2021_is_coherence_in_percent(areas: tuple[int, ...], percent: str) -> None:
    indicator = settings(EDITIONS["cbi-2021"].items[1])
    inputs: dict[str, InputValue] = {"A_Gi": tuple(map(Decimal, areas)), "A_total": Decimal(200)}
    assert indicator.inputs[0].many
    assert evaluate(indicator.formula, inputs) == Decimal(percent)


def test_connectivity_in_2014_is_the_effective_mesh_size_in_hectares() -> None:
    indicator = settings(EDITIONS["cbi-2014"].items[1])
    inputs: dict[str, InputValue] = {"A_i": tuple(map(Decimal, (100, 50, 50))), "A_total": Decimal(200)}
    assert (indicator.unit, evaluate(indicator.formula, inputs)) == ("ha", Decimal(75))


def test_habitat_restoration_offers_two_methods() -> None:
    indicator = settings(EDITIONS["cbi-2021"].items[6])
    assert indicator.formula == ""
    assert {method.id: method.formula for method in indicator.methods} == {
        "7A": "100 * A_restored / A_degraded",
        "7B": "100 * T_restored / T_city",
    }


def test_changes_in_species_wait_for_a_second_survey() -> None:
    later = {
        edition.id: [item.number for item in edition.items if not settings(item).in_first_application]
        for edition in EDITIONS.values()
    }
    assert later == {"cbi-2021": ["4", "5", "6"], "cbi-2014": ["4", "5", "6", "7", "8"]}


def test_only_the_number_of_cbd_initiatives_is_optional() -> None:
    optional = {
        one.symbol
        for edition in EDITIONS.values()
        for item in edition.items
        for one in settings(item).inputs
        if one.optional
    }
    assert optional == {"N_cbd"}


def test_every_indicator_of_2021_serves_a_global_target_and_a_national_action() -> None:
    for item in EDITIONS["cbi-2021"].items:
        links = settings(item).links
        assert any(link.framework == "gbf" and link.degree == "primary" for link in links), item.id
        assert any(link.framework == "nbsap-2023-2030" for link in links), item.id
        assert {link.status for link in links} == {"proposed"}


def test_2014_is_linked_only_where_its_counterpart_in_2021_is_known() -> None:
    counterparts = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 9: 8, 10: 9, 11: 10, 12: 11, 13: 12}
    new, old = EDITIONS["cbi-2021"].items, EDITIONS["cbi-2014"].items
    expected = [settings(new[counterparts[n] - 1]).links if n in counterparts else () for n in range(1, 24)]
    assert [settings(item).links for item in old] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['indicator']}={case['value']}")
def test_boundary_cases_fall_in_their_band(case: dict[str, Any]) -> None:
    item = EDITIONS[case["index"]].item(case["indicator"])
    assert item is not None
    rounded = Decimal(str(case["rounded"]))
    banded = find_band(settings(item), Decimal(str(case["value"])), "printed")
    assert banded is not None
    assert banded.band.score == case["score"]
    assert any(band.holds(rounded) for band in settings(item).bands) == case["printed_band_exists"]
