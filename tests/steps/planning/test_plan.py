"""A plan follows its outline, gathers every gap, and is made whatever a plugin does."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from lbsap import __version__
from lbsap.model.blocks import (
    Block,
    Box,
    Bullets,
    Chart,
    Column,
    Document,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Part,
    Series,
    Strong,
    Table,
)
from lbsap.model.catalogue import Catalogue, Item, Section
from lbsap.model.city import CityData, Level, Profile
from lbsap.model.codec import digest
from lbsap.model.errors import PluginFailed
from lbsap.model.plugin_items import Need, Plan, PlanContext, PlanSection
from lbsap.model.policy import PolicyFramework
from lbsap.model.scoring import Scorecard, Total
from lbsap.model.text import Text, same
from lbsap.steps.planning.cover import plan_title
from lbsap.steps.planning.plan import make_plan

Writer = Callable[[PlanContext], Iterable[Block]]
ROOT = "planning-framework"
INDEX = Catalogue("idx", "1", "index", same("Index"), ())
CARD = Scorecard("idx", "1", "handbook", (), (), Total(None, Decimal(), Decimal(), "points", False))
FRAMEWORK = PolicyFramework("fw", "2", "nation", same("Framework"), same("FW"), ())


def item(
    name: str, parent: str = ROOT, level: str = "chapter", writer: str | None = None, guidance: str = ""
) -> Item:
    settings = Section(name if writer is None else writer, level, same(guidance) if guidance else Text())  # type: ignore[arg-type]
    return Item(name, "", Text(f"题{name}", f"Title {name}"), parent, section=settings)


OUTLINE = Catalogue(
    "outline",
    "1",
    "outline",
    same("Outline"),
    (
        item("about", "", "part", ""),
        item("purpose", "about", "section", ""),
        item(ROOT, "", "part", ""),
        item("foreword", level="section"),
        item("one"),
        item("two", writer=""),
        item("two-a", "two", "section"),
        item("two-b", "two", "section"),
        item("annex-a", level="annex"),
        item("report", level="file", writer=""),
    ),
)


def says(text: str) -> Writer:
    return lambda ctx: (Paragraph((same(text),)),)


def section(name: str, write: Writer | None = None, place: str = "", **more: object) -> PlanSection:
    return PlanSection(name, Text(f"节{name}", f"Section {name}"), write or says(name), place, **more)  # type: ignore[arg-type]


SECTIONS = [section(name) for name in ("foreword", "one", "two-a", "two-b", "annex-a")]
CITY = CityData(
    Text("某市", "Some City"), profile=Profile("city", issuer=same("Issuer"), period=(2026, 2030))
)


def call(one: PlanSection, ctx: PlanContext) -> Iterable[Block]:
    return tuple(one.write(ctx))


def plan(
    *more: PlanSection,
    city: CityData = CITY,
    outline: Catalogue = OUTLINE,
    sections: list[PlanSection] | None = None,
) -> Plan:
    ctx = PlanContext(city, outline, INDEX, CARD, {"fw": FRAMEWORK})
    offered = (SECTIONS if sections is None else sections) + list(more)
    return make_plan(ctx, {one.id: one for one in offered}, call)


def keys(made: Plan) -> list[str]:
    return [part.key for part in made.document.parts]


def part(made: Plan, key: str) -> Part:
    return next(one for one in made.document.parts if one.key == key)


def gap(name: str) -> Gap:
    return Gap(same(name))


# --- the outline decides ---


def test_parts_come_in_the_order_of_the_outline_without_other_parts_and_files() -> None:
    made = plan(sections=SECTIONS[::-1])
    assert [(p.key, p.depth, p.numbering) for p in made.document.parts] == [
        ("foreword", 0, "none"),
        ("one", 0, "chapter"),
        ("two", 0, "chapter"),
        ("two-a", 1, "chapter"),
        ("two-b", 1, "chapter"),
        ("annex-a", 0, "annex"),
    ]


def test_a_renamed_item_carries_its_new_name_into_the_plan() -> None:
    new = Text("新名", "New name")
    renamed = replace(
        OUTLINE, items=tuple(replace(i, title=new) if i.id == "one" else i for i in OUTLINE.items)
    )
    assert part(plan(outline=renamed), "one").title == new


def test_a_dropped_item_disappears_though_its_section_is_offered() -> None:
    dropped = replace(OUTLINE, items=tuple(i for i in OUTLINE.items if i.id != "two-a"))
    assert keys(plan(outline=dropped)) == ["foreword", "one", "two", "two-b", "annex-a"]


def test_items_in_another_order_make_a_plan_in_that_order() -> None:
    turned = replace(OUTLINE, items=OUTLINE.items[::-1])
    assert keys(plan(outline=turned)) == ["annex-a", "two", "two-b", "two-a", "one", "foreword"]


def test_an_item_may_be_written_by_a_section_of_another_id() -> None:
    other = replace(OUTLINE, items=(*OUTLINE.items, item("three", writer="one")))
    assert part(plan(outline=other), "three").blocks == (Paragraph((same("one"),)),)


# --- sections the outline does not name ---


@pytest.mark.parametrize(
    ("place", "order", "depth"),
    [
        ("two", ["foreword", "one", "two", "two-a", "two-b", "x.new", "annex-a"], 1),
        ("one", ["foreword", "one", "x.new", "two", "two-a", "two-b", "annex-a"], 1),
        ("two-a", ["foreword", "one", "two", "two-a", "x.new", "two-b", "annex-a"], 2),
        ("unheard-of", ["foreword", "one", "two", "two-a", "two-b", "x.new", "annex-a"], 0),
        (ROOT, ["foreword", "one", "two", "two-a", "two-b", "x.new", "annex-a"], 0),
        ("purpose", ["foreword", "one", "two", "two-a", "two-b", "x.new", "annex-a"], 0),
    ],
)
def test_a_plugins_section_is_seated_at_the_end_of_its_place(
    place: str, order: list[str], depth: int
) -> None:
    made = plan(section("x.new", place=place))
    assert keys(made) == order
    assert part(made, "x.new").depth == depth
    assert part(made, "x.new").title.zh == "节x.new"


def test_a_section_in_an_annex_counts_as_part_of_it() -> None:
    assert part(plan(section("x.new", place="annex-a")), "x.new").numbering == "annex"


def test_several_sections_at_one_place_keep_their_order() -> None:
    made = plan(section("x.b", place="two"), section("x.a", place="two"))
    assert keys(made)[4:7] == ["two-b", "x.b", "x.a"]


def test_a_section_that_the_outline_names_is_not_seated_twice() -> None:
    assert keys(plan(section("one", place="two"))).count("one") == 1


def test_a_section_without_place_and_without_item_is_left_out() -> None:
    assert "x.new" not in keys(plan(section("x.new")))


# --- what stands where nobody writes ---


def test_a_heading_above_other_parts_needs_no_text() -> None:
    assert part(plan(), "two").blocks == ()


def test_an_item_without_writer_asks_for_its_text_with_its_guidance() -> None:
    added = replace(OUTLINE, items=(*OUTLINE.items, item("new", writer="", guidance="G")))
    made = plan(outline=added)
    assert part(made, "new").blocks == (Gap(Text("题new（G）", "Title new (G)"), where="wording.new"),)
    assert ("new", part(made, "new").blocks[0]) in made.gaps


def test_an_item_without_writer_holds_the_citys_own_wording() -> None:
    added = replace(OUTLINE, items=(*OUTLINE.items, item("new", writer="")))
    own = Text("自拟", "own")
    assert part(plan(outline=added, city=replace(CITY, wording={"new": own})), "new").blocks == (
        Paragraph((own,)),
    )


def test_a_writer_that_is_not_installed_is_named() -> None:
    added = replace(OUTLINE, items=(*OUTLINE.items, item("new", writer="sea.coast")))
    (block,) = part(plan(outline=added), "new").blocks
    assert isinstance(block, Gap)
    assert "sea.coast" in block.name.zh
    assert "sea.coast" in block.name.en


# --- plugins that fail ---


def test_a_plan_survives_a_section_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    def fail(one: PlanSection, ctx: PlanContext) -> Iterable[Block]:
        if one.id == "one":
            raise PluginFailed("marine", "one", "ValueError: x")
        return call(one, ctx)

    ctx = PlanContext(CITY, OUTLINE, INDEX, CARD, {})
    with caplog.at_level(logging.ERROR):
        made = make_plan(ctx, {one.id: one for one in SECTIONS}, fail)
    (block,) = part(made, "one").blocks
    assert isinstance(block, Gap)
    assert all("marine" in words and "one" in words for words in (block.name.zh, block.name.en))
    assert ("one", block) in made.gaps
    assert part(made, "two-a").blocks == (Paragraph((same("two-a"),)),)
    assert "marine" in caplog.text


def test_an_error_that_is_no_plugin_failure_is_a_bug_and_shows() -> None:
    with pytest.raises(ZeroDivisionError):
        plan(section("one", lambda ctx: [Heading(same(str(1 // 0)))]))


# --- gaps ---

EVERYWHERE: tuple[tuple[Block, list[str]], ...] = (
    (gap("a"), ["a"]),
    (Paragraph((same("x"), gap("a"), Strong(same("y")), gap("b"))), ["a", "b"]),
    (Bullets(((gap("a"),), (same("x"),), (gap("b"),))), ["a", "b"]),
    (Table(same("t"), (Column(same("c")),), (((gap("a"),),), ((same("x"),),), ((gap("b"),),))), ["a", "b"]),
    (Box(same("t"), (Paragraph((gap("a"),)), Bullets(((gap("b"),),)))), ["a", "b"]),
    (Figure(same("a"), same("alt")), ["a"]),
    (Figure(same("a"), same("alt"), b"x", "image/png"), []),
    (Heading(same("h")), []),
    (Chart("pie", same("c"), (same("x"),), (Series(same("s"), (None,)),), same("alt")), []),
)


@pytest.mark.parametrize(
    ("block", "names"),
    EVERYWHERE,
    ids=[f"{type(block).__name__}-{len(names)}" for block, names in EVERYWHERE],
)
def test_gaps_are_found_in_every_kind_of_block(block: Block, names: list[str]) -> None:
    made = plan(section("one", lambda ctx: (block,)))
    assert [found.name.zh for key, found in made.gaps if key == "one"] == names


def test_a_last_section_sees_every_gap_and_keeps_its_place() -> None:
    seen: list[tuple[tuple[str, Gap], ...]] = []

    def look(ctx: PlanContext) -> Iterable[Block]:
        seen.append(ctx.gaps)
        return (gap("mine"),)

    made = plan(
        section("foreword", look, last=True),
        section("one", lambda ctx: (gap("a"),)),
        section("annex-a", lambda ctx: (gap("b"),)),
    )
    assert keys(made)[0] == "foreword"
    assert [(key, one.name.zh) for key, one in seen[0] if key != "cover"] == [("one", "a"), ("annex-a", "b")]
    assert [key for key, _ in made.gaps] == ["cover", "foreword", "one", "annex-a"]


def test_other_sections_are_told_of_no_gaps() -> None:
    def look(ctx: PlanContext) -> Iterable[Block]:
        assert ctx.gaps == ()
        return (gap("a"),)

    plan(section("one", look), section("two-a", look))


# --- what a section is given ---


def test_a_section_is_given_its_item_and_its_own_fields_only() -> None:
    seen: dict[str, PlanContext] = {}

    def look(ctx: PlanContext) -> Iterable[Block]:
        seen[ctx.item.id if ctx.item else "-"] = ctx
        return (gap("a"),)

    asked = (Need("n", same("N"), "integer"),)
    fields = {"one": {"n": Decimal(3)}, "two-a": {"n": Decimal(4), "unknown": Decimal(5)}}
    plan(
        section("one", look, needs=asked),
        section("two-a", look, needs=asked),
        section("x.new", look, "one", needs=asked),
        city=replace(CITY, fields=fields),
    )
    assert {name: dict(ctx.fields) for name, ctx in seen.items()} == {
        "one": {"n": 3},
        "two-a": {"n": 4},
        "-": {},
    }


def test_a_field_of_the_wrong_kind_counts_as_not_entered_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def look(ctx: PlanContext) -> Iterable[Block]:
        return (Paragraph((same(str(dict(ctx.fields))),)),)

    wrong = replace(CITY, fields={"one": {"n": Text("很多", "many")}})
    with caplog.at_level(logging.WARNING):
        made = plan(section("one", look, needs=(Need("n", same("N"), "number"),)), city=wrong)
    assert part(made, "one").blocks == (Paragraph((same("{}"),)),)
    assert "fields.one.n" in caplog.text


def test_a_wide_section_asks_for_landscape() -> None:
    made = plan(section("annex-a", landscape=True))
    assert [p.key for p in made.document.parts if p.landscape] == ["annex-a"]


# --- cover and provenance ---


def test_the_plan_names_all_it_was_made_from() -> None:
    made: Document = plan().document
    assert made.made_from == (
        f"index idx@1 sha256:{digest(INDEX)}",
        f"outline outline@1 sha256:{digest(OUTLINE)}",
        "variant handbook",
        f"framework fw@2 sha256:{digest(FRAMEWORK)}",
        f"lbsap {__version__}",
    )


@pytest.mark.parametrize(
    ("level", "name", "zh", "en"),
    [
        ("county", Text("从江县", "Congjiang County"), "从江县", "Congjiang County"),
        ("county", Text("从江", "Congjiang"), "从江县", "Congjiang County"),
        ("city", Text("某", "Some"), "某市", "Some City"),
        ("prefecture", Text("某", "Some"), "某州", "Some Prefecture"),
        ("district", Text("某", "Some"), "某区", "Some District"),
        ("municipality", Text("某", "Some"), "某市", "Some Municipality"),
    ],
)
def test_the_title_offered_follows_the_level_and_is_no_statutory_plan(
    level: Level, name: Text, zh: str, en: str
) -> None:
    title = plan_title(CityData(name, profile=Profile(level, period=(2026, 2030))))
    assert title.zh == f"{zh}生物多样性保护战略与行动计划（2026—2030年）"
    assert title.en == f"Biodiversity Conservation Strategy and Action Plan of {en} (2026–2030)"


def test_the_title_a_government_chose_is_printed_everywhere() -> None:
    chosen = Text("某市生物多样性保护行动计划", "Some City Biodiversity Action Plan")
    document = plan(city=replace(CITY, profile=replace(CITY.profile, plan_title=chosen))).document
    assert document.cover.title == document.header == chosen


def test_a_demonstration_says_so_and_a_real_plan_does_not() -> None:
    shown = plan(city=replace(CITY, profile=replace(CITY.profile, demonstration=True))).document.cover
    assert shown.notice == Text("演示稿，非正式文件", "Demonstration, not an official document")
    assert not plan().document.cover.notice
    assert shown.stage.zh == "征求意见稿"


def test_what_the_cover_lacks_is_asked_for() -> None:
    bare = plan(city=CityData(same("X")))
    assert [one.name.zh for key, one in bare.gaps if key == "cover"] == ["实施期限", "发布机关", "发布日期"]
    assert [one.name.zh for key, one in plan().gaps if key == "cover"] == ["发布日期"]
