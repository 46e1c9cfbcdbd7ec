"""Two drafts side by side: parts, paragraphs, words; and what made them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbsap.model.blocks import (
    Block,
    Box,
    Bullets,
    Chart,
    Column,
    Cover,
    Document,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Part,
    Series,
    Table,
)
from lbsap.model.draft import DraftSettings
from lbsap.model.text import Text, same
from lbsap.steps.planning.draft_compare import PartChange, compare_drafts, lines_of
from lbsap.steps.planning.draft_facts import compared, facts


def part(key: str, *blocks: Block | str) -> Part:
    made = tuple(Paragraph((same(one),)) if isinstance(one, str) else one for one in blocks)
    return Part(key, same(key.title()), 0, made)


def document(*parts: Part) -> Document:
    return Document(Cover(same("Plan")), parts)


def changes(old: Document, new: Document) -> dict[str, PartChange]:
    return {one.key: one for one in compare_drafts(old, new, "en")}


def words(change: PartChange) -> list[tuple[str, str, str]]:
    return [
        (line.state, "".join(one.words for one in line.old), "".join(one.words for one in line.new))
        for line in change.lines
    ]


def test_a_paragraph_that_came_went_or_changed_is_told_and_the_rest_is_counted() -> None:
    old = document(part("status", "Stays.", "The lake is clean today.", "Goes away entirely."))
    new = document(part("status", "Stays.", "The lake is very clean today.", "Quite another matter, new."))
    found = changes(old, new)["status"]
    assert found.state == "changed"
    assert words(found) == [
        ("changed", "The lake is clean today.", "The lake is very clean today."),
        ("gone", "Goes away entirely.", ""),
        ("come", "", "Quite another matter, new."),
    ]
    assert found.kept == 2  # the heading and the first paragraph
    assert (found.count("come"), found.count("gone"), found.count("changed")) == (1, 1, 1)


def test_of_a_changed_paragraph_only_the_words_that_differ_are_marked() -> None:
    old, new = document(part("a", "森林覆盖率为六成。")), document(part("a", "森林覆盖率为七成。"))
    (line,) = compare_drafts(old, new, "zh")[0].lines
    assert [one.words for one in line.old if one.state == "gone"] == ["六"]
    assert [one.words for one in line.new if one.state == "come"] == ["七"]


def test_a_part_that_is_gone_stands_at_its_old_place() -> None:
    old = document(part("a", "1"), part("b", "2"), part("c", "3"))
    new = document(part("a", "1"), part("c", "3"), part("d", "4"))
    found = compare_drafts(old, new, "en")
    assert [(one.key, one.state) for one in found] == [
        ("a", "same"), ("b", "gone"), ("c", "same"), ("d", "come"),
    ]  # fmt: skip


def test_a_row_that_only_moved_down_by_one_is_the_same_row() -> None:
    def rows(*names: str) -> Table:
        cells = tuple(((same(str(no)),), (same(name),)) for no, name in enumerate(names, 1))
        return Table(same("List"), (Column(same("No.")), Column(same("What"))), cells)

    found = changes(
        document(part("a", rows("map", "date"))), document(part("a", rows("name", "map", "date")))
    )
    assert words(found["a"]) == [("come", "", "name")]


def test_every_kind_of_block_gives_lines() -> None:
    blocks = (
        Heading(same("Head")),
        Bullets(((same("item"),),)),
        Chart("bar", same("Finding"), (same("x"),), (Series(same("s"), (1.5,)),), same("alt")),
        Figure(same("Map"), same("alt")),
        Box(same("Box"), (Paragraph((same("inside"),)),)),
        Gap(same("area"), unit=same("ha")),
    )
    assert lines_of(part("a", *blocks), "en") == [
        "A", "Head", "item", "Finding", "x | 1.5", "Map", "Box", "inside", "[To be completed: area (ha)]",
    ]  # fmt: skip


LINES = st.lists(st.text("abc 。", min_size=1, max_size=12), max_size=6)


@given(LINES, LINES)
def test_the_old_lines_and_the_new_ones_can_be_read_from_the_changes(old: list[str], new: list[str]) -> None:
    before, after = part("a", *old), part("a", *new)
    (found,) = compare_drafts(document(before), document(after), "en")
    told = words(found)
    assert found.kept + sum(state != "come" for state, _, _ in told) == len(lines_of(before, "en"))
    assert found.kept + sum(state != "gone" for state, _, _ in told) == len(lines_of(after, "en"))
    assert (found.state == "same") == (lines_of(before, "en") == lines_of(after, "en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_document_is_the_same_as_itself(lang: str) -> None:
    one = document(part("a", "x", Gap(Text("面积", "area"))), part("b"))
    assert {found.state for found in compare_drafts(one, one, lang)} == {"same"}  # type: ignore[arg-type]


MADE = ("index cbi-2021@2021 sha256:" + "a" * 64, "variant handbook", "framework gbf@2022 sha256:" + "b" * 64)


def test_what_made_two_drafts_is_held_side_by_side() -> None:
    settings = DraftSettings()
    titles = {"status": Text("现状", "Status")}
    old = facts(MADE, settings, 3, titles)
    new = facts(
        (MADE[0].replace("a" * 64, "c" * 64), MADE[1]),
        replace(settings, stage="submission", off=("status",)),
        4,
        titles,
    )
    differing = {label.en: (was.en, now.en) for label, was, now, differs in compared(old, new) if differs}
    assert differing == {
        "Stage": ("Draft for comment", new[0].value.en),
        "Version of the city’s data": ("3", "4"),
        "Sections left out": ("—", "Status"),
        "Index": ("cbi-2021@2021 (aaaaaaaaaaaa)", "cbi-2021@2021 (cccccccccccc)"),
        "Policy framework gbf": ("gbf@2022 (bbbbbbbbbbbb)", "—"),
    }
