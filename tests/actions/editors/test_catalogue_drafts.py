"""Drafts of indices and frameworks: begun, written by two at once, checked against the handbook, and published."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from sqlalchemy import Engine

from lbsap.actions.editors.catalogue_drafts import (
    Saving,
    add_item,
    bands_page_cells,
    begin_blank,
    begin_draft,
    begin_from_file,
    delete_draft,
    item_of,
    open_draft,
    reorder,
    save_bands,
    save_head,
    save_item,
    take_out,
)
from lbsap.actions.editors.catalogue_files import (
    FileForm,
    draft_file,
    read_catalogue,
    template_file,
    version_file,
)
from lbsap.actions.editors.catalogue_publishing import freeze_draft, make_ready, open_shelf
from lbsap.actions.editors.catalogues import list_versions, load_version
from lbsap.model.actor import Actor
from lbsap.model.catalogue import Catalogue
from lbsap.model.codec import digest
from lbsap.model.errors import BadInput, NotAllowed, NotFound
from lbsap.model.scoring import ScoringVariant
from lbsap.model.text import Text
from lbsap.registry import Registry
from lbsap.steps.catalogues.cells import item_cells
from lbsap.steps.catalogues.edit import unverified
from lbsap.steps.catalogues.head import head_cells
from lbsap.steps.common.merge import marks
from lbsap.steps.scoring.score import make_scorecard
from lbsap.store.audit import trail
from lbsap.store.engine import session_scope
from tests.steps.indices import report, value

ZHANG = Actor("zhang", frozenset({"editor"}))
LI = Actor("li", frozenset({"editor"}))
VIEWER = Actor("viewer", frozenset({"viewer"}))
CBI = "cbi-2021@2021"
FIRST = "cbi2021_01"
HANDBOOK = "Handbook, 2021 edition, page 30"


@pytest.fixture
def draft(engine: Engine, registry: Registry) -> int:
    return begin_draft(ZHANG, engine, registry, CBI, "cbi-2021", "2026")


def catalogue_of(engine: Engine, draft: int) -> Catalogue:
    return open_draft(ZHANG, engine, draft).catalogue


def cells_of(engine: Engine, draft: int, item: str = FIRST) -> dict[str, str]:
    shown = catalogue_of(engine, draft)
    return item_cells(item_of(shown, item), shown)


def checked(engine: Engine, draft: int, item: str, **cells: str) -> dict[str, str]:
    shown = catalogue_of(engine, draft)
    sent = {"bands-checked": "yes", "bands-source": HANDBOOK}
    return (
        bands_page_cells(shown, item_of(shown, item))
        | sent
        | {k.replace("__", "-"): v for k, v in cells.items()}
    )


def keep_bands(engine: Engine, draft: int, item: str, **cells: str) -> Saving:
    shown = catalogue_of(engine, draft)
    was = marks(bands_page_cells(shown, item_of(shown, item)))
    return save_bands(ZHANG, engine, draft, item, was, checked(engine, draft, item, **cells))


def test_versions_are_those_published_here_newest_first_then_those_shipped(
    engine: Engine, registry: Registry, draft: int
) -> None:
    freeze_draft(ZHANG, engine, registry, draft, 1)
    freeze_draft(ZHANG, engine, registry, begin_draft(ZHANG, engine, registry, CBI, "cbi-cn", "1"), 1)
    found = list_versions(VIEWER, engine, registry)
    assert [one.reference for one in found][:2] == ["cbi-cn@1", "cbi-2021@2026"]
    assert [one.origin for one in found] == ["published"] * 2 + ["shipped"] * (len(found) - 2)
    for one in found:
        assert one.digest == digest(load_version(VIEWER, engine, registry, one.reference))
    assert (
        load_version(VIEWER, engine, registry, "cbi-2021").version == "2026"
    )  # by id: the one published last


@pytest.mark.parametrize(
    "reference", ["none@1", "cbi-2021@1999", "../../etc/passwd", "templates/catalogue-example.yaml"]
)
def test_a_reference_names_a_version_and_never_a_file(
    engine: Engine, registry: Registry, reference: str
) -> None:
    with pytest.raises(NotFound):
        load_version(ZHANG, engine, registry, reference)


def test_two_editors_on_one_item_keep_what_each_changed_alone(engine: Engine, draft: int) -> None:
    seen = cells_of(engine, draft)
    was = marks(seen)
    assert save_item(ZHANG, engine, draft, FIRST, was, seen | {"title_zh": "张的名称"}).saved
    second = save_item(LI, engine, draft, FIRST, was, seen | {"unit": "ha"})
    assert second.saved
    assert second.merged.theirs == ("title_zh",)
    assert second.draft.changed_by == "zhang"
    kept = item_of(catalogue_of(engine, draft), FIRST)
    assert kept.title.zh == "张的名称"
    assert kept.indicator is not None
    assert kept.indicator.unit == "ha"


def test_what_both_changed_is_saved_only_when_the_second_has_chosen(engine: Engine, draft: int) -> None:
    seen = cells_of(engine, draft)
    save_item(ZHANG, engine, draft, FIRST, marks(seen), seen | {"title_zh": "张的名称", "unit": "m2"})
    mine = seen | {"title_zh": "李的名称", "unit": "km2", "scope_zh": "全市"}
    told = save_item(LI, engine, draft, FIRST, marks(seen), mine)
    assert not told.saved
    assert told.merged.both == ("title_zh", "unit")
    assert (told.theirs["title_zh"], told.merged.cells["title_zh"]) == ("张的名称", "李的名称")
    assert catalogue_of(engine, draft).items[0].title.zh == "张的名称"
    done = save_item(LI, engine, draft, FIRST, marks(told.theirs), told.merged.cells, ["unit"])
    assert done.saved
    kept = item_of(catalogue_of(engine, draft), FIRST)
    assert kept.indicator is not None
    assert (kept.title.zh, kept.indicator.unit, kept.indicator.scope.zh) == ("李的名称", "m2", "全市")


def test_two_editors_on_different_items_do_not_meet(engine: Engine, draft: int) -> None:
    one, other = cells_of(engine, draft), cells_of(engine, draft, "cbi2021_02")
    assert save_item(ZHANG, engine, draft, FIRST, marks(one), one | {"unit": "a"}).saved
    assert save_item(LI, engine, draft, "cbi2021_02", marks(other), other | {"unit": "b"}).saved
    units = [item.indicator.unit for item in catalogue_of(engine, draft).items[:2] if item.indicator]
    assert units == ["a", "b"]


def test_saving_what_has_not_changed_changes_nothing(engine: Engine, draft: int) -> None:
    seen = cells_of(engine, draft)
    assert save_item(ZHANG, engine, draft, FIRST, marks(seen), seen).saved
    assert open_draft(ZHANG, engine, draft).number == 1


def test_a_new_item_sent_twice_is_added_once_and_its_id_was_never_used(engine: Engine, draft: int) -> None:
    cells = cells_of(engine, draft) | {"title_zh": "夜间光照", "title_en": "Light at night"}
    made = {add_item(ZHANG, engine, draft, "0a1b2c3d", cells, FIRST) for _ in range(2)}
    assert made == {"cbi-2021_0a1b2c3d"}
    items = catalogue_of(engine, draft).items
    assert [one.id for one in items[:2]] == [FIRST, "cbi-2021_0a1b2c3d"]
    assert len(items) == 29
    take_out(ZHANG, engine, draft, "cbi-2021_0a1b2c3d", Text())
    with pytest.raises(BadInput) as caught:
        add_item(ZHANG, engine, draft, "0a1b2c3d", cells)
    assert caught.value.problems[0].code == "decision_id_used"
    with pytest.raises(BadInput):
        add_item(ZHANG, engine, draft, "cbi2021_01", cells)


def test_items_move_and_go(engine: Engine, draft: int) -> None:
    reorder(ZHANG, engine, draft, FIRST, 1)
    take_out(ZHANG, engine, draft, "cbi2021_03", Text("重复", "Double"))
    found = catalogue_of(engine, draft)
    assert [one.id for one in found.items[:3]] == ["cbi2021_02", FIRST, "cbi2021_04"]
    assert found.retired == ("cbi2021_03",)
    with pytest.raises(NotFound):
        reorder(ZHANG, engine, draft, "cbi2021_03", 1)
    with pytest.raises(NotFound):
        take_out(ZHANG, engine, draft, "no-such-item", Text())


def test_bands_checked_by_an_editor_make_scores_no_longer_provisional(
    engine: Engine, registry: Registry
) -> None:
    """The whole way: draft, handbook at hand, published version, scorecard."""
    draft = begin_draft(ZHANG, engine, registry, CBI, "cbi-2021", "2026")
    city = report(value("1", 15), value("4", 2), value("12", 3))
    variant = registry.get(ScoringVariant, "handbook")
    before = make_scorecard(load_version(ZHANG, engine, registry, CBI), city, variant, registry.call)
    assert before.total.provisional
    for item in unverified(catalogue_of(engine, draft)):
        assert keep_bands(engine, draft, item.id).saved
    version = load_version(ZHANG, engine, registry, freeze_draft(ZHANG, engine, registry, draft, 20))
    assert unverified(version) == ()
    settings = item_of(version, "cbi2021_04").indicator
    assert settings is not None
    (source,) = {name for band in settings.bands for name in band.sources}
    assert [one.title for one in version.sources if one.id == source] == [HANDBOOK]
    assert {band.provenance for band in settings.bands} == {"editor"}
    assert not settings.bands_note  # it said that they were unchecked
    after = make_scorecard(version, city, variant, registry.call)
    assert not after.total.provisional
    assert after.total.score == before.total.score
    lines = {line.item: line for line in version.lineage}
    assert lines["cbi2021_04"].kind == "settings"
    assert HANDBOOK in lines["cbi2021_04"].rationale.en


def test_a_corrected_end_is_scored_by(engine: Engine, registry: Registry, draft: int) -> None:
    corrected = {"bands__1__upper": "５", "bands__2__lower": "６", "bands__1__printed": "1-5"}
    assert keep_bands(engine, draft, "cbi2021_24", **corrected).saved
    version = load_version(ZHANG, engine, registry, freeze_draft(ZHANG, engine, registry, draft, 2))
    settings = item_of(version, "cbi2021_24").indicator
    assert settings is not None
    assert (settings.bands[1].upper, settings.bands[2].lower) == (Decimal(5), Decimal(6))


def test_bands_that_overlap_are_refused_whole(engine: Engine, draft: int) -> None:
    with pytest.raises(BadInput) as caught:
        keep_bands(engine, draft, "cbi2021_24", bands__1__upper="9")
    assert [one.code for one in caught.value.problems] == ["band_overlap"]
    assert open_draft(ZHANG, engine, draft).number == 1


def test_a_published_version_never_changes_and_its_draft_is_gone(
    engine: Engine, registry: Registry, draft: int
) -> None:
    ready = make_ready(VIEWER, engine, registry, draft)
    assert ready.problems == ()
    reference = freeze_draft(ZHANG, engine, registry, draft, 1)
    assert digest(load_version(ZHANG, engine, registry, reference)) == ready.digest
    with pytest.raises(NotFound):
        open_draft(ZHANG, engine, draft)
    again = begin_draft(ZHANG, engine, registry, CBI, "cbi-2021", "2026")
    with pytest.raises(BadInput) as caught:
        freeze_draft(ZHANG, engine, registry, again, 1)
    assert [one.code for one in caught.value.problems] == ["version_known"]


def test_a_draft_that_somebody_changed_is_not_published_unseen(
    engine: Engine, registry: Registry, draft: int
) -> None:
    seen = cells_of(engine, draft)
    save_item(LI, engine, draft, FIRST, marks(seen), seen | {"unit": "ha"})
    for act in (
        lambda: freeze_draft(ZHANG, engine, registry, draft, 1),
        lambda: delete_draft(ZHANG, engine, draft, 1),
    ):
        with pytest.raises(BadInput) as caught:
            act()
        assert [one.code for one in caught.value.problems] == ["changed_meanwhile"]
    assert len(open_shelf(ZHANG, engine, registry).drafts) == 1


def test_an_index_can_be_written_from_nothing(engine: Engine, registry: Registry) -> None:
    made = begin_blank(ZHANG, engine, "index", "our-index", "1", Text("我们的指数", "Our index"))
    ready = make_ready(ZHANG, engine, registry, made)
    assert [one.code for one in ready.problems] == ["draft_no_items"]
    head = head_cells(catalogue_of(engine, made)) | {"component-+1-zh": "自然", "component-+1-en": "Nature"}
    assert save_head(ZHANG, engine, made, "", head).saved
    cells = {
        "title_zh": "绿地率", "title_en": "Green share", "component": "component_1", "kind": "ratio", "unit": "percent",
        "inputs-0-symbol": "G", "inputs-0-unit": "ha", "inputs-1-symbol": "A", "inputs-1-unit": "ha", "formula": "100 * G / A",
    }  # fmt: skip
    add_item(ZHANG, engine, made, "0a1b2c3d", cells)
    reference = freeze_draft(ZHANG, engine, registry, made, 3)
    version = load_version(ZHANG, engine, registry, reference)
    assert (reference, version.previous, version.lineage) == ("our-index@1", "", ())
    assert version.items[0].number == "1"


@pytest.mark.parametrize(
    ("name", "version", "code"),
    [("Bad Id", "1", "id_form"), ("good", "", "value_missing"), ("good", "a b", "version_form")],
)
def test_a_draft_needs_an_id_and_a_version_that_can_be(
    engine: Engine, name: str, version: str, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        begin_blank(ZHANG, engine, "outline", name, version, Text("框架"))
    assert [one.code for one in caught.value.problems] == [code]


class TestFiles:
    """Workbooks and YAML: all or nothing, and back again."""

    @pytest.mark.parametrize("form", get_args(FileForm))
    @pytest.mark.parametrize("reference", [CBI, "lbsap-framework@2026"])
    def test_a_version_that_is_taken_away_and_sent_back_is_a_draft_of_the_same(
        self, engine: Engine, registry: Registry, form: FileForm, reference: str
    ) -> None:
        content = version_file(VIEWER, engine, registry, reference, form, "zh")
        read, _ = read_catalogue(ZHANG, registry, f"index.{form}", content)
        assert read == load_version(ZHANG, engine, registry, reference)
        made = open_draft(ZHANG, engine, begin_from_file(ZHANG, engine, registry, read))
        assert made.based_on == reference
        assert made.catalogue.items == read.items
        assert draft_file(VIEWER, engine, registry, made.id, form, "zh")

    def test_a_draft_that_is_taken_away_and_sent_back_keeps_its_reasons(
        self, engine: Engine, registry: Registry, draft: int
    ) -> None:
        seen = cells_of(engine, draft)
        save_item(ZHANG, engine, draft, FIRST, marks(seen), seen | {"unit": "ha", "reason_zh": "理由"})
        content = draft_file(VIEWER, engine, registry, draft, "xlsx", "zh")
        read, _ = read_catalogue(ZHANG, registry, "draft.xlsx", content)
        again = open_draft(ZHANG, engine, begin_from_file(ZHANG, engine, registry, read))
        assert (again.based_on, again.catalogue) == (CBI, catalogue_of(engine, draft))

    def test_a_file_that_names_the_version_before_it_is_based_on_that(
        self, engine: Engine, registry: Registry
    ) -> None:
        read = replace(load_version(ZHANG, engine, registry, CBI), id="cbi-cn", version="1", previous=CBI)
        assert open_draft(ZHANG, engine, begin_from_file(ZHANG, engine, registry, read)).based_on == CBI
        other = replace(read, previous="", version="2")
        assert open_draft(ZHANG, engine, begin_from_file(ZHANG, engine, registry, other)).based_on == ""

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_the_template_can_be_read_as_it_is(self, registry: Registry, lang: str) -> None:
        content = template_file(VIEWER, registry, "zh" if lang == "zh" else "en")
        read, _ = read_catalogue(ZHANG, registry, "template.xlsx", content)
        assert [bool(item.indicator and item.indicator.bands) for item in read.items] == [True, False]

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("index.docx", b"", "file_type"),
            ("index.xlsx", b"no workbook", "xlsx_unreadable"),
            ("index.yaml", b"id: [", "yaml_syntax"),
            ("index.yaml", b"id: a\nversion: '1'\nkind: index\ntitle: x\nitems: []\n", "value_missing"),
            ("index.yaml", b"\xff\xff\xff", "file_encoding"),
        ],
    )
    def test_a_faulty_file_is_refused_with_its_fault(
        self, registry: Registry, name: str, content: bytes, code: str
    ) -> None:
        with pytest.raises(BadInput) as caught:
            read_catalogue(ZHANG, registry, name, content)
        assert code in [one.code for one in caught.value.problems]


def test_viewers_read_and_nothing_else(engine: Engine, registry: Registry, draft: int) -> None:
    acts = (
        lambda: begin_draft(VIEWER, engine, registry, CBI, "x", "1"),
        lambda: save_item(VIEWER, engine, draft, FIRST, "", {}),
        lambda: freeze_draft(VIEWER, engine, registry, draft, 1),
        lambda: delete_draft(VIEWER, engine, draft, 1),
        lambda: read_catalogue(VIEWER, registry, "a.yaml", b""),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_every_change_stands_in_the_trail(engine: Engine, registry: Registry, draft: int) -> None:
    seen = cells_of(engine, draft)
    save_item(LI, engine, draft, FIRST, marks(seen), seen | {"unit": "ha"})
    freeze_draft(ZHANG, engine, registry, draft, 2)
    delete_draft(ZHANG, engine, begin_draft(ZHANG, engine, registry, CBI, "x", "1"), 1)
    with session_scope(engine, write=False) as session:
        told = [(one.actor, one.what, one.about) for one in trail(session)]
    assert told == [
        ("zhang", "draft begun", f"draft {draft}"),
        ("li", "draft changed", f"draft {draft}"),
        ("zhang", "catalogue published", "cbi-2021@2026"),
        ("zhang", "draft begun", f"draft {draft + 1}"),
        ("zhang", "draft deleted", f"draft {draft + 1}"),
    ]
