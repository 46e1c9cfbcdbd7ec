"""Writing a version by hand: order, ids, lineage, and what keeps a draft from being published."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Band, Catalogue, Source
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.steps.catalogues.edit import (
    begun_from,
    begun_from_nothing,
    blank_item,
    finished,
    move_item,
    put_item,
    remove_item,
    siblings_of,
    unverified,
)
from lbsap.steps.catalogues.sources import named_sources
from tests.steps.catalogues.test_catalogue_pages import OUTLINE
from tests.steps.indices import cbi

CBI = cbi(2021)
DRAFT = begun_from(CBI, CBI.id, "2026")
REASON = Text("理由", "Reason")


def codes(error: BadInput) -> list[str]:
    return [one.code for one in error.problems]


def test_a_draft_that_is_published_as_it_was_keeps_every_item() -> None:
    made = finished(DRAFT, CBI)
    assert made.items == CBI.items
    assert (made.previous, made.retired) == ("cbi-2021@2021", ())
    assert {line.kind for line in made.lineage} == {"kept"}


def test_what_was_written_stands_in_the_lineage_with_its_reason() -> None:
    item = CBI.items[0]
    draft = put_item(DRAFT, replace(item, title=Text("新名", "New name")), REASON)
    draft = remove_item(draft, CBI.items[1].id, REASON)
    new = replace(blank_item(draft, "cbi-2021_00000000", CBI.items[2].id), title=Text("新增", "New"))
    draft = put_item(draft, new, Text(), CBI.items[2].id)
    made = finished(draft, CBI)
    told = {
        (line.kind, line.item or line.into[0]): line.rationale for line in made.lineage if line.kind != "kept"
    }
    assert told == {
        ("renamed", item.id): REASON,
        ("dropped", CBI.items[1].id): REASON,
        ("new", "cbi-2021_00000000"): Text(),
    }
    assert made.retired == (CBI.items[1].id,)
    assert [one.number for one in made.items] == [str(i) for i in range(1, 29)]
    assert [one.id for one in made.items][:3] == [item.id, CBI.items[2].id, "cbi-2021_00000000"]


def test_an_id_that_was_removed_is_never_used_again() -> None:
    gone = CBI.items[0]
    draft = remove_item(DRAFT, gone.id, Text())
    with pytest.raises(BadInput) as caught:
        put_item(draft, gone, Text())
    assert codes(caught.value) == ["decision_id_used"]
    later = begun_from(finished(draft, CBI), CBI.id, "2027")
    assert later.retired == (gone.id,)
    with pytest.raises(BadInput) as caught:
        finished(replace(later, items=(gone, *later.items), retired=()), finished(draft, CBI))
    assert codes(caught.value) == ["decision_id_used"]


def test_an_id_of_another_version_is_refused_for_a_new_item() -> None:
    new = replace(blank_item(DRAFT, "another", CBI.items[0].id), title=Text("新增", "New"))
    with pytest.raises(BadInput) as caught:
        finished(put_item(DRAFT, new, Text()), CBI, used=["another"])
    assert codes(caught.value) == ["decision_id_used"]


def test_a_version_needs_a_number_of_its_own_and_items() -> None:
    with pytest.raises(BadInput) as caught:
        finished(begun_from(CBI, CBI.id, "2021"), CBI)
    assert codes(caught.value) == ["version_same"]
    with pytest.raises(BadInput) as caught:
        finished(begun_from_nothing("index", "mine", "", Text("我")), None)
    assert codes(caught.value) == ["value_missing", "draft_no_items"]


def test_another_index_made_from_one_may_have_the_same_version() -> None:
    made = finished(begun_from(CBI, "cbi-cn", "2021"), CBI)
    assert (made.reference, made.previous) == ("cbi-cn@2021", "cbi-2021@2021")


def test_an_item_moves_within_its_component_only() -> None:
    first = CBI.items[0]
    down = move_item(DRAFT, first.id, 1)
    assert [one.id for one in down.items[:2]] == [CBI.items[1].id, first.id]
    assert move_item(DRAFT, first.id, -1) == DRAFT
    last = siblings_of(DRAFT, first.id)[-1]
    assert move_item(DRAFT, last, 1) == DRAFT


def test_a_section_moves_with_all_that_hangs_under_it() -> None:
    draft = begun_from(OUTLINE, OUTLINE.id, "2027")
    tops = [item.id for item in draft.children()]
    moved = move_item(draft, tops[0], 1)
    assert [item.id for item in moved.children()][:2] == [tops[1], tops[0]]
    assert [item.id for item in moved.children(tops[0])] == [item.id for item in draft.children(tops[0])]
    assert moved.items[0].number == "1"
    assert next(moved.children(tops[0])).number == "2.1"


@given(
    st.lists(st.tuples(st.integers(0, len(OUTLINE.items) - 1), st.sampled_from([-2, -1, 1, 2])), max_size=6)
)
def test_moving_loses_nothing_and_every_section_stands_behind_its_parent(
    moves: list[tuple[int, int]],
) -> None:
    draft = OUTLINE
    for place, steps in moves:
        draft = move_item(draft, draft.items[place].id, steps)
    assert {one.id: one.parent for one in draft.items} == {one.id: one.parent for one in OUTLINE.items}
    seen = {""}
    for one in draft.items:
        assert one.parent in seen
        seen.add(one.id)


def test_a_section_with_others_under_it_is_not_removed() -> None:
    top = next(OUTLINE.children())
    with pytest.raises(BadInput) as caught:
        remove_item(OUTLINE, top.id, Text())
    assert codes(caught.value) == ["item_has_children"]


def test_sources_named_in_words_become_sources_once() -> None:
    item = CBI.items[0]
    assert item.indicator is not None
    bands = tuple(
        replace(band, provenance="editor", sources=("Handbook, page 9",)) for band in item.indicator.bands
    )
    changed = put_item(DRAFT, replace(item, indicator=replace(item.indicator, bands=bands)), Text())
    named = named_sources(changed)
    (new,) = set(named.sources) - set(CBI.sources)
    assert (new.title, new.id) == ("Handbook, page 9", f"source_{len(CBI.sources) + 1}")
    assert named_sources(named) == named
    by_title = replace(changed, sources=(*CBI.sources, Source("own", "Handbook, page 9")))
    assert named_sources(by_title).sources == by_title.sources
    settings = named_sources(by_title).items[0].indicator
    assert settings is not None
    assert {band.sources for band in settings.bands} == {("own",)}


def test_unverified_are_the_indicators_with_a_band_that_no_source_states() -> None:
    left = unverified(CBI)
    assert len(left) == 19
    done: Catalogue = CBI
    for item in left:
        assert item.indicator is not None
        checked: tuple[Band, ...] = tuple(replace(band, provenance="editor") for band in item.indicator.bands)
        done = put_item(done, replace(item, indicator=replace(item.indicator, bands=checked)), Text())
    assert unverified(done) == ()
