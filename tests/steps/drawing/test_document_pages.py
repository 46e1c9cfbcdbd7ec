"""A document as a page: numbers of headings as Word prints them, gaps in words, charts as lying bars."""

from __future__ import annotations

from lbsap.model.blocks import Chart, Heading, Part, Series
from lbsap.model.numbering import HeadingCounter
from lbsap.model.text import Lang, same
from lbsap.steps.drawing.block_charts import chart_bars
from lbsap.steps.planning.part_numbers import Numbers
from lbsap_docx.scheme import label

PARTS = (
    Part("foreword", same("Foreword"), 0, numbering="none"),
    Part("status", same("Status"), 0),
    Part("strategy", same("Strategy"), 0),
    Part("goals", same("Goals"), 1),
    Part("tasks", same("Tasks"), 1),
    Part("maps", same("Maps"), 0, numbering="annex"),
    Part("map", same("Map"), 1, numbering="annex"),
)


def numbers(lang: Lang) -> list[str]:
    counted = Numbers(lang)
    return [counted.of_part(one) for one in PARTS]


def test_parts_are_numbered_as_their_file_numbers_them() -> None:
    assert numbers("zh") == ["", "第一章", "第二章", "一、", "二、", "附件1", "一、"]
    assert numbers("en") == ["", "1", "2", "2.1", "2.2", "Annex 1", "A1.1"]


def test_headings_inside_count_below_their_part_as_in_the_word_file() -> None:
    for lang in ("zh", "en"):
        page, counter = Numbers(lang), HeadingCounter()
        assert page.of_part(PARTS[1]) == label(lang, "chapter", counter.of_part(PARTS[1]).counts)
        for level in (1, 2, 2, 3, 4, 1):
            heading = Heading(same("x"), level)
            assert page.inside(heading) == label(lang, "chapter", counter.inside(heading).counts)
    assert page.inside(Heading(same("x"), numbered=False)) == ""
    assert page.of_part(PARTS[0]) == ""
    assert page.inside(Heading(same("x"))) == ""


def test_bars_are_as_long_as_their_share_of_the_longest() -> None:
    chart = Chart(
        "line",
        same("Finding"),
        (same("2025"), same("2026")),
        (Series(same("a"), (5.0, 20.0)), Series(same("b"), (None, float("nan")))),
        same("alt"),
    )
    (_, first), (_, second) = chart_bars(chart)
    assert [(one.told, one.length) for one in (*first, *second)] == [
        ("5", "25.0"), ("—", "0.0"), ("20", "100.0"), ("—", "0.0"),
    ]  # fmt: skip
    assert chart_bars(Chart("pie", same("x"), (same("y"),), (Series(same("s"), (None,)),), same("a")))
