"""A draft follows its settings: title, parts off and in order, the document wanted, and its stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from lbsap.model.blocks import (
    Block,
    Box,
    Bullets,
    Column,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Table,
)
from lbsap.model.city import CityData
from lbsap.model.city_plan import SignOff
from lbsap.model.draft import DocumentKind, DraftSettings
from lbsap.model.plugin_items import Plan, PlanContext, PlanSection
from lbsap.model.text import Text, same
from lbsap.steps.planning.plan import make_plan
from tests.steps.planning.test_plan import (
    CARD,
    CITY,
    INDEX,
    OUTLINE,
    SECTIONS,
    call,
    gap,
    keys,
    part,
    plan,
    section,
)

# --- what a draft is made with ---


def drafted(
    *sections: PlanSection, kind: DocumentKind = "plan", city: CityData = CITY, **chosen: object
) -> Plan:
    ctx = PlanContext(city, OUTLINE, INDEX, CARD, {}, settings=DraftSettings(**chosen))  # type: ignore[arg-type]
    offered = {one.id: one for one in (*SECTIONS, *sections)}
    return make_plan(ctx, offered, call, kind)


def test_title_issuer_and_drafter_of_the_draft_stand_in_place_of_those_of_the_profile() -> None:
    made = drafted(title=same("Chosen"), issuer=same("Other"), drafter=same("Drafter")).document
    assert made.cover.title == made.header == same("Chosen")
    assert made.cover.issuer == (same("Other"),)
    assert made.cover.lines == ((Text("编制单位：Drafter", "Drafted by: Drafter"),),)


def test_the_month_in_which_the_leadership_agreed_is_the_date_on_the_cover() -> None:
    signed = (
        SignOff("expert", same("E"), date(2026, 4, 1)),
        SignOff("leadership", same("L"), date(2026, 3, 6)),
    )
    assert drafted(city=replace(CITY, signoffs=signed)).document.cover.date == (
        Text("2026年3月", "March 2026"),
    )


def test_parts_switched_off_go_with_all_below_them() -> None:
    assert keys(drafted(off=("two",))) == ["foreword", "one", "annex-a"]


def test_parts_take_the_order_wanted_among_their_neighbours_and_others_keep_their_place() -> None:
    more = (section("x.b", place="two"),)
    assert keys(drafted(*more, order=("x.b", "two-a"))) == [
        "foreword", "one", "two", "x.b", "two-b", "two-a", "annex-a",
    ]  # fmt: skip
    assert keys(drafted(order=("two", "one"))) == ["foreword", "two", "two-a", "two-b", "one", "annex-a"]


def test_an_annex_never_comes_before_a_chapter() -> None:
    assert keys(drafted(order=("annex-a", "one")))[-1] == "annex-a"


def test_another_document_is_made_of_its_own_sections_in_the_order_offered() -> None:
    own = [section(name, document="research") for name in ("r.b", "r.a")]
    below = section("r.c", place="r.b", document="research")
    made = drafted(*own, below, kind="research")
    assert [(p.key, p.depth, p.numbering) for p in made.document.parts] == [
        ("r.b", 0, "chapter"),
        ("r.c", 1, "chapter"),
        ("r.a", 0, "chapter"),
    ]
    assert made.document.cover.subtitle.en == "Research report"
    assert not made.document.sheet
    assert "r.b" not in keys(drafted(*own))


@pytest.mark.parametrize("kind", ["notice", "letter", "request"])
def test_a_letter_is_a_sheet_with_a_number_and_without_headings(kind: DocumentKind) -> None:
    made = drafted(section("l", document=kind), kind=kind)
    assert made.document.sheet
    assert [(p.title, p.numbering) for p in made.document.parts] == [(Text(), "none")]
    assert [one.name.zh for key, one in made.gaps if key == "cover"] == ["发文字号"]


def test_the_parts_of_a_note_are_numbered_in_their_titles() -> None:
    made = drafted(*(section(name, document="note") for name in ("n.a", "n.b")), kind="note")
    assert [p.title for p in made.document.parts] == [
        Text("一、节n.a", "1. Section n.a"),
        Text("二、节n.b", "2. Section n.b"),
    ]


def test_a_section_with_nothing_to_say_is_left_out() -> None:
    assert "one" not in keys(plan(section("one", lambda ctx: ())))


def test_a_section_is_told_the_title_and_the_stage() -> None:
    seen: list[DraftSettings] = []

    def look(ctx: PlanContext) -> Iterable[Block]:
        seen.append(ctx.settings)
        return (gap("a"),)

    drafted(section("one", look), stage="submission", title=same("Chosen"))
    assert [(one.stage, one.title.en) for one in seen] == [("working", "Chosen"), ("submission", "Chosen")]


# --- submission ---


def in_submission(*written: Block) -> tuple[Block, ...]:
    made = drafted(section("one", lambda ctx: written), stage="submission")
    return next((one.blocks for one in made.document.parts if one.key == "one"), ())


def cells(*rows: tuple[Inline, ...]) -> Table:
    columns = tuple(Column(same(str(at))) for at in range(len(rows[0])))
    return Table(same("t"), columns, tuple(tuple((one,) for one in row) for row in rows))


X, LACK = Paragraph((same("x"),)), Paragraph((same("y"), gap("a")))
SETTLED: tuple[tuple[str, tuple[Block, ...], tuple[Block, ...]], ...] = (
    ("a gap that stands alone goes", (X, gap("a")), (X,)),
    ("a paragraph that lacks something goes", (LACK, X), (X,)),
    ("an item that lacks something goes", (Bullets(((same("x"),), (gap("a"),))),), (Bullets(((same("x"),),)),)),
    ("a list of gaps goes with what announces it", (Paragraph((same("All:"),)), Bullets(((gap("a"),),)), X), (X,)),
    ("a heading above nothing goes", (Heading(same("h")), LACK, Heading(same("i")), X), (Heading(same("i")), X)),
    ("a heading above a lower one stays", (Heading(same("h")), Heading(same("i"), 2), X),
     (Heading(same("h")), Heading(same("i"), 2), X)),
    ("a picture still to come goes", (Figure(same("c"), same("alt")), X), (X,)),
    ("a box of gaps goes", (Box(same("t"), (LACK,)), X), (X,)),
    ("a box keeps what it can", (Box(same("t"), (LACK, X)),), (Box(same("t"), (X,)),)),
    ("a cell becomes a dash", (cells((same("a"), same("b"), gap("c")), (same("d"), same("e"), same("f"))),),
     (cells((same("a"), same("b"), same("—")), (same("d"), same("e"), same("f"))),)),
    ("a row that says nothing goes", (cells((same("a"), gap("b")), (same("d"), same("e"))),),
     (cells((same("d"), same("e"))),)),
    ("a column that says nothing goes", (cells((same("a"), same("b"), gap("c"))),), (cells((same("a"), same("b"))),)),
    ("a table that says nothing goes", (cells((same("a"), gap("b"))), X), (X,)),
    ("a table without gaps stays", (cells((same("a"), same("—"))),), (cells((same("a"), same("—"))),)),
)  # fmt: skip


@pytest.mark.parametrize(("written", "left"), [row[1:] for row in SETTLED], ids=[row[0] for row in SETTLED])
def test_a_submission_leaves_out_what_lacks_something(
    written: tuple[Block, ...], left: tuple[Block, ...]
) -> None:
    assert in_submission(*written) == left


def test_a_submission_prints_its_stage_and_no_gap_on_the_cover_but_lists_it() -> None:
    made = drafted(stage="submission", city=CityData(same("X")))
    assert made.document.cover.stage.zh == "送审稿"
    assert (made.document.cover.issuer, made.document.cover.date, made.document.cover.lines) == ((), (), ())
    assert [one.name.zh for key, one in made.gaps if key == "cover"] == ["实施期限", "发布机关", "发布日期"]


def test_the_gaps_of_a_submission_are_those_of_the_working_draft() -> None:
    qualitative = section("one", lambda ctx: (LACK,) if ctx.settings.stage == "working" else (X,))
    made = drafted(qualitative, stage="submission")
    assert part(made, "one").blocks == (X,)
    assert [found.name.zh for key, found in made.gaps if key == "one"] == ["a"]
