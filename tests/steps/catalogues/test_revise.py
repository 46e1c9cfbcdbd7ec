"""Decisions make the next version, with a lineage that loses nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.catalogue import Band, Catalogue, Component, Indicator, Item, Section
from lbsap.model.consultation import Decision
from lbsap.model.errors import BadInput
from lbsap.model.text import Text
from lbsap.steps.catalogues.revise import revise, undecided


def indicator(number: int, component: str) -> Item:
    bands = (Band(0, upper=Decimal(10)), Band(1, lower=Decimal(10), lower_inclusive=True))
    title = Text(f"指标{number}", f"Indicator {number}")
    return Item(f"i{number}", str(number), title, indicator=Indicator(component, "ratio", bands=bands))


INDEX = Catalogue(
    "tiny", "2021", "index", Text("指数", "Index"),
    items=tuple(indicator(n, "a" if n < 4 else "b") for n in range(1, 7)),
    components=(Component("a", Text("甲", "A")), Component("b", Text("乙", "B"))),
)  # fmt: skip
OUTLINE = Catalogue(
    "outline", "1", "outline", Text("框架", "Framework"),
    items=(
        Item("part", "1", Text("部分", "Part"), section=Section()),
        Item("chapter", "1.1", Text("章", "Chapter"), parent="part", section=Section(writer="w")),
        Item("section", "1.1.1", Text("节", "Section"), parent="chapter", section=Section(writer="v")),
        Item("last", "2", Text("末", "Last"), section=Section()),
    ),
)  # fmt: skip
WHY = Text("理由", "because")


def lineage(catalogue: Catalogue) -> dict[str, str]:
    return {line.item or line.into[0]: line.kind for line in catalogue.lineage}


def codes(catalogue: Catalogue, *decisions: Decision) -> list[str]:
    with pytest.raises(BadInput) as caught:
        revise(catalogue, decisions)
    return [one.code for one in caught.value.problems]


def test_without_decisions_every_item_is_kept() -> None:
    revised = revise(INDEX, [])
    assert revised.items == INDEX.items
    assert set(lineage(revised).values()) == {"kept"}
    assert (revised.version, revised.previous) == ("2021-r1", "tiny@2021")


def test_versions_count_on() -> None:
    assert revise(revise(INDEX, []), []).version == "2021-r2"
    assert revise(INDEX, [], version="zh-2026").version == "zh-2026"


def test_a_dropped_indicator_leaves_and_numbers_are_given_anew() -> None:
    revised = revise(INDEX, [Decision("i2", "drop", WHY)])
    assert [(item.number, item.id) for item in revised.items] == [
        ("1", "i1"), ("2", "i3"), ("3", "i4"), ("4", "i5"), ("5", "i6"),
    ]  # fmt: skip
    assert lineage(revised)["i2"] == "dropped"
    assert revised.maximum == 20


def test_items_may_be_named_by_number() -> None:
    assert lineage(revise(INDEX, [Decision("2", "drop", WHY)]))["i2"] == "dropped"


def test_a_new_title_is_a_rename_and_the_id_stays() -> None:
    revised = revise(INDEX, [Decision("i1", "keep", WHY, title=Text("新名", "New name"))])
    assert revised.items[0].id == "i1"
    assert revised.items[0].title == Text("新名", "New name")
    (line,) = [line for line in revised.lineage if line.kind == "renamed"]
    assert (line.before, line.after, line.rationale) == (
        Text("指标1", "Indicator 1"),
        Text("新名", "New name"),
        WHY,
    )


def test_changed_settings_make_a_change_of_settings_and_leave_the_rest() -> None:
    revised = revise(INDEX, [Decision("i1", "keep", WHY, settings={"unit": "percent", "decimals": 1})])
    changed = revised.items[0].indicator
    assert changed is not None
    assert (changed.unit, changed.decimals) == ("percent", 1)
    assert changed.bands == INDEX.items[0].indicator.bands  # type: ignore[union-attr]
    assert revised.lineage[0].settings == ("decimals", "unit")
    assert lineage(revised)["i1"] == "settings"


def test_rename_and_settings_come_together() -> None:
    revised = revise(INDEX, [Decision("i1", "keep", WHY, title=Text("新", "New"), settings={"unit": "ha"})])
    assert (revised.lineage[0].kind, revised.lineage[0].settings) == ("renamed", ("unit",))


def test_a_merge_names_where_the_item_went() -> None:
    revised = revise(INDEX, [Decision("i2", "merge", WHY, into=("i1",))])
    (line,) = [line for line in revised.lineage if line.kind == "merged"]
    assert (line.item, line.into) == ("i2", ("i1",))
    assert revised.item("i2") is None


def test_a_split_makes_new_items() -> None:
    decisions = [
        Decision("i2", "split", WHY, into=("i2a", "i2b")),
        Decision("i2a", "new", WHY, title=Text("甲", "A"), settings={"component": "a", "kind": "count"}),
        Decision(
            "i2b", "new", WHY, title=Text("乙", "B"), settings={"component": "a", "kind": "count"}, after="i1"
        ),
    ]
    revised = revise(INDEX, decisions)
    assert [item.id for item in revised.items] == ["i1", "i2b", "i3", "i2a", "i4", "i5", "i6"]
    assert lineage(revised)["i2"] == "split"


def test_an_id_is_never_used_again() -> None:
    once = revise(INDEX, [Decision("i2", "drop", WHY)])
    again = Decision("i2", "new", WHY, title=Text("新", "New"), settings={"component": "a", "kind": "count"})
    assert codes(once, again) == ["decision_id_used"]


def test_faulty_decisions_are_refused_by_name() -> None:
    assert codes(INDEX, Decision("none", "drop")) == ["unknown_id"]
    assert codes(INDEX, Decision("i1", "drop"), Decision("1", "keep")) == ["decision_twice"]
    assert codes(INDEX, Decision("i1", "merge")) == ["decision_into"]
    assert codes(INDEX, Decision("i1", "split", into=("i2",))) == ["decision_into"]
    assert codes(INDEX, Decision("i1", "merge", into=("i2",)), Decision("i2", "drop")) == [
        "decision_into_unknown"
    ]
    assert codes(INDEX, Decision("i1", "merge", into=("i1",))) == ["decision_into_unknown"]
    assert codes(INDEX, Decision("i1", "keep", settings={"kind": "guess"})) == ["value_choice"]
    assert codes(INDEX, Decision("i1", "keep", settings={"component": "none"})) == ["value_choice"]
    assert codes(INDEX, Decision("x", "new", settings={"component": "a", "kind": "count"})) == [
        "value_missing"
    ]


def test_two_items_of_one_name_are_refused_in_either_language() -> None:
    one, two = Text("同名", "One"), Text("同名", "Two")
    assert codes(INDEX, Decision("i1", "keep", title=one), Decision("i2", "keep", title=two)) == [
        "decision_name_twice"
    ]
    assert codes(INDEX, Decision("i1", "keep", title=Text("新", "indicator 2"))) == ["decision_name_twice"]


def test_dropping_a_parent_needs_a_decision_on_each_child() -> None:
    assert codes(OUTLINE, Decision("chapter", "drop")) == ["decision_orphan"]
    revised = revise(OUTLINE, [Decision("chapter", "drop"), Decision("section", "keep", parent="part")])
    assert [(item.number, item.id) for item in revised.items] == [
        ("1", "part"),
        ("1.1", "section"),
        ("2", "last"),
    ]


def test_a_new_section_stands_after_its_siblings() -> None:
    revised = revise(OUTLINE, [Decision("extra", "new", WHY, title=Text("附", "Extra"), parent="part")])
    assert [(item.number, item.id) for item in revised.items] == [
        ("1", "part"), ("1.1", "chapter"), ("1.1.1", "section"), ("1.2", "extra"), ("2", "last"),
    ]  # fmt: skip


def test_items_without_a_decision_are_named() -> None:
    assert undecided(INDEX, [Decision(str(n), "keep") for n in (1, 2, 3)]) == ("i4", "i5", "i6")


@given(st.sets(st.sampled_from([item.id for item in INDEX.items]), max_size=5), st.sets(st.integers(1, 6)))
def test_no_item_is_ever_lost(dropped: set[str], renamed: set[int]) -> None:
    decisions = [Decision(name, "drop", WHY) for name in dropped]
    decisions += [
        Decision(f"i{n}", "keep", WHY, title=Text(f"新{n}", f"New {n}"))
        for n in renamed
        if f"i{n}" not in dropped
    ]
    revised = revise(INDEX, decisions)
    assert {line.item for line in revised.lineage} == {item.id for item in INDEX.items}
    assert {item.id for item in revised.items} == {item.id for item in INDEX.items} - dropped
    for line in revised.lineage:
        assert (line.kind == "dropped") == (line.item in dropped)
        assert all(revised.item(name) for name in line.into)
    assert [item.number for item in revised.items] == [str(n + 1) for n in range(len(revised.items))]


def test_the_older_version_is_left_as_it_was() -> None:
    before = replace(INDEX)
    revise(INDEX, [Decision("i1", "drop")])
    assert before == INDEX


def test_a_split_needs_two_different_items() -> None:
    assert codes(INDEX, Decision("i1", "split", into=("i2", "i2"))) == ["decision_into"]


def test_an_id_that_reads_like_a_number_is_refused() -> None:
    settings = {"component": "a", "kind": "ratio"}
    assert codes(INDEX, Decision("7", "new", title=WHY, settings=settings)) == ["decision_id_number"]


@pytest.mark.parametrize(("version", "code"), [("2021", "version_same"), ("r 1", "version_form")])
def test_a_version_is_new_and_can_be_referred_to(version: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        revise(INDEX, [], version)
    assert [one.code for one in caught.value.problems] == [code]


def test_the_note_on_old_bands_goes_with_them() -> None:
    first, *rest = INDEX.items
    assert first.indicator is not None
    noted = replace(first, indicator=replace(first.indicator, bands_note=WHY))
    revised = revise(
        replace(INDEX, items=(noted, *rest)), [Decision("i1", "keep", settings={"bands": []})]
    ).items[0]
    assert revised.indicator is not None
    assert (revised.indicator.bands, revised.indicator.bands_note) == ((), Text())


def test_a_source_that_a_decision_names_in_words_becomes_a_source_of_the_new_version() -> None:
    band = {"score": 0, "upper": "12", "provenance": "editor", "sources": ["Handbook 2021, page 40"]}
    revised = revise(INDEX, [Decision("i1", "keep", WHY, settings={"bands": [band]})])
    (source,) = revised.sources
    assert source.title == "Handbook 2021, page 40"
    first = revised.items[0].indicator
    assert first is not None
    assert first.bands[0].sources == (source.id,)
    assert first.bands[0].verified


def test_what_was_checked_counts_as_unchecked_once_it_is_changed() -> None:
    first = INDEX.items[0]
    assert first.indicator is not None
    settings = replace(first.indicator, verified=("title", "formula", "kind"))
    checked = replace(INDEX, items=(replace(first, indicator=settings), *INDEX.items[1:]))

    def verified(**changes: Any) -> tuple[str, ...]:
        made = revise(checked, [Decision("i1", "keep", WHY, **changes)]).items[0].indicator
        assert made is not None
        return made.verified

    assert verified(settings={"formula": "100 * A"}) == ("title", "kind")
    assert verified(settings={"unit": "ha"}) == ("title", "formula", "kind")
    assert verified(title=Text("新名", "New name")) == ("formula", "kind")
    assert verified(settings={"formula": "100 * A", "verified": ["formula"]}) == ("formula",)
