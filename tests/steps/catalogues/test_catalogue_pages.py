"""An item, and what a draft says as a whole, as the words of a form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from lbsap.data import read_value
from lbsap.model.catalogue import Catalogue, Item
from lbsap.model.problems import Problem
from lbsap.model.text import Text
from lbsap.steps.catalogues.cells import LONGEST, item_cells, read_item
from lbsap.steps.catalogues.edit import blank_item
from lbsap.steps.catalogues.head import head_cells, read_head
from tests.steps.indices import PLUGINS, cbi

OUTLINE = read_value(Catalogue, PLUGINS / "lbsap_outline" / "lbsap-framework.yaml")
CBI = cbi(2021)


def changed(number: str, **cells: str) -> tuple[Item | None, tuple[Problem, ...]]:
    item = CBI.find(number)
    assert item is not None
    given = item_cells(item, CBI) | {name.replace("__", "-"): said for name, said in cells.items()}
    return read_item(given, item, CBI)


@pytest.mark.parametrize("catalogue", [CBI, cbi(2014), OUTLINE], ids=lambda one: one.id)
def test_shipped_items_and_heads_come_back_as_they_were(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        assert read_item(item_cells(item, catalogue), item, catalogue) == (item, ())
    assert read_head(head_cells(catalogue), catalogue) == (catalogue, ())


def test_a_page_shows_sources_by_title_and_keeps_them_by_id() -> None:
    item = CBI.items[0]
    assert "wri_v2" not in item_cells(item, CBI)["citations"]
    read, _ = changed("1", citations=f"{CBI.sources[0].title}\nA letter, 2026")
    assert read is not None
    assert read.indicator is not None
    assert read.indicator.citations == (CBI.sources[0].id, "A letter, 2026")


def test_numbers_may_have_full_width_digits_and_formulas_full_width_signs() -> None:
    read, problems = changed("1", decimals="２", maximum="１００", formula="１００ ＊ A_nat ／ A_city")
    assert not problems
    assert read is not None
    assert read.indicator is not None
    assert (read.indicator.decimals, read.indicator.maximum) == (2, Decimal(100))
    assert read.indicator.formula == "100 * A_nat / A_city"


def test_lists_pair_their_lines_by_language() -> None:
    read, _ = changed("1", data_sources_zh="地图\n\n名录", data_sources_en="map\nregister")
    assert read is not None
    assert read.indicator is not None
    assert read.indicator.data_sources == (Text("地图", "map"), Text("", "register"), Text("名录", ""))


@pytest.mark.parametrize(
    ("cells", "where", "code"),
    [
        ({"decimals": "many"}, "decimals", "not_a_number"),
        ({"minimum": "1e500"}, "minimum", "number_absurd"),
        ({"formula": "A_nat / forest"}, "formula", "obs_symbol_unknown"),
        ({"formula": "__import__('os')"}, "formula", None),
        ({"inputs__1__symbol": ""}, "inputs-1-symbol", "value_missing"),
        ({"inputs__1__symbol": "A_nat"}, "inputs-1-symbol", "id_twice"),
        ({"component": "none"}, "component", "choice_wanted"),
        ({"title_zh": " ", "title_en": ""}, "title_zh", "name_wanted"),
        ({"definition_zh": "字" * (LONGEST + 1)}, "definition_zh", "too_long"),
        ({"kind": "ordinal"}, "kind", "band_ends"),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_read(
    cells: dict[str, str], where: str, code: str | None
) -> None:
    read, problems = changed("1", **cells)
    assert read is None
    assert where in [one.where for one in problems]
    assert code is None or code in [one.code for one in problems]


def test_half_of_a_surrogate_pair_is_taken_out() -> None:
    read, _ = changed("1", title_zh="自然\ud83d区域")
    assert read is not None
    assert read.title.zh == "自然区域"


def test_a_mark_of_what_was_checked_goes_with_what_is_changed() -> None:
    read, _ = changed("1", formula="100 * A_nat / (A_city + 0)")
    assert read is not None
    assert read.indicator is not None
    assert read.indicator.verified == ("title", "kind")


def test_a_section_cannot_stand_under_itself_or_under_nothing() -> None:
    top = next(item for item in OUTLINE.items if next(OUTLINE.children(item.id), None))
    child = next(OUTLINE.children(top.id))
    for parent, code in (
        (child.id, "parent_circle"),
        (top.id, "parent_circle"),
        ("no-such", "choice_wanted"),
    ):
        read, problems = read_item(item_cells(top, OUTLINE) | {"parent": parent}, top, OUTLINE)
        assert read is None
        assert [one.code for one in problems] == [code]


def test_a_new_item_can_be_filled_in() -> None:
    blank = blank_item(CBI, "cbi-2021_0a1b2c3d", "cbi2021_14")
    read, problems = read_item(item_cells(blank, CBI) | {"title_zh": "夜间光照"}, blank, CBI)
    assert not problems
    assert read is not None
    assert read.indicator is not None
    assert read.indicator.component == "ecosystem_services"  # that of the item it stands beside
    assert read.indicator.bands == ()


@pytest.mark.parametrize(
    ("cells", "where", "code"),
    [
        ({"id": "Not An Id"}, "id", "id_form"),
        ({"version": ""}, "version", "value_missing"),
        ({"version": "../1"}, "version", "version_form"),
        ({"title_zh": "", "title_en": ""}, "title_zh", "name_wanted"),
        ({"points": "3"}, "points", "number_range"),
        ({"points": "four"}, "points", "not_a_number"),
        (
            {"component-native_biodiversity-zh": "", "component-native_biodiversity-en": ""},
            "component-native_biodiversity-zh",
            "component_used",
        ),
        (
            dict.fromkeys([f"source-wri_v2-{name}" for name in ("title", "url", "access")], ""),
            "source-wri_v2-title",
            "source_used",
        ),
    ],
)
def test_a_fault_of_the_whole_is_told_at_its_field(cells: dict[str, str], where: str, code: str) -> None:
    read, problems = read_head(head_cells(CBI) | cells, CBI)
    assert read is None
    assert [(one.where, one.code) for one in problems] == [(where, code)]


def test_components_and_sources_are_added_with_ids_of_their_own() -> None:
    new = {"component-+1-zh": "气候", "component-+1-en": "Climate", "source-+2-title": "Letter, 2026"}
    read, problems = read_head(head_cells(CBI) | new, CBI)
    assert not problems
    assert read is not None
    assert read.components == (
        *CBI.components,
        replace(CBI.components[0], id="component_1", title=Text("气候", "Climate")),
    )
    assert (read.sources[-1].id, read.sources[-1].title) == ("source_1", "Letter, 2026")
